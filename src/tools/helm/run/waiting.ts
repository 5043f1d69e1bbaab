import { setTimeout as pause } from 'node:timers/promises';
import type { Workplace } from '../../../domain/workplace.ts';
import type { ObjectRef } from '../objects.ts';

/** What makes pods, by what names it. */
export interface PodMaker {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** One that is not there yet. */
export interface NotReady {
  /** `Deployment/shop/web`. */
  readonly address: string;
  /** How far it is: `0 of 1 new pods are available`. */
  readonly line: string;
  /** What keeps its pods from being ready, as far as the cluster tells; none: they may only need more time. */
  readonly why: readonly string[];
}

/** Looks at pods' makers in the cluster: handed in, since that is another toolset's. None: all are ready, gone, or can't be asked about. */
export type LookAtPods = (
  of: { readonly context: string; readonly makers: readonly PodMaker[] },
  at: Pick<Workplace, 'exec' | 'env' | 'signal' | 'hide'>,
) => Promise<readonly NotReady[]>;

/** Of one release that are looked at. */
const makersMax = 20;
const rollsOut = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

export const podMakersIn = (objects: readonly ObjectRef[], namespace: string): readonly PodMaker[] =>
  objects
    .filter(({ apiVersion, kind }) => apiVersion.startsWith('apps/') && rollsOut.has(kind))
    .slice(0, makersMax)
    .map((object) => ({ kind: object.kind, name: object.name, namespace: object.namespace || namespace }));

const everyMs = 2_000;

/**
 * Looks again and again at what helm waits for, and tells how far it is: once helm has given up it may have taken all of it back,
 * and then nobody could say any more why. `last`: what was seen last with a reason, or else without one.
 */
export async function lookDuring<T>(
  work: Promise<T>,
  look: (signal: AbortSignal) => Promise<readonly NotReady[]>,
  at: Pick<Workplace, 'progress' | 'signal'>,
): Promise<{ readonly ended: T; readonly last: readonly NotReady[] }> {
  const over = new AbortController();
  let last: readonly NotReady[] = [];
  const looks = async (): Promise<void> => {
    for (let told = ''; ; ) {
      await pause(everyMs, undefined, { signal: over.signal });
      const now = await look(over.signal);
      if (now.some((one) => one.why.length > 0) || (now.length > 0 && last.every((one) => one.why.length === 0))) last = now;
      const line = now.map((one) => `${one.address}: ${one.line}`).join('; ');
      if (line !== told && line !== '') at.progress(line.slice(0, 300));
      told = line;
    }
  };
  // A look that is cut off has nothing to say; what else goes wrong is a bug, told once helm has ended.
  const looking = looks().then(
    () => undefined,
    (error: unknown) => (over.signal.aborted || at.signal.aborted ? undefined : error),
  );
  const ended = await work.finally(() => over.abort());
  const bug = await looking;
  if (bug !== undefined) throw bug;
  return { ended, last };
}
