import { actRowsMax, type Column, type ToTable } from '../../src/protocol/table.ts';
import { Ordered, type Sort } from '../../src/protocol/table-order.ts';

export type Shown = Extract<ToTable, { type: 'show' }>;
export type Notice = Omit<Extract<ToTable, { type: 'notice' }>, 'type'>;
export type Failed = Extract<ToTable, { type: 'failed' }>;

/** A cell by its place: `row` in the order the rows are seen in, -1 is the header; `column` among those shown. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface Model {
  readonly shown?: Shown;
  /** Of the rows in `shown`. */
  readonly ordered?: Ordered;
  /** Places of the rows in `shown`, as the person asked for them. */
  readonly order: readonly number[];
  readonly text: string;
  readonly byColumn: Readonly<Record<string, string>>;
  readonly sort?: Sort;
  /** A filter for each column is there to type into. */
  readonly filters: boolean;
  readonly active: Place;
  /** Places of rows in `shown`; only rows that are seen. */
  readonly selected: ReadonlySet<number>;
  /** Where a range begins, in the order seen. */
  readonly anchor: number;
  /** First row drawn, and how many. */
  readonly first: number;
  readonly count: number;
  /** It is being asked for. */
  readonly asking?: string;
  readonly stopped: boolean;
  readonly failure?: Failed;
  readonly notice?: Notice;
  readonly isMisunderstood: boolean;
}

export const emptyModel: Model = {
  order: [],
  text: '',
  byColumn: {},
  filters: false,
  active: { row: 0, column: 0 },
  selected: new Set(),
  anchor: 0,
  first: 0,
  count: 60,
  stopped: false,
  isMisunderstood: false,
};

/** Columns on the screen, with their place in a row. */
export const shownColumns = (m: Model): readonly (Column & { readonly at: number })[] =>
  (m.shown?.columns ?? []).flatMap((column, at) => (column.shown ? [{ ...column, at }] : []));

/** A new answer: sorted and filtered as before; what was selected was among other rows. */
export function withShown(m: Model, shown: Shown): Model {
  const ordered = new Ordered(shown.columns, shown.rows);
  const { askedAt } = shown;
  const isNew = askedAt !== m.shown?.askedAt || shown.list !== m.shown?.list;
  return arranged({
    ...m,
    shown,
    ordered,
    ...(isNew ? { selected: new Set<number>(), asking: undefined, failure: undefined, stopped: false } : {}),
  });
}

/** With the rows as they are asked for now. */
export function arranged(m: Model): Model {
  const order = m.ordered?.arrange(m) ?? [];
  const seen = m.selected.size === 0 ? undefined : new Set(order);
  const selected = seen === undefined ? m.selected : new Set([...m.selected].filter((row) => seen.has(row)));
  const columns = shownColumns(m).length;
  const active = { row: Math.min(m.active.row, order.length - 1), column: Math.max(0, Math.min(m.active.column, columns - 1)) };
  return { ...m, order, selected, active, anchor: Math.max(0, Math.min(m.anchor, order.length - 1)) };
}

export const isFiltered = (m: Model): boolean => m.text.trim() !== '' || Object.values(m.byColumn).some((asked) => asked.trim() !== '');

/** The rows an action is about: those selected, in the order seen; with none selected, all that are seen. */
export const chosenRows = (m: Model): readonly number[] => (m.selected.size === 0 ? m.order : m.order.filter((row) => m.selected.has(row)));

/** A click on a column's title: up, down, as it came. */
export function nextSort(sort: Sort | undefined, column: string): Sort | undefined {
  if (sort?.column !== column) return { column, down: false };
  return sort.down ? undefined : { column, down: true };
}

export type Reach = 'only' | 'range' | 'toggle' | 'none';

/** The active cell goes to `to`; `reach`: what that does to the selection. */
export function moved(m: Model, to: Place, reach: Reach): Model {
  const columns = shownColumns(m).length;
  const row = Math.max(-1, Math.min(to.row, m.order.length - 1));
  const active = { row, column: Math.max(0, Math.min(to.column, columns - 1)) };
  if (reach === 'none' || row < 0) return { ...m, active };
  const at = m.order[row] ?? -1;
  if (reach === 'only') return { ...m, active, selected: new Set([at]), anchor: row };
  if (reach === 'toggle') {
    const selected = new Set(m.selected);
    if (!selected.delete(at)) selected.add(at);
    return { ...m, active, selected, anchor: row };
  }
  const [from, end] = [Math.min(m.anchor, row), Math.max(m.anchor, row)];
  return { ...m, active, selected: new Set(m.order.slice(from, end + 1)) };
}

/** The rows an action of the menu is about: those selected, where there are several, else the one of the active cell. */
export function actedRows(m: Model): readonly number[] {
  if (m.selected.size > 1) return chosenRows(m);
  const row = m.order[m.active.row];
  return row === undefined ? [] : [row];
}

/** What can be done with them; empty: nothing. */
export function actsOf(m: Model): string {
  const rows = actedRows(m);
  const [first = '', ...others] = new Set(rows.map((row) => m.shown?.acts?.[row] ?? ''));
  if (rows.length < 2) return first;
  if (rows.length > actRowsMax) return '';
  const of = (acts: string) => acts.split(' ').filter((act) => act.endsWith('+'));
  return of(first)
    .filter((act) => others.every((acts) => of(acts).includes(act)))
    .join(' ');
}
