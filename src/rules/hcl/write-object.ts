import type { Edit } from '../edit.ts';
import type { TextFile } from '../text.ts';
import type { Expr } from './syntax.ts';

/** An object that is written out: `{ name = "web", image = "web:1" }`, on one line or many. */
export type ObjectExpr = Extract<Expr, { readonly kind: 'object' }>;
type Entry = ObjectExpr['entries'][number];

/**
 * Sets an entry of an object, given as Terraform text, in the style of the entries that are there: on their line or on one of
 * its own, with their commas, quotes and `=` or `:`, in line with those right above it. `undefined` where the value there is
 * worked out from something else, or the place after the last entry can't be told.
 */
export function setEntry(file: TextFile, object: ObjectExpr, name: string, value: string): readonly Edit[] | undefined {
  const there = object.entries.find((entry) => keyOf(entry) === name);
  if (there !== undefined) return there.value.kind === 'literal' ? [{ file: file.path, ...spanOf(there.value), text: value }] : undefined;
  const last = object.entries.at(-1);
  if (last === undefined) {
    const isEmpty = /^\{\s*\}$/.test(file.text.slice(object.start, object.end));
    return isEmpty ? [{ file: file.path, ...spanOf(object), text: `{ ${name} = ${value} }` }] : undefined;
  }
  const key = file.text[last.key.start] === '"' ? JSON.stringify(name) : name;
  return isOnItsOwnLine(file, last) ? onItsOwnLine(file, object, key, value) : onTheirLine(file, last, key, value);
}

const spanOf = ({ start, end }: Expr): { readonly start: number; readonly end: number } => ({ start, end });

function keyOf({ key }: Entry): string | undefined {
  if (key.kind === 'name') return key.name;
  return key.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
}

const indentOf = (file: TextFile, entry: Entry): string => file.text.slice(file.lineStart(file.place(entry.key.start).line), entry.key.start);
const isOnItsOwnLine = (file: TextFile, entry: Entry): boolean => indentOf(file, entry).trim() === '';
/** Between a name and its value, without what only lines it up. */
const separator = (file: TextFile, { key, value }: Entry): string => file.text.slice(key.end, value.start).replace(/[ \t]+/g, ' ');

function onTheirLine(file: TextFile, last: Entry, key: string, value: string): readonly Edit[] | undefined {
  const { end } = last.value;
  // Nothing but what comes between two entries, or ends the object.
  if (!/^\s*[,}]/.test(file.text.slice(end))) return undefined;
  return [{ file: file.path, start: end, end, text: `, ${key}${separator(file, last)}${value}` }];
}

function onItsOwnLine(file: TextFile, object: ObjectExpr, key: string, value: string): readonly Edit[] | undefined {
  const { entries } = object;
  const last = entries.at(-1);
  if (last === undefined) return undefined;
  const { end } = last.value;
  const rest = /^[ \t]*(,?)[ \t]*(?:(?:#|\/\/)[^\n]*)?(\r?\n|\})/.exec(file.text.slice(end));
  if (rest === null) return undefined;
  const [whole, comma, closes] = rest;
  const separates = entries.slice(0, -1).some((entry) => /^[ \t]*,/.test(file.text.slice(entry.value.end)));
  const behind = comma === '' && separates ? [{ file: file.path, start: end, end, text: ',' }] : [];

  const chain = alignedAbove(file, entries);
  const now = chain[0] === undefined ? 0 : signAt(file, chain[0]);
  const width = Math.max(now, key.length + 1);
  const wider = chain.flatMap((entry) => {
    const at = entry.key.start + signAt(file, entry);
    return width > now ? [{ file: file.path, start: at, end: at, text: ' '.repeat(width - now) }] : [];
  });
  const between = chain.length === 0 ? separator(file, last) : `${' '.repeat(width - key.length)}${separator(file, last).trimStart()}`;
  const line = `${indentOf(file, last)}${key}${between}${value}${comma}`;
  if (closes === '}') return [...wider, ...behind, { file: file.path, start: end + (comma ?? '').length, end: end + (comma ?? '').length, text: `\n${line}` }];
  const at = end + whole.length;
  return [...wider, ...behind, { file: file.path, start: at, end: at, text: `${line}\n` }];
}

/** How far its `=` or `:` stands from the start of its name. */
const signAt = (file: TextFile, { key, value }: Entry): number => key.end - key.start + file.text.slice(key.end, value.start).search(/[=:]/);

/** The entries on the lines right above the end, the last one first, when their `=` are in line: what `terraform fmt` lines up. */
function alignedAbove(file: TextFile, entries: readonly Entry[]): readonly Entry[] {
  const chain: Entry[] = [];
  let expected: number | undefined;
  for (const entry of entries.toReversed()) {
    const [from, to] = [file.place(entry.key.start).line, file.place(entry.value.end).line];
    if (from !== to || (expected !== undefined && from !== expected) || !isOnItsOwnLine(file, entry)) break;
    chain.push(entry);
    expected = from - 1;
  }
  const isInLine = (entry: Entry): boolean => signAt(file, entry) === signAt(file, chain[0] ?? entry);
  // Written as in JSON, with the colon at the name, nothing is in line.
  const isApart = chain.some((entry) => /^[ \t]/.test(file.text.slice(entry.key.end)));
  return isApart && chain.every(isInLine) ? chain : [];
}
