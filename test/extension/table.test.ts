import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { isLookOnly } from '../../src/domain/effect.ts';
import { effectOfCall } from '../../src/domain/tool.ts';
import { type Act, step } from '../../src/extension/infrastructure/branch.ts';
import { actOfMany } from '../../src/extension/infrastructure/many.ts';
import type { InfrastructureAction } from '../../src/extension/manifest/infrastructure.ts';
import { csv, tabbed } from '../../src/extension/table/csv.ts';
import { listing } from '../../src/extension/table/listings.ts';
import { cutOf, likeliest, listNames, tableOf } from '../../src/extension/table/lists.ts';
import { branchOfRow } from '../../src/extension/table/rows.ts';
import { singular, titleOf } from '../../src/extension/table/words.ts';
import { allTools } from '../../src/host/tools.ts';
import { makePlan } from '../../src/planner/make.ts';

const tools = allTools();

/** Columns as `Title:kind`, those that are not shown in brackets. */
function check(name: string, output: unknown, columns: string, list?: string): ReturnType<typeof tableOf> {
  const tool = tools.get(name);
  if (tool === undefined) throw new Error(`there is no ${name}`);
  expect(tool.output.safeParse(output).error?.message, `${name} says so`).toBeUndefined();
  const table = tableOf(tool, output, list ?? likeliest(listNames(tool, output)) ?? '');
  expect(table.columns.map(({ title, kind, shown }) => (shown ? `${title}:${kind}` : `(${title}:${kind})`)).join(' ')).toBe(columns);
  for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  expect(table.rows).toHaveLength(table.records.length);
  return table;
}

describe('columns, in people’s words, by what the tool promises and what is there', () => {
  test('commits: persons are taken apart, what matters comes first', () => {
    const person = { name: 'A. Person', email: 'a@example.com' };
    const commit = {
      commit: 'a'.repeat(40),
      parents: ['b'.repeat(40)],
      author: person,
      authoredAt: '2026-01-31T10:00:00+01:00',
      committer: person,
      committedAt: '2026-01-31T10:00:00+01:00',
      refs: ['main', 'v1'],
      subject: 'Add a bucket',
      body: 'Because\nof\nlogs',
    };
    const table = check(
      'git.log',
      { commits: [commit], more: true, shallow: false },
      'Subject:text Author name:text Authored:time Refs:value Commit:text (Parents:value) (Author email:text) (Committer name:text) (Committer email:text) (Committed:time) (Body:text)',
    );
    expect(table.rows[0]?.slice(0, 4)).toEqual(['Add a bucket', 'A. Person', '2026-01-31T10:00:00+01:00', ['main', 'v1']]);
    expect(table.records).toEqual([commit]);
    expect(cutOf({ commits: [commit], more: true })).toMatch(/more than this/);
  });
  test('a server that prints its own columns', () => {
    const output = {
      kind: 'Pod',
      context: 'kind-dev',
      columns: ['Name', 'Ready', 'Restarts', 'Age'],
      objects: ['web-2', 'web-10'].map((name, i) => ({ kind: 'Pod', name, namespace: ['shop', 'jobs'][i], cells: [name, '1/1', String(i), `${i + 2}d4h`] })),
      truncated: false,
    };
    const table = check('kubernetes.get', output, 'Namespace:text Name:text Ready:text Restarts:number Age:age');
    expect(table.rows[1]).toEqual(['jobs', 'web-10', '1/1', '1', '3d4h']);
  });
  test('one namespace needs no column', () => {
    const objects = [{ kind: 'Pod', name: 'web', namespace: 'shop', cells: ['web'] }];
    check('kubernetes.get', { kind: 'Pod', context: 'c', columns: ['Name'], objects, truncated: false }, '(Namespace:text) Name:text');
  });
  test('a list of words has one column', () => {
    check('terraform.stateList', { directory: '.', workspace: 'default', serial: 1, addresses: ['aws_vpc.main'] }, 'Address:text');
  });
  test('sizes, numbers that name, yes and no', () => {
    check(
      'files.list',
      { files: [{ path: 'a.txt', kind: 'file', bytes: 12, modifiedAt: '2026-01-01T00:00:00Z' }], truncated: false },
      'Path:text Kind:text Bytes:bytes Modified:time',
    );
    const pull = {
      number: 1_007,
      title: 't',
      state: 'open',
      author: 'octocat',
      base: 'main',
      head: 'x',
      draft: false,
      labels: [],
      url: 'https://example.com/7',
    };
    check(
      'github.listPullRequests',
      { pullRequests: [pull], complete: true },
      'Number:ordinal Title:text State:text Author:text Head:text Base:text Labels:value (Draft:yes-no) (URL:text)',
    );
  });
  test('an empty list still has its columns', () => {
    const table = check('helm.list', { releases: [] }, 'Name:text Namespace:text Revision:number Status:text Chart:text App version:text Updated:text');
    expect(table.rows).toEqual([]);
  });
  test('of several lists, the first that holds something', () => {
    const tool = tools.get('git.status');
    const output = { changed: [], conflicts: [], untracked: ['a', 'b'], ignored: [] };
    const names = tool === undefined ? [] : listNames(tool, output);
    expect(names.map(({ title, count }) => `${title} ${count}`)).toEqual(['Changed 0', 'Conflicts 0', 'Untracked 2', 'Ignored 0']);
    expect(likeliest(names)).toBe('untracked');
  });
  test('what the schema does not name is a column too, and rows may lack fields', () => {
    const tool = { name: 'x.list', output: z.object({ things: z.array(z.looseObject({ name: z.string() })) }) };
    const table = tableOf(tool, { things: [{ name: 'a' }, { name: 'b', extra: { deep: [1] } }, null, 'odd'] }, 'things');
    expect(table.columns.map(({ id }) => id)).toEqual(['name', 'extra']);
    expect(table.rows).toEqual([
      ['a', undefined],
      ['b', { deep: [1] }],
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });
});

test('the lists the palette offers: of tools that only look, and what makes them list', () => {
  const offered = [...tools.values()].flatMap((tool) => listing(tool) ?? []);
  for (const { tool, input } of offered) expect(isLookOnly(effectOfCall(tool, { ...input })), tool.name).toBe(true);
  const lines = offered.map(({ tool, title, input }) => `${title}: ${tool.name}${Object.keys(input).length > 0 ? ` ${JSON.stringify(input)}` : ''}`);
  expect(lines.sort().join('\n')).toMatchInlineSnapshot(`
    "Addresses (Terraform): terraform.stateList
    Branches (Git): git.branch {"action":"list"}
    Buckets (S3): aws.s3.listBuckets
    Changed (Git): git.status
    Charts (Helm): helm.search
    Checks (GitHub): github.listChecks
    Clusters (EKS): aws.eks.listClusters
    Commits (Git): git.log
    Dependencies (Helm): helm.dependency {"action":"list"}
    Files (Git): git.diff
    Files (workspace): files.list
    Findings (best practices): rules.scan
    Forwards (Kubernetes): kubernetes.listForwards
    Groups (EC2): aws.ec2.listSecurityGroups
    Images (EC2): aws.ec2.listImages
    Instances (EC2): aws.ec2.listInstances
    Instances (RDS): aws.rds.listInstances
    Issues (GitHub): github.listIssues
    Kinds (Kubernetes): kubernetes.listKinds
    Matches (workspace): files.search
    Milestones (GitHub): github.listMilestones
    Objects (Helm): helm.get
    Objects (Kubernetes): kubernetes.get
    Objects (S3): aws.s3.listObjects
    Parts (Git): git.blame
    Policies (IAM): aws.iam.listPolicies
    Pull requests (GitHub): github.listPullRequests
    Releases (GitHub): github.listReleases
    Releases (Helm): helm.list
    Remotes (Git): git.remote {"action":"list"}
    Repositories (Helm): helm.repo {"action":"list"}
    Revisions (Helm): helm.history
    Revisions (Kubernetes): kubernetes.rollout {"action":"history"}
    Roles (IAM): aws.iam.listRoles
    Stashes (Git): git.stash {"action":"list"}
    Tags (Git): git.tag {"action":"list"}
    Templates (workspace): templates.list
    Usage (Kubernetes): kubernetes.top
    Users (IAM): aws.iam.listUsers
    Versions (S3): aws.s3.listVersions
    Workspaces (Terraform): terraform.workspace {"action":"list"}
    Worktrees (Git): git.worktree {"action":"list"}"
  `);
});

test.each([
  ['authoredAt', 'Authored'],
  ['privateIp', 'Private IP'],
  ['author.name', 'Author name'],
  ['instanceId', 'Instance ID'],
  ['at', 'At'],
  ['pullRequests', 'Pull requests'],
])('%s is called %s', (field, title) => expect(titleOf(field)).toBe(title));

test.each([
  ['Addresses', 'Address'],
  ['Clusters', 'Cluster'],
  ['Policies', 'Policy'],
  ['Status', 'Status'],
])('one of %s is a %s', (many, one) => expect(singular(many)).toBe(one));

describe('CSV', () => {
  /** By the letter of RFC 4180: fields of all lines. */
  function read(text: string): string[][] {
    const rows: string[][] = [[]];
    for (let i = 0; i < text.length; ) {
      const row = rows.at(-1) ?? [];
      let field = '';
      if (text[i] === '"') {
        for (i++; !(text[i] === '"' && text[i + 1] !== '"'); i++) {
          if (text[i] === '"') i++;
          field += text[i];
        }
        i++;
      } else while (i < text.length && text[i] !== ',' && text[i] !== '\r') field += text[i++];
      row.push(field);
      if (text[i] === ',') {
        i++;
        if (text[i] === '\r') row.push('');
      }
      if (text.startsWith('\r\n', i)) {
        i += 2;
        rows.push([]);
      }
    }
    expect(rows.pop(), 'ends with a line end').toEqual([]);
    return rows;
  }

  test('quotes, commas and line ends come back as they were', () => {
    const rows = [
      ['a,b', 'say "so"', 'two\r\nlines', ''],
      ['ü 漢 👍', '"', ',', '\n'.padStart(3, 'x')],
    ];
    const text = csv(['one', 'two, too', 'three', 'four'], rows);
    expect(read(text)).toEqual([['one', 'two, too', 'three', 'four'], ...rows]);
    expect(text.startsWith('one,"two, too",three,four\r\n"a,b","say ""so""","two\r\nlines",\r\n')).toBe(true);
  });
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n=1', '＝1', "=cmd|'/c calc'!A1", '=HYPERLINK("https://example.com","x")'])(
    '%j is no formula',
    (value) => {
      expect(read(csv(['x'], [[value]]))).toEqual([['x'], [`'${value}`]]);
      expect(read(csv([value], []))).toEqual([[`'${value}`]]);
      expect(
        tabbed(['x'], [[value]])
          .split('\n')[1]
          ?.startsWith("'"),
      ).toBe(true);
    },
  );
  test('numbers stay numbers; lists and deeper things are texts', () => {
    expect(csv(['n', 'b', 'l', 'd', 'e'], [[-5, true, ['a', 'b'], { k: 1 }, null]])).toBe('n,b,l,d,e\r\n-5,true,"a, b","{""k"":1}",\r\n');
  });
  test('as text: a cell on one line, columns by tabs', () => {
    expect(tabbed(['a', 'b'], [['one\n\ttwo', 2]])).toBe('a\tb\none two\t2\n');
  });
});

describe('what can be done with a row', () => {
  const of = (tool: string, list: string, record: unknown, input = {}) => Object.keys(branchOfRow({ tool, list, input }, record, {})?.actions ?? {});
  test('is what the tree offers for it', () => {
    expect(of('aws.ec2.listInstances', 'instances', { instanceId: 'i-0123456789abcdef0', state: 'running', type: 't3.micro' })).toContain('nimbus.aws.stop');
    expect(of('git.branch', 'branches', { name: 'x', current: false, commit: 'a' })).toContain('nimbus.git.deleteBranch');
  });
  test('of a cluster’s objects too, in the place they are in', () => {
    const record = { kind: 'Deployment', name: 'web', namespace: 'shop', cells: ['web', '1/3'] };
    const output = { context: 'kind-dev', columns: ['Name', 'Ready'] };
    const branch = branchOfRow({ tool: 'kubernetes.get', list: 'objects', input: { kind: 'deployments', allNamespaces: true } }, record, output);
    expect(branch?.actions?.['nimbus.kubernetes.restart']).toMatchObject({
      steps: [{ input: { kind: 'deployment', name: 'web', namespace: 'shop', context: 'kind-dev', action: 'restart' } }],
    });
  });
  test('of a node, what fits the state it is in; of what is measured, what can be done with it', () => {
    const offered = (tool: string, list: string, record: object) =>
      Object.keys(branchOfRow({ tool, list, input: {} }, record, { context: 'kind-dev', columns: ['Name', 'Status'] })?.actions ?? {}).map((action) =>
        action.replace('nimbus.', ''),
      );
    const node = (status: string) => offered('kubernetes.get', 'objects', { kind: 'Node', name: 'node-1', status, cells: ['node-1', status] });
    expect(node('Ready')).toEqual(expect.arrayContaining(['kubernetes.cordon', 'kubernetes.drain', 'kubernetes.describe', 'kubernetes.pods']));
    expect(node('Ready')).not.toContain('kubernetes.uncordon');
    expect(node('Ready,SchedulingDisabled')).toContain('kubernetes.uncordon');
    expect(node('Ready,SchedulingDisabled')).not.toContain('kubernetes.cordon');
    const used = { name: 'web-1', cpu: '250m', memory: '64Mi' };
    expect(offered('kubernetes.top', 'usage', { ...used, namespace: 'shop' })).toContain('kubernetes.logs');
    expect(offered('kubernetes.top', 'usage', used)).toContain('kubernetes.drain');
  });
  test('goes to the account and region it was listed with', () => {
    const branch = branchOfRow(
      { tool: 'aws.s3.listObjects', list: 'objects', input: { bucket: 'logs-example', region: 'eu-west-1', profile: 'staging', max: 5 } },
      { key: 'a/b.log', bytes: 1 },
      {},
    );
    expect(branch?.actions?.['nimbus.aws.deleteObject']).toMatchObject({
      steps: [{ tool: 'aws.s3.deleteObject', input: { bucket: 'logs-example', key: 'a/b.log', region: 'eu-west-1', profile: 'staging' } }],
    });
  });
  test('of a version of an object, to have it back or fetch it, but not of the mark of a deletion', () => {
    const row = { key: 'a/b.log', versionId: 'v2', latest: false, deleted: false, modifiedAt: '2026-01-01T00:00:00Z' };
    const input = { bucket: 'logs-example', key: 'a/b.log', profile: 'staging', max: 5 };
    const branch = branchOfRow({ tool: 'aws.s3.listVersions', list: 'versions', input }, row, {});
    const meant = { bucket: 'logs-example', key: 'a/b.log', versionId: 'v2', profile: 'staging' };
    expect(branch?.actions?.['nimbus.aws.restoreVersion']).toMatchObject({ steps: [{ tool: 'aws.s3.restoreVersion', input: meant }] });
    const download = branch?.actions?.['nimbus.aws.downloadVersion'];
    expect(download && 'planOf' in download ? download.planOf({ path: 'old.log' }).steps : undefined).toMatchObject([
      { tool: 'aws.s3.getObject', input: { ...meant, path: 'old.log' } },
    ]);
    const offered = (more: object) =>
      of('aws.s3.listVersions', 'versions', { ...row, ...more }, input).filter((action) => /(restore|download|delete)Version/.test(action));
    expect(offered({ latest: true, deleted: true })).toEqual(['nimbus.aws.deleteVersion']);
    expect(offered({ latest: true })).toEqual(['nimbus.aws.downloadVersion', 'nimbus.aws.deleteVersion']);
    const policy = (arn: string) => of('aws.iam.listPolicies', 'policies', { name: 'p', arn });
    expect(policy('arn:aws:iam::123456789012:policy/p')).toContain('nimbus.aws.deletePolicy');
    expect(policy('arn:aws:iam::aws:policy/p')).not.toContain('nimbus.aws.deletePolicy');
  });
  test('is nothing where the tree has no such line, or the row is not as it should be', () => {
    expect(of('aws.ec2.listImages', 'images', { imageId: 'ami-0123456789abcdef0' })).toEqual([]);
    expect(of('git.log', 'commits', { nothing: 'there' })).toEqual([]);
    expect(of('files.list', 'files', { path: 'folder', kind: 'folder' })).toEqual([]);
  });
});

describe('one action for several rows', () => {
  const pods = ['web-1', 'web-2', 'web-3'].map((name) =>
    branchOfRow(
      { tool: 'kubernetes.get', list: 'objects', input: { kind: 'pod' } },
      { kind: 'Pod', name, namespace: 'shop', cells: [name] },
      { context: 'kind-dev', columns: ['Name'] },
    ),
  );
  const deployments = [1, 2].map((n) =>
    branchOfRow(
      { tool: 'kubernetes.get', list: 'objects', input: { kind: 'deployment' } },
      { kind: 'Deployment', name: `web-${n}`, namespace: 'shop', cells: [`web-${n}`, `${n}/${n}`] },
      { context: 'kind-dev', columns: ['Name', 'Ready'] },
    ),
  );
  const acts = (rows: typeof pods, action: InfrastructureAction): readonly Act[] => rows.flatMap((row) => row?.actions?.[action] ?? []);
  const planOf = (act: Act | undefined, answer = '3') => {
    if (act === undefined || !('plan' in act || 'question' in act)) throw new Error('no plan');
    const draft = 'plan' in act ? act : act.make(answer);
    const made = makePlan({ goal: draft.plan, steps: draft.steps }, tools);
    if (!made.ok) throw new Error(made.failure.message);
    return [
      made.value.goal,
      ...made.value.steps.map(({ id, tool, input, dependsOn }) => `${id}: ${tool} ${JSON.stringify(input)} after ${dependsOn.join() || 'nothing'}`),
    ];
  };

  test('is one plan with a step for each, none of which waits for another', () => {
    expect(planOf(actOfMany(acts(pods, 'nimbus.kubernetes.delete'))).join('\n')).toMatchInlineSnapshot(`
      "Delete pod web-1 in shop (context kind-dev), and 2 more
      delete1: kubernetes.delete {"kind":"pod","name":"web-1","namespace":"shop","context":"kind-dev"} after nothing
      delete2: kubernetes.delete {"kind":"pod","name":"web-2","namespace":"shop","context":"kind-dev"} after nothing
      delete3: kubernetes.delete {"kind":"pod","name":"web-3","namespace":"shop","context":"kind-dev"} after nothing"
    `);
  });
  test('is one step where the tool takes several', () => {
    const files = ['a.txt', 'b.txt'].map((path) => branchOfRow({ tool: 'git.status', list: 'untracked', input: {} }, path, {}));
    expect(planOf(actOfMany(acts(files, 'nimbus.git.stage'))).join('\n')).toBe(
      'Stage a.txt, and 1 more\nadd: git.add {"paths":["a.txt","b.txt"]} after nothing',
    );
    const staged = ['a.txt', 'b.txt'].map((path) => branchOfRow({ tool: 'git.status', list: 'changed', input: {} }, { path, staged: 'modified' }, {}));
    expect(planOf(actOfMany(acts(staged, 'nimbus.git.unstage'))).join('\n')).toBe(
      'Unstage a.txt, and 1 more\nunstage: git.unstage {"paths":["a.txt","b.txt"]} after nothing',
    );
    const [one, two] = ['eu-central-1', 'us-east-1'].map((region, i) =>
      branchOfRow(
        { tool: 'aws.ec2.listInstances', list: 'instances', input: { region } },
        { instanceId: `i-0123456789abcdef${i}`, state: 'running', type: 't3.micro' },
        {},
      ),
    );
    // In two regions they are two calls.
    expect(planOf(actOfMany(acts([one, two], 'nimbus.aws.stop')))).toHaveLength(3);
    expect(planOf(actOfMany(acts([one, one], 'nimbus.aws.stop')))).toHaveLength(2);
  });
  test('is a step after the other in a repository, whose state each of them changes', () => {
    const branches = ['one', 'two'].map((name) => branchOfRow({ tool: 'git.branch', list: 'branches', input: {} }, { name, current: false, commit: 'a' }, {}));
    expect(planOf(actOfMany(acts(branches, 'nimbus.git.deleteBranch'))).slice(1)).toEqual([
      'branch1: git.branch {"action":"delete","name":"one"} after nothing',
      'branch2: git.branch {"action":"delete","name":"two"} after branch1',
    ]);
  });
  test('asks once where the answer is for all, and proposes what is so for all', () => {
    const scale = actOfMany(acts(deployments, 'nimbus.kubernetes.scale'));
    expect(scale).toMatchObject({ question: 'How many replicas of each?' });
    expect(scale).not.toHaveProperty('value');
    expect(planOf(scale).join('\n')).toMatchInlineSnapshot(`
      "Scale deployment web-1 to 3 in shop (context kind-dev), and 1 more
      scale1: kubernetes.scale {"kind":"deployment","name":"web-1","namespace":"shop","context":"kind-dev","replicas":3} after nothing
      scale2: kubernetes.scale {"kind":"deployment","name":"web-2","namespace":"shop","context":"kind-dev","replicas":3} after nothing"
    `);
    expect(actOfMany(acts([deployments[0], deployments[0]], 'nimbus.kubernetes.scale'))).toHaveProperty('value', '1');
  });
  test('copies a line each', () => {
    const files = ['a.txt', 'b.txt'].map((path) => branchOfRow({ tool: 'git.diff', list: 'files', input: {} }, { path }, {}));
    expect(actOfMany(acts(files, 'nimbus.infrastructure.copy'))).toEqual({ copy: 'a.txt\nb.txt' });
  });
  test('is not there for what is shown, asked about one, or made of steps that hang together', () => {
    const chained: Act = { plan: 'Apply', steps: [step('terraform.plan', {}), step('terraform.apply', { plan: '${steps.plan.output.plan}' })] };
    expect(actOfMany(acts(pods, 'nimbus.kubernetes.describe'))).toBeUndefined();
    expect(actOfMany([chained, chained])).toBeUndefined();
    expect(actOfMany([chained])).toBe(chained);
    expect(actOfMany([])).toBeUndefined();
  });
});
