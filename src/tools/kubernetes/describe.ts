import { z } from 'zod';
import { type Outcome, ok } from '../../domain/failure/failure.ts';
import { tool } from '../../domain/tool.ts';
import type { Cluster, Ref } from './client/cluster.ts';
import { apiVersionOf, kindsOf } from './client/kinds.ts';
import { listAll } from './client/list.ts';
import { findNamed } from './client/named.ts';
import { addressOf, type KubeObject, textOf } from './client/object.ts';
import { context, kind, name, namespace } from './fields.ts';
import { type Condition, type KubeEvent, type Pod, summedUp, time, whyPodWaits } from './workload/why.ts';
import { eventsIn, podsOf, progressOf, selectorText, type Workload, whyNot } from './workload/workload.ts';

const event = z.object({ type: z.string(), reason: z.string(), message: z.string(), count: z.int().optional(), lastSeen: z.string().optional() });
const condition = z.object({ type: z.string(), status: z.string(), reason: z.string().optional(), message: z.string().optional() });
const output = z.object({
  kind: z.string(),
  name: z.string(),
  text: z.string(),
  events: z.array(event).readonly(),
  conditions: z.array(condition).readonly(),
  owners: z.array(z.string()).readonly().describe('From what made it up to the first.'),
  related: z.array(z.object({ address: z.string(), how: z.string(), status: z.string().optional() })).readonly(),
  problems: z.array(z.string()).readonly().describe('What keeps it from being well, one sentence each.'),
  namespace: z.string().optional(),
  context: z.string(),
});
type Output = z.output<typeof output>;
type Related = Output['related'][number];

const eventsMax = 30;
const ownersMax = 6;
const relatedMax = 50;

export const describe = tool({
  name: 'kubernetes.describe',
  effect: 'read',
  summary: 'Describe one Kubernetes object in detail, with its events and conditions.',
  input: z.strictObject({ kind: kind.default('pod'), name: name.describe('Name of the object.'), namespace, context }),
  output,
  commands: ['kubectl describe {kind} {name}', 'kubectl describe {kind}/{name}'],
  says: [
    'describe the web deployment in the shop namespace',
    'describe the deployment api',
    'describe pod web-7d9f',
    'why is the pod api-0 pending',
    'why does deployment web not start',
    'show the events of pod api-0',
    'details of the ingress shop',
    'what is wrong with pod web-0',
    'why is pod worker-1 crashing',
    'describe pod api-0',
    'details of the deployment web',
    'what is wrong with pod api-0',
    'why is web-0 pending',
    'tell me more about node ip-10-0-0-1',
    'events of pod web-0',
    'inspect the service frontend',
    "why won't pod web-1 start",
    'why does pod web-0 keep crashing',
    'why is the pod stuck',
    'conditions of node ip-10-0-0-1',
    'describe the ingress shop in web',
    'explain why web-1 is not ready',
    'why does web-0 not start?',
    'what is wrong with pod web-0?',
    'events of web-0',
    'details of service web',
    'more about deployment web',
    'conditions of node n1',
    'why is web-0 pending?',
    'events of deployment web',
    'tell me more about deployment web',
    'everything about job migrate',
    'why is pod web-0 pending',
    'why does web-0 not start',
    'conditions of node ip-10-0-1-5',
    'full details of service api in edge',
    'pod web-0 was evicted, why',
    'what is the matter with deployment api',
    'look closely at statefulset db',
    'what is cronjob nightly doing',
    'diagnose pod api-1',
    'which image does deployment web use',
    'what happened to pod cache-0',
    'details on service gateway, edge namespace',
    'what is wrong with sts/postgres in data',
    'inspect pvc data-0 in namespace data',
    'look closely at hpa web in shop',
    'everything about job migrate-7 in ns db',
    'more about deployment web in ns shop',
    'events of deployment checkout in shop',
    'inspect deployment web in shop',
    'details of statefulset db in data',
    'troubleshoot pod web-0 in shop',
    'investigate why deployment api is not ready',
    'dig into pod api-1',
    'what is up with pod worker-3',
    'status and events of pod web-0',
    'conditions and events of service api',
    'go through the details of ingress public',
    'describe pod checkout-7c9d in shop',
    'kubectl describe svc atlas-gw -n edge',
    'events and conditions of the pvc data-postgres-0 in ns databases',
    'pod kiosk-api-5f6b8 got killed, tell me the reason from its events, namespace kiosk',
    "I'd like the full details of ingress web from kubernetes, because the certificate in the browser is not the one I configured there last night",
    'conditions on node ip-10-2-4-17',
    'everything you know about statefulset ledger-db in finance incl. events',
    'ImagePullBackOff on pod reports-84d5, can you look what the events say?',
    'describe the pod in payments please, the one that does not become ready although it has got all the memory it asked for',
    'Requesting a detailed description of cronjob cleanup, namespace jobs.',
  ],
  examples: [{ title: 'Look at one deployment', input: { kind: 'deployment', name: 'web', namespace: 'shop' } }],
  guessMs: 1_000,

  async run(what, at) {
    const found = await findNamed<Workload & Pod>(what, at);
    if (!found.ok) return found;
    const { cluster, ref, object } = found.value;
    const [events, owners, related] = await Promise.all([eventsOf(cluster, ref, object), ownersOf(cluster, object), relatedTo(cluster, ref, object)]);
    // What this account may not see is left out and said, and is no reason to say nothing.
    const unseen = [events, owners, related].flatMap((part) => (part.ok ? [] : [part.failure.message]));
    const progress = progressOf(object);
    const why =
      ref.kind.kind === 'Pod' ? whyPodWaits(object) : progress.ok && !progress.value.done ? [progress.value.line, ...(await whyNot(cluster, ref, object))] : [];
    const shown = {
      kind: ref.kind.kind,
      name: ref.name,
      events: (events.ok ? events.value : []).map(({ type = '', reason = '', message = '', count, lastTimestamp }) => ({
        ...{ type, reason, message },
        ...(count === undefined ? {} : { count }),
        ...(lastTimestamp ? { lastSeen: lastTimestamp } : {}),
      })),
      conditions: conditionsIn(object),
      owners: owners.ok ? owners.value : [],
      related: related.ok ? related.value.slice(0, relatedMax) : [],
      problems: [...why, ...deletionOf(object)],
      ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
      context: cluster.context,
    };
    const text = written(ref, object, shown, unseen);
    const problem = shown.problems.length === 0 ? 'nothing is known to be wrong with it' : summedUp(shown.problems).join('; ');
    return { ok: true, output: { ...shown, text }, summary: `${addressOf(ref)} (context ${cluster.context}): ${problem}.`, undo: 'nothing-changed' };
  },
});

async function eventsOf(cluster: Cluster, ref: Ref, { metadata }: KubeObject): Promise<Outcome<readonly KubeEvent[]>> {
  const events = await eventsIn(cluster, ref.namespace, `involvedObject.name=${ref.name},involvedObject.kind=${ref.kind.kind}`);
  if (!events.ok) return events;
  const own = events.value.filter((e) => e.involvedObject?.uid === undefined || e.involvedObject.uid === metadata.uid || ref.namespace === undefined);
  return ok(own.toSorted((a, b) => time(b) - time(a)).slice(0, eventsMax));
}

/** `ReplicaSet/web/api-7d9f`, then `Deployment/web/api`. */
async function ownersOf(cluster: Cluster, object: KubeObject): Promise<Outcome<readonly string[]>> {
  const kinds = await kindsOf(cluster.connection, cluster.signal);
  if (!kinds.ok) return kinds;
  const owners: string[] = [];
  let now: KubeObject | undefined = object;
  while (now !== undefined && owners.length < ownersMax) {
    const [first] = now.metadata.ownerReferences ?? [];
    if (first === undefined) break;
    const kind = kinds.value.of(first.apiVersion, first.kind);
    if (kind === undefined) break;
    const ref = cluster.ref(kind, first.name, object.metadata.namespace);
    owners.push(addressOf(ref));
    const found: Outcome<KubeObject | undefined> = await cluster.find(ref);
    if (!found.ok) return found;
    now = found.value;
  }
  return ok(owners);
}

interface Uses {
  readonly volumes?: readonly {
    readonly name: string;
    readonly secret?: { secretName?: string };
    readonly configMap?: { name?: string };
    readonly persistentVolumeClaim?: { claimName?: string };
  }[];
  readonly containers?: readonly {
    readonly envFrom?: readonly Source[];
    readonly env?: readonly { readonly valueFrom?: { readonly secretKeyRef?: { name?: string }; readonly configMapKeyRef?: { name?: string } } }[];
  }[];
  readonly serviceAccountName?: string;
  readonly nodeName?: string;
}
interface Source {
  readonly secretRef?: { readonly name?: string };
  readonly configMapRef?: { readonly name?: string };
}

/** Pods behind it, what its pods use, and what sends them traffic. */
async function relatedTo(cluster: Cluster, ref: Ref, object: Workload & Pod): Promise<Outcome<readonly Related[]>> {
  const related: Related[] = [];
  const where = ref.namespace ?? '';
  const selects = ref.kind.kind !== 'Pod' && selectorText(object.spec?.selector) !== undefined;
  if (selects) {
    const pods = await podsOf(cluster, object, ref.namespace);
    if (!pods.ok) return pods;
    related.push(...pods.value.map((p) => ({ address: `Pod/${where}/${p.metadata.name}`, how: 'pod of it', status: p.status?.phase ?? 'Unknown' })));
  }
  const template = (ref.kind.kind === 'Pod' ? { metadata: object.metadata, spec: object.spec } : object.spec?.template) as
    | { metadata?: { labels?: Record<string, string> }; spec?: Uses }
    | undefined;
  const uses = template?.spec;
  if (uses === undefined) return ok(related);
  const add = (kind: string, name: string | undefined, how: string) => {
    if (name !== undefined && !related.some((r) => r.address === `${kind}/${where}/${name}`)) related.push({ address: `${kind}/${where}/${name}`, how });
  };
  for (const volume of uses.volumes ?? []) {
    add('Secret', volume.secret?.secretName, 'mounted');
    add('ConfigMap', volume.configMap?.name, 'mounted');
    add('PersistentVolumeClaim', volume.persistentVolumeClaim?.claimName, 'mounted');
  }
  for (const { env = [], envFrom = [] } of uses.containers ?? []) {
    for (const { valueFrom } of env) {
      add('Secret', valueFrom?.secretKeyRef?.name, 'in its environment');
      add('ConfigMap', valueFrom?.configMapKeyRef?.name, 'in its environment');
    }
    for (const { secretRef, configMapRef } of envFrom) {
      add('Secret', secretRef?.name, 'in its environment');
      add('ConfigMap', configMapRef?.name, 'in its environment');
    }
  }
  add('ServiceAccount', uses.serviceAccountName, 'runs as');
  if (uses.nodeName !== undefined) related.push({ address: `Node/${uses.nodeName}`, how: 'runs on' });
  const labels = template?.metadata?.labels ?? {};
  const services = await cluster.kind('service');
  const all = services.ok
    ? await listAll<KubeObject & { spec?: { selector?: Record<string, string> } }>(cluster, services.value, { namespace: ref.namespace })
    : services;
  if (!all.ok) return all;
  for (const { metadata, spec } of all.value) {
    const wanted = Object.entries(spec?.selector ?? {});
    if (wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value)) add('Service', metadata.name, 'sends it traffic');
  }
  return ok(related);
}

const conditionsIn = (object: { readonly status?: { readonly conditions?: readonly Condition[] } }): Output['conditions'] =>
  (object.status?.conditions ?? []).map(({ type, status, reason, message }) => ({
    type,
    status,
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
  }));

const deletionOf = ({ metadata }: KubeObject): readonly string[] =>
  metadata.deletionTimestamp === undefined
    ? []
    : [`it is being deleted since ${metadata.deletionTimestamp}${metadata.finalizers?.length ? ` and waits for ${metadata.finalizers.join(', ')}` : ''}`];

function written(ref: Ref, object: KubeObject, shown: Omit<Output, 'text'>, unseen: readonly string[]): string {
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)]);
  return [
    `${addressOf(ref)}  (${apiVersionOf(ref.kind)}, context ${shown.context})`,
    `Since ${object.metadata.creationTimestamp ?? 'unknown'}`,
    ...section('Not well', shown.problems),
    ...section('Owned by', shown.owners),
    ...section(
      'Conditions',
      shown.conditions.map((c) => `${c.type} ${c.status}${c.reason === undefined ? '' : ` (${c.reason})`}${c.message === undefined ? '' : `: ${c.message}`}`),
    ),
    ...section(
      'Related',
      shown.related.map((r) => `${r.address}, ${r.how}${r.status === undefined ? '' : `, ${r.status}`}`),
    ),
    ...section(
      'Events, the newest first',
      shown.events.map((e) => `${e.type} ${e.reason}${(e.count ?? 1) > 1 ? ` ×${e.count}` : ''}: ${e.message}`),
    ),
    ...section('Not to be seen', unseen),
    ...section('As asked for', textOf(object).trimEnd().split('\n')),
  ].join('\n');
}
