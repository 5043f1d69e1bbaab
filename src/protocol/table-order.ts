import type { Column, ColumnKind } from './table.ts';
import { ageSeconds, isEmpty, plain, shown } from './table-cell.ts';

export interface Sort {
  readonly column: string;
  readonly down: boolean;
}

export interface Wanted {
  /** Words that must all be in the row, in whichever column; an empty text wants all. */
  readonly text: string;
  /** By column: {@link wants} says how. */
  readonly byColumn: Readonly<Record<string, string>>;
  readonly sort?: Sort;
}

type Key = string | number | undefined;

/**
 * The rows of a table in the order a person asked for. What it finds out about a column (its texts, its order) is kept,
 * so that each letter typed into a filter costs little.
 */
export class Ordered {
  readonly #columns: ReadonlyMap<string, { readonly at: number; readonly kind: ColumnKind }>;
  readonly #rows: readonly (readonly unknown[])[];
  readonly #texts = new Map<string, readonly string[]>();
  readonly #keys = new Map<string, readonly Key[]>();
  readonly #ranks = new Map<string, Int32Array>();
  #whole: readonly string[] | undefined;

  constructor(columns: readonly Column[], rows: readonly (readonly unknown[])[]) {
    this.#columns = new Map(columns.map(({ id, kind }, at) => [id, { at, kind }]));
    this.#rows = rows;
  }

  /** Their places in the table. Rows that are alike for the sort stay in the order they came; what is empty comes last. */
  arrange({ text, byColumn, sort }: Wanted): readonly number[] {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const tests = Object.entries(byColumn)
      .filter(([id, asked]) => asked.trim() !== '' && this.#columns.has(id))
      .map(([id, asked]) => this.#test(id, asked));
    const whole = words.length > 0 ? this.#all() : [];
    const found: number[] = [];
    for (let row = 0; row < this.#rows.length; row++) {
      if (words.every((word) => whole[row]?.includes(word)) && tests.every((test) => test(row))) found.push(row);
    }
    if (sort === undefined || !this.#columns.has(sort.column)) return found;
    const ranks = this.#rank(sort.column);
    const direction = sort.down ? -1 : 1;
    return found.sort((a, b) => {
      const x = ranks[a] ?? 0;
      const y = ranks[b] ?? 0;
      return x === y ? a - b : x < 0 ? 1 : y < 0 ? -1 : (x - y) * direction;
    });
  }

  #test(id: string, asked: string): (row: number) => boolean {
    const { kind } = this.#columns.get(id) ?? { kind: 'text' };
    const wanted = wants(asked, kind);
    if (wanted.kind === 'range') {
      const keys = this.#key(id);
      return (row) => {
        const key = keys[row];
        return typeof key === 'number' && wanted.holds(key);
      };
    }
    const texts = this.#text(id);
    return (row) => wanted.holds(texts[row] ?? '');
  }

  /** In small letters: as it is shown and, where that differs, exactly. */
  #text(id: string): readonly string[] {
    let texts = this.#texts.get(id);
    if (texts === undefined) {
      const { at, kind } = this.#columns.get(id) ?? { at: -1, kind: 'text' };
      texts = this.#rows.map((row) => {
        const exact = plain(row[at]);
        const seen = shown(row[at], kind);
        return (seen === exact ? exact : `${seen}\n${exact}`).toLowerCase();
      });
      this.#texts.set(id, texts);
    }
    return texts;
  }

  #all(): readonly string[] {
    if (this.#whole === undefined) {
      const texts = [...this.#columns.keys()].map((id) => this.#text(id));
      this.#whole = this.#rows.map((_, row) => texts.map((of) => of[row]).join('\n'));
    }
    return this.#whole;
  }

  #key(id: string): readonly Key[] {
    let keys = this.#keys.get(id);
    if (keys === undefined) {
      const { at, kind } = this.#columns.get(id) ?? { at: -1, kind: 'text' };
      keys = this.#rows.map((row) => keyOf(row[at], kind));
      this.#keys.set(id, keys);
    }
    return keys;
  }

  /** Each row's place among the values of a column, equal values sharing one; -1: it has none. */
  #rank(id: string): Int32Array {
    let ranks = this.#ranks.get(id);
    if (ranks === undefined) {
      const keys = this.#key(id);
      const places = new Map(
        [...new Set(keys)]
          .filter((key) => key !== undefined)
          .sort(compareKeys)
          .map((key, place) => [key, place]),
      );
      ranks = Int32Array.from(keys, (key) => (key === undefined ? -1 : (places.get(key) ?? -1)));
      this.#ranks.set(id, ranks);
    }
    return ranks;
  }
}

/** Numbers by size, before texts; texts as people count: `web-2` before `web-10`. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' });
const compareKeys = (a: Key, b: Key): number =>
  typeof a === 'number' ? (typeof b === 'number' ? a - b : -1) : typeof b === 'number' ? 1 : collator.compare(a ?? '', b ?? '');

function keyOf(value: unknown, kind: ColumnKind): Key {
  if (isEmpty(value) || Number.isNaN(value)) return undefined;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const text = plain(value);
  const number =
    kind === 'time'
      ? Date.parse(text)
      : kind === 'age'
        ? ageSeconds(text)
        : kind === 'number' || kind === 'ordinal' || kind === 'bytes'
          ? Number(text)
          : undefined;
  return number === undefined || Number.isNaN(number) ? text : number;
}

type Want = { readonly kind: 'range'; holds(n: number): boolean } | { readonly kind: 'text'; holds(text: string): boolean };

/**
 * What a person means by the text in a column's filter: a part of the value, `!` for what has it not, and for numbers,
 * sizes and times also `> 5`, `<= 2026-01-31` and `5..10`. What begins like one and is no number is taken as text.
 */
export function wants(asked: string, kind: ColumnKind): Want {
  const text = asked.trim().toLowerCase();
  if (kind !== 'text' && kind !== 'value' && kind !== 'yes-no') {
    const [, sign, bound] = /^(<=|>=|<|>|=)\s*(.+)$/.exec(text) ?? [];
    const limit = boundOf(bound, kind, sign === '<=' || sign === '>');
    if (limit !== undefined)
      return {
        kind: 'range',
        holds: (n) => (sign === '<' ? n < limit : sign === '<=' ? n <= limit : sign === '>' ? n > limit : sign === '>=' ? n >= limit : n === limit),
      };
    const [, from, to] = /^(.+?)\s*\.\.\s*(.+)$/.exec(text) ?? [];
    const low = boundOf(from, kind);
    const high = boundOf(to, kind, true);
    if (low !== undefined && high !== undefined) return { kind: 'range', holds: (n) => n >= low && n <= high };
  }
  return text.startsWith('!') && text.length > 1
    ? { kind: 'text', holds: (seen) => !seen.includes(text.slice(1).trim()) }
    : { kind: 'text', holds: (seen) => seen.includes(text) };
}

const factors: Readonly<Record<string, number>> = { b: 1, k: 1e3, kb: 1e3, m: 1e6, mb: 1e6, g: 1e9, gb: 1e9, t: 1e12, tb: 1e12 };

/** `last`: of a day, its last moment and not its first; days are the reader's own. */
function boundOf(text: string | undefined, kind: ColumnKind, last = false): number | undefined {
  if (text === undefined) return undefined;
  if (kind === 'age') return ageSeconds(text.trim());
  if (kind === 'time') {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text.trim());
    const at = Date.parse(isDay ? `${text.trim()}T${last ? '23:59:59.999' : '00:00:00'}` : text.toUpperCase());
    return Number.isNaN(at) ? undefined : at;
  }
  const [, digits, unit] = /^([+-]?[\d,]*\.?\d+)\s*([a-z]*)$/.exec(text.trim()) ?? [];
  const factor = unit === '' ? 1 : kind === 'bytes' ? factors[unit ?? ''] : undefined;
  return digits === undefined || factor === undefined ? undefined : Number(digits.replaceAll(',', '')) * factor;
}
