import type { Finding, ScanReport } from '../../domain/finding.ts';
import type { Rule } from '../rule.ts';

/**
 * JUnit's XML, as build servers read it: a suite a file, a failed case a finding, a skipped case one that is kept quiet.
 * A scan without findings is one case that passed, as some servers take an empty report for a mistake. Attributes are
 * those of the schema that Jenkins checks such files against (junit-10.xsd), which knows a file for a suite only, and GitLab
 * passes over `file` and `line` of a case and keeps one of several cases with one name: so each case has its place in its name.
 */
export function junitReport(report: ScanReport, rules: readonly Rule[]): string {
  const titles = new Map(rules.map((rule) => [rule.id, rule.title]));
  const files = [...new Set([...report.findings, ...report.suppressed].map(({ file }) => file))].sort();
  const suites = files.map((file) => {
    const failed = report.findings.filter((finding) => finding.file === file);
    const skipped = report.suppressed.filter((finding) => finding.file === file);
    return [
      `  <testsuite name="${xml(file)}" file="${xml(file)}" tests="${failed.length + skipped.length}" failures="${failed.length}" skipped="${skipped.length}" errors="0" time="0">`,
      ...failed.map((finding) =>
        testCase(finding, titles, `<failure message="${xml(finding.message)}" type="${finding.severity}">${xml(failureText(finding))}</failure>`),
      ),
      ...skipped.map((finding) => testCase(finding, titles, `<skipped message="${xml(finding.reason || 'kept quiet by a comment')}"/>`)),
      '  </testsuite>',
    ].join('\n');
  });
  if (files.length === 0)
    suites.push(
      '  <testsuite name="best practices" tests="1" failures="0" skipped="0" errors="0" time="0">\n    <testcase name="no findings" classname="nimbus"/>\n  </testsuite>',
    );
  const { findings, suppressed } = report;
  const tests = Math.max(1, findings.length + suppressed.length);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Nimbus best practices" tests="${tests}" failures="${findings.length}" errors="0" time="${(report.elapsedMs / 1000).toFixed(3)}">\n${suites.join('\n')}\n</testsuites>\n`;
}

const testCase = (finding: Finding, titles: ReadonlyMap<string, string>, inside: string): string =>
  `    <testcase name="${xml(`${titles.get(finding.rule) ?? finding.rule}: ${finding.resource} (${placeOf(finding)})`)}" classname="${xml(finding.rule)}">${inside}</testcase>`;

const placeOf = ({ file, line, column }: Finding): string => `${file}:${line}:${column}`;

/** The place first, where readers of a stack look for it. */
const failureText = (finding: Finding): string => `${placeOf(finding)} ${finding.resource}\n${finding.severity} ${finding.rule}`;

/** Text from files is data: markup is escaped, and characters XML has no place for are left out. */
const xml = (text: string): string =>
  [...text.toWellFormed()]
    .filter(isAllowed)
    .join('')
    .replace(/[&<>"'\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);

const isAllowed = (character: string): boolean => (character >= ' ' ? character !== '\ufffe' && character !== '\uffff' : '\n\r\t'.includes(character));
