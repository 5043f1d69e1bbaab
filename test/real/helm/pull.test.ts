import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureKubectlAndHelm } from '../../../scripts/setup/kubectl-helm.mjs';
import { call, preview, rollBack, workplace } from '../../support/drive-tool.ts';
import { type Registry, startRegistry } from '../../support/registry.ts';
import { plant } from '../../support/tree.ts';
import { chart, helmWorld, type Program, programs, pushChart, startRepository } from './support.ts';

let helm: Record<Program, string>;
let charts: Registry;

beforeAll(async () => {
  helm = await ensureKubectlAndHelm();
  charts = await startRegistry();
});
afterAll(() => charts?.stop());

const trust = (): Record<string, string> => ({ SSL_CERT_FILE: charts.certificate });

const push = (program: Program, name: string, version: string, change?: (text: string) => string) => pushChart(helm[program], charts, name, version, change);

describe.each(programs)('%s', (program) => {
  test('a chart is fetched as it is and unpacked, and taken back; what somebody else has in its place stays', async () => {
    const world = helmWorld(helm[program], '/dev/null', trust());
    const name = `${program}-pulled`;
    push(program, name, '1.0.0');
    const input = { chart: `oci://${charts.address}/charts/${name}`, version: '1.0.0', into: 'vendor/charts' };
    const there = async () => {
      const found = await workplace(world).files.list('vendor');
      return found.ok ? found.value : [];
    };
    const files = Object.keys(chart).map((path) => `vendor/charts/${path.replace(/^web/, name)}`);
    expect(await preview(world, 'helm.pull', input)).toMatchObject({ files: [{ path: `vendor/charts/${name}-1.0.0.tgz`, action: 'create' }] });
    expect(await there()).toEqual([]);
    const packed = await call(world, 'helm.pull', input);
    expect([packed.failure, packed.verdict, await there()]).toEqual([undefined, { met: true }, [`vendor/charts/${name}-1.0.0.tgz`]]);
    const unpacked = await call(world, 'helm.pull', { ...input, unpack: true });
    expect([unpacked.failure, unpacked.verdict, await there()]).toEqual([undefined, { met: true }, [`vendor/charts/${name}-1.0.0.tgz`, ...files].toSorted()]);
    expect(await preview(world, 'helm.pull', { ...input, unpack: true })).toMatchObject({ changesNothing: true });

    plant(world.folder, { [`vendor/charts/${name}/values.yaml`]: 'mine: true\n' });
    expect((await call(world, 'helm.pull', { ...input, unpack: true })).failure).toMatchObject({
      code: 'helm/pulled-before',
      message: expect.stringContaining(`vendor/charts/${name}/values.yaml`),
    });
    expect(await rollBack(world, unpacked)).toContain('files/edited-since');
    plant(world.folder, { [`vendor/charts/${name}/values.yaml`]: chart['web/values.yaml'] ?? '' });
    expect([await rollBack(world, unpacked), await rollBack(world, packed), await workplace(world).files.kind('vendor')]).toEqual([
      'succeeded',
      'succeeded',
      { ok: true, value: 'nothing' },
    ]);

    const meanwhile = () => push(program, name, '1.0.0', (text) => text.replace('name: nginx', 'name: miner'));
    expect([(await call(world, 'helm.pull', input, { meanwhile })).failure?.code, await there()]).toEqual(['plan/changed-since-approval', []]);
    expect((await call(world, 'helm.pull', { ...input, version: '9.9.9' })).failure?.code).toBe('helm/chart-unknown');
    expect((await call(world, 'helm.pull', { chart: 'web' })).failure?.code).toBe('helm/chart-nowhere');
    expect((await call(world, 'helm.pull', { ...input, into: '../outside' })).failure?.code).toBe('files/outside-workspace');
    expect((await call(world, 'helm.pull', { ...input, into: '.git/hooks' })).failure?.code).toBe('files/inside-git');
  });

  test('a chart of a repository that was added, and of one that is named', async () => {
    const repository = await startRepository(helm[program], charts);
    repository.publish(chart);
    const world = helmWorld(helm[program], '/dev/null', trust());
    await call(world, 'helm.repo', { action: 'add', name: 'example', url: repository.url });
    const added = await call(world, 'helm.pull', { chart: 'example/web', unpack: true, into: 'vendor' });
    expect([added.failure, added.verdict, added.summary]).toEqual([undefined, { met: true }, 'Fetched example/web into vendor/web.']);
    const named = await call(world, 'helm.pull', { chart: 'web', repository: repository.url });
    expect([named.failure, named.verdict, named.summary]).toEqual([undefined, { met: true }, 'Fetched web into web-1.0.0.tgz.']);
    expect([await rollBack(world, named), await workplace(world).files.kind('web-1.0.0.tgz')]).toEqual(['succeeded', { ok: true, value: 'nothing' }]);
  });
});
