import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { notFound, patternInvalid } from '../../../domain/failure/files.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { SearchInput } from '../search.ts';
import { globSource, literal } from './ignore.ts';
import { decodeText } from './text.ts';
import { statOf, walk } from './walk.ts';

export interface Match {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export interface Search {
  readonly matches: readonly Match[];
  readonly truncated: boolean;
  readonly notes: readonly string[];
}

const fileBytesMax = 4 * 1024 * 1024;
const filesMax = 50_000;
/** A regular expression on a longer line could take for ever. */
const lineCharactersMax = 20_000;

/** Searches without any program: file by file, bounded in files, size and matches; what is passed over is told. */
export async function searchInProcess(what: SearchInput, at: Workplace): Promise<Outcome<Search>> {
  const kind = await at.files.kind(what.path);
  if (!kind.ok) return kind;
  if (kind.value === 'nothing') return failed(notFound(what.path));
  // Nothing here can stop a regular expression that has gone astray, so one that may is not begun.
  if (what.regex && /\((?:[^()\\]|\\.)*(?:[+*]|\{\d+,)(?:[^()\\]|\\.)*\)(?:[+*]|\{\d)/.test(what.text))
    return failed(patternInvalid(what.text, 'it repeats a group that repeats itself, which can take for ever without ripgrep (rg)'));
  const wanted = patternOf(what);
  const included =
    what.include === undefined ? undefined : new RegExp(`^${what.include.includes('/') ? '' : '(?:.*/)?'}${globSource(what.include) ?? '(?!)'}$`);
  const matches: Match[] = [];
  const tooBig: string[] = [];
  let files = 0;
  const paths = kind.value === 'file' ? one(what.path) : filesIn(at, what);
  for await (const path of paths) {
    if (included !== undefined && !included.test(path)) continue;
    if (++files > filesMax) return ok({ matches, truncated: true, notes: [`only the first ${filesMax.toLocaleString('en-US')} files were searched`] });
    const size = await statOf(at, path);
    if (!size.ok) continue;
    if (size.value.bytes > fileBytesMax) {
      tooBig.push(path);
      continue;
    }
    const content = await at.files.read(path);
    const text = content.ok && content.value !== undefined ? decodeText(content.value)?.text : undefined;
    if (text === undefined) continue;
    for (const match of matchesIn(path, text, wanted)) {
      if (matches.length >= what.limit) return ok({ matches, truncated: true, notes: notesOf(tooBig) });
      matches.push(match);
    }
  }
  return ok({ matches, truncated: false, notes: notesOf(tooBig) });
}

async function* one(path: string): AsyncGenerator<string> {
  yield path;
}

async function* filesIn(at: Workplace, what: SearchInput): AsyncGenerator<string> {
  for await (const found of walk(at, what.path, { depthMax: 100, ignored: what.ignored, hidden: true })) if (found.kind === 'file') yield found.path;
}

function* matchesIn(path: string, text: string, wanted: RegExp): Generator<Match> {
  for (const [n, line] of text.split(/\r?\n/).entries()) {
    for (const match of line.slice(0, lineCharactersMax).matchAll(wanted))
      if (match[0] !== '') yield { path, line: n + 1, column: match.index + 1, text: shorten(line) };
  }
}

function patternOf(what: SearchInput): RegExp {
  const source = what.regex ? what.text : literal(what.text);
  return new RegExp(what.wholeWord ? `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])` : source, what.caseSensitive ? 'gu' : 'giu');
}

const notesOf = (tooBig: readonly string[]): readonly string[] =>
  tooBig.length === 0 ? [] : [`${tooBig.length} files over ${fileBytesMax / 1024 / 1024} MB were passed over: ${tooBig.slice(0, 5).join(', ')}`];

/** A line for showing: its beginning. */
export const shorten = (line: string): string => (line.length > 500 ? `${line.slice(0, 500)}…` : line);
