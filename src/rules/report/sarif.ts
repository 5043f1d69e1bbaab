import type { Finding, Replacement, ScanReport, Severity } from '../../domain/finding.ts';
import { fingerprint } from '../engine/baseline.ts';
import { knownBefore } from '../engine/look.ts';
import type { Rule } from '../rule.ts';

const levels: Readonly<Record<Severity, 'note' | 'warning' | 'error'>> = { info: 'note', low: 'note', medium: 'warning', high: 'error', critical: 'error' };
/** What code-scanning services sort by: 0 to 10. */
const scores: Readonly<Record<Severity, string>> = { info: '1.0', low: '3.0', medium: '5.5', high: '8.0', critical: '9.5' };

/** SARIF 2.1.0, as code-scanning services take it: rules with their pages, fingerprints that survive moved lines, suppressions with their reasons. */
export function sarifReport(report: ScanReport, rules: readonly Rule[], version: string): string {
  const used = new Set([...report.findings, ...report.suppressed].map((finding) => finding.rule));
  const described = rules.filter((rule) => used.has(rule.id));
  const indexOf = new Map(described.map((rule, index) => [rule.id, index]));
  const seen = new Map<string, number>();
  const result = (finding: Finding, reason?: string) => ({
    ruleId: finding.rule,
    ruleIndex: indexOf.get(finding.rule) ?? -1,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(finding.file), uriBaseId: 'SRCROOT' },
          region: { startLine: finding.line, startColumn: finding.column, endLine: finding.endLine, endColumn: finding.endColumn },
        },
        logicalLocations: [{ fullyQualifiedName: finding.resource, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'nimbusFinding/v1': fingerprint(finding, seen) },
    properties: { fixable: finding.fixable, also: finding.also },
    ...(finding.fix === undefined ? {} : { fixes: [fixOf(finding.fix)] }),
    ...(reason === undefined ? {} : { suppressions: [suppression(reason)] }),
  });
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Nimbus', semanticVersion: version, rules: described.map(describe) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The repository; where there is none, the folder Nimbus worked in.' } } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: report.notes.map((text) => ({ level: 'note', message: { text } })) }],
        results: [...report.findings.map((finding) => result(finding)), ...report.suppressed.map((finding) => result(finding, finding.reason))],
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** By a comment beside it, or by a file of known findings. */
const suppression = (reason: string) => ({ kind: reason === knownBefore ? 'external' : 'inSource', ...(reason === '' ? {} : { justification: reason }) });

/** What would fix it: one change for each file, as SARIF has it. */
const fixOf = (replacements: readonly Replacement[]) => ({
  description: { text: 'Fix by Nimbus' },
  artifactChanges: [...Map.groupBy(replacements, ({ file }) => file)].map(([file, own]) => ({
    artifactLocation: { uri: encodeURI(file), uriBaseId: 'SRCROOT' },
    replacements: own.map(({ line, column, endLine, endColumn, text }) => ({
      deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
      ...(text === '' ? {} : { insertedContent: { text } }),
    })),
  })),
});

const describe = (rule: Rule) => ({
  id: rule.id,
  name: rule.id.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase()),
  shortDescription: { text: rule.title },
  fullDescription: { text: rule.why },
  // One of a workspace's own may name a file, which is no address.
  ...(/^https?:/.test(rule.source) ? { helpUri: rule.source } : {}),
  help: { text: `${rule.why} ${rule.source}` },
  defaultConfiguration: { level: levels[rule.severity] },
  properties: {
    category: rule.category,
    tags: [rule.category, rule.language],
    ...(rule.category === 'security' ? { 'security-severity': scores[rule.severity] } : {}),
  },
});
