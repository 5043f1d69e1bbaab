import type { Reported, RuleLine, ToReport } from '../../src/protocol/report.ts';
import type { Notice } from '../shared/notice.ts';

export type Severity = Reported['severity'];
export type Shown = ToReport & { readonly type: 'show' };

/** Gravest first. */
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

export interface Filter {
  /** Empty: all. */
  readonly severity: Severity | '';
  readonly category: string;
  readonly text: string;
}
export const noFilter: Filter = { severity: '', category: '', text: '' };
export const isFiltering = (filter: Filter): boolean => filter.severity !== '' || filter.category !== '' || filter.text.trim() !== '';

export interface Model {
  readonly shown?: Shown;
  readonly filter: Filter;
  /** Rules whose findings show. */
  readonly unfolded: ReadonlySet<string>;
  readonly notice?: Notice;
  readonly isMisunderstood: boolean;
}

/** A finding, with its place in the host's list. */
export interface Row extends Reported {
  readonly index: number;
}

export interface Group {
  readonly rule: RuleLine;
  readonly rows: readonly Row[];
}

/** What passes the filter, by rule: gravest first, then those with most findings. */
export function groupsOf({ findings, rules }: Shown, filter: Filter): readonly Group[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const words = filter.text.trim().toLowerCase();
  const rows = findings
    .map((finding, index): Row => ({ ...finding, index }))
    .filter(
      (row) =>
        (filter.severity === '' || row.severity === filter.severity) &&
        (filter.category === '' || byId.get(row.rule)?.category === filter.category) &&
        (words === '' || [row.message, row.rule, row.file, row.resource, byId.get(row.rule)?.title ?? ''].some((said) => said.toLowerCase().includes(words))),
    );
  return [...Map.groupBy(rows, ({ rule }) => rule)]
    .map(([id, own]): Group => {
      const first = own[0];
      const rule = byId.get(id) ?? { id, title: id, severity: first?.severity ?? 'info', category: '', why: '', fixable: false, replaces: false };
      return { rule: { ...rule, severity: first?.severity ?? rule.severity }, rows: own };
    })
    .sort((a, b) => severities.indexOf(a.rule.severity) - severities.indexOf(b.rule.severity) || b.rows.length - a.rows.length);
}

export const categoriesOf = ({ rules }: Shown): readonly string[] => [...new Set(rules.map(({ category }) => category))].sort();

/** How many there are of each. */
export function counted<K extends string>(keys: readonly K[], of: readonly K[]): readonly { readonly key: K; readonly count: number }[] {
  return keys.map((key) => ({ key, count: of.filter((one) => one === key).length }));
}
