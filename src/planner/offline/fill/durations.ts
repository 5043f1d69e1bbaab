import type { Profile } from '../index.ts';
import { numbers } from '../lexicon/common.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

const seconds: Readonly<Record<string, number>> = {
  s: 1,
  sec: 1,
  secs: 1,
  second: 1,
  m: 60,
  min: 60,
  mins: 60,
  minute: 60,
  h: 3600,
  hr: 3600,
  hrs: 3600,
  hour: 3600,
};

/** Words in front of how long an input is, and right behind it, by the input's name. */
const roles: readonly (readonly [name: RegExp, before: RegExp, after: RegExp])[] = [
  [/^lockTimeout/, /\b(locks?|locked|wait|waiting)\b/, /^(lock|time ?out|max|at most)\b/],
  [/^gracePeriod/, /\b(grace|graceful|gracefully|to shut down|period)\b/, /^(of )?(grace|to shut down)\b/],
  [/^(follow|watch|for)Seconds$/, /\b(for|next|during)( the)?( next)?$/, /(?!)/],
  [
    /^timeout/,
    /\b(give..up|give up|abort|cancel|time ?out|at most|most|max|maximum|up to|within|longer than|more than|give (it|them|this)|stop (it )?after|limit|wait|after|allow)\b/,
    /^(time ?out|max|maximum|at most|tops?)\b/,
  ],
];

/** "at most 2 minutes", "with a timeout of 90s", "wait up to half an hour for the lock": durations, in the unit the input counts in. */
export function durations(profile: Profile, tokens: readonly Token[], { input, used }: Filling): void {
  const fields = profile.fields.filter((f) => f.type === 'number' && /(Seconds|Minutes)$/.test(f.name) && !(f.name in input));
  if (fields.length === 0) return;
  for (const [i, token] of tokens.entries()) {
    const length = used.has(token) ? undefined : lengthAt(tokens, i);
    if (length === undefined) continue;
    const before = tokens
      .slice(Math.max(0, i - 5), i)
      .map((t) => t.word)
      .join(' ');
    const after = tokens
      .slice(i + length.tokens, i + length.tokens + 3)
      .map((t) => t.word)
      .join(' ');
    const field = roles.flatMap(([name, ahead, behind]) => fields.filter((f) => name.test(f.name) && (ahead.test(before) || behind.test(after)))).at(0);
    if (field === undefined || field.name in input) continue;
    const n = /Minutes$/.test(field.name) ? Math.ceil(length.seconds / 60) : length.seconds;
    if ((field.min !== undefined && n < field.min) || (field.max !== undefined && n > field.max)) continue;
    input[field.name] = n;
    for (const t of tokens.slice(i, i + length.tokens)) used.add(t);
  }
}

function lengthAt(tokens: readonly Token[], i: number): { readonly seconds: number; readonly tokens: number } | undefined {
  const [token, next, then] = [tokens[i], tokens[i + 1], tokens[i + 2]];
  if (token?.kind === 'span') {
    const [, n, unit] = /^(\d+)([a-z]+)$/.exec(token.word) ?? [];
    const each = seconds[unit ?? ''];
    return each === undefined ? undefined : { seconds: Number(n) * each, tokens: 1 };
  }
  if (token?.word === 'half' && /^an?$/.test(next?.word ?? '') && then?.word === 'hour') return { seconds: 1800, tokens: 3 };
  const n = token?.kind === 'number' ? Number(token.text) : /^an?$/.test(token?.word ?? '') ? 1 : token?.kind === 'word' ? numbers[token.word] : undefined;
  const each = next?.kind === 'word' ? seconds[next.word.replace(/(?<=..)s$/, '')] : undefined;
  return n === undefined || n < 1 || each === undefined ? undefined : { seconds: n * each, tokens: 2 };
}
