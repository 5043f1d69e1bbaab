import { symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { plan } from '../../src/cli/commands/plan.ts';
import { useProfile } from '../../src/cli/house.ts';
import { ok } from '../../src/domain/failure/failure.ts';
import { contextAt } from '../../src/extension/runs/context.ts';
import { gatherContext } from '../../src/host/context.ts';
import { profilesIn } from '../../src/host/profiles.ts';
import { allSpecs } from '../../src/host/specs.ts';
import { planRequest } from '../../src/planner/offline/plan-request.ts';
import { printed } from '../cli/screen.ts';
import { tempFolder } from '../support/temp.ts';
import { plant } from '../support/tree.ts';

/** The planner learns from them once. */
const specs = allSpecs();
const profiles = { inUse: () => undefined };

/** As kubectl writes one. */
const kubeconfig = (current: string, ...names: readonly string[]): string => `apiVersion: v1
clusters:
${names.map((name) => `- cluster:\n    server: https://${name}.example.com\n  name: of-${name}`).join('\n')}
contexts:
${names.map((name) => `- context:\n    cluster: of-${name}\n    extensions:\n    - extension:\n        version: v1\n      name: context_info\n    user: me\n  name: ${name}`).join('\n')}
current-context: ${current}
kind: Config
preferences: {}
users:
- name: me
  user: {}
`;

describe('the branch that is checked out', () => {
  const branchIn = async (folder: string) => (await gatherContext(folder, { profiles, env: { HOME: folder } })).gitBranch;
  const head = 'ref: refs/heads/main\n';

  /** A force push is refused wherever in the repository it is asked for. */
  async function check(folder: string): Promise<void> {
    expect(await branchIn(folder)).toBe('main');
    const { refused } = planRequest('push my branch with force', await gatherContext(folder, { profiles, env: { HOME: folder } }), specs);
    expect(refused?.reason).toContain('overwrite the history of main');
  }

  test('at the top of a repository', async () => {
    const top = tempFolder();
    plant(top, { '.git/HEAD': head });
    await check(top);
  });
  test('in a part of one, also where a link leads into it', async () => {
    const [top, elsewhere] = [tempFolder(), tempFolder()];
    plant(top, { '.git/HEAD': head, 'teams/shop/infra/main.tf': '' });
    symlinkSync(join(top, 'teams/shop'), join(elsewhere, 'shop'));
    await check(join(top, 'teams/shop/infra'));
    await check(join(elsewhere, 'shop'));
  });
  test('in a linked worktree and below it', async () => {
    const [top, linked] = [tempFolder(), tempFolder()];
    plant(top, { '.git/HEAD': 'ref: refs/heads/feature/a\n', '.git/worktrees/linked/HEAD': head });
    plant(linked, { '.git': `gitdir: ${join(top, '.git/worktrees/linked')}\n`, 'infra/main.tf': '' });
    await check(linked);
    await check(join(linked, 'infra'));
  });
  test('in a submodule, whose file names a place beside it', async () => {
    const top = tempFolder();
    plant(top, { '.git/HEAD': 'ref: refs/heads/feature/a\n', '.git/modules/part/HEAD': head, 'part/.git': 'gitdir: ../.git/modules/part\n' });
    await check(join(top, 'part'));
  });
  test('none between branches, where references lie in tables, and where a .git file leads nowhere', async () => {
    const top = tempFolder();
    plant(top, {
      '.git/HEAD': head,
      'at/.git/HEAD': '1f2e3d4c5b6a79880716253443526170f1e2d3c4\n',
      'tables/.git/HEAD': 'ref: refs/heads/.invalid\n',
      'lost/.git': 'gitdir: ../gone\n',
    });
    for (const path of ['at', 'tables', 'lost']) expect(await branchIn(join(top, path)), path).toBeUndefined();
  });
});

describe('the contexts of the kubeconfig', () => {
  async function check(files: Readonly<Record<string, string>>, expected: object, listed?: readonly string[]): Promise<void> {
    const home = tempFolder();
    plant(home, files);
    const env = { HOME: home, ...(listed === undefined ? {} : { KUBECONFIG: listed.map((path) => join(home, path)).join(delimiter) }) };
    const { kubeContext, kubeContexts } = await gatherContext(tempFolder(), { profiles, env });
    expect({ kubeContext, kubeContexts }).toEqual(expected);
  }
  const none = { kubeContext: undefined, kubeContexts: undefined };

  test('of the home folder', () =>
    check({ '.kube/config': kubeconfig('eks-prod', 'eks-staging', 'eks-prod') }, { kubeContext: 'eks-prod', kubeContexts: ['eks-staging', 'eks-prod'] }));
  test('of all files KUBECONFIG lists, the first word counting, and then not of the home folder', () =>
    check(
      { '.kube/config': kubeconfig('home', 'home'), a: kubeconfig('""', 'one', 'two'), b: kubeconfig('three', 'two', 'three'), c: kubeconfig('one', 'four') },
      { kubeContext: 'three', kubeContexts: ['one', 'two', 'three', 'four'] },
      ['a', 'missing', 'b', 'c'],
    ));
  test('written in other ways', () =>
    check(
      {
        '.kube/config': `# mine\n---\ncontexts:\n  - name: "arn:aws:eks:eu-west-1:123456789012:cluster/shop" # the shop\n    context:\n      cluster: a\n      name: not-this\n\n  - name: 'kind'\n    context: {cluster: b, user: c}\ncurrent-context: kind # here\n`,
      },
      { kubeContext: 'kind', kubeContexts: ['arn:aws:eks:eu-west-1:123456789012:cluster/shop', 'kind'] },
    ));
  test('a broken or huge one is left out, and so is a folder', async () => {
    const huge = tempFolder();
    const path = join(huge, 'huge');
    writeFileSync(path, kubeconfig('huge', 'huge'));
    truncateSync(path, 2 * 1024 * 1024);
    await check(
      { a: 'contexts:\n- name: "half\n', b: 'no mapping at all', c: kubeconfig('here', 'here'), d: 'contexts:\n- name: a\ncurrent-context: [a\n', 'e/f': '' },
      { kubeContext: 'here', kubeContexts: ['here'] },
      ['a', 'b', 'd', 'e', `../${huge.split('/').at(-1)}/huge`, 'c'],
    );
  });
  test('none where there is no kubeconfig', () => check({}, none));
  test('“the staging cluster” is the one context that says so as a word of its own', async () => {
    const home = tempFolder();
    plant(home, { '.kube/config': kubeconfig('eks-prod', 'eks-staging', 'eks-prod', 'devops-prod') });
    const context = await gatherContext(tempFolder(), { profiles, env: { HOME: home } });
    const contextOf = (request: string) => planRequest(request, context, specs).steps.map(({ input }) => (input as { context?: string }).context);
    expect(contextOf('list the pods on the staging cluster')).toEqual(['eks-staging']);
    expect(contextOf('list the pods on the dev cluster')).toEqual(['dev']);
  });
  test('that the current one is production is asked about where something in a cluster is deleted, and nowhere else', () => {
    const asked = (request: string) => planRequest(request, { kubeContext: 'eks-prod', kubeContexts: ['eks-prod'] }, specs);
    expect(asked('delete deployment web').questions).toEqual([expect.objectContaining({ label: expect.stringContaining('This is production.') })]);
    expect(asked('destroy infra/dev').refused).toBeUndefined();
  });
});

describe('the profile in use', () => {
  const profile = {
    name: 'live',
    environment: 'prod',
    aws: { profile: 'shop-live', region: 'eu-central-1' },
    kubernetes: { context: 'eks-prod', namespace: 'shop' },
    terraform: { workspace: 'live' },
  } as const;
  const facts = { environment: 'prod', awsProfile: 'shop-live', awsRegion: 'eu-central-1', kubeContext: 'eks-prod', namespace: 'shop', workspace: 'live' };

  test('outranks the environment and what is current', async () => {
    const home = tempFolder();
    plant(home, { '.kube/config': kubeconfig('kind', 'kind', 'eks-prod'), '.terraform/environment': 'dev' });
    const env = { HOME: home, AWS_PROFILE: 'mine', AWS_DEFAULT_REGION: 'us-east-1', TF_WORKSPACE: 'dev' };
    expect(await gatherContext(home, { profiles: { inUse: () => ok(profile) }, env })).toMatchObject({ ...facts, kubeContexts: ['kind', 'eks-prod'] });
  });

  test('the command line and the editor gather the same for one folder, switched to or said with --profile', async () => {
    const [folder, data, home] = [tempFolder(), tempFolder(), tempFolder()];
    for (const [name, value] of Object.entries({ NIMBUS_DATA_DIR: data, HOME: home, AWS_PROFILE: 'mine', KUBECONFIG: undefined })) vi.stubEnv(name, value);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      useProfile(undefined);
    });
    plant(home, { '.kube/config': kubeconfig('kind', 'kind', 'eks-prod') });
    plant(folder, { '.git/HEAD': 'ref: refs/heads/main\n', 'shop/main.tf': '' });
    const part = join(folder, 'shop');
    await profilesIn(data).add({ nimbus: 1, ...profile });

    const onTheCommandLine = async (): Promise<unknown> => {
      let told: unknown;
      const model = {
        name: 'one that listens',
        answer: async (messages: readonly { readonly text: string }[]) => {
          told ??= JSON.parse(/^Context, as data:\n(.*)$/m.exec(messages.at(-1)?.text ?? '')?.[1] ?? 'null');
          return ok('{"steps":[]}');
        },
      };
      await printed(part, (screen) => plan('show the git status', { planner: 'model' }, screen, model));
      return told;
    };
    const inTheEditor = (given?: string) =>
      contextAt({ profiles: profilesIn(data, given) }, part, { folder: undefined, openFile: undefined, selection: undefined });

    await profilesIn(data).use(part, 'live');
    const told = await onTheCommandLine();
    expect(told).toEqual(await inTheEditor());
    expect(told).toMatchObject({ ...facts, gitBranch: 'main', files: ['main.tf'], kubeContexts: ['kind', 'eks-prod'] });
    await profilesIn(data).use(part, undefined);
    useProfile('live');
    expect(await onTheCommandLine()).toEqual(told);
    expect(await inTheEditor('live')).toEqual(told);
  });
});
