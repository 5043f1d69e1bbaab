import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { kindCannot } from '../../domain/failure/kubernetes.ts';
import { tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Cluster, openCluster } from './client/cluster.ts';
import type { Kind } from './client/kinds.ts';
import { type Selection, watchObjects } from './client/list.ts';
import { namespaceMissing } from './client/missing.ts';
import { textOf } from './client/object.ts';
import { listRows, statusOf } from './client/rows.ts';
import { context, fieldSelector, kind, name, namespace, object, selector } from './fields.ts';
import { type Offers, offers, offersOf } from './workload/offers.ts';

const input = z.strictObject({
  kind,
  name: name.optional().describe('Name of one object; absent: all of the kind.'),
  namespace,
  allNamespaces: z.boolean().default(false).describe('In all namespaces, across the whole cluster.'),
  selector,
  fieldSelector,
  limit: z.int().min(1).max(50_000).default(5_000).describe('No more objects than this.'),
  watchSeconds: z.int().min(1).max(600).optional().describe('Then watch them for so long, and tell every change.'),
  context,
});
type Input = z.output<typeof input>;

const change = z.object({ type: z.enum(['added', 'modified', 'deleted', 'lost', 'reset']), name: z.string(), namespace: z.string().optional() });
const output = z.object({
  kind: z.string(),
  objects: z.array(object.extend({ cells: z.array(z.string()).readonly() })).readonly(),
  name: z.string().optional().describe('When one was asked for.'),
  context: z.string(),
  namespace: z.string().optional().describe('Absent: in all namespaces, or the kind is in none.'),
  columns: z.array(z.string()).readonly().describe('What the cells of an object are.'),
  truncated: z.boolean().describe('There are more than `limit`.'),
  yaml: z.string().optional().describe('The object, when one was asked for; secrets are marks.'),
  offers: offers.optional().describe('When one was asked for: what logs, exec and portForward can name of it.'),
  changes: z.array(change).readonly().optional().describe('With `watchSeconds`.'),
});
type Output = z.output<typeof output>;

const changesMax = 2_000;

export const get = tool({
  name: 'kubernetes.get',
  effect: 'read',
  summary: 'List Kubernetes objects of a kind, or show one of them: pods, deployments, services, nodes, namespaces.',
  input,
  output,
  commands: ['kubectl get {kind} {name?}', 'kubectl get {kind}/{name}'],
  says: [
    'list the pods in the shop namespace',
    'which deployments are running',
    'get all services in every namespace',
    'show the nodes of the cluster',
    'list statefulsets in namespace db',
    'kubectl get configmaps',
    'show deployment web',
    'what pods have the label app=web',
    'are the pods ready',
    'show me the ingresses',
    'show me the services in shop',
    'which deployments are in namespace web',
    'get nodes',
    'what pods are running in shop',
    'show all ingresses',
    'list configmaps in every namespace',
    'are the pods in shop healthy',
    'which jobs failed in batch',
    'is there a service called api',
    'what namespaces do we have',
    'secrets in namespace shop',
    'events in shop',
    'what is running in the payments namespace',
    'services of namespace web',
    'all deployments',
    'how many pods are there in batch',
    'cronjobs in batch',
    'which pods are crashing in shop',
    'jobs that failed',
    'is deployment web there',
    'show configmap flags in web',
    'list nodes of the staging cluster',
    'replicasets in shop',
    'volumes claims in data',
    'pods',
    'pods in shop',
    'which services run in shop?',
    'list of namespaces',
    'is anything running in shop?',
    'nodes',
    'cron jobs everywhere',
    'deployments with label app=web',
    'pods that are not running in shop',
    'how many nodes does the cluster have?',
    'what is deployed in namespace shop?',
    'list the service accounts in ci',
    'persistent volumes',
    'what replicas does deployment web have',
    'anything crashlooping in shop',
    'are all nodes up',
    'any pods pending in batch',
    'which pods are on node ip-10-0-1-5',
    'display the pods with label app=web',
    'everything of kind job in batch',
    'role bindings of namespace ci',
    'ns list',
    'svc in edge',
    'how many pods of web are there',
    'po in shop',
    'deploy in billing',
    'is there a pod worker-0 in jobs',
    'storage classes',
    'images of the deployments in shop',
    'which ingresses do we have in edge',
    'cluster role bindings',
    'config maps of shop',
    'what runs in kube-system',
    'anything crashlooping in checkout',
    'hpa of shop',
    'get deployment web as it is',
    'is web deployed in shop',
    'is anything failing in ns shop',
    'unhealthy pods in ns edge',
    'which statefulsets run in data',
    'see the jobs of ns batch',
    'endpoints of service web',
    'everything not running in namespace shop',
    'what is not ready in ns data',
    'pods in payments',
    'which nodes does the cluster have',
    'what services are there in ns checkout',
    'is anything crashlooping? show pods in every namespace',
    'Could you show the deployment orders-api in the shop namespace?',
    'namespaces on the staging-eu cluster, I want to see if the preview environments of last week were cleaned up or still hang around',
    'pods that are not running: status.phase=Pending, all namespaces',
    "list the pvc in data pls, 50 of them at most, otherwise my screen is full and I don't find the broken ones",
  ],
  examples: [{ title: 'List the deployments of a namespace', input: { kind: 'deployment', namespace: 'shop' } }],
  guessMs: 800,

  async run(what, at) {
    const cluster = await openCluster(what, at);
    if (!cluster.ok) return cluster;
    const kind = await cluster.value.kind(what.kind);
    if (!kind.ok) return kind;
    if (!kind.value.verbs.includes('list')) return failed(kindCannot(what.kind, 'listed'));
    const got = await read(what, cluster.value, kind.value, at);
    return got.ok ? { ok: true, output: got.value, summary: said(got.value, kind.value), undo: 'nothing-changed' } : got;
  },
});

async function read(what: Input, cluster: Cluster, kind: Kind, at: Workplace): Promise<Outcome<Output>> {
  const where = kind.namespaced && !what.allNamespaces ? cluster.namespace : undefined;
  const fields = [what.fieldSelector, ...(what.name === undefined ? [] : [`metadata.name=${what.name}`])].filter(Boolean).join(',');
  const selection: Selection = { namespace: where, labels: what.selector, fields: fields || undefined };
  const objects: Output['objects'][number][] = [];
  let columns: readonly string[] = [];
  let truncated = false;

  let yaml: string | undefined;
  let offered: Offers | undefined;
  if (what.name !== undefined && !(what.allNamespaces && kind.namespaced)) {
    const one = await cluster.mustFind(cluster.ref(kind, what.name));
    if (!one.ok) return one;
    yaml = textOf({ ...one.value });
    offered = offersOf({ ...one.value, kind: kind.kind });
  }
  for await (const page of listRows(cluster, kind, selection)) {
    if (!page.ok) return page;
    columns = page.value.columns;
    const age = columns.indexOf('Age');
    for (const row of page.value.rows) {
      const status = statusOf(columns, row);
      objects.push({
        kind: kind.kind,
        name: row.name,
        ...(row.namespace === undefined ? {} : { namespace: row.namespace }),
        ...(status === undefined ? {} : { status }),
        ...(age < 0 ? {} : { age: row.cells[age] ?? '' }),
        cells: row.cells,
      });
    }
    if (page.value.remaining !== undefined) at.progress(`${count(objects.length, 'object')} so far`, objects.length / (objects.length + page.value.remaining));
    truncated = objects.length > what.limit || (objects.length === what.limit && (page.value.remaining ?? 0) > 0);
    if (objects.length >= what.limit) break;
  }
  if (objects.length === 0 && where !== undefined && what.watchSeconds === undefined) {
    const missing = await namespaceMissing(where, cluster);
    if (missing !== undefined) return failed(missing);
  }
  const changes = what.watchSeconds === undefined ? undefined : await watchFor(what.watchSeconds * 1000, cluster, kind, selection, at);
  if (changes !== undefined && !changes.ok) return changes;
  return ok({
    kind: kind.kind,
    objects: objects.slice(0, what.limit),
    ...(what.name === undefined ? {} : { name: what.name }),
    context: cluster.context,
    ...(where === undefined ? {} : { namespace: where }),
    columns,
    truncated,
    ...(yaml === undefined ? {} : { yaml }),
    ...(offered === undefined ? {} : { offers: offered }),
    ...(changes === undefined ? {} : { changes: changes.value }),
  });
}

/** What happens to them from now on, for so long. */
async function watchFor(ms: number, cluster: Cluster, kind: Kind, selection: Selection, at: Workplace): Promise<Outcome<readonly z.output<typeof change>[]>> {
  const changes: z.output<typeof change>[] = [];
  const signal = AbortSignal.any([at.signal, AbortSignal.timeout(ms)]);
  let synced = false;
  const watching = watchObjects(cluster, kind, selection, signal);
  for (;;) {
    const next = await watching.next();
    if (next.done) {
      at.signal.throwIfAborted();
      return next.value?.ok === false ? next.value : ok(changes);
    }
    const event = next.value;
    if (event.type === 'synced') {
      if (!synced) at.progress('watching from now on');
      synced = true;
    }
    if (!synced || event.type === 'synced' || event.type === 'reset') continue;
    const about = event.type === 'lost' ? { name: event.failure.message } : event.object.metadata;
    changes.push({ type: event.type, name: about.name, ...('namespace' in about && about.namespace !== undefined ? { namespace: about.namespace } : {}) });
    at.progress(`${event.type} ${about.name}`);
    if (changes.length >= changesMax) return ok(changes);
  }
}

function said({ objects, namespace, context, truncated, name, changes }: Output, kind: Kind): string {
  const where = `${kind.namespaced ? (namespace === undefined ? 'in all namespaces' : `in namespace ${namespace}`) : 'in the cluster'} (context ${context})`;
  const what = name === undefined ? count(objects.length, kind.kind, kind.kind.endsWith('s') ? `${kind.kind}es` : `${kind.kind}s`) : `${kind.kind} ${name}`;
  const states = Object.entries(Object.groupBy(objects, (o) => o.status ?? '')).filter(([state]) => state !== '');
  const counts =
    states.length > 0 && states.length <= 4 ? `: ${states.map(([state, of]) => (objects.length === 1 ? state : `${of?.length} ${state}`)).join(', ')}` : '';
  return `${what} ${where}${counts}${truncated ? ', and there are more' : ''}${changes === undefined ? '' : `; ${count(changes.length, 'change')} seen`}.`;
}
