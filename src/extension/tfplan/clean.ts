import type { ShownPlan } from '../../protocol/tfplan.ts';
import type { Clean } from './diff.ts';

/** Rows that take a few milliseconds. */
const rowsAtOnce = 250;

/** A plan without secrets, a part after the other: `pause` lets in what else waits, so that thousands of rows hold up nobody. */
export async function cleanInParts(shown: ShownPlan, clean: Clean, pause: () => Promise<unknown>): Promise<ShownPlan> {
  const rows: ShownPlan['rows'][number][] = [];
  for (let at = 0; at < shown.rows.length; at += rowsAtOnce) {
    rows.push(...clean({ rows: shown.rows.slice(at, at + rowsAtOnce) }).rows);
    await pause();
  }
  return { ...clean({ ...shown, rows: [] }), rows };
}
