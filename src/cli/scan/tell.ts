import { type Finding, type ScanReport, type Severity, severities } from '../../domain/finding.ts';
import { allRules } from '../../rules/all.ts';
import { type ReportFormat, reportAs, reportFormats } from '../../rules/report/formats.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Screen } from '../screen.ts';
import { version } from '../version.ts';
import { baseInRepository, type Place } from './place.ts';
import { rulesHere } from './rules-here.ts';

export const scanFormats = [...reportFormats, 'json', 'baseline'] as const satisfies readonly (ReportFormat | 'json' | 'baseline')[];
export type ScanFormat = (typeof scanFormats)[number];

/** Prints a report, and answers with the exit code: 1 when something is as grave as `failOn`. */
export async function tell(report: ScanReport, format: ScanFormat, failOn: Severity, place: Place, screen: Screen): Promise<number> {
  if (format === 'json' || screen.options.json) screen.document({ ...report, suppressed: report.suppressed.length, suppressedFindings: report.suppressed });
  else if (format === 'baseline') screen.raw((await import('../../rules/engine/baseline.ts')).baselineText(under(place.base, report).findings));
  // Who takes it looks for the files from the top of the repository.
  else screen.raw(await reportAs(format, format === 'sarif' ? under(baseInRepository(place), report) : report, await rulesOf(report, place.folder), version));
  const least = severities.indexOf(failOn);
  return report.findings.some(({ severity }) => severities.indexOf(severity) >= least) ? 1 : 0;
}

/** The same, with paths that begin with `base`. */
function under(base: string, report: ScanReport): ScanReport {
  const moved = <F extends Finding>(finding: F): F => ({
    ...finding,
    file: `${base}${finding.file}`,
    ...(finding.template ? { template: { ...finding.template, file: `${base}${finding.template.file}` } } : {}),
    ...(finding.fix ? { fix: finding.fix.map((one) => ({ ...one, file: `${base}${one.file}` })) } : {}),
  });
  return { ...report, findings: report.findings.map(moved), suppressed: report.suppressed.map(moved) };
}

/** With the workspace's own only where one of them found something: to read them again takes a while. */
async function rulesOf({ findings, suppressed }: ScanReport, folder: string): Promise<readonly Rule[]> {
  const ours = new Set(allRules.map(({ id }) => id));
  return [...findings, ...suppressed].every(({ rule }) => ours.has(rule)) ? allRules : (await rulesHere(folder)).rules;
}
