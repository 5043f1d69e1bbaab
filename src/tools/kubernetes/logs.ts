import { z } from 'zod';
import { count, list } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { noTerminal } from '../../domain/failure/kubernetes.ts';
import { type Observation, tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Cluster, openCluster } from './client/cluster.ts';
import { container, context, kind, msIn, name, namespace, selector, span } from './fields.ts';
import { logSession } from './terminal/log-session.ts';
import { followLogs, type LogLine } from './workload/follow.ts';
import { behind, containerOf, labelled, type PodSource } from './workload/pods.ts';

const input = z
  .strictObject({
    kind: kind.default('pod'),
    name: name.optional().describe('Name of the pod or the workload.'),
    selector: selector.describe('Instead of a name: the pods with these labels, of whatever they are made: `app=web,tier!=cache`.'),
    namespace,
    container,
    allContainers: z.boolean().optional().describe('Of every container of each pod, those that prepare it too.'),
    tail: z.int().min(1).max(100_000).optional().describe('Last lines only.'),
    since: span.optional().describe('Only what is newer than this: 10m, 1h.'),
    previous: z.boolean().default(false).describe('Of the previous container, before it crashed or restarted.'),
    follow: z.boolean().default(false).describe('Follow: stream the log live until cancelled.'),
    followSeconds: z.int().min(1).max(600).default(30).describe('With `follow`: how long.'),
    timestamps: z.boolean().default(false).describe('With a timestamp on each line.'),
    terminal: z.boolean().default(false).describe('Follow it in a terminal of the editor, until that is closed, instead of giving the lines back.'),
    context,
  })
  .refine((v) => (v.name === undefined) !== (v.selector === undefined), {
    path: ['name'],
    message: 'name the pod or the workload, or give a `selector`; one of the two',
  })
  .refine((v) => v.selector === undefined || v.kind === 'pod', { path: ['kind'], message: 'a `selector` is of pods' })
  .refine((v) => !v.allContainers || v.container === undefined, { path: ['container'], message: 'one container, or all; one of the two' });

type Input = z.output<typeof input>;

/** Bounds of what one call gives back; the oldest lines go first. */
const linesMax = 20_000;
const textMax = 8 * 1024 * 1024;

const output = z.object({
  name: z.string().describe('Of the pod or the workload, or the labels.'),
  lines: z.array(z.string()).readonly().describe('With the pod before each, when they are of several.'),
  truncated: z.boolean(),
  pods: z.array(z.string()).readonly(),
  unread: z.array(z.object({ pod: z.string(), why: z.string() })).readonly(),
  namespace: z.string().optional(),
  context: z.string(),
});

export const logs = tool({
  name: 'kubernetes.logs',
  effect: 'read',
  summary: 'Read the logs of a pod, or of the pods behind a deployment, a job or another workload.',
  input,
  output,
  commands: [
    'kubectl logs|log {name} --all-containers{allContainers:true}',
    'kubectl logs|log {kind}/{name} --all-containers{allContainers:true}',
    'kubectl logs|log -l|--selector={selector} --all-containers{allContainers:true}',
  ],
  says: [
    'logs from the deployment called web, the last fifty lines',
    "the previous container's logs of pod web-0 please",
    'i need the logs of the deployment api',
    'show the logs of pod web-0',
    'tail the last 100 lines of the api deployment',
    'what did the pod log before it crashed',
    'follow the logs of deployment web',
    'kubectl logs api-0',
    'check the logs of worker',
    'logs of api-0',
    'show the logs of deployment web',
    'tail web-0',
    'what does pod api-0 print',
    'last 50 lines of worker-0',
    'stream the logs of job import',
    'logs of the crashed container in api-0',
    "follow api-0's output",
    'get me the logs from web-1 since 10 minutes',
    'show me the logs',
    'tail deployment ingress',
    'last 100 log lines of api',
    'what is api-0 printing',
    'errors in the logs of cart',
    'output of job import',
    'log of pod web-0 since 1h',
    'what does web-0 print?',
    'output of web-0',
    'log of job import',
    'what happened in web-0 before it crashed?',
    'last 50 lines of web-0',
    'errors of deployment web in the last hour',
    'follow web-0',
    'stream web-0',
    'logs of the pods with label app=web',
    'logs of all containers of web-0',
    'errors in pod web-0',
    'what does web-0 say',
    'recent output from pod cache-0',
    'output of pod api-0 in data',
    'what was printed by worker-2 since 2h',
    'errors logged by checkout in the last hour',
    'output of the container istio-proxy in web-0',
    'last lines of api-1',
    'what did web-0 write before it died',
    'read the output of job migrate',
    'let me see what api is logging',
    'stdout of pod web-0',
    'get me the last 50 lines of web-0',
    'exceptions in the logs of api',
    'log lines of deployment web from the last 30 minutes',
    'watch what web-0 prints',
    'what is statefulset kafka saying',
    'why is api failing, show its log',
    'tail -n 20 of web-0',
    'logging of deployment web',
    'complaints of pod api-1',
    'stack traces in pod web-0',
    'did web-0 log an error',
    'output of deployment web since 10m',
    'read what container app of pod web-1 wrote',
    'log of the container nginx in web-0 before the restart',
    'logs of all containers in pods with app=ingest,tier=worker on prod-us, somebody lost a message and I need to find out which part swallowed it',
    'kubectl logs -f billing-5d9c in a terminal',
    'What is the migration job printing? Kubernetes job db-migrate in namespace=ledger.',
    'payments is throwing 500s, show me what the payment-gateway deployment wrote during the past 10m',
    'pod logs telemetry-abc12 on cluster prod-us tail 50',
    'show me the pod logs in namespace reports, the monthly numbers did not arrive in the inbox of the finance people and they are nervous',
  ],
  examples: [{ title: 'Read the last lines of a deployment', input: { kind: 'deployment', name: 'web', namespace: 'shop', tail: 2 } }],
  guessMs: 1_500,

  async run(what, at) {
    const opened = await openCluster(what, at);
    if (!opened.ok) return opened;
    const cluster = opened.value;
    const found = await sourceOf(what, cluster);
    if (!found.ok) return found;
    const source = found.value;
    if (what.terminal) return inTerminal(what, cluster, source, at);
    const signal = what.follow ? AbortSignal.any([at.signal, AbortSignal.timeout(what.followSeconds * 1000)]) : at.signal;
    const sinceSeconds = what.since === undefined ? undefined : Math.max(1, Math.ceil(msIn(what.since) / 1000));
    const { container, allContainers, tail, previous, follow } = what;
    // Of a workload's pods others may come while it is followed; of a single one the reason is the answer.
    const patient = !source.isOne;
    const kept: LogLine[] = [];
    const pods: string[] = [];
    const unread: { readonly pod: string; readonly why: string }[] = [];
    let size = 0;
    let truncated = false;
    const reading = followLogs(cluster, source, { container, allContainers, tail, sinceSeconds, previous, follow, patient }, signal);
    let next = await reading.next();
    for (; !next.done; next = await reading.next()) {
      const event = next.value;
      if (event.type === 'pod') pods.push(event.pod);
      else if (event.type === 'lost') {
        // The only one there is: that is the answer.
        if (source.isOne && !allContainers) return failed(event.failure);
        unread.push({ pod: event.pod, why: event.failure.message });
      } else if (event.type === 'line') {
        kept.push(event.line);
        size += event.line.text.length;
        if (what.follow) at.progress(`${event.line.pod}: ${event.line.text.slice(0, 300)}`);
        while (kept.length > linesMax || size > textMax) {
          truncated = true;
          size -= kept.shift()?.text.length ?? 0;
        }
      } else if (event.type === 'left-out') truncated = true;
      else at.progress(`${event.pod}: ${event.type === 'ended' ? event.how : event.type === 'resumed' ? 'connected again' : event.why}`);
    }
    at.signal.throwIfAborted();
    if (!next.value.ok) return next.value;
    const many = pods.length > 1;
    const ordered = many && !what.follow ? kept.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)) : kept;
    const lines = ordered.map(({ pod, time, text }) => `${many ? `[${pod}] ` : ''}${what.timestamps ? `${time} ` : ''}${text}`);
    return {
      ok: true,
      output: {
        name: nameOf(what),
        lines,
        truncated,
        pods: [...new Set(pods.map((label) => label.split('/')[0] ?? label))],
        unread,
        ...(source.namespace === undefined ? {} : { namespace: source.namespace }),
        context: cluster.context,
      },
      summary: `${count(lines.length, 'line')} of ${whole(pods.length, what)}${source.address} (context ${cluster.context})${truncated ? ', the newest' : ''}${unread.length > 0 ? `; not read: ${list(unread.map((u) => u.pod))}` : ''}.`,
      undo: 'nothing-changed',
    };
  },
});

const newestLines = 2_000;

/** For who has run something in a cluster and shows what it printed: the newest lines of every container behind an object. */
export const readLog = (of: { readonly [field in 'kind' | 'name' | 'namespace' | 'context']: string }, at: Workplace) =>
  logs.run(input.parse({ ...of, allContainers: true, tail: newestLines }), at);

/** What lies between the lines and the address; the address of labels tells of pods itself. */
function whole(logs: number, { allContainers, selector }: Input): string {
  if (logs < 2) return '';
  if (allContainers) return `${count(logs, 'container')} of `;
  return selector === undefined ? `${count(logs, 'pod')} behind ` : `${logs} `;
}

const nameOf = ({ name, selector }: Input): string => name ?? selector ?? '';

async function sourceOf(what: Input, cluster: Cluster): Promise<Outcome<PodSource>> {
  const kind = await cluster.kind(what.kind);
  if (!kind.ok) return kind;
  return ok(what.selector === undefined ? behind(cluster, cluster.ref(kind.value, nameOf(what))) : labelled(cluster, kind.value, what.selector));
}

/** Hands it over once there is something to read: what is wrong from the start is this call's own failure. */
async function inTerminal(what: Input, cluster: Cluster, source: PodSource, at: Workplace): Promise<Observation<z.output<typeof output>>> {
  const { terminals } = at;
  if (terminals === undefined) return failed(noTerminal());
  const behind = await source.pods();
  if (!behind.ok) return behind;
  for (const pod of behind.value.slice(0, 1)) {
    const container = containerOf(pod, what.container);
    if (!container.ok) return container;
  }
  const { container, allContainers, tail, previous, timestamps, since } = what;
  const { address } = source;
  const which = [
    allContainers ? 'all containers' : container === undefined ? undefined : `container ${container}`,
    previous ? 'the one before' : undefined,
    since === undefined ? undefined : `since ${since} ago`,
    tail === undefined ? undefined : `last ${count(tail, 'line')}`,
  ].filter(Boolean);
  terminals.show(
    logSession({
      title: `Log of ${nameOf(what)}`,
      head: [`${address} · context ${cluster.context}`, ...which].join(' · '),
      many: !source.isOne || allContainers === true,
      timestamps,
      options: {
        container,
        allContainers,
        tail,
        sinceSeconds: since === undefined ? undefined : Math.max(1, Math.ceil(msIn(since) / 1000)),
        previous,
        follow: !previous,
        patient: true,
      },
      async open(signal) {
        const opened = await openCluster(what, at.lasting?.(signal) ?? at);
        if (!opened.ok) return opened;
        const again = await sourceOf(what, opened.value);
        return again.ok ? ok({ cluster: opened.value, source: again.value }) : again;
      },
    }),
  );
  return {
    ok: true,
    output: {
      name: nameOf(what),
      lines: [],
      truncated: false,
      pods: behind.value.map((pod) => pod.metadata.name),
      unread: [],
      ...(source.namespace === undefined ? {} : { namespace: source.namespace }),
      context: cluster.context,
    },
    summary: `The log of ${address} (context ${cluster.context}) is in a terminal of its own.`,
    undo: 'nothing-changed',
  };
}
