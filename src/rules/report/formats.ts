import type { ScanReport } from '../../domain/finding.ts';
import type { Rule } from '../rule.ts';

/** What a report can be written as, besides JSON. */
export const reportFormats = ['text', 'markdown', 'sarif', 'html', 'junit'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** A report as a text; each writer is loaded when it is first asked for. */
export async function reportAs(format: ReportFormat, report: ScanReport, rules: readonly Rule[], version: string): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./text.ts')).textReport(report);
    case 'markdown':
      return (await import('./markdown.ts')).markdownReport(report, rules);
    case 'sarif':
      return (await import('./sarif.ts')).sarifReport(report, rules, version);
    case 'html':
      return (await import('./html.ts')).htmlReport(report, rules, version);
    case 'junit':
      return (await import('./junit.ts')).junitReport(report, rules);
  }
}
