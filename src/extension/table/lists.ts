import { z } from 'zod';
import type { Tool } from '../../domain/tool.ts';
import type { Column, ListName } from '../../protocol/table.ts';
import { columnsOf } from './columns.ts';
import { preferred } from './preferred.ts';
import { singular, titleOf } from './words.ts';

/** As much of JSON Schema as outputs need. */
export interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

export interface Table {
  readonly columns: readonly Column[];
  /** In the order of `columns`. */
  readonly rows: readonly (readonly unknown[])[];
  /** The same rows as the tool gave them. */
  readonly records: readonly unknown[];
}

type OfTool = Pick<Tool, 'name' | 'output'>;

/** Texts about the answer, or that say what columns there are: no list of things. */
const asides = new Set(['notes', 'warnings', 'why', 'columns']);

/** The lists a tool's output holds by its schema, whatever was asked. */
export function listsOf(tool: OfTool): readonly { readonly id: string; readonly title: string; readonly item: Shape }[] {
  const shape = z.toJSONSchema(tool.output, { io: 'output', unrepresentable: 'any', reused: 'inline' }) as Shape;
  return Object.entries(shape.properties ?? {})
    .filter(([id, of]) => of.type === 'array' && !asides.has(id))
    .map(([id, of]) => ({ id, title: titleOf(id), item: of.items ?? {} }));
}

/** The lists of one output, those with nothing in them too. */
export const listNames = (tool: OfTool, output: unknown): readonly ListName[] =>
  listsOf(tool)
    .map(({ id, title }) => ({ id, title, count: recordsOf(output, id).length }))
    .filter(({ id }) => fieldOf(output, id) !== undefined);

/** One list of an output: columns by what the schema says and by what is there. */
export function tableOf(tool: OfTool, output: unknown, list: string): Table {
  const found = listsOf(tool).find(({ id }) => id === list);
  const records = recordsOf(output, list);
  const printed = printedColumns(output, records);
  if (printed !== undefined) return { records, ...printed };
  const isWords = records.every((record) => record === null || typeof record !== 'object') && found?.item.type !== 'object';
  const things = isWords ? records.map((value) => ({ value })) : records;
  const shape: Shape = isWords ? { properties: { value: found?.item ?? {} } } : (found?.item ?? {});
  const columns = columnsOf(shape, things, preferred[`${tool.name}/${list}`]).map((column) =>
    isWords ? { ...column, title: singular(titleOf(list)) } : column,
  );
  return { records, columns, rows: things.map((thing) => columns.map(({ id }) => at(thing, id))) };
}

/** A server that prints its own columns (Kubernetes does) knows better than the schema what a person wants to see. */
function printedColumns(output: unknown, records: readonly unknown[]): Omit<Table, 'records'> | undefined {
  const titles = fieldOf(output, 'columns');
  const cells = records.map((record) => fieldOf(record, 'cells'));
  if (!Array.isArray(titles) || titles.length === 0 || records.length === 0 || !cells.every(Array.isArray)) return undefined;
  const spaces = new Set(records.map((record) => fieldOf(record, 'namespace')));
  const hasSpace = titles.some((title) => /^namespace$/i.test(String(title)));
  const rows = records.map((record, i) => [...(hasSpace ? [] : [fieldOf(record, 'namespace')]), ...(cells[i] as readonly unknown[])]);
  const names = [...(hasSpace ? [] : ['Namespace']), ...titles.map(String)];
  const things = rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
  const columns = columnsOf({ properties: Object.fromEntries(names.map((name) => [name, {}])) }, things).map((column) => ({
    ...column,
    title: column.id,
    shown: column.id === 'Namespace' && !hasSpace ? spaces.size > 1 : column.shown,
  }));
  return { columns, rows };
}

const fieldOf = (value: unknown, key: string): unknown => (value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined);

const recordsOf = (output: unknown, list: string): readonly unknown[] => {
  const found = fieldOf(output, list);
  return Array.isArray(found) ? found : [];
};

/** By a column's id: a field, or a field in a field. */
function at(thing: unknown, id: string): unknown {
  const whole = fieldOf(thing, id);
  if (whole !== undefined) return whole;
  const dot = id.indexOf('.');
  return dot < 0 ? undefined : at(fieldOf(thing, id.slice(0, dot)), id.slice(dot + 1));
}

/** The list a person most likely means: the first with something in it, else the first. */
export const likeliest = (lists: readonly ListName[]): string | undefined => (lists.find(({ count }) => count > 0) ?? lists[0])?.id;

/** There is more than what was given, as outputs say it; what to do. */
export function cutOf(output: unknown): string | undefined {
  const isCut = fieldOf(output, 'truncated') === true || fieldOf(output, 'more') === true || fieldOf(output, 'complete') === false;
  return isCut ? 'There is more than this. Ask for more of it, or narrow it down.' : undefined;
}
