import type { ScanReport } from '../../domain/finding.ts';
import { type Looked, type LookOptions, look } from './look.ts';
import type { Source } from './source.ts';

export interface ScanOptions extends LookOptions {
  /** Milliseconds from any fixed point: for `elapsedMs`. */
  readonly now: () => number;
}

/** Looks at sources and reports. Pure but for the clock it is handed. */
export async function scan(sources: readonly Source[], options: ScanOptions): Promise<ScanReport> {
  const started = options.now();
  return reportOf(await look(sources, options), options.now() - started);
}

export const reportOf = (looked: Looked, elapsedMs: number, fixed = 0, notes: readonly string[] = []): ScanReport => ({
  files: looked.files,
  findings: looked.hits.filter((hit) => hit.suppressed === undefined).map((hit) => hit.finding),
  fixed,
  suppressed: looked.hits.flatMap((hit) => (hit.suppressed === undefined ? [] : [{ ...hit.finding, reason: hit.suppressed }])),
  notes: [...notes, ...looked.notes],
  elapsedMs,
});
