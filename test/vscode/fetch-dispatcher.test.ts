import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, inject, onTestFinished, test } from 'vitest';
import type { HostCluster } from '../electron/kubernetes.ts';
import { startCluster } from '../support/kube.ts';
import { runInHost } from './harness/host.ts';
import { longMs } from './harness/patience.ts';

const answer = 'from inside the cluster';

test('the host’s own fetch is unchanged after the Kubernetes client was loaded, asked, and held streams open', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-unpacked-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await promisify(execFile)('unzip', ['-q', inject('vsix'), '-d', folder]);
  const inside = createServer((_, reply) => reply.end(answer));
  await new Promise<void>((done) => inside.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    inside.closeAllConnections();
    inside.close();
  });
  const cluster = await startCluster({ forwards: { 8080: (inside.address() as AddressInfo).port } });
  onTestFinished(() => cluster.stop());
  await cluster.call('POST', '/api/v1/namespaces/default/pods', {
    metadata: { name: 'web-0' },
    spec: { containers: [{ name: 'web', image: 'web:1' }] },
  });
  const phase = async () => (await cluster.call('GET', '/api/v1/namespaces/default/pods/web-0')).status.phase;
  await expect.poll(phase, { timeout: longMs }).toBe('Running');

  const work: HostCluster = { namespace: 'default', pod: 'web-0', dir: join(cluster.dir, 'container'), localPort: await freePort(), answer };
  const { passed, failed } = await runInHost(join(folder, 'extension'), { KUBECONFIG: cluster.kubeconfig, NIMBUS_HOST_CLUSTER: JSON.stringify(work) });
  expect(failed).toEqual([]);
  expect(passed.filter((name) => name.startsWith('The host’s fetch'))).toHaveLength(3);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
