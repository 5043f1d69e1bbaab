import type { Workplace } from './workplace.ts';

/** The place as one step of the run sees it: with the step's idempotency key. */
export const atStep = (at: Workplace, step: string): Workplace => (at.run === undefined ? at : { ...at, idempotencyKey: `${at.run.id}/${step}` });
