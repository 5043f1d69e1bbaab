import { TextFile } from './text.ts';

/** Replaces a stretch of one file; the end is exclusive, and an empty stretch inserts. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text with these edits made. Where two overlap the first one given wins and the other is left out (it comes in
 * the next round, over the new text); inserts at one place keep their order. Inserted lines end as the file's do.
 */
export function applyEdits(path: string, text: string, edits: readonly Edit[]): { readonly text: string; readonly made: number } {
  const lineEnd = new TextFile(path, text).lineEnd;
  const sorted = edits
    .map((edit, order) => ({ edit, order }))
    .filter(({ edit }) => edit.file === path)
    .sort((a, b) => a.edit.start - b.edit.start || a.order - b.order);
  let result = '';
  let at = 0;
  let made = 0;
  let last: Edit | undefined;
  for (const { edit } of sorted) {
    if (edit.start < at || edit.end > text.length) continue;
    if (last && last.start === edit.start && last.text === edit.text && last.end === edit.end) continue;
    result += text.slice(at, edit.start) + (lineEnd === '\r\n' ? edit.text.replace(/\r?\n/g, '\r\n') : edit.text);
    at = edit.end;
    last = edit;
    made += 1;
  }
  return { text: result + text.slice(at), made };
}
