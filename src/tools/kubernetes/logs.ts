import { z } from 'zod';
import { count, list } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { tool } from '../../domain/tool.ts';
import { openCluster } from './client/cluster.ts';
import { addressOf } from './client/object.ts';
import { container, context, kind, msIn, name, namespace, span } from './fields.ts';
import { followLogs, type LogLine } from './workload/follow.ts';

const input = z.strictObject({
  kind: kind.default('pod'),
  name: name.describe('Name of the pod or the workload.'),
  namespace,
  container,
  tail: z.int().min(1).max(100_000).optional().describe('Last lines only.'),
  since: span.optional().describe('Only what is newer than this: 10m, 1h.'),
  previous: z.boolean().default(false).describe('Of the previous container, before it crashed or restarted.'),
  follow: z.boolean().default(false).describe('Follow: stream the log live until cancelled.'),
  followSeconds: z.int().min(1).max(600).default(30).describe('With `follow`: how long.'),
  timestamps: z.boolean().default(false).describe('With a timestamp on each line.'),
  context,
});

/** Bounds of what one call gives back; the oldest lines go first. */
const linesMax = 20_000;
const textMax = 8 * 1024 * 1024;

export const logs = tool({
  name: 'kubernetes.logs',
  effect: 'read',
  summary: 'Read the logs of a pod, or of the pods behind a deployment, a job or another workload.',
  input,
  output: z.object({
    name: z.string(),
    lines: z.array(z.string()).readonly().describe('With the pod before each, when they are of several.'),
    truncated: z.boolean(),
    pods: z.array(z.string()).readonly(),
    unread: z.array(z.object({ pod: z.string(), why: z.string() })).readonly(),
    namespace: z.string().optional(),
    context: z.string(),
  }),
  says: [
    'show the logs of pod web-0',
    'tail the last 100 lines of the api deployment',
    'what did the pod log before it crashed',
    'follow the logs of deployment web',
    'kubectl logs api-0',
    'check the logs of worker',
  ],
  examples: [{ title: 'Read the last lines of a deployment', input: { kind: 'deployment', name: 'web', namespace: 'shop', tail: 2 } }],
  guessMs: 1_500,

  async run(what, at) {
    const opened = await openCluster(what, at);
    if (!opened.ok) return opened;
    const cluster = opened.value;
    const kind = await cluster.kind(what.kind);
    if (!kind.ok) return kind;
    const ref = cluster.ref(kind.value, what.name);
    const signal = what.follow ? AbortSignal.any([at.signal, AbortSignal.timeout(what.followSeconds * 1000)]) : at.signal;
    const sinceSeconds = what.since === undefined ? undefined : Math.max(1, Math.ceil(msIn(what.since) / 1000));
    const { container, tail, previous, follow } = what;
    const kept: LogLine[] = [];
    const pods: string[] = [];
    const unread: { readonly pod: string; readonly why: string }[] = [];
    let size = 0;
    let truncated = false;
    const reading = followLogs(cluster, ref, { container, tail, sinceSeconds, previous, follow }, signal);
    let next = await reading.next();
    for (; !next.done; next = await reading.next()) {
      const event = next.value;
      if (event.type === 'pod') pods.push(event.pod);
      else if (event.type === 'lost') {
        // The only one there is: that is the answer.
        if (what.kind === 'pod') return failed(event.failure);
        unread.push({ pod: event.pod, why: event.failure.message });
      } else {
        kept.push(event.line);
        size += event.line.text.length;
        if (what.follow) at.progress(`${event.line.pod}: ${event.line.text.slice(0, 300)}`);
        while (kept.length > linesMax || size > textMax) {
          truncated = true;
          size -= kept.shift()?.text.length ?? 0;
        }
      }
    }
    at.signal.throwIfAborted();
    if (!next.value.ok) return next.value;
    const many = pods.length > 1;
    const ordered = many && !what.follow ? kept.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)) : kept;
    const lines = ordered.map(({ pod, time, text }) => `${many ? `[${pod}] ` : ''}${what.timestamps ? `${time} ` : ''}${text}`);
    return {
      ok: true,
      output: {
        name: what.name,
        lines,
        truncated,
        pods,
        unread,
        ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
        context: cluster.context,
      },
      summary: `${count(lines.length, 'line')} of ${many ? `${count(pods.length, 'pod')} behind ` : ''}${addressOf(ref)} (context ${cluster.context})${truncated ? ', the newest' : ''}${unread.length > 0 ? `; not read: ${list(unread.map((u) => u.pod))}` : ''}.`,
      undo: 'nothing-changed',
    };
  },
});
