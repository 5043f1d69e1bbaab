import { count } from '../../base/say.ts';
import { type Severity, severities } from '../../domain/finding.ts';
import { bySeverity, type FoundIn } from './findings.ts';

export type Grouping = 'severity' | 'rule' | 'file';
export const groupings: readonly Grouping[] = ['severity', 'rule', 'file'];

/** Which findings the tree lists; empty: all. */
export interface Filter {
  /** And graver. */
  readonly from?: Severity;
  readonly fixable?: boolean;
  /** In message, rule, file or resource. */
  readonly text?: string;
}

export interface Group {
  readonly kind: 'severity' | 'rule' | 'file';
  /** Unlike any other in the tree. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly severity: Severity;
  readonly fixable: boolean;
  readonly root: string;
  /** Of a file: its path in its workspace folder. */
  readonly path?: string;
  readonly rule?: string;
  readonly findings: readonly FoundIn[];
}

export type Line = Group | FoundIn;
export const isGroup = (line: Line): line is Group => 'findings' in line;

/** What menus may ask of a line. */
export const tokensOf = (line: Line): readonly string[] =>
  isGroup(line)
    ? [line.kind, ...(line.fixable ? ['fixable'] : []), ...(line.rule !== undefined && line.kind !== 'rule' ? ['rule'] : [])]
    : ['finding', 'rule', ...(line.found.fixable ? ['fixable'] : [])];

export function passes({ from, fixable, text }: Filter, { path, found }: FoundIn): boolean {
  if (from !== undefined && severities.indexOf(found.severity) < severities.indexOf(from)) return false;
  if (fixable && !found.fixable) return false;
  if (text === undefined) return true;
  const words = text.toLowerCase();
  return [found.message, found.rule, path, found.resource, ...found.also].some((said) => said.toLowerCase().includes(words));
}

export const isFiltering = (filter: Filter): boolean => filter.from !== undefined || filter.fixable === true || filter.text !== undefined;

/** "high and graver, with a fix, with “s3”". */
export function filterWords({ from, fixable, text }: Filter): string {
  return [from && (from === 'critical' ? 'critical' : `${from} and graver`), fixable && 'with a fix', text && `with “${text}”`].filter(Boolean).join(', ');
}

/** The first lines of the tree. `titleOf`: of a rule; `pathOf`: a file as a person reads it. */
export interface TreeState {
  readonly isOn: boolean;
  /** Of a look that goes on. */
  readonly progress: { readonly done: number; readonly total: number } | undefined;
  readonly all: readonly FoundIn[];
  /** Those that pass the filter. */
  readonly shown: readonly FoundIn[];
  readonly filter: Filter;
  readonly grouping: Grouping;
}

/** What is said above the lines; '' for nothing. */
export function treeMessage({ isOn, progress, all, shown, filter, grouping }: TreeState): string {
  const found = count(all.length, 'finding');
  const parts = [
    ...(isOn ? [] : ['Switched off in the settings (nimbus.rules.enabled).']),
    ...(progress ? [`Looking: ${progress.done} of ${count(progress.total, 'part')}…`] : []),
    ...(isFiltering(filter) ? [`Filtered: ${filterWords(filter)}. ${shown.length} of ${found}.`] : []),
    ...(grouping !== 'severity' && all.length > 0 && !isFiltering(filter) ? [`${found}: ${bySeverity(all.map((one) => one.found))}`] : []),
  ];
  return parts.join(' ');
}

export function topLines(found: readonly FoundIn[], by: Grouping, titleOf: (rule: string) => string, pathOf: (one: FoundIn) => string): readonly Group[] {
  if (by === 'severity')
    return severities.toReversed().flatMap((severity) => {
      const findings = found.filter((one) => one.found.severity === severity);
      return findings.length === 0 ? [] : [group('severity', severity, severity, String(findings.length), findings)];
    });
  if (by === 'rule') return byRule(found, '', titleOf);
  return [...Map.groupBy(found, pathOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, findings]) => ({
      ...group('file', `file ${path}`, path, bySeverity(findings.map((one) => one.found)), sorted(findings)),
      path: findings[0]?.path ?? path,
    }));
}

/** What is below a group. */
export function below(line: Group, titleOf: (rule: string) => string): readonly Line[] {
  return line.kind === 'severity' ? byRule(line.findings, `${line.id} `, titleOf) : line.findings;
}

/** Gravest first, then those with the most findings. */
const byRule = (found: readonly FoundIn[], before: string, titleOf: (rule: string) => string): readonly Group[] =>
  [...Map.groupBy(found, (one) => one.found.rule)]
    .map(([rule, findings]) => ({ ...group('rule', `${before}rule ${rule}`, titleOf(rule), String(findings.length), sorted(findings)), rule }))
    .sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || b.findings.length - a.findings.length || (a.label < b.label ? -1 : 1));

function group(kind: Group['kind'], id: string, label: string, description: string, findings: readonly FoundIn[]): Group {
  const gravest = Math.max(0, ...findings.map((one) => severities.indexOf(one.found.severity)));
  const root = findings[0]?.root ?? '';
  return { kind, id, label, description, severity: severities[gravest] ?? 'info', fixable: findings.some((one) => one.found.fixable), root, findings };
}

const sorted = (findings: readonly FoundIn[]): readonly FoundIn[] =>
  findings.toSorted((a, b) => (a.path === b.path ? a.found.line - b.found.line : a.path < b.path ? -1 : 1));
