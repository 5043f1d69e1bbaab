import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openCluster } from '../../../src/tools/kubernetes/client/cluster.ts';
import { watchObjects } from '../../../src/tools/kubernetes/client/list.ts';
import { describe as describeTool } from '../../../src/tools/kubernetes/describe.ts';
import { exec } from '../../../src/tools/kubernetes/exec.ts';
import { openForwards, stopForward } from '../../../src/tools/kubernetes/forward/forwards.ts';
import { portForward } from '../../../src/tools/kubernetes/forward/port-forward.ts';
import { get } from '../../../src/tools/kubernetes/get.ts';
import { logs } from '../../../src/tools/kubernetes/logs.ts';
import { rollout } from '../../../src/tools/kubernetes/rollout.ts';
import { scale } from '../../../src/tools/kubernetes/scale.ts';
import { followLogs } from '../../../src/tools/kubernetes/workload/follow.ts';
import { behind } from '../../../src/tools/kubernetes/workload/pods.ts';
import { type Cluster, startCluster } from '../../support/kube.ts';
import { deployment, does, namespaceOn, placeOn, refuses } from './support.ts';

/** What a forward leads to: the machines are kwok's, which pass a port of any pod on to this. */
const greeter: Server = createServer((asked, answer) => answer.end(`hello ${asked.url} `.repeat(asked.url === '/long' ? 100_000 : 1)));
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

const pod = (name: string) => ({
  metadata: { name, labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 8080, name: 'http' }] }] },
});

async function withPods(...names: readonly string[]): Promise<string> {
  const namespace = await namespaceOn(cluster);
  for (const name of names) await cluster.call('POST', `/api/v1/namespaces/${namespace}/pods`, pod(name));
  const running = async () =>
    (await cluster.call('GET', `/api/v1/namespaces/${namespace}/pods`)).items.filter((p: { status: { phase: string } }) => p.status.phase === 'Running').length;
  await expect.poll(running).toBe(names.length);
  return namespace;
}

const lineAt = (second: number, text: string) => `2026-01-01T00:00:${String(second).padStart(2, '0')}.000000000Z stdout F ${text}\n`;

describe('logs', () => {
  test('of one pod, its last lines, with what stamped them', async () => {
    const namespace = await withPods('web-0');
    writeFileSync(cluster.containerLog, [1, 2, 3].map((n) => lineAt(n, `line ${n}`)).join(''));
    const at = placeOn(cluster.kubeconfig);
    expect((await does(logs, { name: 'web-0', namespace, tail: 2 }, at)).output).toMatchObject({
      lines: ['line 2', 'line 3'],
      truncated: false,
      pods: ['web-0'],
    });
    expect((await does(logs, { name: 'web-0', namespace, tail: 1, timestamps: true }, at)).output).toMatchObject({
      lines: ['2026-01-01T00:00:03.000000000Z line 3'],
    });
    expect(await refuses(logs, { name: 'web-0', namespace, container: 'side' }, at, 'run')).toMatchObject({
      code: 'kubernetes/container-unknown',
      fix: 'It has web.',
    });
    expect(await refuses(logs, { name: 'web-9', namespace }, at, 'run')).toMatchObject({ code: 'kubernetes/not-found' });
  });

  test('of the pods that carry a label, and of every container of a pod', async () => {
    const namespace = await withPods('web-0', 'web-1');
    const init = { name: 'prepare', image: 'web:1' };
    const both = { ...pod('pair'), metadata: { name: 'pair', labels: { app: 'pair' } } };
    const spec = { ...both.spec, initContainers: [init], containers: [...both.spec.containers, { name: 'side', image: 'web:1' }] };
    await cluster.call('POST', `/api/v1/namespaces/${namespace}/pods`, { ...both, spec });
    const phase = async () => (await cluster.call('GET', `/api/v1/namespaces/${namespace}/pods/pair`)).status.phase;
    await expect.poll(phase).toBe('Running');
    writeFileSync(cluster.containerLog, lineAt(1, 'hello'));
    const at = placeOn(cluster.kubeconfig);
    const labelled = await does(logs, { selector: 'app=web', namespace }, at);
    // Those that are ready come first, and one may be ready before the other.
    const sorted = (of: unknown): unknown => (of as string[]).toSorted();
    expect([labelled.output.name, sorted(labelled.output.pods), sorted(labelled.output.lines)]).toEqual([
      'app=web',
      ['web-0', 'web-1'],
      ['[web-0] hello', '[web-1] hello'],
    ]);
    expect(labelled.summary).toBe(`2 lines of 2 pods with app=web in namespace ${namespace} (context admin).`);
    const all = await does(logs, { name: 'pair', namespace, allContainers: true }, at);
    expect([all.output.pods, (all.output.lines as string[]).toSorted(), all.output.unread]).toEqual([
      ['pair'],
      ['[pair/prepare] hello', '[pair/side] hello', '[pair/web] hello'],
      [],
    ]);
    expect(await refuses(logs, { selector: 'app=none', namespace }, at, 'run')).toMatchObject({
      code: 'kubernetes/no-pods',
      message: `No pod in namespace ${namespace} (context admin) carries app=none now.`,
    });
    for (const unclear of [{}, { name: 'web-0', selector: 'app=web' }, { kind: 'deployment', selector: 'app=web' }])
      expect(logs.input.safeParse({ ...unclear, namespace }).success).toBe(false);
  });

  test('followed over several pods: the reader sets the pace, and nothing is lost', async () => {
    const namespace = await namespaceOn(cluster);
    await cluster.call('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, deployment('web', { replicas: 3 }));
    const ready = async () => (await cluster.call('GET', `/apis/apps/v1/namespaces/${namespace}/deployments/web`)).status.readyReplicas;
    await expect.poll(ready).toBe(3);
    const total = 5_000;
    writeFileSync(cluster.containerLog, Array.from({ length: total }, (_, n) => lineAt(n % 60, `line ${n} ${'x'.repeat(200)}`)).join(''));
    const stop = new AbortController();
    const at = placeOn(cluster.kubeconfig);
    const opened = await openCluster({ namespace }, at);
    if (!opened.ok) throw new Error(opened.failure.message);
    const kind = await opened.value.kind('deployment');
    if (!kind.ok) throw new Error(kind.failure.message);
    const seen = new Map<string, number>();
    let late = 0;
    for await (const event of followLogs(opened.value, behind(opened.value, opened.value.ref(kind.value, 'web')), { follow: true }, stop.signal)) {
      if (event.type !== 'line') continue;
      // Slower than it comes.
      if (seen.size > 0 && (seen.get(event.line.pod) ?? 0) % 500 === 0) await new Promise((done) => setImmediate(done));
      seen.set(event.line.pod, (seen.get(event.line.pod) ?? 0) + 1);
      if ([...seen.values()].reduce((a, b) => a + b, 0) === 3 * total) appendFileSync(cluster.containerLog, lineAt(59, 'the last'));
      if (event.line.text === 'the last' && ++late === 3) stop.abort();
    }
    expect([...seen.values()]).toEqual([total + 1, total + 1, total + 1]);
  });
});

describe('exec', () => {
  test('gives back what the command printed and how it ended; no shell takes it apart', async () => {
    const namespace = await withPods('web-0');
    const at = placeOn(cluster.kubeconfig);
    const { preview, output } = await does(exec, { name: 'web-0', namespace, command: ['printf', '%s|', 'a b', '$(id)', ';', "'", 'é\n'] }, at);
    expect(output).toMatchObject({ code: 0, stdout: "a b|$(id)|;|'|é\n|", stderr: '', container: 'web' });
    expect(preview?.impacts).toEqual([
      { address: `Pod/${namespace}/web-0`, type: 'Pod', operation: 'update', marks: ['runs-code'], detail: 'runs printf in container web' },
    ]);
    // A kubelet tells the exit code apart; kwok says it in words.
    expect(await refuses(exec, { name: 'web-0', namespace, command: ['sh', '-c', 'exit 7'] }, at, 'run')).toMatchObject({
      message: expect.stringContaining('exit status 7'),
    });
  });

  test('is ended by its time limit and by a cancellation', async () => {
    const namespace = await withPods('web-0');
    const stop = new AbortController();
    const what = { name: 'web-0', namespace, command: ['sh', '-c', 'echo begun; exec sleep 30'], timeoutSeconds: 1 };
    expect(await refuses(exec, what, placeOn(cluster.kubeconfig), 'run')).toMatchObject({ code: 'kubernetes/exec-timeout' });
    const at = placeOn(cluster.kubeconfig, { signal: stop.signal });
    const running = exec.run(exec.input.parse({ ...what, timeoutSeconds: 60 }), { ...at, progress: () => stop.abort() });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('port-forward', () => {
  test('leads into the pod until it is stopped; then its port is free', async () => {
    const namespace = await withPods('web-0');
    await cluster.call('POST', `/api/v1/namespaces/${namespace}/services`, {
      metadata: { name: 'web' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
    });
    const at = placeOn(cluster.kubeconfig);
    const { output } = await does(portForward, { kind: 'service', name: 'web', remotePort: 80, localPort: 0, namespace }, at);
    onTestFinished(async () => void (await stopForward(String(output.id))));
    expect(output).toMatchObject({ pod: 'web-0', remotePort: 8080, context: 'admin' });
    expect(await (await fetch(`${output.url}/one`)).text()).toBe('hello /one ');
    expect((await (await fetch(`${output.url}/long`)).text()).length).toBe(1_200_000);
    expect(openForwards().map((f) => `${f.name} ${f.localPort}`)).toEqual([`Service/${namespace}/web ${output.localPort}`]);
    expect(await refuses(portForward, { name: 'web-0', remotePort: 8080, localPort: Number(output.localPort), namespace }, at, 'run')).toMatchObject({
      code: 'kubernetes/port-taken',
    });
    expect(await stopForward(String(output.id))).toMatchObject({ ok: true });
    expect(openForwards()).toEqual([]);
    await expect(fetch(`${output.url}/one`)).rejects.toThrow();
    expect(await stopForward(String(output.id))).toMatchObject({ ok: false, failure: { code: 'kubernetes/no-forward' } });
  });
});

describe('what is not well says why', () => {
  test.each([
    ['a node that is big enough', { resources: { requests: { memory: '900Ti' } } }, /finds no node: .*Insufficient memory/],
    ['room in the quota', {}, /the namespace’s quota is used up: .*exceeded quota: few/],
  ])('a rollout that never becomes ready for want of %s', async (what, more, why) => {
    const namespace = await namespaceOn(cluster);
    if (what.includes('quota'))
      await cluster.call('POST', `/api/v1/namespaces/${namespace}/resourcequotas`, { metadata: { name: 'few' }, spec: { hard: { pods: '1' } } });
    const object = deployment('web', { replicas: 2, progressDeadlineSeconds: 2 });
    Object.assign(object.spec.template.spec.containers[0] as object, more);
    await cluster.call('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, object);
    const at = placeOn(cluster.kubeconfig);
    const failure = await refuses(scale, { name: 'web', replicas: 3, namespace, timeoutSeconds: 30 }, at, 'run');
    expect(failure).toMatchObject({ code: 'kubernetes/not-progressing', message: expect.stringMatching(why) });
    expect((await does(rollout, { action: 'status', name: 'web', namespace }, at)).output).toMatchObject({ done: false, why: [expect.stringMatching(why)] });
    expect((await does(describeTool, { kind: 'deployment', name: 'web', namespace }, at)).output).toMatchObject({
      problems: expect.arrayContaining([expect.stringMatching(why)]),
    });
  });

  test('describe tells owners, what is related, conditions and events, and no secret', async () => {
    const namespace = await namespaceOn(cluster);
    const object = deployment('web', { replicas: 1 });
    const env = [
      { name: 'DB_PASSWORD', value: 'correct-horse' },
      { name: 'KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'k', optional: true } } },
    ];
    Object.assign(object.spec.template.spec.containers[0] as object, { env });
    await cluster.call('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, object);
    const at = placeOn(cluster.kubeconfig);
    await does(rollout, { action: 'restart', name: 'web', namespace }, at);
    const { output: listed } = await does(get, { kind: 'pods', namespace, selector: 'app=web' }, at);
    const name = (listed.objects as { name: string }[])[0]?.name ?? '';
    const { output } = await does(describeTool, { name, namespace }, at);
    expect(output).toMatchObject({
      owners: [expect.stringMatching(`^ReplicaSet/${namespace}/web-`), `Deployment/${namespace}/web`],
      related: expect.arrayContaining([
        { address: `Secret/${namespace}/keys`, how: 'in its environment' },
        { address: 'Node/node-0', how: 'runs on' },
      ]),
      conditions: expect.arrayContaining([expect.objectContaining({ type: 'Ready', status: 'True' })]),
      events: expect.arrayContaining([expect.objectContaining({ reason: 'Scheduled' })]),
    });
    expect(JSON.stringify(output)).not.toContain('correct-horse');
    expect(output.text).toContain('<secret:');
  });
});

test('a watch goes on across a restart of the API server, and begins again when its version has expired', async () => {
  const namespace = await namespaceOn(cluster);
  const stop = new AbortController();
  const opened = await openCluster({ namespace }, placeOn(cluster.kubeconfig));
  if (!opened.ok) throw new Error(opened.failure.message);
  const kind = await opened.value.kind('configmap');
  if (!kind.ok) throw new Error(kind.failure.message);
  const told: string[] = [];
  const add = (name: string) => cluster.call('POST', `/api/v1/namespaces/${namespace}/configmaps`, { metadata: { name, labels: { test: 'watch' } } });
  let restarted: Promise<void> | undefined;
  await add('before');
  for await (const event of watchObjects(opened.value, kind.value, { namespace, labels: 'test=watch' }, stop.signal)) {
    told.push('object' in event ? `${event.type} ${event.object.metadata.name}` : event.type);
    if (event.type === 'synced' && restarted === undefined) {
      restarted = (async () => {
        await add('during');
        await cluster.stopApiServer();
        await cluster.startApiServer();
        await add('after');
      })();
    }
    if (told.at(-1) === 'added after') stop.abort();
  }
  await restarted;
  expect(told.slice(0, 4)).toEqual(['reset', 'added before', 'synced', 'added during']);
  expect(told).toContain('lost');
  expect(told.at(-1)).toBe('added after');
  expect(told.filter((t) => t === 'added during').length).toBe(told.filter((t) => t === 'reset').length);
});

test('get shows any kind in the cluster’s own columns, pages through many, and watches', async () => {
  const namespace = await withPods('web-0', 'web-1');
  const at = placeOn(cluster.kubeconfig);
  const { output, summary } = await does(get, { kind: 'po', namespace }, at);
  expect(output).toMatchObject({
    kind: 'Pod',
    columns: ['Name', 'Ready', 'Status', 'Restarts', 'Age'],
    objects: [
      { name: 'web-0', status: 'Running' },
      { name: 'web-1', status: 'Running' },
    ],
  });
  expect(summary).toBe(`2 Pods in namespace ${namespace} (context admin): 2 Running.`);
  await Promise.all(
    Array.from({ length: 1_234 }, (_, n) => cluster.call('POST', `/api/v1/namespaces/${namespace}/configmaps`, { metadata: { name: `c-${n}` } })),
  );
  expect((await does(get, { kind: 'configmap', namespace }, at)).output).toMatchObject({ objects: { length: 1_235 }, truncated: false });
  expect((await does(get, { kind: 'configmap', namespace, limit: 700 }, at)).output).toMatchObject({ objects: { length: 700 }, truncated: true });
  const watching = does(get, { kind: 'pod', namespace, watchSeconds: 2 }, at);
  await expect.poll(() => at.told, { timeout: 60_000, interval: 20 }).toContain('watching from now on');
  await cluster.call('DELETE', `/api/v1/namespaces/${namespace}/pods/web-1?gracePeriodSeconds=0`);
  expect((await watching).output.changes).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'deleted', name: 'web-1' })]));
  const { output: one } = await does(get, { kind: 'pod', name: 'web-0', namespace }, at);
  expect(one.yaml).toContain('image: web:1');
  expect(join(String(one.kind), String(one.name))).toBe(join('Pod', 'web-0'));
});
