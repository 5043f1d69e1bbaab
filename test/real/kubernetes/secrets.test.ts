import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Tool } from '../../../src/domain/tool.ts';
import { apply } from '../../../src/tools/kubernetes/apply.ts';
import { get } from '../../../src/tools/kubernetes/get.ts';
import { logs } from '../../../src/tools/kubernetes/logs.ts';
import { call, type World } from '../../support/drive-tool.ts';
import { testHouse } from '../../support/house.ts';
import { nimbus } from '../cli/nimbus.ts';
import { clusterForFile, namespaceOn, write } from './support.ts';

const kube = clusterForFile();
const password = 'correct-horse-battery';

/** A workspace whose house knows of no secret yet. */
function newWorld(): World {
  const house = testHouse([apply, get, logs] as unknown as readonly Tool[]);
  const env = { PATH: process.env.PATH, KUBECONFIG: kube.now.kubeconfig };
  return { ...house, workplace: (...args) => ({ ...house.workplace(...args), env }) };
}

test.each([
  ['applied', 'kubernetes.apply', (namespace: string) => ({ path: 'db.yaml', namespace })],
  ['looked at', 'kubernetes.get', (namespace: string) => ({ kind: 'secret', name: 'db', namespace })],
])('a Secret that was %s shows in no log afterwards, and neither does the token', async (_how, tool, input) => {
  const namespace = await namespaceOn(kube.now);
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db' }, stringData: { password, username: 'shopkeeper' } };
  await kube.now.call('POST', `/api/v1/namespaces/${namespace}/secrets`, secret);
  await kube.now.call('POST', `/api/v1/namespaces/${namespace}/pods`, { metadata: { name: 'web' }, spec: { containers: [{ name: 'web', image: 'web:1' }] } });
  await expect.poll(async () => (await kube.now.call('GET', `/api/v1/namespaces/${namespace}/pods/web`)).status.phase).toBe('Running');
  const line = `2026-01-01T00:00:01.000000000Z stdout F shopkeeper signs in with ${password} and admin-token\n`;
  writeFileSync(kube.now.containerLog, line);

  const world = newWorld();
  write(world, 'db.yaml', secret);
  const read = () => call(world, 'kubernetes.logs', { name: 'web', namespace });
  const before = await read();
  expect(before.output.lines).toEqual([`shopkeeper signs in with ${password} and <secret:kubernetes.token>`]);
  expect((await call(world, tool, input(namespace))).failure).toBeUndefined();
  const after = await read();
  expect(after.output.lines).toEqual(['shopkeeper signs in with <secret:kubernetes.password> and <secret:kubernetes.token>']);
  expect(JSON.stringify(after.events)).not.toContain(password);
});

test('the built command line reads a config map, and deletes none without a yes', async () => {
  const namespace = await namespaceOn(kube.now);
  await kube.now.call('POST', `/api/v1/namespaces/${namespace}/configmaps`, { metadata: { name: 'colours' }, data: { main: 'green' } });
  const { run } = await nimbus();
  const what = ['--kind', 'configmap', '--name', 'colours', '--namespace', namespace, '--json'];
  const env = { KUBECONFIG: kube.now.kubeconfig };
  const read = await run(['k8s', 'get', ...what], { env });
  expect([read.code, read.stderr]).toEqual([0, '']);
  expect(JSON.stringify(read.document)).toContain('colours');
  const refused = await run(['k8s', 'delete', ...what], { env });
  expect([refused.code, refused.document.failure?.code]).toEqual([4, 'safety/needs-approval']);
  expect((await kube.now.call('GET', `/api/v1/namespaces/${namespace}/configmaps/colours`)).data).toEqual({ main: 'green' });
});
