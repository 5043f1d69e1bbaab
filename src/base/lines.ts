import { diffArrays } from 'diff';

/** Lines that are only in `after`, and only in `before`. */
export function lineCounts(before: string, after: string): { readonly added: number; readonly removed: number } {
  if (before === after) return { added: 0, removed: 0 };
  if (before === '') return { added: lines(after).length, removed: 0 };
  if (after === '') return { added: 0, removed: lines(before).length };
  let added = 0;
  let removed = 0;
  for (const part of diffArrays(lines(before), lines(after))) {
    if (part.added) added += part.count;
    if (part.removed) removed += part.count;
  }
  return { added, removed };
}

/** Without the empty piece after the last newline. */
export const lines = (text: string): string[] => {
  const all = text.split('\n');
  if (all.at(-1) === '') all.pop();
  return all;
};
