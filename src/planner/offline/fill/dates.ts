import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

const day = 86_400_000;
const weekdays = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const lengths: Readonly<Record<string, number>> = { day: 1, days: 1, week: 7, weeks: 7, fortnight: 14, month: 30, months: 30, year: 365, years: 365 };
const amounts: Readonly<Record<string, number>> = { last: 1, past: 1, previous: 1, a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, ten: 10 };

/**
 * "since 2026-03-01", "before 2025-12-24", "between … and …"; and, where the context says which day it is, "since monday", "last
 * week", "in the past 3 days".
 */
export function dates(tokens: readonly Token[], { input, used }: Filling, today: string | undefined): void {
  const put = (name: 'since' | 'until', value: string, of: readonly (Token | undefined)[]): void => {
    if (!(name in input)) input[name] = value;
    for (const token of of) if (token !== undefined) used.add(token);
  };
  const given = tokens.filter((t) => t.kind === 'date');
  for (const [n, token] of given.entries()) {
    const before = tokens[tokens.indexOf(token) - 1]?.word ?? '';
    const isEnd = /^(before|until|till|to|through|by|prior)$/.test(before) || (n > 0 && /^(and|-|–)$/.test(before));
    put(isEnd ? 'until' : 'since', token.text, [token]);
  }
  const now = today === undefined ? Number.NaN : Date.parse(`${today.slice(0, 10)}T00:00:00Z`);
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'word' || used.has(token)) continue;
    const before = tokens[i - 1];
    const back = daysBack(token, before, tokens[i + 1], now);
    if (back === undefined) continue;
    // Without a day to count from nothing can be said; the words are no names all the same.
    const words = [token, ...(before !== undefined && (before.kind === 'number' || before.word in amounts) ? [before] : [])];
    if (Number.isNaN(now)) for (const word of words) used.add(word);
    else {
      const ends = words.length > 1 ? tokens[i - 2] : before;
      put(/^(before|until|till)$/.test(ends?.word ?? '') ? 'until' : 'since', new Date(now - back * day).toISOString().slice(0, 10), words);
    }
  }
}

function daysBack({ word }: Token, before: Token | undefined, next: Token | undefined, now: number): number | undefined {
  if (word === 'today' || word === 'tonight') return 0;
  if (word === 'yesterday') return 1;
  const weekday = weekdays.indexOf(word);
  if (weekday >= 0) return Number.isNaN(now) ? 0 : (new Date(now).getUTCDay() - weekday + 7) % 7 || 7;
  const length = lengths[word];
  if (length === undefined) return undefined;
  if (before?.word === 'this' || before?.word === 'current') {
    if (Number.isNaN(now)) return 0;
    const date = new Date(now);
    return length === 7 ? (date.getUTCDay() + 6) % 7 : length === 30 ? date.getUTCDate() - 1 : length === 365 ? undefined : 0;
  }
  const amount = before?.kind === 'number' ? Number(before.text) : amounts[before?.word ?? ''];
  if (amount === undefined || (/^an?$/.test(before?.word ?? '') && next?.word !== 'ago')) return undefined;
  return amount * length;
}
