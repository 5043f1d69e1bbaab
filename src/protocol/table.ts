import * as z from 'zod/mini';
import { fromAnyView, type Message, notice, reader } from './message.ts';

/** Something is done with no more rows than this at once: a person looks at each step of the plan. */
export const actRowsMax = 50;

/** How a column's values are shown, sorted and filtered. `ordinal`: a number that names. `age`: a span such as `2d4h`. `value`: whatever it is. */
export const columnKinds = ['text', 'number', 'ordinal', 'bytes', 'time', 'age', 'yes-no', 'value'] as const;
export type ColumnKind = (typeof columnKinds)[number];

const column = z.object({
  /** The same every time the tool is asked: what is remembered of a column goes by it. */
  id: z.string(),
  title: z.string(),
  kind: z.enum(columnKinds),
  /** What the tool says of it. */
  help: z.optional(z.string()),
  shown: z.boolean(),
});
export type Column = Message<z.infer<typeof column>>;

/** A list of the output, where it holds several. */
const list = z.object({ id: z.string(), title: z.string(), count: z.number() });
export type ListName = Message<z.infer<typeof list>>;

export const toTable = z.discriminatedUnion('type', [
  /** Answer to `ready`, and sent again when the list was asked for anew: everything there is. */
  z.object({
    type: z.literal('show'),
    protocol: z.number(),
    /** "Commits". */
    title: z.string(),
    /** What was asked for, to a person: the tool, the folder, the inputs. */
    about: z.array(z.string()),
    /** All lists there are; more than one: the person can change between them. */
    lists: z.array(list),
    list: z.string(),
    columns: z.array(column),
    /** A row's values in the order of `columns`. */
    rows: z.array(z.array(z.unknown())),
    /** By row, the names of what can be done with it, for the menu, a `+` behind what can be done with several at once; absent: nothing. */
    acts: z.optional(z.array(z.string())),
    /** There is more than this; what to do to see it. */
    cut: z.optional(z.string()),
    /** ms since 1970; absent: it was never answered. */
    askedAt: z.optional(z.number()),
    /** Can be asked for again. */
    live: z.boolean(),
    /** Which table this is, for what is done with a row. */
    table: z.string(),
  }),
  /** It is being asked for. What is shown stays. */
  z.object({ type: z.literal('asking'), text: z.string() }),
  /** It was not answered; what is shown is what was there before. */
  z.object({ type: z.literal('failed'), message: z.string(), fix: z.string(), details: z.optional(z.string()) }),
  /** The asking was given up by the person. */
  z.object({ type: z.literal('stopped') }),
  z.object({ type: z.literal('columns'), shown: z.array(z.string()) }),
  notice,
]);
export type ToTable = Message<z.infer<typeof toTable>>;

/** Rows by their place in `show`, in the order the person sees them. */
const rows = z.array(z.number());

export const fromTable = z.discriminatedUnion('type', [
  ...fromAnyView,
  z.object({ type: z.literal('refresh') }),
  z.object({ type: z.literal('cancel') }),
  /** Asks for other inputs of the same tool. */
  z.object({ type: z.literal('askOther') }),
  z.object({ type: z.literal('chooseColumns') }),
  z.object({ type: z.literal('chooseList'), list: z.string() }),
  /** `form` absent: the person is asked. */
  z.object({ type: z.literal('copyRows'), form: z.optional(z.enum(['text', 'csv', 'json'])), rows }),
  z.object({ type: z.literal('export'), rows }),
  /** What can be done with these rows, to choose from. */
  z.object({ type: z.literal('rowMenu'), rows }),
]);
export type FromTable = Message<z.infer<typeof fromTable>>;

export const readToTable = reader<ToTable>(toTable);
export const readFromTable = reader<FromTable>(fromTable);
