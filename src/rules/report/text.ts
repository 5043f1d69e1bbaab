import { count, duration } from '../../base/say.ts';
import { type ScanReport, severities } from '../../domain/finding.ts';

/** For a terminal: one finding a line under its file, gravest first in the totals. */
export function textReport(report: ScanReport): string {
  const lines: string[] = [];
  for (const [file, findings] of Map.groupBy(report.findings, (finding) => finding.file)) {
    lines.push(file);
    const place = (line: number, column: number): string => `${line}:${column}`;
    const width = Math.max(...findings.map((finding) => place(finding.line, finding.column).length));
    for (const finding of findings) {
      // The id stands last: what comes after one that ends in "-token" would be taken for a secret.
      lines.push(
        `  ${place(finding.line, finding.column).padEnd(width)}  ${finding.severity.padEnd(8)}  ${finding.message}${finding.fixable ? ' (has a fix)' : ''}  ${finding.resource}  ${finding.rule}`,
      );
    }
    lines.push('');
  }
  for (const note of report.notes) lines.push(`Note: ${note}`);
  if (report.notes.length > 0) lines.push('');
  lines.push(totals(report));
  return `${lines.join('\n')}\n`;
}

/** "3 findings (1 high, 2 low) in 14 files, 2 have a fix; 1 kept quiet. 0.3 s." Without a time where nobody waited: an editor reports what it knows already. */
export function totals(report: ScanReport): string {
  const bySeverity = severities
    .toReversed()
    .map((severity) => [severity, report.findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, found]) => found > 0)
    .map(([severity, found]) => `${found} ${severity}`);
  const fixes = report.findings.filter((finding) => finding.fixable).length;
  const parts = [
    `${count(report.findings.length, 'finding')}${bySeverity.length > 0 ? ` (${bySeverity.join(', ')})` : ''} in ${count(report.files, 'file')}`,
    ...(report.fixed > 0 ? [`${report.fixed} fixed`] : []),
    ...(fixes > 0 ? [`${fixes} ${fixes === 1 ? 'has' : 'have'} a fix`] : []),
    ...(report.suppressed.length > 0 ? [`${report.suppressed.length} kept quiet`] : []),
  ];
  return `${parts.join(', ')}.${report.elapsedMs > 0 ? ` ${duration(report.elapsedMs)}.` : ''}`;
}
