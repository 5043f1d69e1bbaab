import { failed } from '../../../domain/failure/failure.ts';
import { notReady } from '../../../domain/failure/helm.ts';
import type { Observation, Undo, Verdict } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { explain, saidBy } from '../explain.ts';
import { runHelm } from '../program.ts';
import { notedRevision, noteRevision } from './note.ts';
import { isPending, type Reach, type Release, reach, readHistory, readRelease } from './release.ts';
import { type LookAtPods, lookDuring, type NotReady, type PodMaker } from './waiting.ts';

export interface Deployed {
  readonly release: string;
  readonly namespace: string;
  readonly revision: number;
  readonly status: string;
}

interface Deployment {
  /** `install`, `upgrade`, `rollback`. */
  readonly verb: string;
  readonly args: readonly string[];
  readonly release: string;
  readonly chart: string;
  /** What of it makes pods, where helm waits until they are ready; none where it does not wait. */
  readonly awaited: readonly PodMaker[];
  readonly look: LookAtPods;
  readonly current: Release | undefined;
  readonly minutes: number;
  /** The tool's name and its input. */
  readonly call: unknown;
  /** Once it is deployed. */
  readonly undo: Undo;
  readonly says: (revision: number) => string;
}

/** How long helm may clean up after itself when it is asked to stop. */
const graceMs = 20_000;

/** Starts helm, and looks at the release afterwards, whatever helm said. */
export async function deploy(at: Workplace, to: Reach, how: Deployment): Promise<Observation<Deployed>> {
  const { cluster } = to;
  await noteRevision(at, how.call, how.current?.version ?? 0);
  const work = runHelm(at, to.helm, [...how.args, `--timeout=${how.minutes}m0s`, ...cluster.flags], {
    timeoutMs: (how.minutes + 2) * 60_000,
    interrupt: { signal: 'SIGINT', graceMs },
    onLine: (line) => at.progress(line.slice(0, 300)),
  });
  const { ended: done, last } = await lookDuring(work, (signal) => lookOnce(how, to, { ...at, signal: AbortSignal.any([at.signal, signal]) }), at);
  const now = await readRelease(at, to, how.release);
  if (!done.ok) return { ...done, undo: now.ok ? leftover(how, to, now.value) : how.undo };
  if (done.value.code !== 0) {
    const left = now.ok ? leftover(how, to, now.value) : how.undo;
    const after = now.ok ? became(how, now.value) : 'What became of it could not be looked at.';
    const late = last.length > 0 && gaveUp.test(saidBy(done.value));
    return {
      ...failed(
        late ? notReady(how.verb, last, how.minutes, after, whatNext(left), done.value.stderr) : explain(how.verb, how.chart, cluster, done.value, after),
      ),
      undo: left,
    };
  }
  if (!now.ok) return { ...now, undo: how.undo };
  if (now.value === undefined)
    return { ...failed(explain(how.verb, how.chart, cluster, { ...done.value, stderr: 'the release is not there afterwards' })), undo: how.undo };
  const { version, info } = now.value;
  return {
    ok: true,
    output: { release: how.release, namespace: cluster.namespace, revision: version, status: info.status },
    summary: how.says(version),
    undo: how.undo,
  };
}

/** How helm says that it has waited for too long, or that a rollout has given up: 3 and 4, for each way of waiting. */
const gaveUp = /deadline exceeded|timed out|not ready|status: (?:InProgress|Failed)|resource \S+ (?:not|failed)/i;

const lookOnce = async ({ awaited, look }: Deployment, { cluster }: Reach, at: Workplace): Promise<readonly NotReady[]> =>
  awaited.length === 0 ? [] : look({ context: cluster.context, makers: awaited }, at);

/** Of what never got ready, to a person. */
function whatNext(left: Undo): string {
  const correct = 'Correct what it names in the chart or its values, or give it more time (`timeoutMinutes`)';
  if (left === 'nothing-changed' || 'impossible' in left) return `${correct}, and try again.`;
  const back = left.steps.map(({ tool, input }) => {
    const { revision } = input as { readonly revision?: number };
    return revision === undefined ? `${tool} removes it` : `${tool} goes back to revision ${revision}`;
  });
  return `kubernetes.describe and kubernetes.logs say more. ${correct}, and upgrade again; ${back.join('; ')}.`;
}

/** What a failure left behind, to a person. */
function became({ current, release }: Deployment, now: Release | undefined): string {
  if (now === undefined) return current === undefined ? 'It was taken back: nothing is left of it.' : `${release} is gone.`;
  if (current !== undefined && now.version === current.version) return `${release} is as it was, at revision ${now.version}.`;
  if (now.info.status === 'deployed' && /^Rollback to/i.test(now.info.description))
    return `It was taken back: ${release} is at revision ${now.version}, which is revision ${now.info.description.replace(/\D+/g, '')} again.`;
  if (isPending(now.info.status)) return `${release} is left ${now.info.status} at revision ${now.version}: helm.rollback releases it.`;
  return `${release} is ${now.info.status} at revision ${now.version}; what was made stays.`;
}

/** Nothing to take back where helm did it itself. */
const leftover = (how: Deployment, _to: Reach, now: Release | undefined): Undo =>
  now === undefined || now.version === how.current?.version || (now.info.status === 'deployed' && /^Rollback to/i.test(now.info.description))
    ? 'nothing-changed'
    : how.undo;

/** Whether that very revision is the one that is deployed. */
export async function verifyDeployed(what: { context?: string | undefined; namespace?: string | undefined }, seen: Deployed, at: Workplace): Promise<Verdict> {
  const to = await reach({ context: what.context, namespace: seen.namespace }, at);
  if (!to.ok) return { met: false, missing: [to.failure.message] };
  const now = await readRelease(at, to.value, seen.release);
  if (!now.ok) return { met: false, missing: [now.failure.message] };
  if (now.value === undefined) return { met: false, missing: [`there is no release ${seen.release}`] };
  const missing = [
    ...(now.value.info.status === 'deployed' ? [] : [`${seen.release} is ${now.value.info.status}`]),
    ...(now.value.version === seen.revision ? [] : [`${seen.release} is at revision ${now.value.version}, not ${seen.revision}`]),
  ];
  return missing.length === 0 ? { met: true } : { met: false, missing };
}

/** After a crash: what became of a call that began at a noted revision. A lock that was left behind is not known to be ours alone. */
export async function inspectDeployed(
  what: { release: string; context?: string | undefined; namespace?: string | undefined },
  call: unknown,
  at: Workplace,
): Promise<'done' | 'not-started' | 'unknown'> {
  const before = await notedRevision(at, call);
  if (before === undefined) return 'not-started';
  const to = await reach(what, at);
  if (!to.ok) return 'unknown';
  const history = await readHistory(at, to.value, what.release);
  if (!history.ok) return history.failure.code === 'helm/release-unknown' ? 'not-started' : 'unknown';
  const since = history.value.filter((one) => one.revision > before);
  const last = since.at(-1);
  if (last === undefined) return 'not-started';
  if (isPending(last.status)) return 'unknown';
  return last.status === 'deployed' && since.length === 1 ? 'done' : last.status === 'failed' || since.length > 1 ? 'not-started' : 'unknown';
}
