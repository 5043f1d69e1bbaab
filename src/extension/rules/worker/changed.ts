import { diffArrays } from 'diff';
import type { Change } from './messages.ts';

/** The text after changes made one after the other; `undefined` when one lies outside of it. */
export function changed(text: string, changes: readonly Change[]): string | undefined {
  let now = text;
  for (const { start, end, text: put } of changes) {
    if (start > end || end > now.length) return undefined;
    now = now.slice(0, start) + put + now.slice(end);
  }
  return now;
}

/** What makes one text of another, by whole lines: changes on the first text, in order, that don't meet. */
export function changesBetween(before: string, after: string): readonly Change[] {
  const changes: Change[] = [];
  let at = 0;
  for (const { added, removed, value } of diffArrays(pieces(before), pieces(after))) {
    const text = value.join('');
    const last = changes.at(-1);
    if (removed) {
      changes.push({ start: at, end: at + text.length, text: '' });
      at += text.length;
    } else if (added) {
      if (last?.end === at && last.text === '') changes[changes.length - 1] = { ...last, text };
      else changes.push({ start: at, end: at, text });
    } else at += text.length;
  }
  return changes;
}

/** Lines, each with what ends it. */
const pieces = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
