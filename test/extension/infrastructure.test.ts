import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isLookOnly } from '../../src/domain/effect.ts';
import { effectOfCall } from '../../src/domain/tool.ts';
import { aws } from '../../src/extension/infrastructure/aws.ts';
import { type Act, type Branch, thingOf } from '../../src/extension/infrastructure/branch.ts';
import { forwards } from '../../src/extension/infrastructure/forwards.ts';
import { git } from '../../src/extension/infrastructure/git.ts';
import { github } from '../../src/extension/infrastructure/github.ts';
import { clusters, healthOf } from '../../src/extension/infrastructure/kubernetes.ts';
import { repositories } from '../../src/extension/infrastructure/repositories.ts';
import { rootModules } from '../../src/extension/infrastructure/root-modules.ts';
import { terraform, terraformRoots } from '../../src/extension/infrastructure/terraform.ts';
import { infrastructureCommands } from '../../src/extension/manifest/infrastructure.ts';
import { listNames, tableOf } from '../../src/extension/table/lists.ts';
import { branchOfRow } from '../../src/extension/table/rows.ts';
import { makePlan } from '../../src/planner/make.ts';
import { planRequest } from '../../src/planner/offline/plan-request.ts';
import type { Forward } from '../../src/tools/kubernetes/forward/forwards.ts';
import { tempFolder } from '../support/temp.ts';
import { ask, plansOf, specs } from './infrastructure/answers.ts';

const openForward: Forward = {
  ...{ id: 'forward-1', name: 'Service/shop/web', namespace: 'shop', context: 'kind-dev', localPort: 8080, url: 'http://127.0.0.1:8080', since: 0 },
  asked: { kind: 'service', name: 'web', remotePort: 80 },
  pod: () => 'web-1',
  remotePort: () => 8080,
  connections: () => 0,
  problem: () => 'its pod is gone',
};

const roots = (): readonly Branch[] =>
  [
    terraform(
      't',
      ['infra'],
      async (directory, workspace) =>
        new Map(
          directory === 'infra' && workspace === 'default'
            ? [
                ['aws_vpc.main', 'Drift: changed outside Terraform — tags'],
                ['module.db', 'Drift: 1 changed outside Terraform in it'],
              ]
            : [],
        ),
    ),
    clusters('k', [{ name: 'kind-dev', isCurrent: true }]),
    forwards(
      'p',
      () => [openForward],
      () => openForward.since,
    ),
    aws('a', 'staging'),
    git('g'),
    github('h'),
    repositories('r', ['tools']),
  ].filter((root) => root !== undefined);

/** The whole tree as lines, and every line of it. */
async function walk(branch: Branch, depth = 0): Promise<readonly { readonly branch: Branch; readonly text: string }[]> {
  const below = (await branch.children?.(ask)) ?? [];
  const text = `${'  '.repeat(depth)}${branch.label}${branch.description ? `  (${branch.description})` : ''}`;
  return [{ branch, text }, ...(await Promise.all(below.map((child) => walk(child, depth + 1)))).flat()];
}
const all = async () => (await Promise.all(roots().map((root) => walk(root)))).flat();

test('the tree, line by line', async () => {
  expect((await all()).map((line) => line.text).join('\n')).toMatchInlineSnapshot(`
    "Terraform  (infra)
      infra
        aws_vpc.main  (Drift: changed outside Terraform — tags)
        data.aws_region.here
        module.db  (2 · Drift: 1 changed outside Terraform in it)
          aws_db_instance.main
          aws_security_group.this["a.b"]
        Workspaces  (default)
          default  (selected)
          staging
            aws_vpc.main
    Clusters  (kind-dev)
      kind-dev  (current)
        Nodes
          node-1  (Ready)
          node-2  (Ready · no new pods)
          node-3  (NotReady)
        shop  (1 of 1 workload not ready)
          Deployments
            web  (1/3)
              web-1  (0/1 · CrashLoopBackOff)
          Stateful Sets
            No stateful sets in shop
          Daemon Sets
            No daemon sets in shop
          Pods
            web-1  (0/1 · CrashLoopBackOff)
          Jobs
            No jobs in shop
          Cron Jobs
            nightly
          Services
            No services in shop
          Ingresses
            No ingresses in shop
          Config Maps
            No config maps in shop
          Helm Releases
            shop  (revision 3 · shop-1.2.0)
              Revision 2  (deployed · shop-1.2.0 · Upgrade complete)
              Revision 1  (superseded · shop-1.1.0 · Install complete)
    Port Forwards  (1)
      127.0.0.1:8080  (broken: its pod is gone · Service/shop/web:80 · just now)
    AWS  (staging)
      Account 123456789012  (deploy)
      EC2 Instances
        web  (running · t3.micro · i-0123456789abcdef0)
        i-0123456789abcdef1  (stopped · t3.micro)
      Security Groups
      Machine Images
      S3 Buckets
        logs-example  (eu-central-1)
      RDS Databases
        main  (available)
      EKS Clusters
        shop
      IAM Roles
        deploy
      IAM Users
        ops
      IAM Policies
        logs
    Git
      main  (1 ahead · merge)
      ours.tf  (conflict: both-changed)
      main.tf  (changed)
      done.tf  (staged: modified)
      both.tf  (staged: added, and changed since)
      new.txt  (new)
      docs/  (new)
      Branches
        main  (current · origin/main · Add a bucket)
        feature/search  (Search)
        origin/main  (Add a bucket)
      1 stashed
        half of the search  (stash 0)
    GitHub
      Pull Requests
        #7 Add a bucket  (octocat · bucket → main)
        #9 Try it  (octocat · try → main)
      Issues
        #8 It is slow  (octocat · bug)
      Milestones
        Version 2  (1 of 4 done · due 2026-12-24)
      Releases
        Second  (v1.1.0 · draft · octocat)
        First  (v1.0.0 · octocat)
    Repositories  (1)
      tools
        main  (1 ahead · merge)
        ours.tf  (conflict: both-changed)
        main.tf  (changed)
        done.tf  (staged: modified)
        both.tf  (staged: added, and changed since)
        new.txt  (new)
        docs/  (new)
        Branches
          main  (current · origin/main · Add a bucket)
          feature/search  (Search)
          origin/main  (Add a bucket)
        1 stashed
          half of the search  (stash 0)
        GitHub
          Pull Requests
            #7 Add a bucket  (octocat · bucket → main)
            #9 Try it  (octocat · try → main)
          Issues
            #8 It is slow  (octocat · bug)
          Milestones
            Version 2  (1 of 4 done · due 2026-12-24)
          Releases
            Second  (v1.1.0 · draft · octocat)
            First  (v1.0.0 · octocat)"
  `);
});

test('every line has an id of its own, and a click does something it can', async () => {
  const lines = (await all()).map((line) => line.branch);
  expect(new Set(lines.map((line) => line.id)).size).toBe(lines.length);
  expect(lines.filter((line) => line.click !== undefined && line.actions?.[line.click] === undefined).map((line) => line.id)).toEqual([]);
});

/** Offered above a file, or where something could not be asked. */
const elsewhere = new Set([
  ...['nimbus.infrastructure.explain', 'nimbus.github.signIn'],
  ...['nimbus.kubernetes.diff', 'nimbus.kubernetes.apply', 'nimbus.helm.template', 'nimbus.helm.lint'],
]);

/** The rows of a table are lines too: the same things can be done with them. */
async function rowsOf(branch: Branch): Promise<readonly Branch[]> {
  const tables = Object.values(branch.actions ?? {}).filter((act) => 'table' in act);
  const below = await Promise.all(
    tables.map(async ({ tool, input }) => {
      const output = await ask(tool, input);
      const spec = specs.get(tool);
      if (spec === undefined) return [];
      const [first] = listNames(spec, output);
      const { records } = tableOf(spec, output, first?.id ?? '');
      return records.flatMap((record) => branchOfRow({ tool, list: first?.id ?? '', input }, record, output) ?? []);
    }),
  );
  return below.flat();
}

describe('every action of the menus', async () => {
  const lines = (await all()).map(({ branch }) => branch);
  const rows = (await Promise.all(lines.map(rowsOf))).flat();
  const acts = [...lines, ...rows, ...(await Promise.all(rows.map(rowsOf))).flat()].flatMap(
    (branch) => Object.entries(branch.actions ?? {}) as [string, Act][],
  );
  test('is offered by some line', () => {
    const offered = new Set(acts.map(([action]) => action));
    expect(Object.keys(infrastructureCommands).filter((action) => !offered.has(action) && !elsewhere.has(action))).toEqual([]);
  });
  test('makes a plan that can be run, or asks a tool that only looks', () => {
    for (const [action, act] of acts) {
      if ('do' in act) continue;
      if ('link' in act) {
        expect(act.link).toMatch(/^https:|^http:\/\/127\.0\.0\.1:/);
        continue;
      }
      if ('about' in act) {
        expect(specs.get(act.about.tool)?.effect, action).toBe('read');
        continue;
      }
      if ('show' in act || 'table' in act) {
        const spec = specs.get(act.tool);
        const parsed = spec?.input.safeParse(act.input);
        expect(parsed?.error?.message, `${action}: ${act.tool}`).toBeUndefined();
        expect(spec !== undefined && isLookOnly(effectOfCall(spec, parsed?.data)), `${action}: ${act.tool} only looks`).toBe(true);
        continue;
      }
      if (!('plan' in act || 'question' in act || 'questions' in act)) continue;
      for (const { plan, steps } of plansOf(act)) {
        const made = makePlan({ goal: plan, steps }, specs);
        expect(made.ok ? 'fine' : made.failure.message, `${action}: ${plan}`).toBe('fine');
      }
    }
  });
});

describe('what “it” means where it is', async () => {
  const things = (await all()).flatMap(({ branch }) => {
    const selected = thingOf(branch);
    return selected === undefined ? [] : [{ label: branch.label, selected }];
  });
  const planned = (request: string, label: string): string => {
    const thing = things.find((one) => one.label === label);
    if (thing === undefined) throw new Error(`nothing is called ${label}`);
    const { steps, questions } = planRequest(request, { selected: thing.selected }, specs);
    return [...steps.map(({ tool, input }) => `${tool} ${JSON.stringify(input)}`), ...questions.map(({ id }) => `? ${id}`)].join('; ');
  };
  const inShop = '"namespace":"shop","context":"kind-dev"';
  test.each([
    ['plan here', 'infra', 'terraform.plan {"directory":"infra"}'],
    ['plan here', 'staging', 'terraform.plan {"directory":"infra","workspace":"staging"}'],
    ['show it', 'aws_vpc.main', 'terraform.show {"directory":"infra","address":"aws_vpc.main"}'],
    ['list the services here', 'shop', `kubernetes.get {"kind":"service",${inShop}}`],
    ['restart it', 'web', `kubernetes.rollout {"action":"restart","kind":"deployment","name":"web",${inShop}}`],
    ['why is this pod failing', 'web-1', `kubernetes.describe {"kind":"pod","name":"web-1",${inShop}}`],
    ['reboot it', 'i-0123456789abcdef1', 'aws.ec2.rebootInstances {"instanceIds":["i-0123456789abcdef1"]}'],
    ['list what is in it', 'logs-example', 'aws.s3.listObjects {"bucket":"logs-example"}'],
    ['delete this role', 'deploy', 'aws.iam.deleteRole {"role":"deploy"}'],
    ['stage it', 'main.tf', 'git.add {"paths":["main.tf"]}'],
    ['switch to it', 'feature/search', 'git.checkout {"branch":"feature/search"}'],
    ['approve it', '#7 Add a bucket', 'github.reviewPullRequest {"verdict":"approve","number":7}'],
    ['show it', '#8 It is slow', 'github.showIssue {"number":8}'],
    ['close it', '#8 It is slow', 'github.closeIssue {"number":8}'],
    ['comment "thanks" on it', '#7 Add a bucket', 'github.commentPullRequest {"body":"thanks","number":7}'],
  ])('%s, at %s', (request, label, expected) => expect(planned(request, label)).toBe(expected));
});

/** What an action asks a tool for, be it now or in a plan. */
function callsOf(act: Act): readonly { readonly tool: string; readonly input?: unknown }[] {
  if ('about' in act) return [act.about];
  if ('show' in act || 'table' in act) return [act];
  return 'plan' in act || 'question' in act || 'questions' in act ? plansOf(act).flatMap(({ steps }) => steps) : [];
}

test('what is done at a repository below the workspace folder is done there, and at the one on GitHub it comes from', async () => {
  const lines = (await all()).filter(({ branch }) => branch.id.startsWith('r/'));
  const offered = [...lines.map(({ branch }) => branch), ...(await Promise.all(lines.map(({ branch }) => rowsOf(branch)))).flat()];
  const calls = offered.flatMap((branch) => Object.values(branch.actions ?? {}).flatMap(callsOf));
  const where = calls.map(({ tool, input }) => {
    const { directory, repository } = input as { readonly directory?: unknown; readonly repository?: unknown };
    return `${tool.replace(/\..*/, '')} ${JSON.stringify(directory ?? repository)}`;
  });
  expect([...new Set(where)].sort()).toEqual(['git "tools"', 'github "example.com/team/app"']);
  expect(where.length).toBeGreaterThan(60);
});

test.each([
  ['as it is', { method: 'merge', words: 'usual', deleteBranch: 'keep' }, { method: 'merge', deleteBranch: false }],
  [
    'as one commit, in words of one’s own',
    { method: 'squash', words: 'own', title: 'Add a bucket (#7)', message: 'For logs.', deleteBranch: 'delete' },
    { method: 'squash', title: 'Add a bucket (#7)', message: 'For logs.', deleteBranch: true },
  ],
])('a pull request is merged %s', async (_, answers, expected) => {
  const [line] = (await all()).filter(({ branch }) => branch.label.startsWith('#7')).map(({ branch }) => branch);
  const act = line?.actions?.['nimbus.github.merge'];
  if (act === undefined || !('questions' in act)) throw new Error('it asks nothing');
  expect(act.planOf(answers).steps[0]?.input).toEqual({ number: 7, ...expected });
  expect(act.questions.filter(({ when }) => when?.({ method: 'rebase' }) !== false).map(({ id }) => id)).toEqual(['method', 'deleteBranch']);
});

test.each([
  ['Running', '1/1', 'pass'],
  ['CrashLoopBackOff', '0/1', 'error'],
  ['ImagePullBackOff', '0/1', 'error'],
  ['Pending', '0/1', 'loading'],
  [undefined, '1/3', 'warning'],
  [undefined, '3/3', 'pass'],
  ['Completed', '0/1', 'pass'],
  [undefined, undefined, 'symbol-object'],
])('%s %s looks like %s', (status, ready, icon) => expect(healthOf(status, ready).icon).toBe(icon));

test('what another folder uses as a module is no root, unless it has something that only a root has', async () => {
  const folder = tempFolder();
  const written = {
    'live/main.tf': 'module "net" {\n  source = "../stack/net/"\n}\nmodule "logs" { source = "terraform-aws-modules/s3-bucket/aws" }\n',
    'live/dns.tf': 'module "dns" { source = "../dns" }\nmodule "db" {\n  source = "../db"\n}\nmodule "half',
    'stack/net/main.tf': 'module "rules" {\n  source = "./rules"\n}\n# source = "../../alone"\n',
    'stack/net/rules/main.tf': 'resource "null_resource" "r" {}\n',
    'dns/main.tf': 'terraform {\n  backend "s3" {}\n}\n',
    'db/main.tf': 'resource "null_resource" "db" {}\n',
    'db/terraform.tfvars': 'name = "db"\n',
    'alone/main.tf': 'resource "null_resource" "alone" {}\n',
  };
  for (const [path, text] of Object.entries(written)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  expect(await rootModules(folder, Object.keys(written))).toEqual(['alone', 'db', 'dns', 'live']);
  expect(await rootModules(folder, [...Object.keys(written), 'gone/main.tf'])).toContain('gone');
});

test('modules are no roots', () => {
  expect(terraformRoots(['a/main.tf', 'a/modules/x/main.tf', 'modules/y/main.tf', 'main.tf', 'a/b.tf', 'b/main.tofu'])).toEqual(['.', 'a', 'b']);
});
