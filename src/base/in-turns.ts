import { setImmediate as nextTurn } from 'node:timers/promises';

/** So many are done before everything else that waits has its turn. */
const atOnce = 10;

/** As `map`, for what takes a while in all: it holds up nobody. Rejects when `signal` fires. */
export async function inTurns<T, R>(all: readonly T[], work: (one: T) => R, signal: AbortSignal): Promise<readonly R[]> {
  const done: R[] = [];
  for (const [index, one] of all.entries()) {
    if (index > 0 && index % atOnce === 0) {
      await nextTurn();
      signal.throwIfAborted();
    }
    done.push(work(one));
  }
  return done;
}
