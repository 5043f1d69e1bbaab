import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { metricsMissing, metricsSilent, notMeasured } from '../../domain/failure/kubernetes-node.ts';
import { bytesText, coresText, quantityIn } from '../../domain/quantity.ts';
import { tool } from '../../domain/tool.ts';
import { type Cluster, openCluster } from './client/cluster.ts';
import { listAll } from './client/list.ts';
import { namespaceMissing } from './client/missing.ts';
import { addressOf, type KubeObject } from './client/object.ts';
import { context, name, namespace, selector } from './fields.ts';

const input = z.strictObject({
  kind: z.enum(['pod', 'node']).default('pod').describe('What is measured: pods or nodes.'),
  name: name.optional().describe('Name of one pod or node; absent: all of them.'),
  namespace,
  allNamespaces: z.boolean().default(false).describe('In all namespaces, across the whole cluster.'),
  selector,
  containers: z.boolean().default(false).describe('Each container of a pod by itself.'),
  sortBy: z.enum(['cpu', 'memory', 'name']).default('cpu').describe('The most first.'),
  context,
});
type Input = z.output<typeof input>;

const usage = z.object({
  name: z.string(),
  namespace: z.string().optional(),
  container: z.string().optional(),
  cpu: z.string().describe('`250m` is a quarter of a core.'),
  memory: z.string(),
  cpuMillicores: z.number(),
  memoryBytes: z.number(),
  cpuPercent: z.number().optional().describe('Of what the node has for pods.'),
  memoryPercent: z.number().optional(),
});
type Usage = z.output<typeof usage>;

export const top = tool({
  name: 'kubernetes.top',
  effect: 'read',
  summary: 'How much processor and memory pods or nodes use right now, the most first.',
  input,
  output: z.object({ usage: z.array(usage).readonly(), context: z.string(), namespace: z.string().optional().describe('Absent: in all, or nodes.') }),
  commands: ['kubectl top pod|pods|po {name?} {kind:pod} -A|--all-namespaces{allNamespaces:true}', 'kubectl top node|nodes|no {name?} {kind:node}'],
  says: [
    'show pods in shop sorted by memory',
    'what is using the most cpu in the cluster',
    'top pods in shop',
    'kubectl top nodes',
    'how much memory do the pods in shop use',
    'which pod uses the most cpu',
    'cpu and memory of the nodes',
    'memory usage of pod web-0',
    'how busy are the nodes',
    'what eats the memory in namespace data',
    'resource usage of the pods in all namespaces',
    'show cpu usage per container in shop',
    'how much cpu does node worker-1 use right now',
    'top nodes by memory',
    'cpu usage of the nodes',
    'memory usage of the pods in shop',
    'what is the load of the nodes',
    'top pods in payments please, the alert for high load fired twice within an hour and I want to see what it is',
    'is node worker-12 overloaded right now? Everything that gets placed there answers slowly, but the same pods are quick on the other machines',
    'cpu per container of pod checkout-5b7f in ns shop',
    'nodes by memory on the prod-eu context',
    'Requesting current CPU and memory consumption of the pods in namespace reporting, sorted by name.',
    'usage of the gpu pool nodes, label pool=gpu',
    'kubectl top pod -n fleet --containers',
    'can you check the memory of pod ledger-db-0, it got OOM-killed yesterday and I want to see what it has now',
    'Are our servers in kubernetes full? Show how loaded each node is.',
    'split by container, what do the pods of app=gateway consume in edge',
    'the site is slow, on call here, which pods burn cpu in web',
    'I would like to compare the pods over all namespaces by how much processor they need currently, because the bill went up and nobody knows why.',
    'top',
  ],
  onlyWith: ['top', 'cpu', 'memory', 'ram', 'usage', 'busy', 'load', 'consum', 'eat', 'hungr', 'processor', 'utili', 'resource'],
  examples: [{ title: 'See what pods use', input: { namespace: 'shop' } }],
  guessMs: 500,

  async run(what, at) {
    const opened = await openCluster(what, at);
    if (!opened.ok) return opened;
    const cluster = opened.value;
    const rows = what.kind === 'node' ? await ofNodes(what, cluster) : await ofPods(what, cluster);
    if (!rows.ok) return rows;
    const sorted = rows.value.toSorted((a, b) =>
      what.sortBy === 'cpu' ? b.cpuMillicores - a.cpuMillicores : what.sortBy === 'memory' ? b.memoryBytes - a.memoryBytes : a.name.localeCompare(b.name),
    );
    const where = what.kind === 'node' || what.allNamespaces ? undefined : cluster.namespace;
    const [most] = sorted;
    const place = `${where === undefined ? (what.kind === 'node' ? 'in the cluster' : 'in all namespaces') : `in namespace ${where}`} (context ${cluster.context})`;
    return {
      ok: true,
      output: { usage: sorted, context: cluster.context, ...(where === undefined ? {} : { namespace: where }) },
      summary:
        most === undefined
          ? `Nothing is measured ${place}.`
          : sorted.length === 1
            ? `${most.name} uses ${most.cpu} of a core and ${most.memory}.`
            : `${count(sorted.length, what.containers && what.kind === 'pod' ? 'container' : what.kind)} ${place}; ${most.name} ${what.sortBy === 'name' ? 'is first, with' : 'uses the most:'} ${most.cpu} of a core and ${most.memory}.`,
      undo: 'nothing-changed',
    };
  },
});

interface Amounts {
  readonly cpu?: string;
  readonly memory?: string;
}
interface Measured extends KubeObject {
  readonly usage?: Amounts;
  readonly containers?: readonly { readonly name: string; readonly usage?: Amounts }[];
}

const api = '/apis/metrics.k8s.io/v1beta1';

/** What metrics.k8s.io says, which is no kind that is listed by name: its pods are called as the pods are. */
async function measured(
  resource: 'pods' | 'nodes',
  { name, selector }: Input,
  namespace: string | undefined,
  cluster: Cluster,
): Promise<Outcome<readonly Measured[]>> {
  const place = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  const query = { labelSelector: selector, ...(name === undefined ? {} : { fieldSelector: `metadata.name=${name}` }) };
  const path = `${api}${place}/${resource}`;
  const asked = await cluster.json<{ readonly items?: readonly Measured[] }>({ method: 'GET', path, query, about: `what ${resource} use` });
  if (asked.ok) return ok((asked.value.items ?? []).filter((one) => name === undefined || one.metadata.name === name));
  // A list is there, though empty, wherever there is something that measures.
  if (asked.failure.code === 'kubernetes/not-found') return failed(metricsMissing(cluster.context));
  return asked.failure.code === 'kubernetes/server-error' ? failed(metricsSilent(cluster.context, asked.failure.message)) : asked;
}

async function ofPods(what: Input, cluster: Cluster): Promise<Outcome<readonly Usage[]>> {
  const namespace = what.allNamespaces ? undefined : cluster.namespace;
  const all = await measured('pods', what, namespace, cluster);
  if (!all.ok) return all;
  if (all.value.length === 0) {
    const missing = await whyNothing('pod', what, namespace, cluster);
    if (missing !== undefined) return missing;
  }
  return ok(
    all.value.flatMap(({ metadata, containers = [] }) => {
      const place = { name: metadata.name, ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }) };
      if (what.containers) return containers.map((one) => ({ ...place, container: one.name, ...amounts([one.usage]) }));
      return [{ ...place, ...amounts(containers.map((one) => one.usage)) }];
    }),
  );
}

interface Node extends KubeObject {
  readonly status?: { readonly allocatable?: Amounts };
}

async function ofNodes(what: Input, cluster: Cluster): Promise<Outcome<readonly Usage[]>> {
  const all = await measured('nodes', what, undefined, cluster);
  if (!all.ok) return all;
  if (all.value.length === 0) {
    const missing = await whyNothing('node', what, undefined, cluster);
    if (missing !== undefined) return missing;
  }
  const kind = await cluster.kind('node');
  const nodes = kind.ok ? await listAll<Node>(cluster, kind.value, {}) : kind;
  // Who may see what is used and not the nodes gets no percentages.
  const has = new Map(nodes.ok ? nodes.value.map((node) => [node.metadata.name, node.status?.allocatable]) : []);
  return ok(
    all.value.map(({ metadata, usage: used }) => {
      const sum = amounts([used]);
      const room = has.get(metadata.name);
      const percent = (part: number, of: string | undefined, unit: number) => {
        const whole = of === undefined ? 0 : quantityIn(of) * unit;
        return whole > 0 ? Math.round((100 * part) / whole) : undefined;
      };
      const cpuPercent = percent(sum.cpuMillicores, room?.cpu, 1000);
      const memoryPercent = percent(sum.memoryBytes, room?.memory, 1);
      return {
        name: metadata.name,
        ...sum,
        ...(cpuPercent === undefined ? {} : { cpuPercent }),
        ...(memoryPercent === undefined ? {} : { memoryPercent }),
      };
    }),
  );
}

/** One that was named and is not measured: it is not there, or too young. */
async function whyNothing(kindName: string, { name }: Input, namespace: string | undefined, cluster: Cluster): Promise<Outcome<never> | undefined> {
  if (name === undefined) {
    const missing = namespace === undefined ? undefined : await namespaceMissing(namespace, cluster);
    return missing === undefined ? undefined : failed(missing);
  }
  const kind = await cluster.kind(kindName);
  if (!kind.ok) return kind;
  if (kind.value.namespaced && namespace === undefined) return failed(notMeasured(`${kind.value.kind} ${name}`));
  const ref = cluster.ref(kind.value, name);
  const one = await cluster.mustFind(ref);
  return one.ok ? failed(notMeasured(addressOf(ref))) : one;
}

function amounts(used: readonly (Amounts | undefined)[]) {
  const cpuMillicores = Math.round(1000 * used.reduce((sum, one) => sum + quantityIn(one?.cpu ?? '0'), 0));
  const memoryBytes = Math.round(used.reduce((sum, one) => sum + quantityIn(one?.memory ?? '0'), 0));
  return { cpu: coresText(cpuMillicores), memory: bytesText(memoryBytes), cpuMillicores, memoryBytes };
}
