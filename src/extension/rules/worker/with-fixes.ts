import type { Finding, ScanReport } from '../../../domain/finding.ts';
import { look } from '../../../rules/engine/look.ts';
import type { Project } from './project.ts';

/** A folder whose findings are in a report, and what stands before their paths in there. */
export interface ReportedFolder {
  readonly project: Project;
  readonly prefix: string;
}

/**
 * The report with what would fix each finding, also of those kept quiet, as a scan tells it. The editor keeps that for open documents only, so the groups of files with
 * something to fix are looked at once more.
 */
export async function withFixes(report: ScanReport, folders: readonly ReportedFolder[]): Promise<ScanReport> {
  const fixes = new Map<string, NonNullable<Finding['fix']>>();
  for (const { project, prefix } of folders) {
    const fixable = [...report.findings, ...report.suppressed].filter(({ fixable: has, file }) => has && file.startsWith(prefix));
    const oneEach = new Map(fixable.map(({ file }) => file.slice(prefix.length)).map((path) => [project.unitOf(path) ?? '', path]));
    for (const path of oneEach.values()) {
      const { hits } = await look(await project.sourcesAround(path), { ...project.lookOptions, replacements: true });
      for (const { finding } of hits)
        if (finding.fix)
          fixes.set(
            keyOf(finding, prefix),
            finding.fix.map((one) => ({ ...one, file: `${prefix}${one.file}` })),
          );
    }
  }
  const fixed = <F extends Finding>(finding: F): F => {
    const fix = fixes.get(keyOf(finding, ''));
    return fix === undefined ? finding : { ...finding, fix };
  };
  return { ...report, findings: report.findings.map(fixed), suppressed: report.suppressed.map(fixed) };
}

const keyOf = ({ rule, file, line, column, resource, message }: Finding, prefix: string): string =>
  [rule, `${prefix}${file}`, line, column, resource, message].join('\n');
