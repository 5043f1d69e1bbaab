import type { RunRow } from '../domain/journal.ts';
import type { Left } from '../domain/left.ts';

/** A row of the table of runs. */
export interface Row {
  readonly id: string;
  readonly goal: string;
  readonly folder: string;
  readonly status: string;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly rollback_of: string | null;
  readonly rolled_back_by: string | null;
  readonly rolled_back_in_part_by: string | null;
  /** JSON. */
  readonly left_as_is: string | null;
  readonly unverified: number;
  readonly bill_cents: number | null;
  readonly bill_priced: number | null;
  readonly bill_unpriced: number | null;
}

export const isOpen = (status: string): boolean => status === 'planning' || status === 'waiting' || status === 'running';

export function toRun(row: Row, held: boolean, now: number): RunRow {
  const open = isOpen(row.status);
  return {
    id: row.id,
    goal: row.goal,
    folder: row.folder,
    status: open && !held ? 'interrupted' : (row.status as RunRow['status']),
    startedAt: row.started_at,
    durationMs: Math.max(0, (row.ended_at ?? now) - row.started_at),
    ...billOf(row),
    ...(row.rollback_of === null ? {} : { rollbackOf: row.rollback_of }),
    ...(row.rolled_back_by === null ? {} : { rolledBackBy: row.rolled_back_by }),
    ...(row.rolled_back_in_part_by === null ? {} : { rolledBackInPartBy: row.rolled_back_in_part_by }),
    ...leftIn(row.left_as_is),
    ...(row.unverified === 0 ? {} : { unverified: row.unverified }),
  };
}

const billOf = ({ bill_cents: cents, bill_priced: priced, bill_unpriced: unpriced }: Row): Pick<RunRow, 'bill'> =>
  priced === null || unpriced === null ? {} : { bill: { ...(cents === null ? {} : { monthlyDelta: cents / 100 }), priced, unpriced } };

/** Somebody who can write the store can write anything into it: what is no such list is not told. */
function leftIn(text: string | null): Pick<RunRow, 'left'> {
  if (text === null) return {};
  try {
    const left: unknown = JSON.parse(text);
    return isLeft(left) ? { left } : {};
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return {};
  }
}

const isLeft = (value: unknown): value is readonly Left[] =>
  Array.isArray(value) && value.every((one: Partial<Record<keyof Left, unknown>> | null) => typeof one?.step === 'string' && typeof one.reason === 'string');
