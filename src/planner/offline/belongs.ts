import type { Rough } from './choose.ts';
import type { Clause } from './clauses.ts';
import { contentOf, verbOf } from './index.ts';
import { isStop } from './lexicon/words.ts';
import type { Match } from './match.ts';
import { isNovel } from './read.ts';
import type { Token } from './token.ts';

/** What became of a clause when all of them were taken to ask for something. */
export interface Heard {
  readonly clause: Clause;
  readonly match: Match | undefined;
  /** `undefined`: no tool is known for it. */
  readonly step: Rough | undefined;
}

export type Signs = Readonly<Partial<Record<keyof typeof weights, number>>>;

/**
 * By how much each sign speaks for a step of its own. Fitted by `FIT=1 npx vitest run --project unit
 * test/planner/offline/belongs.test.ts` (docs/decisions/2026-11-21-offline-planner.md).
 */
export const weights = {
  always: -7.96,
  // How it is said.
  does: 1.38,
  doesNoun: 0.37,
  points: 0.86,
  asks: 0.79,
  mark: -1.65,
  relative: -1.99,
  person: -1.44,
  states: -2.62,
  past: -0.49,
  done: -0.04,
  time: -1.68,
  fragment: 0.85,
  going: 1.62,
  // How well something fits.
  none: -1.89,
  score: 6.78,
  guess: 1.48,
  surer: 0.06,
  used: 1.82,
  // What stands beside it.
  last: 1.49,
  many: 0.76,
  same: 0.35,
  others: 1.58,
  // What all of it together asks for.
  whole: 3.22,
  most: 0.56,
};

/**
 * How likely it must be. What is said as something to do is passed over only where it clearly is none, and never where no tool is
 * known for it: that is asked about.
 */
const enough = { said: 0.5, does: 0.35, doesUnknown: 0 };

/**
 * The clauses that ask for nothing of their own: background, a statement, a relative clause, a question that leads up to what is
 * wanted. Never all of them.
 */
export function background(heard: readonly Heard[], request: string, whole: ReadonlyMap<string, number>): ReadonlySet<Clause> {
  const judged = heard.map(({ clause, match }, i) => {
    const signs = signsOf(heard, i, request, whole);
    const isCommand = match?.score === 1;
    return { clause, chance: isCommand ? 1 : chanceOf(signs), least: signs.does !== 1 ? enough.said : signs.none === 1 ? enough.doesUnknown : enough.does };
  });
  const most = Math.max(...judged.map((j) => j.chance));
  return new Set(judged.filter((j) => j.chance < j.least && j.chance < most).map((j) => j.clause));
}

const chanceOf = (signs: Signs): number => {
  let sum = 0;
  for (const [name, amount] of Object.entries(signs)) sum += weights[name as keyof typeof weights] * amount;
  return 1 / (1 + Math.exp(-sum));
};

const finite =
  /^(is|are|was|were|has|have|had|isn't|isnt|aren't|wasn't|weren't|hasn't|haven't|does|did|doesn't|doesnt|didn't|didnt|will|would|won't|can't|cannot|went|got|came|seems?|looks?|keeps?|kept|needs?|means?|says?|said|told|thinks?|broke|died|goes|lives?|listens?|belongs?|sits|runs|fails?|happens?|wants?|it's|that's|there's|it'll|they're)$/;
const persons =
  /^(i|we|he|she|they|you|it|this|that|there|these|those|somebody|someone|nobody|everybody|everyone|my|our|his|her|their|its|i'm|im|i've|i'll|i'd|we're|we've|we'll|we'd|he's|she's|they're|it's|that's|there's|somebody's)$/;

/** All that tells whether clause `i` asks for something of its own. `whole`: how likely the request, read in one, asks for a tool. */
export function signsOf(heard: readonly Heard[], i: number, request: string, whole: ReadonlyMap<string, number>): Signs {
  const { clause, match, step } = heard[i] as Heard;
  const tokens = clause.tokens.filter((t) => t.kind !== 'mark');
  const [first] = tokens;
  const verb = first === undefined ? undefined : verbOf(first);
  const from = Math.min(...clause.tokens.map((t) => t.at));
  const to = Math.max(...clause.tokens.map((t) => t.end));
  const prior = heard[i - 1]?.clause.tokens;
  const before = request.slice(prior === undefined ? 0 : Math.min(from, Math.max(...prior.map((t) => t.end))), from).toLowerCase();
  const after = /^[^\w]*/.exec(request.slice(to))?.[0] ?? '';
  const does = verb?.form === 'base' && !verb.nounFirst && !clause.question;
  const doesNoun = verb?.form === 'base' && verb.nounFirst && !clause.question;
  const hasFinite = tokens.some((t, n) => n > 0 && (finite.test(t.word) || (verbOf(t)?.form === 's' && n > 0)));
  const starts = before.trimStart() === '' ? i === 0 : /[.!?;\n:]/.test(before);
  const relative = /^(which|who|whose|where|that|when|because|since|as|so|while|although|though)$/.test(first?.word ?? '') && !starts && !after.includes('?');
  const past =
    !does &&
    tokens.some(
      (t, n) =>
        n > 0 &&
        ((verbOf(t)?.form === 'ed' &&
          /^(i|we|he|she|they|it|somebody|someone|nobody|already|just|has|have|had|was|were|did|got|been)$/.test(tokens[n - 1]?.word ?? '')) ||
          /^(was|were|did|had|went|broke|died|said|told|got|been|kept|came)$/.test(t.word)),
    );
  const values = tokens.filter((t) => t.kind !== 'word' || (isNovel(t) && t.corrected !== true));
  const used = step?.used ?? new Set<Token>();
  const others = heard.filter((h, n) => n !== i && h.step !== undefined);
  const score = match?.score ?? 0;
  const near = [heard[i - 1], heard[i + 1]].filter((h) => h?.step !== undefined && h.step.profile === step?.profile);
  const meant = step === undefined ? 0 : (whole.get(step.profile.spec.name) ?? 0);
  const content = contentOf(tokens).filter((t) => t.kind !== 'word' || !isStop(t.word));
  return {
    always: 1,
    does: Number(does),
    doesNoun: Number(doesNoun),
    points: Number((does || doesNoun) && tokens.some((t) => /^(it|its|them|that|this|there|those|these|everything|all)$/.test(t.word))),
    asks: Number(clause.question),
    mark: Number(after.includes('?')),
    relative: Number(relative),
    person: Number(!clause.question && persons.test(first?.word ?? '')),
    states: Number(!does && !clause.question && hasFinite),
    past: Number(past),
    done: Number(verb?.form === 'ed'),
    time: Number(
      tokens.some((t) =>
        /^(yesterday|already|ago|last|since|anymore|again|twice|weeks?|morning|night|monday|tuesday|wednesday|thursday|friday|sunday|once|ever|never)$/.test(
          t.word,
        ),
      ),
    ),
    fragment: Number(!tokens.some((t) => verbOf(t) !== undefined) && !hasFinite && !clause.question),
    going: Number(verb?.form === 'ing'),
    none: Number(step === undefined),
    score,
    guess: Math.sqrt(match?.guess ?? 0),
    surer: Math.max(0, ...others.map((h) => (h.match?.score ?? 0) - score)),
    used: Math.min(2, values.filter((t) => used.has(t)).length),
    last: Number(i === heard.length - 1),
    many: Math.min(3, content.length) / 3,
    same: Number(near.length > 0),
    others: Number(others.length === 0),
    whole: Math.sqrt(meant),
    most: Number(step !== undefined && !others.some((h) => (whole.get(h.match?.profile.spec.name ?? '') ?? 0) > meant)),
  };
}
