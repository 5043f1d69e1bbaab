import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { kindCannot, noPods } from '../../../domain/failure/kubernetes.ts';
import { tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type Cluster, openCluster, type Ref } from '../client/cluster.ts';
import { addressOf, type KubeObject } from '../client/object.ts';
import { context, kind, name, namespace, port } from '../fields.ts';
import { podsBehind } from '../workload/pods.ts';
import { isReady, type Pod } from '../workload/why.ts';
import { openForward, openForwards, stopForward } from './forwards.ts';

const input = z.strictObject({
  kind: kind.default('pod'),
  name: name.describe('Name of the pod, service or deployment.'),
  localPort: z.int().min(0).max(65_535).optional().describe('Port on this machine, 0 for any that is free; default: the same as remotePort.'),
  remotePort: port.describe('Port of the pod or service.'),
  forSeconds: z.int().min(1).max(3_600).optional().describe('Stay in this call for so long and then close it; default: it stays open until it is stopped.'),
  namespace,
  context,
});
type Input = z.output<typeof input>;

export const portForward = tool({
  name: 'kubernetes.portForward',
  effect: 'change',
  summary: 'Forward a local port to a pod or service of the cluster, for as long as it runs.',
  input,
  output: z.object({
    name: z.string(),
    localPort: port,
    url: z.string(),
    id: z.string(),
    pod: z.string(),
    remotePort: port,
    namespace: z.string(),
    context: z.string(),
  }),
  commands: [
    'kubectl port-forward {kind}/{name} {localPort}:{remotePort}',
    'kubectl port-forward {name} {localPort}:{remotePort}',
    'kubectl port-forward {kind}/{name} {remotePort}',
    'kubectl port-forward {name} {remotePort}',
  ],
  says: [
    'forward port 8080 to service web',
    'port-forward postgres-0 5432',
    'forward local port 3000 to port 80 of the web pod',
    'make grafana reachable on localhost 3000',
    'open a tunnel to service api on port 8080',
    'open a tunnel to pod db-0 on 5432',
    'port-forward grafana 3000:80',
    'make service api reachable on localhost:9000 port 80',
    'connect local port 5433 to pod postgres-0 port 5432',
    'tunnel 8080 to web-0 port 80',
    'reach pod db-0 on 5432 from here',
    'forward local port 9090 to prometheus port 9090',
    'make port 80 of service web reachable on 8080',
    '8080 to 80 on web',
    'i want to reach svc web on localhost:8080',
    'tunnel to postgres-0 on 5432',
    'connect my port 8080 with port 80 of pod web-0',
    'let me reach deployment api port 8000 from my laptop',
    'make service grafana reachable on localhost:3000',
    'fwd 5432 to svc/pgbouncer',
    'pf 9090 svc prometheus',
    'I want to talk to service kibana on 5601',
    'connect port 8080 here with port 80 of service web',
    'open local port 8443 to port 443 of service gateway',
    'tunnel to postgres-0 port 5432',
    'get me to pod db-0 on port 5432',
    'access the service web on my machine at 8080',
    'bind localhost 5433 to port 5432 of pg-0',
    'local access to service api, port 8080',
    'map my port 8080 to port 80 of service web',
    'I need service db on my localhost, port 5432',
    'reach pod api-0 from here on port 9000',
    'forward local 8080 to service checkout port 80',
    'kubectl port-forward pod/ingest-0 9000:9000 -n pipeline --context staging-us',
    'make svc search reachable on localhost:9201, it listens on 9200',
    'Please port-forward to the service atlas-api in ns atlas, remote port 8443, local port 8443.',
    'port forward kiosk-web 3000',
    'for the next 10 minutes give me local access to pod reports-5 on 8081',
    'can you open the rabbit ui from the cluster locally? service queue, 15672, since I must see how many messages are stuck there before I tell the others to retry',
    'debug port 5005 of pod billing-7c8 to my 5005',
    'connect my local 15432 with 5432 on pod pg-1 in ns databases',
    'I need to get at the admin page of the fleet-admin service in kubernetes, port 8000, for 300 seconds',
    'The tests on my machine need the mongo that runs as pod mongo-0 in namespace qa, so bring its 27017 to me on 27018.',
    'prometheus service, 9090, foward it local to 9091 for an hour',
  ],
  examples: [{ title: 'Reach a service from this machine', input: { kind: 'service', name: 'web', remotePort: 80, localPort: 0, namespace: 'shop' } }],
  guessMs: 2_000,
  timeoutMs: 3_700_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, pod, remotePort } = seen.value;
    const allowed = await cluster.allowed('create', pod, 'portforward');
    if (!allowed.ok) return allowed;
    const target = cluster.target([ref]);
    const local = what.localPort ?? what.remotePort;
    return ok({
      // Which of its pods it is may change at any moment, and does not matter.
      digest: digestOf({ what, target: target.facts, address: addressOf(ref), remotePort }),
      summary: `Forward ${local === 0 ? 'a free port' : `port ${local}`} of this machine to port ${remotePort} of ${addressOf(pod)} in ${cluster.context}`,
      files: [],
      undo: 'nothing-changed',
      warnings: [...cluster.warnings(), 'every program on this machine can use it while it is open'],
      target,
      impacts: [
        { address: addressOf(ref), type: ref.kind.kind, operation: 'read', marks: [], detail: `reachable as 127.0.0.1${local === 0 ? '' : `:${local}`}` },
      ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, pod, remotePort } = seen.value;
    // Later connections are made after this call, and a credential may have to be renewed for them.
    const lasting = at.lasting?.(new AbortController().signal) ?? at;
    const opened = await openForward({
      first: { cluster, pod, remotePort },
      find: () => look(what, lasting),
      name: addressOf(ref),
      localPort: what.localPort ?? what.remotePort,
      asked: what,
    });
    if (!opened.ok) return opened;
    const { id, localPort, url, namespace } = opened.value;
    const output = { name: what.name, localPort, url, id, pod: pod.name, remotePort, namespace, context: cluster.context };
    const said = `${url} leads to port ${remotePort} of ${addressOf(pod)} (context ${cluster.context})`;
    if (what.forSeconds === undefined) return { ok: true, output, summary: `${said}.`, undo: { steps: [{ tool: 'kubernetes.stopForward', input: { id } }] } };
    at.progress(said);
    try {
      await pause(what.forSeconds * 1000, undefined, { signal: at.signal });
    } finally {
      await stopForward(id);
    }
    return { ok: true, output, summary: `${said}, for ${what.forSeconds} s; it is closed.`, undo: 'nothing-changed' };
  },

  async verify(what, { id }) {
    if (what.forSeconds !== undefined) return { met: true };
    return openForwards().some((f) => f.id === id) ? { met: true } : { met: false, missing: ['it is not open any more'] };
  },

  // It ends with the process that opened it.
  inspect: async () => 'not-started',
});

interface Seen {
  readonly cluster: Cluster;
  readonly ref: Ref;
  readonly pod: Ref;
  readonly remotePort: number;
}

interface ServicePort {
  readonly port: number;
  readonly targetPort?: number | string;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const opened = await openCluster(what, at);
  if (!opened.ok) return opened;
  const cluster = opened.value;
  const [kind, pods] = await Promise.all([cluster.kind(what.kind), cluster.kind('pod')]);
  if (!kind.ok) return kind;
  if (!pods.ok) return pods;
  if (!kind.value.namespaced) return failed(kindCannot(what.kind, 'forwarded to'));
  const ref = cluster.ref(kind.value, what.name);
  const behind = await podsBehind(cluster, ref);
  if (!behind.ok) return behind;
  const pod = behind.value.find(isReady) ?? behind.value[0];
  if (pod === undefined) return failed(noPods(addressOf(ref), cluster.where));
  const remotePort = kind.value.kind === 'Service' ? await targetPort(cluster, ref, pod, what.remotePort) : ok(what.remotePort);
  return remotePort.ok ? ok({ cluster, ref, pod: cluster.ref(pods.value, pod.metadata.name), remotePort: remotePort.value }) : remotePort;
}

/** The port of the pod that a port of its service leads to; a port the service does not have is taken for the pod's own. */
async function targetPort(cluster: Cluster, ref: Ref, pod: Pod, wanted: number): Promise<Outcome<number>> {
  const service = await cluster.get<KubeObject & { spec?: { ports?: readonly ServicePort[] } }>(ref);
  if (!service.ok) return service;
  const found = service.value.spec?.ports?.find((p) => p.port === wanted);
  if (found === undefined || typeof found.targetPort === 'number') return ok(found === undefined ? wanted : Number(found.targetPort));
  const named = (pod.spec?.containers ?? []).flatMap((c) => c.ports ?? []).find((p) => p.name === found.targetPort);
  return ok(named?.containerPort ?? found.port);
}
