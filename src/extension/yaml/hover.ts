import { cursorAt } from './cursor.ts';
import { docsOf } from './offers.ts';
import { below, type JsonSchema, typeWords } from './schema.ts';

export interface HoverText {
  /** Markdown. */
  readonly text: string;
  /** Columns on the line. */
  readonly from: number;
  readonly to: number;
}

/** A word of a YAML file, and where it stands: a key, or a value of the last key of `path`. The file may be broken. */
export interface Word {
  readonly text: string;
  readonly isKey: boolean;
  /** Of a key: with it. */
  readonly path: readonly string[];
  readonly from: number;
  readonly to: number;
}

export function wordAt(lines: readonly string[], line: number, column: number, holdsMaps: (path: readonly string[]) => boolean): Word | undefined {
  const text = lines[line] ?? '';
  const word = [...text.matchAll(/[\w.$*-]+/g)].find((m) => m.index <= column && column <= m.index + m[0].length);
  if (word === undefined || text.slice(0, word.index).includes(' #') || text.trimStart().startsWith('#')) return undefined;
  const from = word.index;
  const to = from + word[0].length;
  const isKey = /^\s*["']?\s*:(\s|$)/.test(text.slice(to));
  const { path } = cursorAt(lines, line, isKey ? from : to, holdsMaps);
  return { text: word[0], isKey, path: isKey ? [...path, word[0]] : path, from, to };
}

/** What a schema says of a key. */
export function keyHover(schema: JsonSchema, { path, text, from, to }: Word): HoverText | undefined {
  const field = below(schema, path);
  return field === undefined ? undefined : { text: [`\`${text}\`: ${typeWords(field)}`, docsOf(field)].filter(Boolean).join('\n\n'), from, to };
}
