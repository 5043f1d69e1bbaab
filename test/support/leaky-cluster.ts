import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { canaries, leak } from './canaries.ts';

/** What the Secret of that cluster holds, and the token that leads there: nobody says of these that they are secrets but where they stand. */
export const ofCluster = { held: 'canary of a cluster', bearer: 'canary-bearer-of-a-cluster', pin: 'canary-of-string-data' };

const secret = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'db', namespace: 'shop' },
  data: { value: canaries.secret },
  stringData: { pin: ofCluster.pin },
};
const container = {
  name: 'web',
  image: 'web:0',
  command: ['web', '--db-password', canaries.password],
  args: [`--token=${canaries.github}`],
  env: [
    { name: 'DB_PASSWORD', value: canaries.password },
    { name: 'NOTE', value: leak },
  ],
};
const condition = { type: 'Available', status: 'True', reason: 'Minimum', message: leak };
/** With canaries in all that people and programs write there. */
const objectNamed = (kind: string, name: string) => ({
  kind,
  metadata: {
    ...{ name, namespace: kind === 'Node' ? undefined : 'shop', uid: 'u', resourceVersion: '1', generation: 1, creationTimestamp: '2026-01-01T00:00:00Z' },
    labels: { app: 'web' },
    annotations: {
      note: leak,
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(kind === 'Secret' ? secret : { kind, spec: { containers: [container] } }),
      'deployment.kubernetes.io/revision': '2',
    },
    ...(kind === 'Pod' ? { ownerReferences: [{ kind: 'ReplicaSet', name: 'web', uid: 'u', controller: true }] } : {}),
    ...(kind === 'ReplicaSet' ? { ownerReferences: [{ kind: 'Deployment', name: 'web', uid: 'u', controller: true }] } : {}),
  },
  ...(kind === 'Secret' ? { data: secret.data } : {}),
  ...(kind === 'ConfigMap' ? { data: { 'app.properties': leak, db_password: canaries.password } } : {}),
  ...(kind === 'Event'
    ? { message: leak, reason: 'Failed', type: 'Warning', involvedObject: { kind: 'Pod', name: 'web' }, lastTimestamp: '2026-01-01T00:00:00Z' }
    : {}),
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    containers: [container],
    template: { metadata: { labels: { app: 'web' }, annotations: { note: leak } }, spec: { containers: [container] } },
    jobTemplate: { spec: { template: { spec: { containers: [container] } } } },
  },
  status: {
    ...{ observedGeneration: 1, replicas: 1, readyReplicas: 1, availableReplicas: 1, updatedReplicas: 1, phase: 'Running', message: leak },
    conditions: [condition, { ...condition, type: 'Ready' }],
    containerStatuses: [
      {
        name: 'web',
        ready: false,
        restartCount: 3,
        state: { waiting: { reason: 'CrashLoopBackOff', message: leak } },
        lastState: { terminated: { exitCode: 1, message: leak } },
      },
    ],
  },
});

const verbs = ['get', 'list', 'watch', 'delete', 'create', 'patch', 'update'];
const kinds = {
  pods: 'Pod',
  events: 'Event',
  services: 'Service',
  nodes: 'Node',
  secrets: 'Secret',
  configmaps: 'ConfigMap',
  deployments: 'Deployment',
  replicasets: 'ReplicaSet',
  cronjobs: 'CronJob',
  jobs: 'Job',
};
const resource = (plural: keyof typeof kinds) => ({
  ...{
    resource: plural,
    responseKind: { kind: kinds[plural] },
    scope: plural === 'nodes' ? 'Cluster' : 'Namespaced',
    verbs,
    singularResource: kinds[plural].toLowerCase(),
  },
  subresources: ['log', 'exec', 'portforward', 'eviction', 'scale'].map((subresource) => ({ subresource })),
});
const core = {
  items: [{ versions: [{ version: 'v1', resources: (['pods', 'events', 'services', 'nodes', 'secrets', 'configmaps'] as const).map(resource) }] }],
};
const group = (name: string, ...plurals: (keyof typeof kinds)[]) => ({ metadata: { name }, versions: [{ version: 'v1', resources: plurals.map(resource) }] });
const groups = { items: [group('apps', 'deployments', 'replicasets'), group('batch', 'cronjobs', 'jobs')] };

/** A Kubernetes whose every answer holds canaries: what it keeps, or what it says is wrong with what it refuses. Its kubeconfig. */
export async function leakyCluster(refuses: 'nothing' | 'changes' | 'all'): Promise<object> {
  const gone = new Set<string>();
  const server = createServer(async (request, answer) => {
    for await (const _ of request);
    const path = (request.url ?? '').split('?')[0] ?? '';
    const [plural = '', name, part] = path.split('/').filter((piece) => !/^(?:|api|apis|v1|v1beta1|namespaces|shop|[a-z.]*k8s\.io|apps|batch)$/.test(piece));
    const isAbout = path === '/api' || path === '/apis' || path.endsWith('accessreviews');
    if (!isAbout && (refuses === 'all' || (refuses === 'changes' && request.method !== 'GET'))) {
      const quoted = request.method === 'PATCH' && plural === 'secrets' ? `${ofCluster.held} ${canaries.secret} ${ofCluster.pin}` : '';
      const message = `admission denied: ${leak} "${quoted}" in ${ofCluster.bearer}`;
      const status = { kind: 'Status', code: 422, reason: 'Invalid', message, details: { causes: [{ field: 'spec', message, reason: message }] } };
      return void answer.writeHead(422, { 'content-type': 'application/json' }).end(JSON.stringify(status));
    }
    if (gone.has(`${plural}/${name}`))
      return void answer.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ kind: 'Status', code: 404, message: leak }));
    if (request.method === 'DELETE' || part === 'eviction') gone.add(`${plural}/${name}`);
    if (part === 'log') return void answer.end(`2026-01-01T00:00:00.000000000Z ${leak}\n2026-01-01T00:00:01.000000000Z ${ofCluster.bearer}\n`);
    const kind = kinds[plural as keyof typeof kinds] ?? 'Pod';
    const body =
      path === '/api'
        ? core
        : path === '/apis'
          ? groups
          : path.endsWith('accessreviews')
            ? { status: { allowed: true, reason: leak } }
            : name === undefined
              ? {
                  metadata: {},
                  items: gone.has(`${plural}/web`) ? [] : [objectNamed(kind, 'web')],
                  rows: [{ cells: [leak], object: objectNamed(kind, 'web') }],
                  columnDefinitions: [{ name: 'Name', type: 'string' }],
                }
              : objectNamed(kind, decodeURIComponent(name));
    answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.on('upgrade', (_request, socket) => socket.end(`HTTP/1.1 403 Forbidden\r\nContent-Length: ${leak.length}\r\n\r\n${leak}`));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    'current-context': 'one',
    clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user: { token: ofCluster.bearer } }],
    contexts: [{ name: 'one', context: { cluster: 'c', user: 'u' } }],
  };
}
