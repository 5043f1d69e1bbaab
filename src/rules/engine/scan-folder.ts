import { nearest } from '../../base/nearest.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { ruleUnknown } from '../../domain/failure/rules.ts';
import type { Finding, ScanReport } from '../../domain/finding.ts';
import type { Files } from '../../domain/workplace.ts';
import { allRules } from '../all.ts';
import type { Rule } from '../rule.ts';
import { withOwn } from './configuration.ts';
import { type Gathered, gather } from './gather.ts';
import { type LookOptions, look } from './look.ts';
import { reportOf } from './scan.ts';

export interface FolderScan {
  /** Relative to the workspace: a folder, or one file. */
  readonly path: string;
  /** Ids; default: all that the settings leave on. */
  readonly only?: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Default: all of them. */
  readonly rules?: readonly Rule[];
}

/** Scans a place in the workspace. Paths in the report are relative to the folder that was scanned. */
export async function scanFolder(files: Files, scan: FolderScan): Promise<Outcome<ScanReport>> {
  const started = scan.now();
  const prepared = await prepare(files, scan);
  if (!prepared.ok) return prepared;
  const { gathered, options } = prepared.value;
  const looked = await look(gathered.sources, options);
  return ok(relative(reportOf(looked, scan.now() - started, 0, gathered.notes), gathered.base));
}

/** What a scan and a fix both start from. */
export async function prepare(files: Files, scan: FolderScan): Promise<Outcome<{ readonly gathered: Gathered; readonly options: LookOptions }>> {
  const built = scan.rules ?? allRules;
  const gathered = await gather(files, scan.path, built, scan.signal);
  if (!gathered.ok) return gathered;
  const { settings, within, own, known } = gathered.value;
  const all = withOwn(built, own);
  const ids = all.map((rule) => rule.id);
  const unknown = scan.only?.find((id) => !ids.includes(id));
  if (unknown !== undefined) return failed(ruleUnknown(unknown, nearest(unknown, ids)));
  const rules = scan.only ? all.filter((rule) => scan.only?.includes(rule.id)) : all;
  const today = new Date(scan.now()).toISOString().slice(0, 10);
  return ok({ gathered: gathered.value, options: { rules, settings, today, within, signal: scan.signal, ...(known ? { known } : {}) } });
}

export function relative(report: ScanReport, base: string): ScanReport {
  if (base === '') return report;
  const cut = <F extends Finding>(finding: F): F => ({ ...finding, file: finding.file.startsWith(base) ? finding.file.slice(base.length) : finding.file });
  return { ...report, findings: report.findings.map(cut), suppressed: report.suppressed.map(cut) };
}
