import { asksOnly, asksWhatItIs, muses } from './asking.ts';
import { type Around, asCommand, type Rough, rough, telling, valueKinds } from './choose.ts';
import type { Clause } from './clauses.ts';
import { isForeign } from './command/read.ts';
import { doubtOf, weighed } from './doubt.ts';
import { isForeignThing } from './foreign.ts';
import { headOf } from './head.ts';
import { type Profile, verbOf } from './index.ts';
import { type Match, match } from './match.ts';
import { isNovel } from './read.ts';
import { isProgramTest } from './scope.ts';
import { mayBeMisnamed, sounder } from './sounder.ts';
import type { Token } from './token.ts';
import { wantsMore } from './wish.ts';

/** What clause by clause was made of a request. */
export interface Parts {
  readonly steps: readonly Rough[];
  readonly unclear: readonly unknown[];
  readonly outside: readonly unknown[];
  readonly forbidden: ReadonlySet<string>;
  readonly heard: readonly { readonly match: Match | undefined; readonly step: Rough | undefined }[];
}

/** One tool for all that is said: the step it would be, and how it fits. */
export interface Reading {
  readonly step: Rough;
  readonly match: Match;
  readonly signs: Signs;
}

export type Signs = Readonly<Partial<Record<keyof typeof weights, number>>>;

/**
 * By how much each sign speaks for a reading. Fitted by `FIT=1 npx vitest run --project unit test/planner/offline/readings.test.ts`
 * (docs/decisions/2026-11-21-offline-planner.md).
 */
export const weights = {
  // Of one tool for all.
  one: -0.26,
  guess: 0.75,
  sure: 1.5,
  score: 1,
  complete: -0.29,
  lacking: -0.8,
  typed: -0.95,
  used: 0.91,
  acts: 0.68,
  does: -1.07,
  sequenced: -0.06,
  inParts: 0.52,
  drops: -0.56,
  ahead: 0.98,
  words: 1.77,
  // Of part by part.
  more: -0.19,
  unclear: -1.04,
  outside: 0.64,
  doubted: -0.69,
  sum: 0.69,
  lacks: -0.21,
  alone: 0.1,
  mixed: -0.75,
  weakest: 1.76,
  strongest: 1.09,
  taken: 0.83,
  both: 0.87,
  bothGuess: 0.37,
};

/** A request that is not cut: its clauses as they follow each other, and all that it says. */
export interface Uncut {
  readonly clauses: readonly Clause[];
  readonly tokens: readonly Token[];
}

const ends = /^[.;!?\n]$/;

/** How many tools are tried, and how likely those behind the second must be: to fill an input takes time. */
const tried = 6;
const likelyAtAll = 0.02;

/** The request read in one, by the tools it may mean; what the examples speak most for first. */
export function readings({ clauses, tokens }: Uncut, parts: Parts, request: string, around: Around): readonly Reading[] {
  const clause = uncutClause(clauses);
  if (clause.tokens.length === 0) return [];
  const matches = match(clause, around.index, { around: undefined })
    .toSorted((a, b) => (b.guess ?? 0) - (a.guess ?? 0))
    .slice(0, tried)
    .filter((m, i) => i < 2 || (m.guess ?? 0) >= likelyAtAll);
  return matches.map((m) => {
    const step = rough({ ...clause, tokens: tokens.filter((t) => !ends.test(t.word) || t.kind !== 'mark') }, m.profile, request, around);
    const rival = Math.max(0, ...matches.filter((o) => o !== m).map((o) => o.guess ?? 0));
    return { step, match: m, signs: { ...signsOf(m, step, rival), ...signsBeside(clauses, parts, m.profile) } };
  });
}

/** The steps that are likeliest meant: those of the parts, or one tool for all; `undefined`: they are not weighed. */
export function likeliest(uncut: Uncut, parts: Parts, request: string, around: Around): readonly Rough[] | undefined {
  const { clauses } = uncut;
  if (clauses.some((c) => asksWhatItIs(c) || muses(c, request) || isForeign(c.tokens) || isProgramTest(c) || isForeignThing(c))) return undefined;
  if (parts.steps.some((s) => s.request !== request || asCommand(s.clause, around.index) !== undefined)) return undefined;
  const [heard, ...others] = parts.heard;
  // One part, and hardly anything else it could mean: there is nothing to weigh.
  const [step, ...more] = parts.steps;
  const isClear = clauses.length === 1 && others.length === 0 && more.length === 0 && (heard?.match?.guess ?? 0) > 0.9;
  if (isClear && step !== undefined && step.doubt === undefined && !mayBeMisnamed(uncut.tokens, step)) return undefined;
  const all = readings(uncut, parts, request, around).filter(
    ({ step }) => !parts.forbidden.has(step.profile.spec.name) && (looksOnly(step.profile) || !asksOnly(step.clause)),
  );
  const inParts = Math.exp(sumOf(signsOfParts(parts, all)));
  const found = all.map((r) => ({ ...r, likely: Math.exp(sumOf(r.signs)) })).sort((a, b) => b.likely - a.likely);
  const [best] = found;
  if (best === undefined) return undefined;
  const total = found.reduce((sum, r) => sum + r.likely, inParts);
  const other = (profile: Profile | undefined): string | undefined => found.find((r) => r.step.profile !== profile)?.step.profile.spec.name;

  const tools = new Set(parts.steps.map((s) => s.profile));
  const isSame = tools.size === 1 && tools.has(best.step.profile);
  if (isSame || best.likely <= inParts || wantsMore(best.step.clause, best.step.profile.spec)) {
    const [only] = tools;
    if (only === undefined) return undefined;
    const whole = tools.size > 1 ? undefined : found.find((r) => r.step.profile === only);
    const alike = whole?.likely ?? 0;
    const steps = whole === undefined ? parts.steps : sounder(parts.steps, whole.step);
    return steps.map((s) => weighed(s, (inParts + alike) / total, other(tools.size > 1 ? s.profile : only)));
  }
  // What can't be taken back is asked about where no part of the request asks for it by itself.
  const right = best.step.profile.spec.effect === 'destroy' && !tools.has(best.step.profile) ? 0 : best.likely / total;
  return [weighed({ ...best.step, doubt: doubtOf(best.step.clause, best.step, best.step.used ?? new Set(), [], true) }, right, other(best.step.profile))];
}

const sumOf = (signs: Signs): number => {
  let sum = 0;
  for (const [name, amount] of Object.entries(signs)) sum += weights[name as keyof typeof weights] * amount;
  return sum;
};

/** All that is asked for as one clause; what is not to be done says how. */
function uncutClause(clauses: readonly Clause[]): Clause {
  const without = (tokens: readonly Token[]): readonly Token[] => {
    const [first] = tokens;
    return first === undefined ? [] : [{ kind: 'word', text: 'without', word: 'without', at: first.at, end: first.at }, ...tokens];
  };
  const tokens = clauses.flatMap((c) => (c.negated ? without(c.tokens) : c.tokens));
  return { tokens, negated: false, condition: false, sequenced: false, question: clauses[0]?.question === true };
}

const looksOnly = ({ spec }: Profile): boolean => spec.effect === 'read' || spec.effect === 'plan';

const isValue = (token: Token): boolean => (token.kind !== 'word' && token.kind !== 'mark') || (isNovel(token) && token.corrected !== true);
const shareOf = (part: readonly unknown[], all: readonly unknown[]): number => (all.length === 0 ? 0 : part.length / all.length);
const lackingIn = ({ profile, input }: Rough): number =>
  profile.fields.filter((f) => f.required && !(f.name in input) && f.name !== profile.spec.needs?.input).length;

/** How well one tool fits all that is said; `rival`: how sure the next best is. */
function signsOf({ profile, guess = 0, score }: Match, step: Rough, rival: number): Signs {
  const { clause, used = new Set() } = step;
  const values = clause.tokens.filter(isValue);
  const left = values.filter((t) => !used.has(t) && (t.kind === 'word' ? (profile.about.get(t.word) ?? 0) < 0.3 : valueKinds.has(t.kind)));
  const typed = clause.tokens.some((t) => !used.has(t) && telling.has(t.kind));
  const head = headOf(clause);
  return {
    one: 1,
    guess: Math.sqrt(guess),
    sure: Math.log(guess + 1e-3) / 7,
    ahead: Math.max(-1, Math.min(1, Math.log((guess + 1e-3) / (rival + 1e-3)) / 4)),
    score,
    complete: Number(lackingIn(step) === 0 && left.length === 0 && !typed),
    lacking: Math.min(3, lackingIn(step)),
    typed: Number(typed),
    used: shareOf(
      values.filter((t) => used.has(t)),
      values,
    ),
    acts: Number(!looksOnly(profile) && head !== undefined && verbOf(head)?.is === 'look'),
    words: Math.min(40, clause.tokens.length) / 20,
  };
}

/** What the parts of the request say of reading it in one. */
function signsBeside(clauses: readonly Clause[], parts: Parts, profile: Profile): Signs {
  const others = plannedIn(parts).filter((h) => h.step?.profile !== profile);
  return {
    does: Math.min(2, Math.max(0, clauses.filter((c) => !c.negated && startsToDo(c)).length - 1)),
    sequenced: Number(clauses.some((c) => c.sequenced)),
    drops: parts.steps.length < 2 ? 0 : Math.sqrt(Math.max(0, ...others.map((h) => h.match?.guess ?? 0))),
    inParts: Number(parts.steps.some((s) => s.profile === profile)),
  };
}

const startsToDo = ({ tokens, question }: Clause): boolean => {
  const verb = tokens[0] === undefined ? undefined : verbOf(tokens[0]);
  return !question && verb?.form === 'base' && !verb.nounFirst;
};

/** The clauses that became steps. */
const plannedIn = ({ heard, steps }: Parts): Parts['heard'] => heard.filter((h) => h.step !== undefined && steps.some((s) => s.profile === h.step?.profile));

/** What speaks for what was made clause by clause. */
export function signsOfParts(parts: Parts, all: readonly Reading[]): Signs {
  const { steps, unclear, outside } = parts;
  const guessOf = new Map(all.map((r) => [r.step.profile, r.match.guess ?? 0]));
  const tools = [...new Set(steps.map((s) => s.profile))];
  const used = new Set(steps.flatMap((s) => [...(s.used ?? [])]));
  const scores = plannedIn(parts).map((h) => h.match?.score ?? 0);
  const guesses = plannedIn(parts).map((h) => h.match?.guess ?? 0);
  const values = steps.flatMap((s) => s.clause.tokens.filter(isValue));
  const several = tools.length > 1;
  return {
    alone: Number(tools.length === 1),
    more: Math.min(3, Math.max(0, tools.length - 1)),
    mixed: Number(new Set(tools.map((t) => t.spec.name.split('.')[0])).size > 1),
    unclear: Math.min(2, unclear.length),
    outside: Number(outside.length > 0),
    doubted: Number(steps.some((s) => s.doubt !== undefined)),
    sum: Math.sqrt(tools.reduce((sum, t) => sum + (guessOf.get(t) ?? 0), 0)),
    lacks: Math.min(
      3,
      steps.reduce((sum, s) => sum + lackingIn(s), 0),
    ),
    taken: shareOf(
      values.filter((t) => used.has(t)),
      values,
    ),
    weakest: Math.min(1, ...scores),
    strongest: Math.max(0, ...scores),
    both: several ? Math.min(1, ...scores) : 0,
    bothGuess: several ? Math.sqrt(Math.min(1, ...guesses)) : 0,
  };
}
