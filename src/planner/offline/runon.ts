import { verbOf } from './index.ts';
import { isStop } from './lexicon/words.ts';
import type { Token } from './token.ts';

/** Where a thing begins that the same is to be done to afterwards; 0 where none does. */
export function nextThing(tokens: readonly Token[], i: number): number {
  let at = i;
  while (/^(and|,|then)$/.test(tokens[at]?.word ?? '')) at++;
  const said = `${tokens[at]?.word} ${tokens[at + 1]?.word}`;
  const length = /^(after that|after this|after which)$/.test(said) ? 2 : /^(afterwards|subsequently|thereafter)$/.test(tokens[at]?.word ?? '') ? 1 : 0;
  return length > 0 && /^(its|their|the|his|all)$/.test(tokens[at + length]?.word ?? '') ? at + length : 0;
}

/** A verb with "it" behind a thing that was named: nothing else can be meant by it. */
export const isDictated = (tokens: readonly Token[], i: number): boolean => {
  const [before, verb, it, next] = [tokens[i - 1], tokens[i], tokens[i + 1], tokens[i + 2]];
  return (
    before !== undefined &&
    verb !== undefined &&
    verbOf(verb)?.form === 'base' &&
    !/^(is|are|was|were|has|have|did|do|does|can|may)$/.test(verb.word) &&
    !tokens.slice(Math.max(0, i - 6), i).some((t) => /^(have|let|get|make|ask|help|lets|let's)$/.test(t.word)) &&
    /^(it|them)$/.test(it?.word ?? '') &&
    !/^(is|was|has|can|will|would|should|must|needs?|in|on)$/.test(next?.word ?? '') &&
    (before.kind !== 'word' ? before.kind !== 'mark' : verbOf(before) === undefined && !isStop(before.word))
  );
};

/** "then back to main": "go" goes without saying. */
export const goneBack = (tokens: readonly Token[]): readonly Token[] => {
  const at = tokens.findIndex((t, i) => t.word === 'back' && tokens[i + 1]?.word === 'to');
  const [back, to] = [tokens[at], tokens[at + 1]];
  if (back === undefined || to === undefined || at + 2 >= tokens.length || /^(a|an)$/.test(tokens[at + 2]?.word ?? '')) return tokens;
  if (tokens.slice(0, at).some((t) => verbOf(t)?.nounFirst === false && !/^(release|rollout)$/.test(t.word))) return tokens;
  return [...tokens.slice(0, at), { kind: 'word', text: 'back to', word: 'go_back_to', at: back.at, end: to.end }, ...tokens.slice(at + 2)];
};
