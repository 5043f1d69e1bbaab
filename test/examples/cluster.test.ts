import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { helmTools } from '../../src/tools/helm/all.ts';
import { openForwards, stopForward } from '../../src/tools/kubernetes/forward/forwards.ts';
import { inCluster } from '../../src/tools/kubernetes/in-cluster.ts';
import { kubernetesTools } from '../../src/tools/kubernetes/tools.ts';
import { chart, clusterForFile, helmWorld, pushChart, withHooks } from '../real/helm/support.ts';
import { configMap, deployment, measureOn, namespaceOn, podUsage } from '../real/kubernetes/support.ts';
import { call, type World, workplace } from '../support/drive-tool.ts';
import { testHouse } from '../support/house.ts';
import { startRegistry } from '../support/registry.ts';
import { plant } from '../support/tree.ts';
import { makeExamples, type Stage } from './example.ts';

const file = clusterForFile();

/** A cluster is cheap and a namespace is cheaper: every example that changes something has one of its own, in which all is called shop. */
const shop = () => namespaceOn(file.now, 'shop');

const settings = 'theme: light\nsearch: true\n';
const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, image: 'web:1' }
`;

/** What is in the namespace before the example. */
const stages: Readonly<Record<string, (space: Space) => Promise<Partial<Stage>>>> = {
  'kubernetes.apply': async () => ({}),
  'kubernetes.delete': async (space) => {
    await space.make('/api/v1', 'configmaps', configMap('flags', { search: 'on' }));
    return {};
  },
  'kubernetes.logs': async (space) => {
    await withWeb(space);
    const line = (second: number, text: string) => `2026-01-01T09:00:0${second}.000000000Z stdout F ${text}\n`;
    writeFileSync(file.now.containerLog, line(1, 'listening on 8080') + line(2, 'GET / 200') + line(3, 'GET /search 200'));
    return {};
  },
  'kubernetes.rollout': async (space) => {
    await withWeb(space);
    await space.change('/apis/apps/v1', 'deployments/web', { spec: { template: { spec: { containers: [{ name: 'web', image: 'web:2' }] } } } });
    await space.until('/apis/apps/v1', 'deployments/web', isReady);
    return {};
  },
  'kubernetes.describe': async (space) => {
    await withWeb(space);
    await space.until('/api/v1', 'events', ({ items }) => items.some((one: Fields) => one.involvedObject.kind === 'Deployment'));
    return {};
  },
  'kubernetes.exec': async (space) => {
    await space.make('/api/v1', 'pods', { metadata: { name: 'web-0' }, spec: { containers: [{ name: 'web', image: 'web:1' }] } });
    await space.until('/api/v1', 'pods/web-0', (pod) => pod.status.phase === 'Running');
    writeFileSync(join(file.now.dir, 'container', 'settings.yaml'), settings);
    return {};
  },
  'kubernetes.label': async (space) => {
    await withWeb(space);
    const labels = async () => JSON.stringify((await space.get('/apis/apps/v1', 'deployments/web')).metadata.labels);
    return { picture: labels };
  },
  'kubernetes.cordon': async () => withNode(),
  'kubernetes.drain': async (space) => {
    const stage = await withNode();
    const own = { nodeSelector: { 'example.com/of-a-test': 'yes' }, tolerations: [{ key: 'example.com/of-a-test', operator: 'Exists' }] };
    const { spec } = deployment('db', { replicas: 1 });
    const template = { ...spec.template, spec: { ...spec.template.spec, ...own, terminationGracePeriodSeconds: 1 } };
    await space.make('/apis/apps/v1', 'statefulsets', { metadata: { name: 'db' }, spec: { ...spec, serviceName: 'db', template } });
    await space.until('/api/v1', 'pods', ({ items }) => items.some((pod: Fields) => pod.spec.nodeName === 'node-1' && pod.status.phase === 'Running'));
    return stage;
  },
  'kubernetes.createJob': async (space) => {
    const jobTemplate = { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'nightly', image: 'nightly:1' }] } } } };
    await space.make('/apis/batch/v1', 'cronjobs', { metadata: { name: 'nightly' }, spec: { schedule: '0 3 1 1 *', suspend: true, jobTemplate } });
    const jobs = async (): Promise<readonly Fields[]> => (await space.get('/apis/batch/v1', 'jobs')).items;
    return {
      picture: async () => JSON.stringify((await jobs()).filter((job) => job.metadata.deletionTimestamp === undefined).map((job) => job.metadata.name)),
    };
  },
  'kubernetes.top': async (space) => {
    await measureOn(file.now);
    await space.make('/apis/metrics.k8s.io/v1beta1', 'pods', podUsage('web-0', ['web', '250m', '128Mi'], ['proxy', '5m', '20Mi']));
    await space.make('/apis/metrics.k8s.io/v1beta1', 'pods', podUsage('db-0', ['db', '40m', '512Mi']));
    return {};
  },
  'kubernetes.canI': async () => ({}),
  'kubernetes.listKinds': async () => ({}),
  'kubernetes.portForward': withForward,
  'kubernetes.listForwards': async (space) => {
    await withForward(space);
    await forward(space);
    return {};
  },
  'kubernetes.stopForward': async (space) => {
    await withForward(space);
    return { names: { 'forward-7': await forward(space) } };
  },
};

makeExamples('kubernetes', kubernetesTools, async (tool) => {
  const namespace = await shop();
  const house = testHouse(kubernetesTools);
  const env = { PATH: process.env.PATH, HOME: house.data, KUBECONFIG: file.now.kubeconfig };
  const world: World = { ...house, workplace: (...given) => ({ ...house.workplace(...given), env }) };
  plant(world.folder, { 'k8s/web.yaml': manifest });
  const space = spaceOf(world, namespace);
  const { names = {}, ...stage } = await (stages[tool] ?? withWeb)(space);
  return { world, picture: space.picture, ...stage, names: { ...names, shop: namespace } };
});

const lookers = new Set(['helm.list', 'helm.getValues', 'helm.history', 'helm.diff', 'helm.get']);
let looked: string | undefined;

makeExamples('helm', helmTools(inCluster), async (tool): Promise<Stage> => {
  if (tool === 'helm.pull') return withRegistry();
  const namespace = (lookers.has(tool) ? looked : undefined) ?? (await shop());
  const world = helmWorld(file.helm.helm4, file.now.kubeconfig);
  plant(world.folder, Object.fromEntries(Object.entries(chart).map(([path, text]) => [`charts/${path}`, text])));
  plant(world.data, offered);
  if (tool === 'helm.dependency') plant(world.folder, { 'charts/web/Chart.yaml': `${chart['web/Chart.yaml']}${needed}` });
  // What every container of this cluster prints.
  if (tool === 'helm.test') writeFileSync(file.now.containerLog, '2026-01-01T09:00:01.000000000Z stdout F web answers: 200\n');
  if (tool === 'helm.test') plant(world.folder, { 'charts/web/templates/test.yaml': withHooks['web/templates/hooks.yaml'] ?? '' });
  const first =
    {
      'helm.install': 0,
      'helm.template': 0,
      'helm.lint': 0,
      'helm.show': 0,
      'helm.search': 0,
      'helm.repo': 0,
      'helm.dependency': 0,
      'helm.upgrade': 1,
      'helm.uninstall': 1,
      'helm.test': 1,
    }[tool] ?? 2;
  if (looked !== namespace && first > 0) await helm(world, namespace, 'install');
  if (looked !== namespace && first > 1) await helm(world, namespace, 'upgrade', '--set=replicas=2');
  if (lookers.has(tool)) looked = namespace;
  return { world, picture: spaceOf(world, namespace).picture, names: { shop: namespace } };
});

/** A chart repository that somebody has added, and what it offered when it was last asked. */
const offered = {
  '.config/helm/repositories.yaml': 'repositories: [{ name: example, url: "https://charts.example.com" }]\n',
  '.cache/helm/repository/example-index.yaml': `apiVersion: v1
entries:
  web:
    - { name: web, version: 1.1.0, appVersion: "1.26", description: A web server, urls: ["https://charts.example.com/web-1.1.0.tgz"] }
`,
};

const needed = 'dependencies: [{ name: redis, version: ^20.0.0, repository: "https://charts.example.com" }]\n';

/** A registry with the chart, and nothing of it in the workspace yet. */
async function withRegistry(): Promise<Stage> {
  const charts = await startRegistry();
  onTestFinished(() => charts.stop());
  pushChart(file.helm.helm4, charts, 'web', '1.0.0');
  const world = helmWorld(file.helm.helm4, file.now.kubeconfig, { SSL_CERT_FILE: charts.certificate });
  const picture = async () => JSON.stringify(await workplace(world).files.list('.'));
  return { world, picture, names: { 'registry.example.com': charts.address } };
}

/** Past the tools: what was there before. */
async function helm(world: World, namespace: string, verb: string, ...args: readonly string[]): Promise<void> {
  const done = await workplace(world).exec(file.helm.helm4, [verb, 'web', 'charts/web', `--namespace=${namespace}`, '--kube-context=admin', '--wait', ...args]);
  if (!done.ok || done.value.code !== 0) throw new Error(JSON.stringify(done));
}

async function must(world: World, tool: string, input: object): Promise<Record<string, unknown>> {
  const done = await call(world, tool, input);
  if (done.failure !== undefined) throw new Error(done.failure.message);
  return done.output;
}

/** A node that nothing comes to but what an example puts there. */
async function withNode(): Promise<Partial<Stage>> {
  const node = '/api/v1/nodes/node-1';
  const key = 'example.com/of-a-test';
  const size = { cpu: '100', memory: '1Ti', pods: '500' };
  const metadata = { name: 'node-1', labels: { [key]: 'yes' } };
  await file.now.call('POST', '/api/v1/nodes', { metadata, spec: { taints: [{ key, effect: 'NoSchedule' }] }, status: { allocatable: size, capacity: size } });
  onTestFinished(() => file.now.call('DELETE', node).then(() => {}));
  return { picture: async () => JSON.stringify((await file.now.call('GET', node)).spec.unschedulable ?? false) };
}

/** A deployment web that is ready. */
async function withWeb(space: Space): Promise<Partial<Stage>> {
  await space.make('/apis/apps/v1', 'deployments', deployment('web', { replicas: 1 }));
  await space.until('/apis/apps/v1', 'deployments/web', isReady);
  return {};
}

/** Its pods are there, none is left of a former revision, and its controller has said so. */
const isReady = ({ metadata, status, spec }: Fields): boolean =>
  status.observedGeneration === metadata.generation &&
  [status.replicas, status.updatedReplicas, status.availableReplicas].every((n) => n === spec.replicas) &&
  status.conditions.some((one: Fields) => one.reason === 'NewReplicaSetAvailable');

/** A service web with a pod behind it; what is forwarded is closed at the end of the test. */
async function withForward(space: Space): Promise<Partial<Stage>> {
  onTestFinished(async () => {
    for (const { id } of openForwards()) await stopForward(id);
  });
  await withWeb(space);
  await space.make('/api/v1', 'services', { metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] } });
  return { picture: () => JSON.stringify(openForwards().map(({ name }) => name)) };
}

const forward = async ({ world, namespace }: Space): Promise<string> =>
  String((await must(world, 'kubernetes.portForward', { kind: 'service', name: 'web', remotePort: 80, localPort: 0, namespace })).id);

// biome-ignore lint/suspicious/noExplicitAny: an object of Kubernetes, of which a test says what it expects.
type Fields = any;
type Space = ReturnType<typeof spaceOf>;

/** A namespace as a stage needs it. */
function spaceOf(world: World, namespace: string) {
  const { now: cluster } = file;
  const at = (api: string, path: string) => `${api}/namespaces/${namespace}/${path}`;
  const list = async (api: string, kind: string): Promise<readonly Fields[]> => (await cluster.call('GET', at(api, kind))).items;
  return {
    world,
    namespace,
    get: (api: string, path: string): Promise<Fields> => cluster.call('GET', at(api, path)),
    make: (api: string, kind: string, object: object): Promise<unknown> => cluster.call('POST', at(api, kind), object),
    change: (api: string, path: string, patch: object): Promise<unknown> =>
      cluster.call('PATCH', at(api, path), patch, 'application/strategic-merge-patch+json'),
    until: (api: string, path: string, isSo: (object: Fields) => boolean): Promise<unknown> =>
      expect.poll(() => cluster.call('GET', at(api, path)).then(isSo), { timeout: 60_000, interval: 50 }).toBe(true),
    /** Deployments and settings, as a person would know them again. */
    picture: async (): Promise<string> =>
      [
        ...(await list('/apis/apps/v1', 'deployments')).map((one) => `${one.metadata.name} ${one.spec.replicas} ${one.spec.template.spec.containers[0].image}`),
        ...(await list('/api/v1', 'configmaps'))
          // Every namespace gets that one, in its own time.
          .filter((one) => one.metadata.name !== 'kube-root-ca.crt')
          .map((one) => `${one.metadata.name} ${JSON.stringify(one.data)}`),
      ].join('\n'),
  };
}
