import { isLookOnly } from '../../domain/effect.ts';
import type { RunView } from '../../protocol/run-fold.ts';

/** Whether a run began a step that does more than look: what is there may be another since. */
export const didSomething = ({ steps }: Pick<RunView, 'steps'>): boolean => steps.some(({ step, attempts }) => attempts > 0 && !isLookOnly(step.effect));
