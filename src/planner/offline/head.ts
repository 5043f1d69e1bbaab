import type { Clause } from './clauses.ts';
import { conceptsOf, verbOf } from './index.ts';
import { isStop, lexicon, type Meanings } from './lexicon/words.ts';
import { isNovel } from './read.ts';
import type { Token } from './token.ts';

/** The verb a clause turns on: the first that stands as one. */
export function headOf(clause: Pick<Clause, 'tokens' | 'question'>): Token | undefined {
  const passive = passiveOf(clause.tokens);
  if (passive !== undefined) return passive;
  if (clause.question) return clause.tokens[0];
  if (isNaming(clause.tokens)) return undefined;
  const verbs = clause.tokens.filter((t, i) => verbOf(t) !== undefined && !(verbOf(t)?.form === 'base' && determined.test(clause.tokens[i - 1]?.word ?? '')));
  const first = clause.tokens[0];
  if (first !== undefined && verbOf(first)?.concept === 'preview') return verbs.find((t) => verbOf(t)?.form === 'ing' && verbOf(t)?.is !== 'remove') ?? first;
  if (first !== undefined && verbOf(first)?.form === 'base') return first;
  return verbs.find((t) => verbOf(t)?.form === 'base' && verbOf(t)?.nounFirst === false) ?? verbs.find((t) => verbOf(t)?.form === 'ing') ?? verbs[0];
}

/** "rebase my branch", "resize the picture": what stands in front of such a word can only be something to do. */
export const isUnknownVerb = ([first, second]: readonly Token[]): boolean =>
  first?.kind === 'word' &&
  verbOf(first) === undefined &&
  !isStop(first.word) &&
  first.corrected !== true &&
  /^(the|a|an|my|our|your|this|these|those)$/.test(second?.word ?? '');

/** Behind these a thing is named: "the last commit". */
const determined = /^(the|a|an|my|our|its|last|latest|previous|next|newest|recent|first|every|each|another)$/;

/** "the server must be stopped", "web needs restarting", "I want it deleted": what is to be done stands at the end. */
export function passiveOf(tokens: readonly Token[]): Token | undefined {
  for (const [i, token] of tokens.entries()) {
    const form = verbOf(token)?.form;
    if (form !== 'ed' && form !== 'ing') continue;
    const before = tokens.slice(Math.max(0, i - 4), i).map((t) => t.word);
    const said = before.join(' ');
    if (form === 'ed' && /\b(must|should|shall|to|could|please) (\w+ )?(be|get)( \w+)?$/.test(said)) return token;
    if (form === 'ing' && /\b(needs?|wants?|requires?)( a| some| \w+ly)?$/.test(said)) return token;
    if (
      form === 'ed' &&
      /^(get|have|want|need|like)$/.test(tokens[0]?.word ?? '') &&
      i >= 2 &&
      (i === tokens.length - 1 || tokens[i + 1]?.kind === 'mark' || isStop(tokens[i + 1]?.word ?? ''))
    )
      return token;
  }
  return undefined;
}

/**
 * "recent commits", "open bugs", "history of release web": a thing is named and nothing is said to be done to it, so that it is
 * to be shown.
 */
export function isNaming(tokens: readonly Token[]): boolean {
  const start = tokens.findIndex((t) => t.kind !== 'mark' && !determined.test(t.word));
  const words = tokens.slice(Math.max(0, start)).filter((t) => t.kind === 'word' && !isNovel(t));
  const [first, second] = words;
  if (first === undefined || first !== tokens[start]) return false;
  if (start > 0 && verbOf(first)?.form === 'base') return !words.slice(1).some((t) => verbOf(t)?.form === 'base' && verbOf(t)?.nounFirst === false);
  const does = verbOf(first);
  if (does?.form === 'base' && !does.nounFirst && !(first.word === 'open' && second !== undefined && second === tokens[1] && isMany(second))) return false;
  if (does?.form === 'ing') return false;
  const said = (t: Token): boolean => {
    const verb = verbOf(t);
    return verb !== undefined && (verb.form === 'base' || verb.form === 'ing') && !verb.nounFirst && t !== first;
  };
  if (words.some(said)) return false;
  if (does === undefined) return conceptsOf(first).size > 0 && (lexicon.meanings.has(first.word) || first.taught === true);
  if (does.form === 'ed') return second !== undefined && isMany(second);
  // "status of the repo", "open bugs": the thing itself, or what it is like.
  return (
    does.form === 's' ||
    first.word === 'open' ||
    (second !== undefined && /^(of|in|on|for|from|by|since|between)$/.test(tokens[1]?.word ?? '') && does.nounFirst)
  );
}

const isMany = (token: Token): boolean => /[^s]s$/.test(token.word) && conceptsOf(token).size > 0 && verbOf(token)?.form !== 'base';

/** Of a verb that removes: the thing named right behind it. */
export function removedIn(tokens: readonly Token[], head: Token | undefined): Meanings | undefined {
  if (head === undefined || verbOf(head)?.is !== 'remove') return undefined;
  const rest = tokens.slice(tokens.indexOf(head) + 1);
  const at = rest.findIndex((t) => t.kind !== 'word' || !determined.test(t.word));
  const [thing, name] = [rest[at], rest[at + 1]];
  return thing?.kind === 'word' && lexicon.meanings.has(thing.word) && name !== undefined && isNamedBy(name) ? conceptsOf(thing) : undefined;
}
const isNamedBy = (token: Token): boolean => token.kind !== 'mark' && !/^(from|off|of|in|with|by|and|that|which|for|to)$/.test(token.word);
