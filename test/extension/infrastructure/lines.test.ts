import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { notSignedIn } from '../../../src/domain/failure/github.ts';
import { forbidden } from '../../../src/domain/failure/kubernetes.ts';
import { timedOut } from '../../../src/domain/failure/workspace.ts';
import { type Ask, AskFailed, type Branch } from '../../../src/extension/infrastructure/branch.ts';
import { didSomethingWith } from '../../../src/extension/infrastructure/did.ts';
import { git } from '../../../src/extension/infrastructure/git.ts';
import { github } from '../../../src/extension/infrastructure/github.ts';
import { clusters, objectLine } from '../../../src/extension/infrastructure/kubernetes.ts';
import { repositories } from '../../../src/extension/infrastructure/repositories.ts';
import { rootsOf } from '../../../src/extension/infrastructure/roots.ts';
import { textOf } from '../../../src/extension/infrastructure/text-of.ts';
import { plainly } from '../../../src/extension/plainly.ts';
import { sessions } from '../../../src/extension/sessions.ts';
import { workplaceOn } from '../../../src/host/workplace.ts';
import { tempFolder } from '../../support/temp.ts';
import { ask, plansOf } from './answers.ts';

describe('of a cluster', () => {
  const only = clusters('k', [{ name: 'kind-dev', isCurrent: true, namespace: 'shop' }]);
  const below = async (branch: Branch | undefined, asked: Ask): Promise<readonly Branch[]> => (await branch?.children?.(asked)) ?? [];
  const open = async (asked: Ask, ...labels: readonly string[]): Promise<readonly Branch[]> => {
    let lines = await below(only, asked);
    for (const label of labels)
      lines = await below(
        lines.find((line) => line.label === label),
        asked,
      );
    return lines;
  };
  const pods =
    (count: number): Ask =>
    async (tool, input) => {
      const answer = (await ask(tool, input)) as { columns: string[]; objects: object[] };
      if (input.kind !== 'pod') return answer;
      return {
        ...answer,
        objects: Array.from({ length: count }, (_, i) => ({
          kind: 'pod',
          name: `web-${i}`,
          namespace: 'shop',
          status: 'Running',
          cells: [`web-${i}`, '1/1', 'Running'],
        })),
      };
    };

  test('who may not list namespaces still gets to the one of the context', async () => {
    const refusing: Ask = async (tool, input) => {
      if (input.kind === 'namespace') throw new AskFailed(forbidden('namespaces is forbidden'));
      return ask(tool, input);
    };
    expect((await open(refusing, 'kind-dev')).map(({ label, description = '' }) => `${label} (${description})`)).toEqual([
      'Nodes ()',
      'shop (of this context; others may not be listed)',
    ]);
    expect((await open(refusing, 'kind-dev', 'shop', 'Deployments')).map(({ label }) => label)).toEqual(['web']);
  });
  test('what else goes wrong is told', async () => {
    const gone: Ask = async () => {
      throw new AskFailed({ ...forbidden('gone'), code: 'kubernetes/unreachable' });
    };
    await expect(open(gone, 'kind-dev')).rejects.toThrow(AskFailed);
  });
  /** Nobody answers; who asks gives up when its patience is over. */
  const dead: Ask = (tool, _, ms = 10_000) => new Promise((_done, giveUp) => setTimeout(() => giveUp(new AskFailed(timedOut(tool, ms))), ms));
  test.each([
    ['kind-dev'],
    ['kind-dev', 'Nodes'],
    ...['Deployments', 'Pods', 'Services', 'Helm Releases'].map((one) => ['kind-dev', 'shop', one]),
    ['kind-dev', 'shop', 'Deployments', 'web'],
    ['kind-dev', 'shop', 'Helm Releases', 'shop'],
  ])('a cluster that died says so within 3.5 s: %s %s %s %s', async (...labels) => {
    const above = await open(ask, ...labels.slice(0, -1));
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const told = below(
      above.find(({ label }) => label === labels.at(-1)),
      dead,
    ).catch((error: unknown) => (error instanceof AskFailed ? error.failure.code : error));
    await vi.advanceTimersByTimeAsync(3_500);
    expect(await Promise.race([told, Promise.resolve('still asking')])).toBe('workspace/no-answer');
  });
  test('releases are listed where the namespace itself may not be looked at, and by a helm that takes its time', async () => {
    const slow: Ask = async (tool, input, ms = 0) => {
      if (input.kind === 'namespace') throw new AskFailed(forbidden('namespaces is forbidden'));
      return ms > 5_000 ? ask(tool, input) : Promise.reject(new AskFailed(timedOut(tool, ms)));
    };
    const releases = (await open(ask, 'kind-dev', 'shop')).find(({ label }) => label === 'Helm Releases');
    const lines = await below(releases, slow);
    expect(lines.map(({ label }) => label)).toEqual(['shop']);
    expect((await below(lines[0], slow)).map(({ label }) => label)).toEqual(['Revision 2', 'Revision 1']);
  });
  test('thousands of pods are a table; the tree shows the first of them', async () => {
    const lines = await open(pods(5_000), 'kind-dev', 'shop', 'Pods');
    expect(lines).toHaveLength(251);
    expect(lines.at(-1)).toMatchObject({
      label: '4,750 more',
      click: 'nimbus.table.of',
      actions: { 'nimbus.table.of': { table: 'Pods in shop', tool: 'kubernetes.get', input: { kind: 'pod', namespace: 'shop', context: 'kind-dev' } } },
    });
    expect(await open(pods(250), 'kind-dev', 'shop', 'Pods')).toHaveLength(250);
  });
  test('every plan and question says in which namespace of which context', async () => {
    const lines = [
      ...(await open(ask, 'kind-dev', 'shop', 'Deployments')),
      ...(await open(ask, 'kind-dev', 'shop', 'Pods')),
      ...(await open(ask, 'kind-dev', 'shop', 'Helm Releases')),
    ];
    const acts = lines.flatMap((line) => Object.values(line.actions ?? {}));
    const said = acts.flatMap((act) => [
      ...('question' in act ? [act.question] : []),
      ...('plan' in act || 'question' in act || 'questions' in act ? plansOf(act).map(({ plan }) => plan) : []),
    ]);
    expect(said.length).toBeGreaterThan(9);
    expect(said.filter((text) => !text.includes('shop (context kind-dev)'))).toEqual([]);
  });
});

test('what comes from servers is never formatted, linked or fetched in a tooltip', () => {
  const bad = '![x](https://example.com/pixel.png) <img src=x> **bold** [go](command:x) `code` &lt; a_b';
  const text = plainly(bad);
  expect(text.replaceAll('\\', '')).toBe(bad);
  expect(text.match(/(?<!\\)[`*_{}[\]()<>!&|~]/g)).toBeNull();
  const line = objectLine('x', { kind: 'pod', namespace: 'shop', context: bad }, { name: 'web', cells: [bad] }, [bad]);
  expect(line.tooltip?.replaceAll('**', '').match(/(?<!\\)[`*_{}[\]()<>!&|~]/g)).toBeNull();
});

test.each([
  ['what a tool says for people', { yaml: 'kind: Pod\n', name: 'web' }, {}, 'kind: Pod\n'],
  ['its data else', { name: 'web', tags: ['a'] }, {}, 'name: web\ntags:\n  - a\n'],
  ['the field that counts', { patch: '+a', files: [] }, { field: 'patch' }, '+a'],
  ['data in that field', { release: 'web', values: { replicas: 2 } }, { field: 'values' }, 'replicas: 2\n'],
  ['what is said where it is empty', { release: 'web', values: {} }, { field: 'values', otherwise: '# none\n' }, '# none\n'],
  ['all of it, where nothing is said for that', { patch: '', files: [] }, { field: 'patch' }, 'patch: ""\nfiles: []\n'],
  ['a word', 'done', {}, 'done'],
])('an editor shows %s', (_, output, wanted, text) => expect(textOf(output, wanted)).toBe(text));

describe('what there is for a folder', () => {
  async function roots(kubeconfig: string | undefined, env: Readonly<Record<string, string>> = {}, folder = tempFolder()): Promise<readonly Branch[]> {
    if (kubeconfig !== undefined) writeFileSync(join(folder, 'kubeconfig'), kubeconfig);
    const all = { HOME: folder, KUBECONFIG: join(folder, 'kubeconfig'), ...env };
    const workplace = workplaceOn(folder, { keep: () => '', get: () => undefined }, { env: () => all });
    const uri = { fsPath: folder, toString: () => 'file:///shop' };
    return rootsOf({ uri: uri as Parameters<typeof rootsOf>[0]['uri'] }, { workplace });
  }
  const lines = async (...of: Parameters<typeof roots>): Promise<string> =>
    (await roots(...of)).map(({ label, description }) => `${label} (${description ?? ''})`).join(', ');

  test('nothing where there is nothing', async () => expect(await lines(undefined)).toBe(''));
  test('a kubeconfig without a context is none', async () => expect(await lines('apiVersion: v1\nkind: Config\n')).toBe(''));
  test('a kubeconfig that can’t be read says so, instead of not being there', async () => {
    const [only] = await roots('contexts: [\n');
    expect(only?.label).toBe('Clusters');
    await expect(only?.children?.(ask)).rejects.toThrow(/kubeconfig.*not valid YAML/);
  });
  test('AWS by profile and region', async () => {
    expect(await lines(undefined, { AWS_PROFILE: 'staging', AWS_REGION: 'eu-central-1' })).toBe('AWS (staging · eu-central-1)');
  });

  /** Folders with a `.git` in a new one; resolves to the roots of `at` in there. */
  const planted = async (repositories: readonly string[], at: string): Promise<string> => {
    const folder = tempFolder();
    for (const path of [at, ...repositories.map((one) => join(one, '.git'))]) mkdirSync(join(folder, path), { recursive: true });
    return lines(undefined, {}, join(folder, at));
  };
  test.each([
    ['a repository', ['.'], '.', 'Git (), GitHub ()'],
    ['a part of one, as in a repository of several projects', ['.'], 'apps/shop', 'Git (), GitHub ()'],
    ['repositories beside each other', ['web', 'api', 'old/deep'], '.', 'Repositories (2)'],
    ['one in another', ['.', 'modules'], '.', 'Git (), GitHub (), Repositories (1)'],
  ])('%s', async (_, repositories, at, expected) => expect(await planted(repositories, at)).toBe(expected));
  test('a worktree, whose .git is a file', async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'shop'));
    writeFileSync(join(folder, 'shop', '.git'), 'gitdir: /elsewhere\n');
    expect(await lines(undefined, {}, folder)).toBe('Repositories (1)');
    expect(await lines(undefined, {}, join(folder, 'shop'))).toBe('Git (), GitHub ()');
  });
});

describe('of a repository', () => {
  test('what changed outside the folder is counted, and offers nothing that would be refused', async () => {
    const above: Ask = async (tool, input) => {
      const answer = (await ask(tool, input)) as object;
      const changed = ['../top.tf', '../infra/net.tf', 'main.tf'].map((path) => ({ path, unstaged: 'modified' }));
      return tool === 'git.status' ? { ...answer, root: '/w', changed, conflicts: [], untracked: ['../new/', 'new.txt'] } : answer;
    };
    const found = (await git('g').children?.(above)) ?? [];
    expect(found.map(({ label }) => label)).toEqual(['main', 'main.tf', 'new.txt', '3 changed outside this folder', 'Branches', '1 stashed']);
    expect(found[3]).toMatchObject({ description: '/w', actions: { 'nimbus.infrastructure.copy': { copy: '/w' } } });
  });
  test.each([
    ['no remote', [], 'has no remote called origin'],
    ['several, none of them origin', ['https://github.com/a/b.git', 'https://github.com/c/b.git'], 'has no remote called origin'],
    ['one that is no repository on GitHub', ['/srv/git/b'], 'not one of a repository on GitHub'],
  ])('below the folder, with %s', async (_, urls, says) => {
    const [shop] = (await repositories('r', ['shop'])?.children?.(ask)) ?? [];
    const asked: Ask = async (tool, input) => (tool === 'git.remote' ? { remotes: urls.map((url, i) => ({ name: `remote${i}`, url })) } : ask(tool, input));
    const hub = ((await shop?.children?.(asked)) ?? []).find(({ label }) => label === 'GitHub');
    await expect(hub?.children?.(asked)).rejects.toThrow(says);
  });
});

describe('where nobody is signed in to GitHub', () => {
  const refusing =
    (host: string): Ask =>
    async () => {
      throw new AskFailed(notSignedIn(host, ['GH_TOKEN']));
    };
  test('each list has one line, which signs in', async () => {
    const kinds = (await github('h').children?.(ask)) ?? [];
    expect(kinds).toHaveLength(4);
    for (const kind of kinds)
      expect(await kind.children?.(refusing('github.com'))).toMatchObject([{ label: 'Sign in to GitHub', click: 'nimbus.github.signIn', icon: 'sign-in' }]);
  });
  test('the editor has no session for another server: that is told as it is', async () => {
    const [kind] = (await github('h').children?.(ask)) ?? [];
    await expect(kind?.children?.(refusing('github.example.com'))).rejects.toThrow(/Nobody is signed in to github\.example\.com/);
  });

  /** An editor that has a session, or gets one by asking, unless the person says no. */
  const editor = (has: boolean, says: 'yes' | 'no') => {
    const asked: string[] = [];
    return {
      asked,
      getSession: async (provider: string, scopes: readonly string[], options: { readonly silent?: boolean; readonly createIfNone?: unknown }) => {
        asked.push(`${provider} ${scopes.join()} ${JSON.stringify(options)}`);
        if (has) return { accessToken: 'a-token' };
        if (options.silent) return undefined;
        if (says === 'no') throw new Error('User did not consent to login.');
        return { accessToken: 'a-new-token' };
      },
    };
  };
  test.each([
    ['a session there is, is used by a look', 'present', true, 'no', 'a-token'],
    ['a look asks nobody for one', 'present', false, 'yes', undefined],
    ['what a person does may ask for one', 'asked', false, 'yes', 'a-new-token'],
    ['who says no to it has none', 'asked', false, 'no', undefined],
  ] as const)('%s', async (_, how, has, says, expected) => {
    const one = editor(has, says);
    expect(await sessions(one)[how]('github', ['repo'])).toBe(expected);
    expect(one.asked).toEqual([`github repo ${JSON.stringify(how === 'present' ? { silent: true } : { createIfNone: true })}`]);
  });
});

test.each([
  ['a look', [['git.status', 'read', 1]], ''],
  ['a plan', [['terraform.plan', 'plan', 1]], ''],
  ['what was never begun', [['kubernetes.delete', 'destroy', 0]], ''],
  [
    'changes, one of which failed',
    [
      ['git.add', 'write', 1],
      ['kubernetes.apply', 'change', 2],
      ['git.commit', 'write', 1],
    ],
    'git kubernetes',
  ],
] as const)('after %s, what is listed of these toolsets is asked for anew', (_, steps, expected) => {
  const view = { steps: steps.map(([tool, effect, attempts]) => ({ step: { tool, effect }, attempts })) };
  expect([...didSomethingWith(view as unknown as Parameters<typeof didSomethingWith>[0])].join(' ')).toBe(expected);
});
