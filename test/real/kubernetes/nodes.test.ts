import { describe, expect, onTestFinished, test } from 'vitest';
import type { Tool } from '../../../src/domain/tool.ts';
import { createJob } from '../../../src/tools/kubernetes/create-job.ts';
import { drain } from '../../../src/tools/kubernetes/drain.ts';
import { top } from '../../../src/tools/kubernetes/top.ts';
import { clusterForFile, deployment, does, measureOn, namespaceOn, placeOn, podUsage, refuses, thereAndBack } from './support.ts';

const kube = clusterForFile();
const patient = { timeout: 120_000, interval: 100 };
// biome-ignore lint/suspicious/noExplicitAny: an object of Kubernetes, of which a test says what it expects.
type Fields = any;

const path = (namespace: string, kind: string, group = 'apps/v1') => `/${group === 'v1' ? 'api' : 'apis'}/${group}/namespaces/${namespace}/${kind}`;
const podsIn = async (namespace: string): Promise<readonly Fields[]> => (await kube.now.call('GET', path(namespace, 'pods', 'v1'))).items;
const where = async (namespace: string): Promise<readonly string[]> =>
  (await podsIn(namespace)).filter((pod) => pod.metadata.deletionTimestamp === undefined && pod.status.phase === 'Running').map((pod) => pod.spec.nodeName);

const away = { metadata: { deletionGracePeriodSeconds: 0 } };
const size = { cpu: '100', memory: '1Ti', pods: '500' };
/** Two nodes that only pods of this test come to, `a` first: `b` is closed until then. */
async function twoNodes(prefix: string): Promise<{ readonly a: string; readonly b: string; readonly only: object; open(): Promise<void> }> {
  const [a, b] = [`${prefix}-a`, `${prefix}-b`];
  const key = 'example.com/of-a-test';
  for (const [name, unschedulable] of [
    [a, false],
    [b, true],
  ] as const) {
    const spec = { unschedulable, taints: [{ key, value: prefix, effect: 'NoSchedule' }] };
    await kube.now.call('POST', '/api/v1/nodes', { metadata: { name, labels: { [key]: prefix } }, spec, status: { allocatable: size, capacity: size } });
    onTestFinished(() => kube.now.call('DELETE', `/api/v1/nodes/${name}`, away).then(() => {}));
    const isReady = async () =>
      (await kube.now.call('GET', `/api/v1/nodes/${name}`)).status.conditions?.some((c: Fields) => c.type === 'Ready' && c.status === 'True') ?? false;
    await expect.poll(isReady, patient).toBe(true);
  }
  return {
    ...{ a, b },
    only: { nodeSelector: { [key]: prefix }, tolerations: [{ key, operator: 'Exists' }] },
    open: () => kube.now.call('PATCH', `/api/v1/nodes/${b}`, { spec: { unschedulable: false } }, 'application/merge-patch+json').then(() => {}),
  };
}

/** What makes pods, on nodes of the test's own. */
function onNodes(kind: 'Deployment' | 'DaemonSet', name: string, only: object, more: object = {}): object {
  const whole = deployment(name, { replicas: 2 });
  const { replicas: _, ...spec } = whole.spec;
  const template = { ...spec.template, spec: { ...spec.template.spec, terminationGracePeriodSeconds: 1, ...only, ...more } };
  return { ...whole, kind, spec: { ...(kind === 'Deployment' ? whole.spec : spec), template } };
}

const budget = (name: string, minAvailable: number) => ({ metadata: { name }, spec: { minAvailable, selector: { matchLabels: { app: name } } } });
const allowed = (namespace: string, n: number) =>
  expect
    .poll(async () => {
      const { status, metadata } = await kube.now.call('GET', path(namespace, 'poddisruptionbudgets/web', 'policy/v1'));
      return status?.observedGeneration === metadata.generation && status?.disruptionsAllowed;
    }, patient)
    .toBe(n);

const preview = async (tool: typeof drain | typeof createJob, input: object, hide: string) => {
  const seen = await (tool as unknown as Tool).preview?.(tool.input.parse(input), placeOn(kube.now.kubeconfig));
  if (seen?.ok !== true)
    return [seen?.failure.code ?? '', ...(seen?.failure.problems ?? []).map((p) => `${p.path}: ${p.message}`)].map((line) => readable(line, hide));
  const { summary, impacts = [], warnings, undo } = seen.value;
  const undone = undo === 'nothing-changed' ? undo : 'impossible' in undo ? undo.impossible : undo.steps.map((s) => s.tool).join(' ');
  return [summary, ...impacts.map((i) => `${i.operation} ${i.address} [${i.marks.join(' ')}] ${i.detail ?? ''}`.trim()), ...warnings, `undo: ${undone}`].map(
    (line) => readable(line, hide),
  );
};
const readable = (line: string, namespace: string): string =>
  line
    .replaceAll(namespace, 'ns')
    .replaceAll(/web-[a-z0-9]{6,10}(-[a-z0-9]{5})?\b/g, (_, pod) => (pod === undefined ? 'web-set' : 'web-pod'))
    .replaceAll(/agent-[a-z0-9]{5}\b/g, 'agent-pod');

describe('a node is emptied', () => {
  test('what goes, what stays and what would be lost is said before; a budget holds its pods back until it allows it; what is done can be taken back', async () => {
    const namespace = await namespaceOn(kube.now);
    const { a, b, only, open } = await twoNodes('drain');
    await kube.now.call('POST', path(namespace, 'deployments'), onNodes('Deployment', 'web', only));
    await kube.now.call('POST', path(namespace, 'daemonsets'), onNodes('DaemonSet', 'agent', only));
    const own = { containers: [{ name: 'one', image: 'one:1' }], nodeName: a, terminationGracePeriodSeconds: 1 };
    const mirror = { name: `static-${a}`, annotations: { 'kubernetes.io/config.mirror': 'x' } };
    await kube.now.call('POST', path(namespace, 'pods', 'v1'), { metadata: mirror, spec: own });
    await kube.now.call('POST', path(namespace, 'pods', 'v1'), { metadata: { name: 'alone' }, spec: { ...own, volumes: [{ name: 'cache', emptyDir: {} }] } });
    await kube.now.call('POST', path(namespace, 'poddisruptionbudgets', 'policy/v1'), budget('web', 2));
    await expect.poll(async () => (await where(namespace)).toSorted(), patient).toEqual([a, a, a, a, a, b]);
    await allowed(namespace, 0);
    await open();

    expect(await preview(drain, { name: a }, namespace)).toEqual([
      'kubernetes/drain-loses',
      'Pod/ns/alone: nothing makes it anew (`force` sends it away for good)',
      'Pod/ns/alone: it keeps data in cache, which ends with it (`deleteLocalData` says that this is fine)',
    ]);
    const all = { name: a, force: true, deleteLocalData: true };
    expect(await preview(drain, all, namespace)).toEqual([
      'Drain drain-a in admin: 3 pods go',
      'delete Pod/ns/alone [deletes-data] nothing makes it anew; its data in cache ends with it',
      'update Node/drain-a [cluster-scoped] no new pods are put on it',
      'update Pod/ns/web-pod [restarts] ReplicaSet web-set makes another one elsewhere',
      'update Pod/ns/web-pod [restarts] ReplicaSet web-set makes another one elsewhere',
      'Pod/ns/agent-pod stays: DaemonSet agent runs one on every node',
      'Pod/ns/static-drain-a stays: its node runs it from a file of its own',
      'Pod/ns/alone is gone for good: nothing makes it anew',
      'taking it back opens the node again; pods that went elsewhere stay there',
      ...Array.from({ length: 2 }, () => expect.stringMatching(/^Pod\/ns\/web-pod has to wait: its disruption budget does not allow it now: .*web.*needs 2/)),
      'undo: what Pod/ns/alone kept in cache is gone; kubernetes.cordon with `action: uncordon` opens drain-a again',
    ]);

    const at = placeOn(kube.now.kubeconfig);
    const waits = await refuses(drain, { ...all, timeoutSeconds: 1 }, at, 'run');
    expect([waits.code, waits.problems?.map((p) => p.message)]).toEqual([
      'kubernetes/drain-waits',
      expect.arrayContaining([expect.stringMatching(/budget.*web/)]),
    ]);
    expect((await kube.now.call('GET', `/api/v1/nodes/${a}`)).spec.unschedulable).toBe(true);
    expect((await where(namespace)).filter((node) => node === a)).toHaveLength(4);

    await kube.now.call('PATCH', path(namespace, 'poddisruptionbudgets/web', 'policy/v1'), { spec: { minAvailable: 1 } }, 'application/merge-patch+json');
    await allowed(namespace, 1);
    const { output, summary } = await does(drain, all, at);
    expect(summary).toBe('drain-a is drained: 2 pods went, 2 pods of the node itself stay.');
    expect([output.evicted, output.kept]).toMatchObject([
      [{ namespace }, { namespace }],
      [{ namespace }, { name: 'static-drain-a' }],
    ]);
    await expect.poll(async () => (await where(namespace)).toSorted(), patient).toEqual([a, a, b, b, b]);
    expect(await preview(drain, all, namespace)).toEqual([
      'Nothing to drain: drain-a is closed to new pods, and none is left that could go',
      'undo: nothing-changed',
    ]);
  });

  test('rolled back, the node is open again and what was alone is made again', async () => {
    const namespace = await namespaceOn(kube.now);
    const { a } = await twoNodes('back');
    const spec = { containers: [{ name: 'one', image: 'one:1' }], nodeName: a, terminationGracePeriodSeconds: 1 };
    await kube.now.call('POST', path(namespace, 'pods', 'v1'), { metadata: { name: 'alone' }, spec });
    await expect.poll(() => where(namespace), patient).toEqual([a]);
    const look = async () => ({
      closed: (await kube.now.call('GET', `/api/v1/nodes/${a}`)).spec.unschedulable ?? false,
      pods: (await podsIn(namespace)).map((pod) => pod.metadata.name),
    });
    const { before, between, after } = await thereAndBack(kube.now, { tool: 'kubernetes.drain', input: { name: a, force: true } }, look);
    expect([before, between, after]).toEqual([
      { closed: false, pods: ['alone'] },
      { closed: true, pods: [] },
      { closed: false, pods: ['alone'] },
    ]);
  });

  test('who may not evict is told before anything is tried', async () => {
    const { a } = await twoNodes('may');
    expect(await refuses(drain, { name: a, context: 'limited' }, placeOn(kube.now.kubeconfig))).toMatchObject({ code: 'kubernetes/forbidden' });
  });
});

describe('a cron job is run now', () => {
  const nightly = (restartPolicy = 'Never') => ({
    metadata: { name: 'nightly' },
    spec: {
      schedule: '0 3 1 1 *',
      suspend: true,
      concurrencyPolicy: 'Forbid',
      jobTemplate: {
        metadata: { labels: { app: 'nightly' }, annotations: { note: 'kept' } },
        spec: { backoffLimit: 0, template: { spec: { restartPolicy, containers: [{ name: 'one', image: 'one:1' }] } } },
      },
    },
  });
  const jobsIn = async (namespace: string): Promise<readonly Fields[]> => (await kube.now.call('GET', path(namespace, 'jobs', 'batch/v1'))).items;

  test('as a job of its own under a name that is free, and waited for', async () => {
    const namespace = await namespaceOn(kube.now);
    await kube.now.call('POST', path(namespace, 'cronjobs', 'batch/v1'), nightly());
    const at = placeOn(kube.now.kubeconfig);
    expect(await preview(createJob, { name: 'nightly', namespace }, namespace)).toEqual([
      'Run CronJob/ns/nightly now in admin, as job nightly-manual-1',
      'create Job/ns/nightly-manual-1 [] a job from CronJob/ns/nightly',
      'taking it back deletes the job and its pods; what it has done by then stays done',
      'undo: kubernetes.restore',
    ]);
    const { summary } = await does(createJob, { name: 'nightly', namespace, wait: true }, at);
    expect(summary).toBe(`CronJob/${namespace}/nightly was run, as job nightly-manual-1: it is complete.`);
    const [job] = await jobsIn(namespace);
    expect(job.metadata).toMatchObject({
      labels: { app: 'nightly' },
      annotations: { note: 'kept', 'cronjob.kubernetes.io/instantiate': 'manual' },
      ownerReferences: [{ kind: 'CronJob', name: 'nightly', controller: true }],
    });
    expect((await does(createJob, { name: 'nightly', namespace }, at)).output).toMatchObject({ name: 'nightly-manual-2', complete: false });
    expect(await refuses(createJob, { name: 'nightly', jobName: 'nightly-manual-2', namespace }, at)).toMatchObject({ code: 'kubernetes/job-exists' });
    expect(await refuses(createJob, { name: 'nightl', namespace }, at)).toMatchObject({ fix: 'Did you mean nightly?' });
  });

  test('rolled back, the job is gone', async () => {
    const namespace = await namespaceOn(kube.now);
    await kube.now.call('POST', path(namespace, 'cronjobs', 'batch/v1'), nightly());
    const look = async () => (await jobsIn(namespace)).filter((job) => job.metadata.deletionTimestamp === undefined).map((job) => job.metadata.name);
    const { before, between, after } = await thereAndBack(
      kube.now,
      { tool: 'kubernetes.createJob', input: { name: 'cronjob/nightly', jobName: 'by-hand', namespace, wait: true } },
      look,
    );
    expect([before, between, after]).toEqual([[], ['by-hand'], []]);
  });
});

describe('what pods and nodes use', () => {
  test('nobody measures: that is said; then the most first, by pod, by container, by node', async () => {
    const namespace = await namespaceOn(kube.now);
    const at = placeOn(kube.now.kubeconfig);
    for (const kind of ['pod', 'node'])
      expect(await refuses(top, { kind, namespace }, at, 'run')).toMatchObject({ code: 'kubernetes/metrics-missing', missing: true });
    await measureOn(kube.now);
    const list = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`;
    await kube.now.call('POST', list, podUsage('web-0', ['web', '250m', '128Mi'], ['proxy', '5123456n', '20480Ki']));
    await kube.now.call('POST', list, podUsage('db-0', ['db', '1', '1536Mi']));
    const node = { apiVersion: 'metrics.k8s.io/v1beta1', kind: 'NodeMetrics', metadata: { name: 'node-0' }, usage: { cpu: '2500', memory: '16Ti' } };
    await kube.now.call('POST', '/apis/metrics.k8s.io/v1beta1/nodes', node);

    const told = async (input: object) => {
      const { output, summary } = await does(top, input, at);
      const rows = (output.usage as Fields[]).map((u) =>
        [u.name, u.container, u.cpu, u.memory, u.cpuPercent, u.memoryPercent].filter((cell) => cell !== undefined).join(' '),
      );
      return [summary.replaceAll(namespace, 'ns'), ...rows];
    };
    expect(await told({ namespace })).toEqual([
      '2 pods in namespace ns (context admin); db-0 uses the most: 1000m of a core and 1.5Gi.',
      'db-0 1000m 1.5Gi',
      'web-0 255m 148Mi',
    ]);
    expect(await told({ namespace, containers: true, sortBy: 'name' })).toEqual([
      '3 containers in namespace ns (context admin); db-0 is first, with 1000m of a core and 1.5Gi.',
      'db-0 db 1000m 1.5Gi',
      'web-0 web 250m 128Mi',
      'web-0 proxy 5m 20Mi',
    ]);
    expect(await told({ kind: 'node' })).toEqual(['node-0 uses 2500000m of a core and 16Ti.', 'node-0 2500000m 16Ti 25 25']);
    expect(await told({ namespace, name: 'web-0' })).toEqual(['web-0 uses 255m of a core and 148Mi.', 'web-0 255m 148Mi']);
    await kube.now.call('POST', path(namespace, 'pods', 'v1'), { metadata: { name: 'young' }, spec: { containers: [{ name: 'one', image: 'one:1' }] } });
    expect(await refuses(top, { namespace, name: 'young' }, at, 'run')).toMatchObject({ code: 'kubernetes/not-measured' });
    expect(await refuses(top, { namespace, name: 'youn' }, at, 'run')).toMatchObject({ code: 'kubernetes/not-found', fix: 'Did you mean young?' });
    expect(await refuses(top, { namespace: 'nowhere' }, at, 'run')).toMatchObject({ code: 'kubernetes/namespace-unknown' });
  });
});
