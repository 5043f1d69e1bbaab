import { setTimeout as pause } from 'node:timers/promises';
import type { Failure } from '../../../domain/failure/failure.ts';
import type { Cluster, Ref } from '../client/cluster.ts';
import type { Pod } from './why.ts';

/** What comes after the end of a log that is followed. */
export type AfterEnd =
  | { readonly type: 'again'; readonly restarts: number }
  /** It has not begun: an API server gives an empty log for a pod that is on no node yet. */
  | { readonly type: 'waiting'; readonly why: string }
  | { readonly type: 'ended'; readonly how: string }
  | { readonly type: 'lost'; readonly failure: Failure };

/** A cluster that is away for longer is not waited for. */
const patienceMs = 30_000;
const firstPauseMs = 300;
const longestPauseMs = 4_000;

/**
 * Looks, when a log has ended, whether its container has: one that runs is followed again, one that was started anew too.
 * A cluster that does not answer is asked again for a while. `times`: how often it has ended without a line.
 */
export async function afterEnd(cluster: Cluster, ref: Ref, container: string, restarts: number, times: number, signal: AbortSignal): Promise<AfterEnd> {
  let pauseMs = firstPauseMs * 2 ** Math.min(times, 4);
  for (const end = performance.now() + patienceMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    await pause(pauseMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return { type: 'ended', how: 'it was stopped' };
    const pod = await cluster.find<Pod>(ref);
    if (pod.ok) return pod.value === undefined ? { type: 'ended', how: 'it was deleted' } : stateOf(pod.value, container, restarts);
    if (performance.now() > end) return { type: 'lost', failure: pod.failure };
  }
}

const statusOf = (pod: Pod, container: string) =>
  [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])].find((one) => one.name === container);

export const restartsOf = (pod: Pod, container: string): number => statusOf(pod, container)?.restartCount ?? 0;

export function stateOf(pod: Pod, container: string, restarts: number): AfterEnd {
  const status = statusOf(pod, container);
  const { terminated, waiting } = status?.state ?? {};
  const now = status?.restartCount ?? restarts;
  const last = status?.lastState?.terminated;
  if (terminated !== undefined) return { type: 'ended', how: `container ${container} ended ${ending(terminated)}` };
  if (waiting !== undefined && last !== undefined)
    return {
      type: 'ended',
      how: `container ${container} ended ${ending(last)} and waits to be started again${waiting.reason === undefined ? '' : `: ${waiting.reason}`}`,
    };
  if (pod.status?.phase === 'Pending' && status?.state?.running === undefined) {
    const unscheduled = pod.status.conditions?.find((one) => one.type === 'PodScheduled' && one.status === 'False');
    return { type: 'waiting', why: waiting?.message ?? waiting?.reason ?? unscheduled?.message ?? 'the pod is pending' };
  }
  return { type: 'again', restarts: now };
}

const ending = ({ reason, exitCode }: { readonly reason?: string; readonly exitCode?: number }): string =>
  reason === 'OOMKilled' ? 'for want of memory' : exitCode === 0 ? 'well' : `with exit code ${exitCode ?? 'unknown'}`;
