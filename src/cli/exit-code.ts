import type { RunOutcome } from '../domain/event.ts';
import type { Failure } from '../domain/failure/failure.ts';

/** The promised exit codes: see `nimbus --help`. */
export function exitCodeOf(failure: Failure): number {
  if (failure.code === 'run/stopped') return 130;
  if (failure.code === 'safety/needs-approval') return 4;
  if (failure.code.startsWith('safety/')) return 3;
  if (failure.missing) return 5;
  return failure.category === 'validation' || failure.category === 'user' ? 2 : 1;
}

export function exitCodeOfRun(outcome: RunOutcome, failure: Failure | undefined): number {
  if (outcome === 'succeeded') return 0;
  if (outcome === 'cancelled') return 130;
  return failure === undefined ? 1 : exitCodeOf(failure);
}
