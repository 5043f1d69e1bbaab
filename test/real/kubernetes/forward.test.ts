import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { forwards } from '../../../src/extension/infrastructure/forwards.ts';
import { onForwardsChanged, openForwards, stopForward } from '../../../src/tools/kubernetes/forward/forwards.ts';
import { listForwards } from '../../../src/tools/kubernetes/forward/list-forwards.ts';
import { portForward } from '../../../src/tools/kubernetes/forward/port-forward.ts';
import { type Cluster, startCluster } from '../../support/kube.ts';
import { does, namespaceOn, placeOn } from './support.ts';

/** What a forward leads to: the machines are kwok's, which pass a port of any pod on to this. */
const greeter: Server = createServer((asked, answer) => answer.end(`hello ${asked.url}`));
let cluster: Cluster;
beforeAll(async () => {
  await new Promise<void>((done) => greeter.listen(0, '127.0.0.1', done));
  cluster = await startCluster({ forwards: { 8080: (greeter.address() as { port: number }).port } });
});
afterAll(async () => {
  await cluster?.stop();
  greeter.closeAllConnections();
  await new Promise((done) => greeter.close(done));
});

async function add(namespace: string, name: string): Promise<void> {
  const pods = `/api/v1/namespaces/${namespace}/pods`;
  const make = () =>
    cluster.call('POST', pods, {
      metadata: { name, labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 8080, name: 'http' }] }] },
    });
  // kwok ends a pod by its name, late on a busy machine: the next of that name may go with it, and is made once more.
  const phase = () =>
    cluster.call('GET', `${pods}/${name}`).then(
      (pod) => pod.status.phase,
      () => make().then(() => 'made'),
    );
  await expect.poll(phase).toBe('Running');
}
async function remove(namespace: string, name: string): Promise<void> {
  await cluster.call('DELETE', `/api/v1/namespaces/${namespace}/pods/${name}?gracePeriodSeconds=0`);
  const isThere = () => cluster.call('GET', `/api/v1/namespaces/${namespace}/pods/${name}`).then(Boolean, () => false);
  await expect.poll(isThere).toBe(false);
}

async function opened(input: Record<string, unknown>): Promise<{ readonly id: string; readonly url: string; readonly localPort: number }> {
  const { output } = await does(portForward, { remotePort: 8080, localPort: 0, ...input }, placeOn(cluster.kubeconfig));
  onTestFinished(async () => void (await stopForward(String(output.id))));
  return output as { id: string; url: string; localPort: number };
}
const ask = async (url: string): Promise<string> => (await fetch(`${url}/one`, { headers: { connection: 'close' } })).text();
const drawn = async (): Promise<string[]> =>
  ((await forwards('f', undefined, () => openForwards()[0]?.since ?? 0).children?.(async () => undefined)) ?? []).map(
    (one) => `${one.icon} ${one.description}`,
  );

test('a forward to a service goes on to another pod when its own is gone', async () => {
  const namespace = await namespaceOn(cluster);
  await add(namespace, 'web-0');
  await cluster.call('POST', `/api/v1/namespaces/${namespace}/services`, {
    metadata: { name: 'web' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
  });
  const { url } = await opened({ kind: 'service', name: 'web', namespace, remotePort: 80 });
  expect(await ask(url)).toBe('hello /one');
  await add(namespace, 'web-1');
  await remove(namespace, 'web-0');
  expect(await ask(url)).toBe('hello /one');
  expect(openForwards().map((forward) => `${forward.pod()}:${forward.remotePort()}`)).toEqual(['web-1:8080']);
});

test('a forward whose pod is gone says so, and is well again with the pod', async () => {
  const namespace = await namespaceOn(cluster);
  await add(namespace, 'web-0');
  const { url, localPort } = await opened({ name: 'web-0', namespace });
  await remove(namespace, 'web-0');
  await expect(ask(url)).rejects.toThrow();
  const gone = `There is no Pod/${namespace}/web-0 in namespace ${namespace} (context admin).`;
  await expect.poll(drawn).toEqual([`warning broken: ${gone} · Pod/${namespace}/web-0:8080 · just now`]);
  expect((await does(listForwards, {}, placeOn(cluster.kubeconfig))).output).toMatchObject({ forwards: [{ localPort, problem: gone }] });
  const answer = async () => {
    await add(namespace, 'web-0');
    return ask(url).catch(() => 'none');
  };
  await expect.poll(answer).toBe('hello /one');
  await expect.poll(drawn).toEqual([`plug Pod/${namespace}/web-0:8080 · no connection · just now`]);
});

test('what is told of a forward follows its connections; stopping it closes them', async () => {
  const namespace = await namespaceOn(cluster);
  await add(namespace, 'web-0');
  let told = 0;
  onTestFinished(onForwardsChanged(() => told++));
  const { id, localPort } = await opened({ name: 'web-0', namespace });
  expect(told).toBe(1);
  const socket = connect(localPort, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await expect.poll(drawn).toEqual([`plug Pod/${namespace}/web-0:8080 · 1 connection · just now`]);
  const closed = new Promise((done) => socket.once('close', done));
  expect(await stopForward(id)).toMatchObject({ ok: true });
  await closed;
  expect(await drawn()).toEqual([]);
  expect(told).toBeGreaterThanOrEqual(3);
});
