import type { TextFile } from '../text.ts';
import { type Suppression, suppressionsOf } from './suppress.ts';

/** What the comments of a YAML file keep quiet. */
export function commentsOf(file: TextFile): readonly Suppression[] {
  if (!/(ignore|skip)/.test(file.text)) return [];
  const spans = [...file.text.matchAll(/(^|[ \t])#[^\n\r]*/gm)].map((match) => ({
    start: match.index + (match[1]?.length ?? 0),
    end: match.index + match[0].length,
  }));
  return suppressionsOf(file, spans);
}
