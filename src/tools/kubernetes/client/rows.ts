import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { Cluster } from './cluster.ts';
import type { Kind } from './kinds.ts';
import { pages, type Selection } from './list.ts';
import type { Metadata } from './object.ts';

/** One object as the cluster itself shows it: for any kind, those of custom resources too. */
export interface Row {
  readonly name: string;
  readonly namespace: string | undefined;
  /** One a column. */
  readonly cells: readonly string[];
}

export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  /** How many more there are, where the cluster says so. */
  readonly remaining?: number;
}

interface Table {
  readonly metadata: { readonly continue?: string; readonly remainingItemCount?: number };
  readonly columnDefinitions?: readonly { readonly name: string; readonly priority: number }[];
  readonly rows?: readonly { readonly cells: readonly unknown[]; readonly object: { readonly metadata: Metadata } }[];
}

/** Small, so that something is there to see at once; the pages after it are bigger. */
const rowsPerPage = 500;
const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

/** The objects of a kind as rows, a page at a time, in the columns the cluster has for them. `wide`: also its columns of less weight. */
export async function* listRows(
  cluster: Cluster,
  kind: Kind,
  selection: Selection,
  { wide = false, limit = rowsPerPage }: { readonly wide?: boolean; readonly limit?: number } = {},
): AsyncGenerator<Outcome<Rows>> {
  let columns: Table['columnDefinitions'] = [];
  for await (const page of pages(cluster, kind, selection, { accept, limit, includeObject: 'Metadata' })) {
    if (!page.ok) {
      yield page;
      return;
    }
    const table = page.value as unknown as Table;
    // Only the first page says what the columns are.
    if (table.columnDefinitions !== undefined && table.columnDefinitions.length > 0) columns = table.columnDefinitions;
    const shown = columns.map((column, index) => ({ name: column.name, index, priority: column.priority })).filter((column) => wide || column.priority === 0);
    const rows = (table.rows ?? []).map(({ cells, object: { metadata } }) => ({
      name: metadata.name,
      namespace: metadata.namespace,
      cells: shown.map(({ index }) => String(cells[index] ?? '')),
    }));
    const remaining = table.metadata.remainingItemCount;
    yield ok({ columns: shown.map((column) => column.name), rows, ...(remaining === undefined ? {} : { remaining }) });
  }
}

/** The cell that says how it is: `Running`, `2/3`. */
export function statusOf(columns: readonly string[], { cells }: Row): string | undefined {
  for (const name of ['Status', 'Ready', 'Phase', 'Available', 'Completions', 'Type', 'Data']) {
    const index = columns.indexOf(name);
    if (index >= 0 && cells[index] !== '') return cells[index];
  }
  return undefined;
}
