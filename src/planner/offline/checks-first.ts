import { referencesIn } from '../../domain/reference.ts';
import type { Rough } from './choose.ts';
import { effectOf } from './steps.ts';

/** Where steps have no ids yet: checks that need no more than their order, and the plan that an apply is to use. */
export const checksOfStateFirst = <T extends Rough>(steps: readonly T[]): readonly T[] =>
  before(steps, isCheck, (check, change) => toolsetOf(change) === toolsetOf(check) && change.profile.spec.needs !== undefined);

/** Where it is known what each step is about: checks of the very files that a change carries out. */
export const checksOfFilesFirst = <T extends Rough>(steps: readonly T[]): readonly T[] => before(steps, isCheckOfFiles, isOf);

/**
 * A check that was named after a change in the same breath comes before it, the cheapest first: finding out afterwards helps
 * nobody. What an order word put in its place stays there, and so does what uses an output.
 */
function before<T extends Rough>(steps: readonly T[], isCheck: (step: T) => boolean, isFor: (check: T, change: T) => boolean): readonly T[] {
  const out = [...steps];
  const moved = new Set<T>();
  for (const step of steps) {
    if (step.clause.sequenced || comesLater(step) || !isCheck(step) || referencesIn(step.input).length > 0) continue;
    const at = out.indexOf(step);
    const breath = out.findLastIndex((s, n) => n <= at && s.clause.sequenced);
    let to = out.findIndex((s, n) => n >= breath && n < at && isFor(step, s));
    if (to < 0) continue;
    for (let last = out[to - 1]; last !== undefined && (moved.has(last) || isPutIn(last)) && costOf(last) > costOf(step); last = out[to - 1]) to--;
    out.splice(at, 1);
    out.splice(to, 0, step);
    moved.add(step);
  }
  return out;
}

/** “and lint it afterwards”: the order word stands behind. */
const comesLater = ({ clause, request }: Rough): boolean =>
  /^[\s,]*(after|later|finally|lastly|subsequently|(at|in) the end)/i.test(request.slice(Math.max(0, ...clause.tokens.map((t) => t.end)))) ||
  clause.tokens.some((t) => /^(after|afterwards?|later|finally|lastly|subsequently)$/.test(t.word));

const toolsetOf = (step: Rough): string => step.profile.spec.name.split('.')[0] ?? '';
const costOf = (step: Rough): number => step.profile.spec.guessMs ?? 1000;
/** The plan of an apply, which nobody said. */
const isPutIn = (step: Rough): boolean => step.clause.tokens.length === 0;

const isCheck = (step: Rough): boolean => step.profile.spec.effect === 'plan' || step.profile.spec.name === 'terraform.fmt';

/** After a change of a state, a plan and a look for drift say something new; what files say stays the same. */
const isCheckOfFiles = (step: Rough): boolean =>
  step.profile.spec.name === 'rules.scan' || (effectOf(step) === 'plan' && !/^terraform\.(plan|drift)$/.test(step.profile.spec.name)) || checksFormat(step);
const checksFormat = (step: Rough): boolean => step.profile.spec.name === 'terraform.fmt' && step.input.check === true;

/** Changes that carry out what files say. */
const carriesOut = /^(terraform\.(apply|destroy)|helm\.(install|upgrade)|kubernetes\.apply)$/;

/** Whether a check is of the files that a change carries out: the same chart, or the same folder or file. */
function isOf(check: Rough, change: Rough): boolean {
  if (!carriesOut.test(change.profile.spec.name)) return false;
  if (toolsetOf(check) === 'helm') return check.input.chart !== undefined && check.input.chart === change.input.chart;
  const place = ({ input }: Rough): unknown => input.directory ?? input.path;
  if (place(check) === place(change) && place(check) !== undefined) return true;
  return toolsetOf(check) === 'terraform' && toolsetOf(change) === 'terraform' && (place(check) === undefined || place(change) === undefined);
}
