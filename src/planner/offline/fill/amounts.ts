import type { Profile } from '../index.ts';
import { numbers } from '../lexicon/common.ts';
import { isStop } from '../lexicon/words.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

type Has = (name: string) => boolean;

/** `8080:80`, "port 8080 to port 80". */
export function ports(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  if (!has('remotePort')) return;
  const pair = tokens.find((t) => t.kind === 'ports');
  if (pair !== undefined) {
    const [local, remote] = pair.text.split(':').map(Number);
    Object.assign(input, { localPort: local, remotePort: remote });
    used.add(pair);
    return;
  }
  const found = tokens.filter((t, i) => t.kind === 'number' && Number(t.text) > 0 && !((tokens[i + 1]?.word ?? '') in units));
  const [first, second] = found;
  const before = (t: Token | undefined): string =>
    tokens
      .slice(Math.max(0, tokens.indexOf(t as Token) - 3), tokens.indexOf(t as Token))
      .map((w) => w.word)
      .join(' ');
  if (first !== undefined && second !== undefined) {
    const own = /\b(local\w*|localhost|my)\b/;
    const at = tokens.indexOf(second);
    const behind = (from: number, to: number): boolean => {
      const text = tokens.slice(from, to).map((t) => t.word);
      return /^(here|locally|(of|on|at|from) (my|this|the local|localhost))\b/.test(text.join(' '));
    };
    const firstIsLocal = own.test(before(first)) || behind(tokens.indexOf(first) + 1, at);
    const secondIsLocal = (own.test(before(second).replace(/^.*\bto\b/, 'to')) || behind(at + 1, tokens.length)) && !firstIsLocal;
    Object.assign(
      input,
      secondIsLocal ? { localPort: Number(second.text), remotePort: Number(first.text) } : { localPort: Number(first.text), remotePort: Number(second.text) },
    );
  } else if (first !== undefined) input.remotePort = Number(first.text);
  for (const t of found) used.add(t);
}

/** "the last 100 lines". */
export function lines(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  if (!has('tail')) return;
  const at = tokens.findIndex(
    (t, i) =>
      t.kind === 'number' &&
      (/^(lines?|entries|rows)$/.test(tokens[i + 1]?.word ?? '') ||
        (/^(last|tail|latest)$/.test(tokens[i - 1]?.word ?? '') && !/^(min|sec|hour|day|h|m|s$)/.test(tokens[i + 1]?.word ?? ''))),
  );
  const token = tokens[at];
  if (token === undefined) return;
  input.tail = Number(token.text);
  used.add(token);
}

const units: Readonly<Record<string, string>> = {
  minute: 'm',
  minutes: 'm',
  min: 'm',
  mins: 'm',
  hour: 'h',
  hours: 'h',
  second: 's',
  seconds: 's',
  secs: 's',
  day: 'd',
  days: 'd',
  week: 'w',
  weeks: 'w',
};

/** "the last 10 minutes", "since 2h", "of the past hour". */
export function since(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  if (!has('since') || 'since' in input || !has('tail')) return;
  const at = tokens.findIndex((t) => t.kind === 'word' && t.word in units);
  const unit = units[tokens[at]?.word ?? ''];
  const amount = tokens[at - 1];
  if (unit === undefined || amount === undefined) return;
  const n =
    amount.kind === 'number'
      ? Number(amount.text)
      : ({ last: 1, past: 1, an: 1, one: 1, two: 2, three: 3, five: 5, ten: 10 } as Record<string, number>)[amount.word];
  // "follow the logs for 60 seconds": how long from now on.
  const follows = has('followSeconds') && tokens[at - 2]?.word === 'for' && tokens.some((t) => /^(follow|stream|watch|tail)/.test(t.word));
  if (n === undefined || follows) return;
  input.since = unit === 'd' ? `${n * 24}h` : unit === 'w' ? `${n * 168}h` : `${n}${unit}`;
  if (amount.kind === 'number') used.add(amount);
}

/** "lines 10 to 40", "from line 5 on", "the first 20 lines". */
export function span(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  const start = has('startLine') ? 'startLine' : 'line';
  if (!has(start) || !has('lineCount')) return;
  const at = tokens.findIndex((t) => t.kind === 'word' && /^lines?$/.test(t.word));
  const [first, joint, second] = tokens.slice(at + 1).filter((t) => !/^(from|number|lines?)$/.test(t.word));
  if (at < 0 || first === undefined) return;
  const both = /^(\d+)[-–:](\d+)$/.exec(first.text);
  const from = Number(both?.[1] ?? first.text);
  const to = both !== null ? Number(both[2]) : joint !== undefined && /^(to|through|until|till|and|-|–)$/.test(joint.word) ? Number(second?.text) : Number.NaN;
  if (!Number.isInteger(from) || from < 1) return;
  input[start] = from;
  used.add(first);
  if (Number.isInteger(to) && to >= from) {
    input.lineCount = to - from + 1;
    if (both === null && second !== undefined) used.add(second);
  } else if (tokens[at]?.word === 'line' && tokens[at - 1]?.word !== 'from' && !/^(on|onwards?|upwards?|down|forward)$/.test(joint?.word ?? ''))
    input.lineCount = 1;
}

const amountOf = (token: Token | undefined): number | undefined =>
  token?.kind === 'number' ? Number(token.text) : token?.kind === 'word' && (numbers[token.word] ?? 0) > 0 ? numbers[token.word] : undefined;

const ranked =
  /^(most|recent|latest|newest|last|first|top|oldest|open|closed|merged|new|of|them|the|previous|past|git|pr|issue|file|search|more|matching|single)$/;
const counted =
  /^(commits?|entries|entry|results?|hits?|matches|match|items?|things|lines|rows|objects?|pull_requests?|prs?|merge_requests?|mrs?|issues?|tickets?|bugs?|files?|revisions?|releases?|records?|names?|keys?|log_entries|them|changes)$/;

/** "the last 10 commits", "five most recent PRs", "20 of them", "the last commit". */
export function limit(profile: Profile, tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  const name = ['limit', 'max', 'lineCount'].find((n) => has(n) && profile.fields.some((f) => f.name === n && f.type === 'number'));
  if (name === undefined || name in input) return;
  for (const [i, token] of tokens.entries()) {
    const n = amountOf(token);
    if (n === undefined || n < 1 || used.has(token)) continue;
    let at = i + 1;
    while (ranked.test(tokens[at]?.word ?? '') && !/^them$/.test(tokens[at]?.word ?? '')) at++;
    const thing = tokens[at]?.word ?? '';
    const before = tokens[i - 1]?.word ?? '';
    const bounded = /^(last|latest|first|top|newest|limit|max|maximum)$/.test(before) || /^(limit|max|maximum|most|up|than)$/.test(tokens[i - 2]?.word ?? '');
    if (!(counted.test(thing) || (bounded && name !== 'lineCount' && !(thing in units))) || (name === 'lineCount' && !/^lines?$/.test(thing))) continue;
    if (name === 'lineCount' && /^(last|final|bottom)$/.test(before)) continue;
    input[name] = n;
    used.add(token);
    return;
  }
  const at = tokens.findIndex((t, i) => /^(commit|entry)$/.test(t.word) && /^(last|latest|newest|recent)$/.test(tokens[i - 1]?.word ?? ''));
  if (at > 0 && profile.spec.name === 'git.log' && !/^(since|after|before|from|until)$/.test(tokens.slice(Math.max(0, at - 3), at - 1).at(-1)?.word ?? ''))
    input[name] = 1;
}

/** "two levels deep", "depth of 4", "shallow". */
export function depth(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  if (!has('depth') || 'depth' in input) return;
  for (const [i, token] of tokens.entries()) {
    const n = amountOf(token);
    if (n === undefined || n < 1 || used.has(token)) continue;
    const after = tokens[i + 1]?.word ?? '';
    const before = tokens
      .slice(Math.max(0, i - 2), i)
      .map((t) => t.word)
      .join(' ');
    if (!/^(levels?|layers?|deep|commits?|-levels?)$/.test(after) && !/\b(depth|level|deep)( of| to| is)?$|(^| )-l$/.test(before)) continue;
    input.depth = n;
    used.add(token);
    return;
  }
  const text = tokens.map((t) => t.word).join(' ');
  const isShallow = /\bshallow(ly)?\b|\b(only|just|but|than) (for )?(the |its )?(last|latest|newest|most recent) commit\b|\b(last|latest|newest) commit only\b/;
  if (has('url') && isShallow.test(text)) input.depth = 1;
}

const likes: Readonly<Record<string, (text: string) => string>> = {
  start: (text) => `${text}*`,
  end: (text) => `*${text}`,
  any: (text) => `*${text}*`,
};

/** "whose name begins with golden-", "that have name with deploy", "with api in their names". */
export function nameLike(profile: Profile, tokens: readonly Token[], request: string, { input, used }: Filling, has: Has): void {
  const starred = profile.fields.find((f) => f.name === 'name' && /\*/.test(f.description));
  const field = starred?.name ?? ['filter', 'message'].find((n) => n === 'filter' && has(n));
  if (field === undefined || field in input) return;
  for (const [i, token] of tokens.entries()) {
    if (used.has(token) || token.kind === 'mark') continue;
    const before = tokens
      .slice(Math.max(0, i - 5), i)
      .map((t) => t.word)
      .join(' ');
    const after = tokens
      .slice(i + 1, i + 4)
      .map((t) => t.word)
      .join(' ');
    const how = /\b(start|begin)\w* (with|by)$|\bprefix(ed)?( with)?$/.test(before)
      ? 'start'
      : /\bend\w* (with|in|on|by)$|\bsuffix(ed)?( with)?$/.test(before)
        ? 'end'
        : /\b(contain|includ|match|hav)\w*( the)?( word| text| string)?$|\bnames? (with|like|of|has|have|is like|looks like)$/.test(before) &&
            /\b(names?|whose|that|which|called|named)\b/.test(before)
          ? 'any'
          : /^in (the|their|its|his)? ?names?\b/.test(after)
            ? 'any'
            : starred === undefined && field === 'filter' && /\b(contain|includ|match)\w*$/.test(before)
              ? 'any'
              : undefined;
    if (how === undefined || /^(the|a|an|word|text|string|name|names)$/.test(token.word) || (token.kind === 'word' && isStop(token.word))) continue;
    const dash = /^[-_](?=[\s.,;?!]|$)/.exec(request.slice(token.end))?.[0] ?? '';
    input[field] = starred === undefined ? token.text + dash : (likes[how]?.(token.text + dash) ?? token.text);
    used.add(token);
    return;
  }
}

/** "who uses process.env.PORT": looks like a file, and is what to look for. */
export function searched(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  if (!has('text') || !has('regex') || 'text' in input || tokens.some((t) => t.kind === 'quote' || t.kind === 'command')) return;
  const at = tokens.findIndex(
    (t, i) =>
      t.kind === 'path' &&
      !/[/*]/.test(t.text) &&
      /^(use[sd]?|using|calls?|called|mention(s|ed|ing)?|contain(s|ing)?|sets?|reads?|find|grep|for|of|reference[sd]?|imports?)$/.test(
        tokens[i - 1]?.word ?? '',
      ),
  );
  const token = tokens[at];
  if (token === undefined) return;
  input.text = token.text;
  used.add(token);
}
