import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { call, preview, rollBack, type World, workplace } from '../../support/drive-tool.ts';
import { type Registry, startRegistry } from '../../support/registry.ts';

import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';
import { chart, clusterForFile, helmWorld, newNamespace, type Program, programs, startRepository, withHooks } from './support.ts';

const file = clusterForFile();
let charts: Registry;

beforeAll(async () => {
  charts = await startRegistry();
});
afterAll(() => charts?.stop());

const trust = (): Record<string, string> => ({ SSL_CERT_FILE: charts.certificate });

/** Pushes the chart with its text changed by `change`, as somebody else's pipeline would. */
function push(program: Program, name: string, version: string, change: (text: string) => string = (text) => text): void {
  const folder = tempFolder();
  const files = Object.entries(chart).map(([path, text]) => [path, path.endsWith('values.yaml') ? change(text) : text] as const);
  plant(folder, { ...Object.fromEntries(files), 'web/Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n` });
  mkdirSync(join(folder, 'packed'));
  const helm = (...args: readonly string[]) =>
    execFileSync(file.helm[program], args, { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...trust() }, stdio: 'pipe' });
  helm('package', 'web', '--destination', 'packed');
  helm('push', join('packed', `${name}-${version}.tgz`), `oci://${charts.address}/charts`);
}

describe.each(programs)('%s with charts from a registry', (program) => {
  const begin = async (name: string, env: Record<string, string> = trust()): Promise<{ world: World; input: object; image(): Promise<string> }> => {
    const namespace = newNamespace(program);
    await file.now.call('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
    return {
      world: helmWorld(file.helm[program], file.now.kubeconfig, env),
      input: { release: 'web', namespace, chart: `oci://${charts.address}/charts/${name}`, version: '1.0.0', timeoutMinutes: 2 },
      image: async () =>
        (await file.now.call('GET', `/apis/apps/v1/namespaces/${namespace}/deployments/web`).then(
          (found) => found.spec.template.spec.containers[0].image,
          () => 'gone',
        )) as string,
    };
  };

  test('a chart is shown, installed, upgraded to another version and taken back', async () => {
    const { world, input, image } = await begin(`${program}-web`);
    push(program, `${program}-web`, '1.0.0');
    push(program, `${program}-web`, '1.1.0', (text) => text.replace('"1.25"', '"1.26"'));
    const seen = await preview(world, 'helm.install', input);
    expect(seen).toMatchObject({ summary: expect.stringContaining(`oci://${charts.address}/charts/${program}-web`) });
    const installed = await call(world, 'helm.install', input);
    expect([installed.failure, installed.verdict, await image()]).toEqual([undefined, { met: true }, 'nginx:1.25']);
    const upgraded = await call(world, 'helm.upgrade', { ...input, version: '1.1.0' });
    expect([upgraded.failure, upgraded.verdict, await image()]).toEqual([undefined, { met: true }, 'nginx:1.26']);
    expect(await rollBack(world, upgraded)).toBe('succeeded');
    expect(await image()).toBe('nginx:1.25');
    expect(await rollBack(world, installed)).toBe('succeeded');
    expect(await image()).toBe('gone');
    push(program, `${program}-web`, '2.0.0-beta.1', (text) => text.replace('"1.25"', '"2.0"'));
    const newest = async (how: object): Promise<string> =>
      (await call(world, 'helm.template', { chart: `oci://${charts.address}/charts/${program}-web`, ...how })).output.manifests;
    expect(await newest({})).toContain('nginx:1.26');
    expect(await newest({ prereleases: true })).toContain('nginx:2.0');
  });

  test('a version whose content was replaced after the approval is not installed', async () => {
    const { world, input, image } = await begin(`${program}-moved`);
    push(program, `${program}-moved`, '1.0.0');
    const meanwhile = () => push(program, `${program}-moved`, '1.0.0', (text) => text.replace('name: nginx', 'name: miner'));
    const installed = await call(world, 'helm.install', input, { meanwhile });
    expect([installed.failure?.code, await image()]).toEqual(['plan/changed-since-approval', 'gone']);
  });

  test('a version that is not there, and a registry whose certificate nobody vouches for, are told', async () => {
    const { world, input } = await begin(`${program}-missing`);
    push(program, `${program}-missing`, '1.0.0');
    expect(await preview(world, 'helm.install', { ...input, version: '9.9.9' })).toMatchObject({
      code: 'helm/chart-unknown',
      message: expect.stringContaining('9.9.9'),
    });
    const { SSL_CERT_FILE: _, ...blind } = trust();
    const distrusting = await begin(`${program}-missing`, { ...blind, SSL_CERT_FILE: '/dev/null', SSL_CERT_DIR: '/dev/null' });
    expect(await preview(distrusting.world, 'helm.install', distrusting.input)).toMatchObject({ message: expect.stringMatching(/certificate/) });
  });
});

describe.each(programs)('%s with charts from a repository', (program) => {
  const begin = async () => {
    const repository = await startRepository(file.helm[program], charts);
    const world = helmWorld(file.helm[program], file.now.kubeconfig, trust());
    const chartOf = (version: string, values = '') => ({
      ...chart,
      'web/Chart.yaml': `apiVersion: v2\nname: web\nversion: ${version}\ndescription: A shop window\n`,
      'web/values.yaml': `${chart['web/values.yaml']}${values}`,
      'web/README.md': '# The shop window\n',
    });
    repository.publish(chartOf('1.0.0'));
    return { repository, world, chartOf, names: async () => (await call(world, 'helm.repo', {})).output.repositories };
  };

  test('a repository is added, searched, brought up to date and removed; what was done is taken back', async () => {
    const { repository, world, chartOf, names } = await begin();
    const { url } = repository;
    const add = { action: 'add', name: 'example', url };
    expect((await call(world, 'helm.search', { words: 'web' })).failure?.code).toBe('helm/repository-unknown');
    const added = await call(world, 'helm.repo', add);
    expect([added.failure, added.verdict, added.summary, await names()]).toEqual([
      undefined,
      { met: true },
      'Added example; its charts are called example/….',
      [{ name: 'example', url }],
    ]);
    expect([await rollBack(world, added), await names()]).toEqual(['succeeded', []]);
    await call(world, 'helm.repo', add);
    expect(await preview(world, 'helm.repo', add)).toMatchObject({ changesNothing: true });
    expect(await preview(world, 'helm.repo', { ...add, url: 'https://charts.example.com' })).toMatchObject({ code: 'helm/repository-exists' });
    expect((await call(world, 'helm.repo', { ...add, name: 'gone', url: `${url}/gone` })).failure?.code).toBe('helm/repository-unreachable');
    expect(await preview(world, 'helm.repo', { action: 'remove', name: 'exampel' })).toMatchObject({
      code: 'helm/repository-unknown',
      fix: 'Did you mean example?',
    });

    const search = async (input: object) =>
      ((await call(world, 'helm.search', input)).output.charts as { name: string; version: string }[]).map((one) => `${one.name} ${one.version}`);
    repository.publish(chartOf('1.1.0', 'colour: red\n'));
    expect(await search({ words: 'window' })).toEqual(['example/web 1.0.0']);
    const updated = await call(world, 'helm.repo', { action: 'update' });
    expect([updated.failure, updated.summary]).toEqual([undefined, 'What example offers is up to date.']);
    expect(await search({ words: 'window', allVersions: true })).toEqual(['example/web 1.1.0', 'example/web 1.0.0']);
    expect(await search({ version: '~1.0', allVersions: true })).toEqual(['example/web 1.0.0']);
    expect(await search({ words: 'nothing-like-it' })).toEqual([]);

    const shown = async (input: object) => (await call(world, 'helm.show', input)).output.text;
    expect(await shown({ chart: 'example/web' })).toMatch(/^colour: red$/m);
    expect(await shown({ chart: 'example/web', version: '1.0.0' })).not.toMatch(/colour/);
    expect(await shown({ chart: 'web', repository: url, what: 'readme' })).toBe('# The shop window');
    expect(await shown({ chart: 'web', what: 'about' })).toMatch(/^name: web$/m);
    expect((await call(world, 'helm.show', { chart: 'example/nothing' })).failure?.code).toBe('helm/chart-unknown');

    const removed = await call(world, 'helm.repo', { action: 'remove', name: 'example' });
    expect([removed.failure, removed.verdict, await names()]).toEqual([undefined, { met: true }, []]);
    expect([await rollBack(world, removed), await names()]).toEqual(['succeeded', [{ name: 'example', url }]]);
  });

  test('what a chart depends on is listed, fetched and taken back, from a repository and from the folder beside it', async () => {
    const { repository, world } = await begin();
    const beside = { 'shared/Chart.yaml': 'apiVersion: v2\nname: shared\nversion: 0.1.0\n' };
    const needs = (version: string, other: string) =>
      `apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n  - { name: web, version: "${version}", repository: "${repository.url}" }\n  - { name: shared, version: 0.1.0, repository: "file://${other}" }\n`;
    plant(world.folder, { ...beside, 'shop/Chart.yaml': needs('~1', '../shared') });
    const ask = async (action: string) => call(world, 'helm.dependency', { action, chart: 'shop' });
    const status = async () => ((await ask('list')).output.dependencies as { name: string; status: string }[]).map((one) => `${one.name} ${one.status}`);
    const there = async () => {
      const found = await workplace(world).files.list('shop');
      return found.ok ? found.value : [];
    };
    expect(await status()).toEqual(['web missing', 'shared missing']);
    expect((await ask('build')).failure?.code).toBe('helm/no-lock');
    const before = await there();
    const updated = await ask('update');
    expect([updated.failure, updated.verdict, updated.summary]).toEqual([undefined, { met: true }, 'Fetched what shop depends on: web ~1 and shared 0.1.0.']);
    expect(await status()).toEqual(['web ok', 'shared ok']);
    expect(await there()).toEqual(['shop/Chart.lock', 'shop/Chart.yaml', 'shop/charts/shared-0.1.0.tgz', 'shop/charts/web-1.0.0.tgz']);
    expect([await rollBack(world, updated), await there()]).toEqual(['succeeded', before]);

    await ask('update');
    rmSync(join(world.folder, 'shop/charts/web-1.0.0.tgz'));
    expect((await ask('build')).failure).toMatchObject({ code: 'helm/repository-needed', message: expect.stringContaining(`from ${repository.url},`) });
    await call(world, 'helm.repo', { action: 'add', name: 'example', url: repository.url });
    const built = await ask('build');
    expect([built.failure, await status()]).toEqual([undefined, ['web ok', 'shared ok']]);

    plant(world.folder, { 'shop/Chart.yaml': needs('^9', '../shared') });
    expect((await ask('update')).failure).toMatchObject({ message: expect.stringMatching(/\^9/) });
    plant(world.folder, { 'shop/Chart.yaml': needs('~1', '../../outside') });
    expect((await ask('update')).failure?.code).toBe('files/outside-workspace');
    expect((await call(world, 'helm.dependency', { chart: 'nowhere' })).failure?.code).toBe('helm/chart-unknown');
  });

  test('what a release is made of, its notes and its hooks are shown without the secrets', async () => {
    const { world } = await begin();
    plant(world.folder, withHooks);
    const namespace = newNamespace(program);
    await file.now.call('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
    const here = { release: 'web', namespace };
    expect((await call(world, 'helm.install', { ...here, chart: 'web', timeoutMinutes: 2 })).failure).toBeUndefined();
    const [manifest, notes, hooks] = [
      await call(world, 'helm.get', here),
      await call(world, 'helm.get', { ...here, what: 'notes' }),
      await call(world, 'helm.get', { ...here, what: 'hooks' }),
    ];
    expect([manifest, notes, hooks].map((one) => one.summary)).toEqual([
      'web has 2 objects: Secret web, Deployment web.',
      'The notes of web.',
      'web has 2 hooks: Secret web-once, Job web-test.',
    ]);
    expect(notes.output.text).toBe('Open https://web.example.com');
    expect(JSON.stringify([manifest.output, hooks.output])).not.toMatch(/hunter2/);
    expect(String(hooks.output.text)).toMatch(/password: <secret>/);
    const tested = await call(world, 'helm.test', here);
    expect([tested.failure, tested.verdict, tested.summary]).toEqual([undefined, { met: true }, 'web passes its test: web-test.']);
    // All containers of the test cluster print the same, after what their runtime began with.
    expect(tested.output.log).toBe('Job/web-test:\nstarted');
    expect(await preview(world, 'helm.test', here)).toMatchObject({
      summary: `Run 1 test of web in ${namespace} of admin: web-test`,
      impacts: [{ operation: 'create', address: `Job/${namespace}/web-test`, marks: ['runs-code'] }],
    });
    expect((await call(world, 'helm.get', { ...here, release: 'wep' })).failure?.code).toBe('helm/release-unknown');
    expect((await call(world, 'helm.get', { ...here, revision: 9 })).failure?.code).toMatch(/^helm\//);
  });

  test('what a test prints is shown from every container, of a pod and of a job, and that one which is gone has left nothing', async () => {
    const { world } = await begin();
    const test = (kind: string, name: string, spec: object, policy = 'before-hook-creation') =>
      JSON.stringify({
        apiVersion: kind === 'Job' ? 'batch/v1' : 'v1',
        kind,
        metadata: { name, annotations: { 'helm.sh/hook': 'test', 'helm.sh/hook-delete-policy': policy } },
        spec,
      });
    const pod = (...names: string[]) => ({ restartPolicy: 'Never', containers: names.map((name) => ({ name, image: 'test:1' })) });
    plant(world.folder, {
      'web/templates/tests.yaml': [
        test('Pod', 'two', pod('ask', 'answer')),
        test('Job', 'many', { completions: 2, parallelism: 2, template: { spec: pod('load') } }),
        test('Job', 'brief', { template: { spec: pod('once') } }, 'hook-succeeded'),
      ].join('\n---\n'),
    });
    const namespace = newNamespace(program);
    await file.now.call('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
    const here = { release: 'web', namespace };
    expect((await call(world, 'helm.install', { ...here, chart: 'web', timeoutMinutes: 2 })).failure).toBeUndefined();
    // Only pods of jobs come to an end by themselves in the test cluster.
    const pods = `/api/v1/namespaces/${namespace}/pods/two`;
    const ending = vi.waitFor(
      async () => {
        expect((await file.now.call('GET', pods)).status.phase).toBe('Running');
        await file.now.call('PATCH', `${pods}/status`, { status: { phase: 'Succeeded' } }, 'application/merge-patch+json');
      },
      { timeout: 120_000 },
    );
    const tested = await call(world, 'helm.test', { ...here, timeoutMinutes: 3 });
    await ending;
    expect([tested.failure, tested.verdict, tested.summary]).toEqual([undefined, { met: true }, 'web passes its 3 tests: two, many and brief.']);
    expect(
      tested.output.log
        .replaceAll(/many-\w{5}/g, 'many-<id>')
        .split('\n')
        .toSorted(),
    ).toEqual(
      [
        'Pod/two:',
        ...['[two/ask] started', '[two/answer] started'],
        'Job/many:',
        ...['[many-<id>/load] started', '[many-<id>/load] started'],
        'Job/brief:',
        `(There is no Job/${namespace}/brief in namespace ${namespace} (context admin).)`,
      ].toSorted(),
    );
  });
});
