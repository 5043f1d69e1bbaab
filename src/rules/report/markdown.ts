import { type ScanReport, severities } from '../../domain/finding.ts';
import type { Rule } from '../rule.ts';
import { totals } from './text.ts';

/** For a pull request or a wiki: totals, then findings by rule, gravest first, with why. */
export function markdownReport(report: ScanReport, rules: readonly Rule[]): string {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const groups = [...Map.groupBy(report.findings, (finding) => finding.rule)].sort(
    ([, a], [, b]) => severities.indexOf(b[0]?.severity ?? 'info') - severities.indexOf(a[0]?.severity ?? 'info') || b.length - a.length,
  );
  const lines = ['# Best practices', '', totals(report), ''];
  if (groups.length > 0) {
    lines.push('| severity | rule | findings |', '|---|---|---|');
    for (const [id, findings] of groups) lines.push(`| ${findings[0]?.severity ?? ''} | ${id} | ${findings.length} |`);
    lines.push('');
  }
  for (const [id, findings] of groups) {
    const rule = byId.get(id);
    lines.push(`## ${plain(rule?.title ?? id)}`, '', ...(rule ? [`${plain(rule.why)} [Source](${rule.source})`, ''] : []));
    for (const finding of findings)
      lines.push(`- \`${finding.file}:${finding.line}\` \`${cell(finding.resource)}\`: ${cell(finding.message)}${finding.fixable ? ' *Has a fix.*' : ''}`);
    lines.push('');
  }
  if (report.suppressed.length > 0) {
    lines.push('## Kept quiet', '');
    for (const finding of report.suppressed) lines.push(`- \`${finding.file}:${finding.line}\` ${finding.rule}: ${cell(finding.reason) || 'no reason given'}`);
    lines.push('');
  }
  if (report.notes.length > 0) lines.push('## Not checked', '', ...report.notes.map((note) => `- ${cell(note)}`), '');
  return lines.join('\n');
}

/** Text from files is data: it must not end a code span or start markup of its own. */
const cell = (text: string): string => text.replace(/[\r\n]+/g, ' ').replace(/[`<>|]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A rule's own words, which may be of the workspace: their code spans stay. */
const plain = (text: string): string => text.replace(/[\r\n]+/g, ' ').replace(/[<>]/g, (character) => `&#${character.charCodeAt(0)};`);
