import { type ScanReport, type Severity, severities } from '../../domain/finding.ts';
import { allRules } from '../../rules/all.ts';
import { type ReportFormat, reportAs, reportFormats } from '../../rules/report/formats.ts';
import type { Screen } from '../screen.ts';
import { version } from '../version.ts';
import type { Place } from './place.ts';

export const scanFormats = [...reportFormats, 'json', 'baseline'] as const satisfies readonly (ReportFormat | 'json' | 'baseline')[];
export type ScanFormat = (typeof scanFormats)[number];

/** Prints a report, and answers with the exit code: 1 when something is as grave as `failOn`. */
export async function tell(report: ScanReport, format: ScanFormat, failOn: Severity, { base }: Place, screen: Screen): Promise<number> {
  if (format === 'json' || screen.options.json) screen.document({ ...report, suppressed: report.suppressed.length, suppressedFindings: report.suppressed });
  else if (format === 'baseline')
    screen.raw(
      (await import('../../rules/engine/baseline.ts')).baselineText(report.findings.map((finding) => ({ ...finding, file: `${base}${finding.file}` }))),
    );
  else screen.raw(await reportAs(format, report, allRules, version));
  const least = severities.indexOf(failOn);
  return report.findings.some(({ severity }) => severities.indexOf(severity) >= least) ? 1 : 0;
}
