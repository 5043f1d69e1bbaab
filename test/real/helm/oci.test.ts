import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, preview, rollBack, type World } from '../../support/drive-tool.ts';
import { type Registry, startRegistry } from '../../support/registry.ts';

import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';
import { chart, clusterForFile, helmWorld, newNamespace, type Program, programs } from './support.ts';

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
