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
  const found = tokens.filter((t) => t.kind === 'number' && Number(t.text) > 0);
  const [first, second] = found;
  const before = (t: Token | undefined): string =>
    tokens
      .slice(Math.max(0, tokens.indexOf(t as Token) - 3), tokens.indexOf(t as Token))
      .map((w) => w.word)
      .join(' ');
  if (first !== undefined && second !== undefined) {
    const secondIsLocal = /\b(local\w*|localhost|my)\b/.test(before(second)) && !/\b(local\w*|localhost|my)\b/.test(before(first));
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
  if (n === undefined) return;
  input.since = unit === 'd' ? `${n * 24}h` : unit === 'w' ? `${n * 168}h` : `${n}${unit}`;
  if (amount.kind === 'number') used.add(amount);
}
