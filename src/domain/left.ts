import type { RunOutcome } from './event.ts';
import type { Plan } from './plan.ts';

/** What a roll-back leaves as it is: a step of the run it takes back, and why what that did can't be undone. */
export interface Left {
  readonly step: string;
  readonly reason: string;
}

const between = ' can’t be undone: ';

export const leftWords = ({ step, reason }: Left): string => `${step}${between}${reason}`;

/** What taking a run back by this plan leaves. Plans of older histories say it among their warnings alone. */
export function leftBy({ goal, leaves, warnings }: Pick<Plan, 'goal' | 'leaves' | 'warnings'>): readonly Left[] {
  if (leaves !== undefined) return leaves;
  if (!goal.startsWith('Roll back: ')) return [];
  return warnings.flatMap((text) => {
    const at = text.indexOf(between);
    return at < 0 ? [] : [{ step: text.slice(0, at), reason: text.slice(at + between.length) }];
  });
}

/** Of a roll-back that ended: all that can be undone was, and something was left. */
export const isBackInPart = (end: {
  readonly outcome?: RunOutcome;
  readonly failure?: unknown;
  readonly missing: readonly string[];
  readonly left?: readonly Left[];
}): boolean => end.outcome === 'failed' && end.failure === undefined && end.left !== undefined && end.left.length > 0 && end.missing.length === end.left.length;
