import { type Field, wordsOfName } from '../fields.ts';
import type { Profile } from '../index.ts';
import { numbers } from '../lexicon/common.ts';
import { isStop } from '../lexicon/words.ts';
import { isNovel } from '../read.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';
import { slotOf } from './slots.ts';

/**
 * What stands beside the very name of an input: "parallelism 4", "10 lines of context", "cache-control max-age=60", "version id
 * 3f2a". For inputs no other way of saying is known of, whatever the tool; numbers with what they count.
 */
export function byOwnName(profile: Profile, tokens: readonly Token[], filling: Filling): void {
  for (const field of profile.fields) {
    if (field.name in filling.input || field.values.length > 0) continue;
    if (field.type === 'number') amountNamed(field, tokens, filling);
    else if (field.type === 'string' && slotOf(profile.spec.name, field.name) === undefined) valueNamed(field, tokens, filling);
  }
}

/** Where the name of an input is said, and how many tokens long. */
function saidAt(words: readonly string[], tokens: readonly Token[]): { readonly at: number; readonly length: number } | undefined {
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]?.kind !== 'word') continue;
    if (words.length > 1 && [words.join('-'), words.join('_'), words.join('')].includes(tokens[at]?.text.toLowerCase() ?? '')) return { at, length: 1 };
    if (words.every((word, n) => tokens[at + n]?.word === word || tokens[at + n]?.text.toLowerCase() === word)) return { at, length: words.length };
  }
  return undefined;
}

const links = /^(of|is|to|at|as|be|set|being|=|:|with|the|called|named)$/;

function valueNamed(field: Field, tokens: readonly Token[], { input, used }: Filling): void {
  const words = wordsOfName(field.name);
  const said = saidAt(words, tokens);
  if (said === undefined || (words.length === 1 && said.at === 0)) return;
  let at = said.at + said.length;
  while (links.test(tokens[at]?.word ?? '') && tokens[at]?.kind !== 'quote') at++;
  const token = tokens[at];
  if (token === undefined || used.has(token) || token.kind === 'mark' || token.kind === 'flag') return;
  if (token.kind === 'word' && (isStop(token.word) || !isNovel(token))) return;
  if (field.pattern !== undefined && !field.pattern.test(token.text)) return;
  input[field.name] = token.text;
  used.add(token);
}

const counting = /^(lines?|rows?|levels?|entries|results?|items?|steps?|ways?|seconds?|minutes?|of|as|for|the|in|-)$/;

function amountNamed(field: Field, tokens: readonly Token[], { input, used }: Filling): void {
  const words = wordsOfName(field.name).filter((w) => !/^(seconds|minutes|max)$/.test(w));
  const said = words.length === 0 ? undefined : saidAt(words, tokens);
  if (said === undefined) return;
  let after = said.at + said.length;
  while (links.test(tokens[after]?.word ?? '')) after++;
  let before = said.at - 1;
  while (before >= 0 && counting.test(tokens[before]?.word ?? '')) before--;
  for (const token of [tokens[after], tokens[before]]) {
    const n = token === undefined || used.has(token) ? undefined : token.kind === 'number' ? Number(token.text) : numbers[token.word];
    if (token === undefined || n === undefined || (field.min !== undefined && n < field.min) || (field.max !== undefined && n > field.max)) continue;
    if (token.kind === 'word' && token.word === 'none') continue;
    input[field.name] = n;
    used.add(token);
    return;
  }
}
