import type { Clause } from './clauses.ts';
import { verbOf } from './index.ts';
import { isStop } from './lexicon/words.ts';
import type { Token } from './token.ts';

/**
 * Puts together what is one thing said in two: a place that is named first ("in docs/notes.md, write …"), and how something is,
 * said before what is to be done about it ("PR 4 is ready, merge it").
 */
export function settled(clauses: readonly Clause[]): readonly Clause[] {
  const out: Clause[] = [];
  for (const clause of clauses) {
    const before = out.at(-1);
    // "Where are we with #4? It's an issue."
    const what = clause.tokens.at(-1);
    if (before !== undefined && what !== undefined && clarifies(clause)) {
      out.pop();
      out.push({ ...before, tokens: [...before.tokens, what] });
      continue;
    }
    const lent = before === undefined || before.negated || before.condition || clause.negated || clause.condition ? undefined : lentBy(before, clause);
    if (lent === undefined) out.push(clause);
    else {
      out.pop();
      out.push({ ...clause, tokens: withLent(clause.tokens, lent), sequenced: before?.sequenced ?? false });
    }
  }
  return out;
}

const clarifies = ({ tokens, negated, condition }: Clause): boolean =>
  !negated && !condition && tokens.length >= 2 && /^(it|that|this|it's|that's) (is )?(a|an|the) [\w.]+$/.test(tokens.map((t) => t.word).join(' '));

const places = /^(in|on|for|under|inside|within|at|from|about|regarding|concerning)$/;
const copulas =
  /^(is|are|was|were|looks?|seems?|has|have|needs?|appears?|works?|went|got|isn't|isnt|aren't|hasn't|wasn't|can|can't|cannot|won't|doesn't|must|should|contains?|fails?|failed|passed|broke|breaks|hangs|hung|had|keeps|kept|caused|causes|crashe[ds]|died|stopped|won't|doesn't|didn't|don't)$/;
const pronouns = /^(it|them|that|this)$/;

/** What the first of two clauses has for the second; `undefined` where it stands for itself. */
function lentBy(first: Clause, second: Clause): readonly Token[] | undefined {
  const verb = second.tokens[0];
  if (verb === undefined || verbOf(verb)?.form !== 'base' || second.question) return undefined;
  const tokens = first.tokens.filter((t) => t.kind !== 'mark');
  const [start] = tokens;
  if (start === undefined) return undefined;
  // "create and check out the branch fix/a": both are done to the same.
  if (tokens.length === 1 && /^(create|make|add)$/.test(start.word)) return undefined;
  if (places.test(start.word) && tokens.length <= 5 && tokens.slice(1).every((t) => verbOf(t) === undefined || verbOf(t)?.nounFirst === true))
    return first.tokens;
  // "The pull request number 77, please accept it": a thing is named, and what is to be done with it follows.
  if (
    !first.question &&
    tokens.length <= 6 &&
    tokens.some((t) => t.kind !== 'word') &&
    verbOf(start) === undefined &&
    !tokens.some((t) => copulas.test(t.word) || verbOf(t)?.nounFirst === false) &&
    second.tokens.slice(1, 3).some((t) => pronouns.test(t.word))
  )
    return tokens;
  if (first.question || verbOf(start)?.form === 'base') return undefined;
  const content = second.tokens.filter((t) => t.kind !== 'mark' && (verbOf(t) !== undefined || !isStop(t.word)));
  const lent = subjectOf(tokens);
  const isNumbered = lent?.some((t) => t.kind === 'issue') === true && !second.tokens.some((t) => t.kind === 'issue' || t.kind === 'number');
  if (!second.tokens.some((t) => pronouns.test(t.word)) && content.length > 1 && !isNumbered) return undefined;
  return lent;
}

/** What a statement is about: "PR 4" of "PR 4 is ready", "PR 55" of "we no longer need PR 55". */
function subjectOf(tokens: readonly Token[]): readonly Token[] | undefined {
  if (/^(i|we|they|you|nobody|somebody|someone|i'm|we're|i've|we've|i'll|we'll|i'd|we'd)$/.test(tokens[0]?.word ?? '')) {
    const number = tokens.findIndex((t) => t.kind === 'issue');
    if (number > 0)
      return tokens.slice(tokens[number - 1]?.kind === 'word' && verbOf(tokens[number - 1] as Token) === undefined ? number - 1 : number, number + 1);
    const at = tokens.findIndex((t) => /^(need|needs|want|do|use|found|saw|have|finished|fixed|like|noticed|tested|reviewed|read|checked)$/.test(t.word));
    const object = at < 0 ? [] : tokens.slice(at + 1).filter((t) => !/^(not|no|longer|anymore|any|more|already)$/.test(t.word));
    return object.length > 0 && object.length <= 4 ? object : undefined;
  }
  const at = tokens.findIndex((t) => copulas.test(t.word));
  const isPassive = tokens.slice(at + 1).some((t, i, rest) => t.word === 'be' || (t.word === 'to' && verbOf(rest[i + 1] ?? t)?.form === 'base'));
  return at >= 1 && at <= 7 && !isPassive ? tokens.slice(0, at) : undefined;
}

/** The pronoun is what was lent; where there is none, it stands at the end. */
function withLent(tokens: readonly Token[], lent: readonly Token[]): readonly Token[] {
  const at = places.test(lent[0]?.word ?? '') ? -1 : tokens.findIndex((t) => pronouns.test(t.word));
  if (at >= 0) return [...tokens.slice(0, at), ...lent, ...tokens.slice(at + 1)];
  const last = tokens.at(-1);
  const texts = tokens.findIndex((t, i) => i > 0 && (t.kind === 'quote' || t.word === ':'));
  // What is said last would be taken for more of a text.
  if (last === undefined || texts < 0) return [...tokens, ...lent];
  return [...tokens.slice(0, 1), ...lent, ...tokens.slice(1)];
}
