import { nearest } from '../../base/nearest.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { notABaseline, ruleUnknown } from '../../domain/failure/rules.ts';
import type { Finding, ScanReport, Severity } from '../../domain/finding.ts';
import type { Files } from '../../domain/workplace.ts';
import { allRules } from '../all.ts';
import { placedInCharts } from '../kubernetes/chart-places.ts';
import { notRendered, type Renderer, renderCharts, withRendered } from '../kubernetes/render.ts';
import type { Rule } from '../rule.ts';
import { readBaseline } from './baseline.ts';
import { withOwn } from './configuration.ts';
import { type Gathered, gather } from './gather.ts';
import { type LookOptions, look } from './look.ts';
import { reportOf } from './scan.ts';
import { atLeast } from './settings.ts';

export interface FolderScan {
  /** Relative to the workspace: a folder, or one file. */
  readonly path: string;
  /** Ids; default: all that the settings leave on. */
  readonly only?: readonly string[];
  /** Rules of this category only. */
  readonly category?: Rule['category'];
  /** Findings of this severity or graver only, as the settings weigh them; those kept quiet, too. */
  readonly severity?: Severity;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** A file with the findings that are known, instead of the one the settings name. Relative to the workspace. */
  readonly baseline?: string;
  /** Tell each finding's fix. */
  readonly replacements?: boolean;
  /** Renders Helm charts first. Default: their templates are passed over, with a note. */
  readonly renderer?: Renderer;
  /** Default: all of them. */
  readonly rules?: readonly Rule[];
}

/** Scans a place in the workspace. Paths in the report are relative to the folder that was scanned. */
export async function scanFolder(files: Files, scan: FolderScan): Promise<Outcome<ScanReport>> {
  const started = scan.now();
  const prepared = await prepare(files, scan);
  if (!prepared.ok) return prepared;
  const { gathered, options } = prepared.value;
  const { charts, notes } = scan.renderer ? await renderCharts(gathered.sources, scan.renderer) : notRendered;
  const looked = await look(withRendered(gathered.sources, charts), options);
  const report = reportOf(looked, scan.now() - started, 0, [...gathered.notes, ...notes]);
  return ok(relative(placedInCharts(asGrave(report, scan.severity), charts, options.today), gathered.base));
}

function asGrave(report: ScanReport, least: Severity = 'info'): ScanReport {
  const isGrave = ({ severity }: Finding): boolean => atLeast(severity, least);
  return { ...report, findings: report.findings.filter(isGrave), suppressed: report.suppressed.filter(isGrave) };
}

/** What a scan and a fix both start from. */
export async function prepare(files: Files, scan: FolderScan): Promise<Outcome<{ readonly gathered: Gathered; readonly options: LookOptions }>> {
  const built = scan.rules ?? allRules;
  const gathered = await gather(files, scan.path, built, scan.signal);
  if (!gathered.ok) return gathered;
  const { settings, within, own } = gathered.value;
  const known = scan.baseline === undefined ? ok(gathered.value.known) : await readKnown(files, scan.baseline);
  if (!known.ok) return known;
  const all = withOwn(built, own);
  const ids = all.map((rule) => rule.id);
  const unknown = scan.only?.find((id) => !ids.includes(id));
  if (unknown !== undefined) return failed(ruleUnknown(unknown, nearest(unknown, ids)));
  const rules = all.filter(
    (rule) => (scan.only === undefined || scan.only.includes(rule.id)) && (scan.category === undefined || rule.category === scan.category),
  );
  const today = new Date(scan.now()).toISOString().slice(0, 10);
  return ok({
    gathered: gathered.value,
    options: {
      rules,
      settings,
      today,
      within,
      signal: scan.signal,
      unread: gathered.value.unread,
      ...(known.value ? { known: known.value } : {}),
      ...(scan.replacements ? { replacements: true } : {}),
    },
  });
}

/** One that was asked for has to be there: a scan without it would tell everything anew. */
async function readKnown(files: Files, path: string): Promise<Outcome<ReadonlySet<string>>> {
  const content = await files.read(path);
  if (!content.ok) return content;
  if (content.value === undefined) return failed(notFound(path));
  const known = readBaseline(new TextDecoder().decode(content.value));
  return known === undefined ? failed(notABaseline(path)) : ok(known);
}

export function relative(report: ScanReport, base: string): ScanReport {
  if (base === '') return report;
  const cutPath = (path: string): string => (path.startsWith(base) ? path.slice(base.length) : path);
  const cut = <F extends Finding>(finding: F): F => ({
    ...finding,
    file: cutPath(finding.file),
    ...(finding.template ? { template: { ...finding.template, file: cutPath(finding.template.file) } } : {}),
    ...(finding.fix ? { fix: finding.fix.map((one) => ({ ...one, file: cutPath(one.file) })) } : {}),
  });
  return { ...report, findings: report.findings.map(cut), suppressed: report.suppressed.map(cut) };
}
