import { verbOf } from './index.ts';
import type { Token } from './token.ts';

/** "read:⏎- a.yaml⏎- b.yaml", "helm rollback⏎- release: api⏎- revision: 7": a list below a line belongs to that line. */
export function unlisted(tokens: readonly Token[]): readonly Token[] {
  const lines = linesOf(tokens);
  if (!lines.some(isItem)) return tokens;
  const out: Token[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (line === undefined) continue;
    const items: (readonly Token[])[] = [];
    for (let next = lines[i + 1]; !isItem(line) && next !== undefined && isItem(next); next = lines[i + 1 + items.length]) items.push(next.slice(1));
    const head = line.at(-1)?.word === ':' ? line.slice(0, -1) : line;
    const belongs = items.length > 0 && head.some((t) => verbOf(t) !== undefined) && items.every((item) => isSetting(item) || isThing(item));
    const end = line.at(-1);
    if (!belongs || end === undefined) {
      out.push(...(isItem(line) ? line.slice(1) : line), ...newLine(line));
      continue;
    }
    out.push(...head);
    for (const [n, item] of items.entries()) {
      const at = item[0]?.at ?? end.end;
      const joint = n === 0 || isSetting(item) ? [] : [{ kind: 'word', text: 'and', word: 'and', at, end: at } as const];
      out.push(...joint, ...item.filter((t, k) => !(t.word === ':' && k <= settingWords)));
    }
    out.push(...newLine(items.at(-1) ?? line));
    i += items.length;
  }
  return out;
}

const settingWords = 3;

const newLine = (line: readonly Token[]): readonly Token[] => {
  const at = line.at(-1)?.end ?? 0;
  return [{ kind: 'mark', text: '\n', word: '\n', at, end: at }];
};

function linesOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const lines: Token[][] = [[]];
  for (const token of tokens)
    if (token.text === '\n') lines.push([]);
    else lines.at(-1)?.push(token);
  return lines.filter((line) => line.length > 0);
}

const isItem = (line: readonly Token[]): boolean => line.length > 1 && /^[-*•]$/.test(line[0]?.text ?? '') && line[0]?.kind === 'mark';

/** "release: api" */
const isSetting = (item: readonly Token[]): boolean => {
  const colon = item.findIndex((t) => t.word === ':');
  return colon > 0 && colon <= settingWords && colon < item.length - 1 && item.slice(0, colon).every((t) => t.kind === 'word');
};

/** A value, or a name alone: nothing to be done. */
const isThing = (item: readonly Token[]): boolean =>
  item.length <= 2 && item.every((t) => t.kind !== 'mark') && !item.some((t) => verbOf(t)?.form === 'base' && verbOf(t)?.nounFirst === false);
