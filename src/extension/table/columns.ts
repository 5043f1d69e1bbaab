import type { Column, ColumnKind } from '../../protocol/table.ts';
import { ageSeconds, isEmpty, plain } from '../../protocol/table-cell.ts';
import type { Shape } from './lists.ts';
import { titleOf } from './words.ts';

/** Columns shown before a person has chosen: more do not fit on a screen. */
const shownMax = 8;

/** Values looked at to know what a column holds. */
const sampleMax = 300;

/** A field of fields becomes columns of its own up to this many; above that it is summed up in one. */
const partsMax = 6;

/**
 * The columns of a list: those in `first`, then what the schema names, in its order, then what is there and it does not
 * name. Shown are those in `first`, else as many as fit of those that say something.
 */
export function columnsOf(shape: Shape, records: readonly unknown[], first: readonly string[] = []): readonly Column[] {
  const sample = sampleOf(records);
  const named = Object.entries(shape.properties ?? {}).flatMap(([id, of]) => parts(id, of));
  const known = new Set(Object.keys(shape.properties ?? {}));
  const others = [...new Set(sample.flatMap((record) => (record !== null && typeof record === 'object' ? Object.keys(record) : [])))].filter(
    (id) => !known.has(id),
  );
  const all = [...named, ...others.map((id) => ({ id, of: {} as Shape }))].map(({ id, of }) => {
    const values = sample.map((record) => valueAt(record, id)).filter((value) => !isEmpty(value));
    const kind = kindOf(id, of, values);
    return {
      column: { id, title: titleOf(id), kind, ...(of.description === undefined ? {} : { help: of.description }), shown: true },
      isWanted: (values.length > 0 || sample.length === 0) && !isLong(values),
    };
  });
  const place = (id: string): number => (first.includes(id) ? first.indexOf(id) : first.length);
  const sorted = all.toSorted((a, b) => place(a.column.id) - place(b.column.id));
  const fit = sorted.filter(({ isWanted, column }) => (first.length > 0 ? first.includes(column.id) : isWanted)).slice(0, shownMax);
  const wanted = new Set(fit.map(({ column }) => column.id));
  if (wanted.size === 0 && sorted[0] !== undefined) wanted.add(sorted[0].column.id);
  return sorted.map(({ column }) => ({ ...column, shown: wanted.has(column.id) }));
}

/** From the whole length, so that what is only in later rows is seen too. */
const sampleOf = (records: readonly unknown[]): readonly unknown[] => {
  const step = Math.max(1, Math.floor(records.length / sampleMax));
  return records.filter((_, i) => i % step === 0);
};

/** `author: {name, email}` → "Author name", "Author email". */
function parts(id: string, of: Shape): readonly { readonly id: string; readonly of: Shape }[] {
  const inner = Object.entries(of.properties ?? {});
  const isFlat = inner.length > 0 && inner.length <= partsMax && inner.every(([, part]) => scalars.has(part.type ?? ''));
  return isFlat ? inner.map(([key, part]) => ({ id: `${id}.${key}`, of: part })) : [{ id, of }];
}

const scalars = new Set(['string', 'number', 'integer', 'boolean']);

const valueAt = (record: unknown, id: string): unknown => {
  if (record === null || typeof record !== 'object') return undefined;
  const fields = record as Record<string, unknown>;
  if (id in fields) return fields[id];
  const dot = id.indexOf('.');
  return dot < 0 ? undefined : valueAt(fields[id.slice(0, dot)], id.slice(dot + 1));
};

const isoTime = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| ?[+-]\d{2}:?\d{2})?)?$/;

/** By what is there: schemas say little more than "string" of a time or a size. */
function kindOf(id: string, { type }: Shape, values: readonly unknown[]): ColumnKind {
  const all = (holds: (value: unknown) => boolean) => values.length > 0 && values.every(holds);
  const isNumber = all((value) => typeof value === 'number') || (values.length === 0 && (type === 'number' || type === 'integer'));
  if (isNumber) return /bytes$/i.test(id) ? 'bytes' : isOrdinal(id) ? 'ordinal' : 'number';
  if (type === 'boolean' || all((value) => typeof value === 'boolean')) return 'yes-no';
  if (all((value) => typeof value === 'string' && isoTime.test(value) && !Number.isNaN(Date.parse(value)))) return 'time';
  if (all((value) => typeof value === 'string' && ageSeconds(value) !== undefined)) return 'age';
  if (all((value) => typeof value === 'string' && /^-?\d{1,15}(\.\d+)?$/.test(value)) && type === undefined) return 'number';
  if (all((value) => typeof value === 'string') || type === 'string') return 'text';
  return 'value';
}

/** The number of a pull request is a name, not an amount: no thousands are marked in it. */
const isOrdinal = (id: string): boolean => /^(number|port|localPort|remotePort|line|column)$/.test(id);

/** Texts of several lines, or so long that one fills the screen. */
const isLong = (values: readonly unknown[]): boolean =>
  values.some((value) => /\n[\s\S]*\n/.test(plain(value))) ||
  (values.length > 0 && values.reduce<number>((sum, value) => sum + plain(value).length, 0) / values.length > 200);
