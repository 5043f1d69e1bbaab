import { verbOf } from './index.ts';
import { numbers } from './lexicon/common.ts';
import { isStop } from './lexicon/words.ts';
import type { Token } from './token.ts';

/** A request as it would have been written: names that were spoken, and what was taken back in the same breath. */
export const written = (tokens: readonly Token[]): readonly Token[] => repaired(spelledOut(tokens));

const endings = /^(tf|tfvars|ya?ml|json|md|txt|ts|js|py|sh|go|sql|csv|hbs|toml|ini|env|hcl|html|xml|lock|log)$/;
const names = /^[\w-]+$/;

/** "main dot tf", "fix slash login", "forty two": one value each. */
function spelledOut(tokens: readonly Token[]): readonly Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const [token, joint, next] = [tokens[i], tokens[i + 1], tokens[i + 2]];
    if (token === undefined) break;
    const before = out.at(-1);
    if (token.kind === 'word' && /^(dot|slash)$/.test(token.word) && before !== undefined && joint !== undefined && isPart(before) && isPart(joint)) {
      const isFile = token.word === 'dot' && endings.test(joint.word);
      const isPath = token.word === 'slash' && !isStop(before.word) && before.kind !== 'number';
      if (isFile || isPath) {
        out.pop();
        const text = `${before.text}${isFile ? '.' : '/'}${joint.text}`;
        out.push({ kind: 'path', text, word: text.toLowerCase(), at: before.at, end: joint.end });
        i++;
        continue;
      }
    }
    // "forty two", "lines ten to thirty"
    const n = token.kind === 'word' ? numbers[token.word] : undefined;
    const ones = joint?.kind === 'word' ? (numbers[joint.word] ?? 0) : 0;
    if (n !== undefined && n >= 20 && n % 10 === 0 && ones > 0 && ones < 10 && joint !== undefined) {
      out.push(number(n + ones, token, joint));
      i++;
      continue;
    }
    const counted = /^(lines?|number)$/.test(before?.word ?? '') || (/^(to|until|till|through)$/.test(before?.word ?? '') && out.at(-2)?.kind === 'number');
    if (n !== undefined && n > 0 && counted && next !== token) {
      out.push(number(n, token, token));
      continue;
    }
    out.push(token);
  }
  return out;
}

const isPart = (token: Token): boolean => token.kind === 'path' || token.kind === 'number' || (token.kind === 'word' && names.test(token.text));

const number = (n: number, first: Token, last: Token): Token => ({ kind: 'number', text: String(n), word: String(n), at: first.at, end: last.end });

/** What people say when they correct themselves, and what they say when they give up. */
const corrects = /^(no wait|wait no|no sorry|sorry no|sorry i mean|no i mean|no i meant|i mean|or rather|no rather|correction)$/;
const givesUp = /^(no )?(forget|scratch|ignore|drop) (that|it|this)$|^never mind$|^nevermind$/;

/** "in orders, no wait, in payments", "front end I mean frontend": what was said last holds. */
function repaired(tokens: readonly Token[]): readonly Token[] {
  for (let i = 1; i < tokens.length; i++) {
    const end = markerAt(tokens, i);
    if (end === undefined) continue;
    const rest = tokens.slice(end);
    if (rest.length === 0 || givesUp.test(said(tokens, i, end))) return repaired([...tokens.slice(0, startOf(tokens, i)), ...rest]);
    const [first] = rest;
    if (first === undefined) continue;
    // Of what stands before, the part that begins as the correction does is taken back; else the value right before it.
    const start = startOf(tokens, i);
    const like = tokens.findLastIndex((t, n) => n >= start && n < i && t.word === first.word && t.word !== 'the');
    const kept = like >= 0 ? like : verbOf(first)?.form === 'base' ? undefined : valueBefore(tokens, i, first);
    if (kept !== undefined && kept > start) return repaired([...tokens.slice(0, kept), ...rest]);
  }
  return tokens;
}

/** Where a correction that begins at `i` ends, its commas with it. */
function markerAt(tokens: readonly Token[], i: number): number | undefined {
  let at = i;
  while (isPause(tokens[at])) at++;
  for (let length = 4; length > 0; length--) {
    const words = said(tokens, at, at + length);
    if (!(corrects.test(words) || (givesUp.test(words) && isOver(tokens, at + length) && at > 0))) continue;
    let end = at + length;
    while (isPause(tokens[end])) end++;
    return end;
  }
  return undefined;
}

const isPause = (token: Token | undefined): boolean => token?.kind === 'mark' && /^(,|-|–|—|…)$/.test(token.text);
const isOver = (tokens: readonly Token[], at: number): boolean => tokens.slice(at).every((t) => t.kind === 'mark');
const said = (tokens: readonly Token[], from: number, to: number): string =>
  tokens
    .slice(from, to)
    .filter((t) => !isPause(t))
    .map((t) => (t.kind === 'word' ? t.word : '\u0000'))
    .join(' ');

/** Where the sentence begins that `i` stands in. */
const startOf = (tokens: readonly Token[], i: number): number => tokens.findLastIndex((t, n) => n < i && t.kind === 'mark' && /^[.!?;\n]$/.test(t.text)) + 1;

/** "front end I mean frontend": a name in two words is taken back whole. */
function valueBefore(tokens: readonly Token[], i: number, first: Token): number | undefined {
  const [two, one] = [tokens[i - 2], tokens[i - 1]];
  if (one === undefined || one.kind === 'mark') return undefined;
  return two !== undefined && first.text.toLowerCase() === `${two.text}${one.text}`.toLowerCase() ? i - 2 : i - 1;
}
