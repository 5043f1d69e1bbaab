import type { Made } from './made.ts';
import { textAt } from './piece.ts';

/** Whether a selector in its written form (`app=web,tier!=db,env in (a, b),!old`) chooses an object by its labels or annotations. */
export function selectsText(selector: string, made: Made, of: 'labels' | 'annotations'): boolean {
  return (selector.match(/[^,(]*\([^)]*\)|[^,]+/g) ?? []).every((part) => {
    const text = part.trim();
    const set = /^([^\s!=]+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
    const value = (key: string | undefined): string | undefined => textAt(made.root, ['metadata', of, key ?? '']);
    if (set) {
      const isIn = (set[3] ?? '')
        .split(',')
        .map((one) => one.trim())
        .includes(value(set[1]) ?? '\u0000');
      return (set[2] === 'in') === isIn;
    }
    const [, key, operator, wanted] = /^([^\s!=]+)\s*(==?|!=)\s*(.*)$/.exec(text) ?? [];
    if (key !== undefined) return (value(key) === wanted) === (operator !== '!=');
    return text.startsWith('!') ? value(text.slice(1).trim()) === undefined : value(text) !== undefined;
  });
}
