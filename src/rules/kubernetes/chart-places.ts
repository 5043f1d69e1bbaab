import { type Document, isMap, isNode, isScalar, type Pair, parse } from 'yaml';
import { yamlDocument } from '../../base/yaml.ts';
import type { Finding, ScanReport } from '../../domain/finding.ts';
import { type Suppression, suppressedBy } from '../engine/suppress.ts';
import { commentsOf } from '../engine/yaml-comments.ts';
import { TextFile } from '../text.ts';
import type { RenderedChart } from './render.ts';
import { TemplateLines } from './template-lines.ts';

/**
 * Where a person looks for what was found in rendered text: at the key in `values.yaml` where a line of the template is that
 * value alone, with the line as its other place; else at that line. What would fix the rendered text fixes neither: it is left out.
 */
export class ChartPlaces {
  readonly #templates = new Map<string, Template>();
  readonly #values = new Map<string, Values>();

  constructor(charts: readonly RenderedChart[]) {
    for (const chart of charts) {
      for (const { path, text, made } of chart.templates) this.#templates.set(path, { chart, lines: new TemplateLines(text, made) });
      for (const { path, text } of chart.values) this.#values.set(path, new Values(path, text));
    }
  }

  /** Whether a file was looked at as what it makes. */
  isTemplate(path: string): boolean {
    return this.#templates.has(path);
  }

  /** One that is in no template stays as it is. */
  place<F extends Finding>(finding: F): F {
    const template = this.#templates.get(finding.file);
    if (template === undefined) return finding;
    const { fix: _, ...rest } = finding;
    const { lines, chart } = template;
    const line = lines.line(finding.line);
    const text = lines.template[line - 1] ?? '';
    const path = valueIn(text);
    const at = path && this.#key(chart, finding.file, path, scalarIn(lines.made[finding.line - 1] ?? ''));
    const place = at ? { ...at, template: { file: finding.file, line } } : { line, column: 1, endLine: line, endColumn: text.length + 1 };
    return { ...rest, ...place, fixable: false } as F;
  }

  /** The line of a template that makes a line of what it makes; counted from 1. */
  line(path: string, madeLine: number): number {
    return this.#templates.get(path)?.lines.line(madeLine) ?? madeLine;
  }

  /** The reason of a comment in `values.yaml` that keeps a placed finding quiet. */
  quiet({ file, line, rule, also, template }: Finding, today: string): string | undefined {
    if (template === undefined) return undefined;
    return suppressedBy(this.#values.get(file)?.comments ?? [], [rule, ...also], { line, from: line, to: line }, today)?.reason;
  }

  /** The key that `.Values.…` of a template is read from, if it holds what was made of it: a default may have stood in for it. */
  #key({ folder }: RenderedChart, template: string, path: readonly string[], made: string | undefined): Place | undefined {
    const prefix = folder === '' ? '' : `${folder}/`;
    const names = [...(/^(?:charts\/[^/]+\/)*/.exec(template.slice(prefix.length))?.[0] ?? '').matchAll(/charts\/([^/]+)\//g)].map((match) => match[1] ?? '');
    for (let depth = 0; depth <= names.length; depth++) {
      // What a chart says of one below it counts for more than what that one says itself.
      const file = `${prefix}${names
        .slice(0, depth)
        .map((name) => `charts/${name}/`)
        .join('')}values.yaml`;
      const found = this.#values.get(file)?.at(path[0] === 'global' ? path : [...names.slice(depth), ...path]);
      if (found !== undefined) return made !== undefined && found.value === made ? found.place : undefined;
    }
    return undefined;
  }
}

/** A report over rendered charts, told where a person can look. `today`: `YYYY-MM-DD`. */
export function placedInCharts(report: ScanReport, charts: readonly RenderedChart[], today: string): ScanReport {
  if (charts.length === 0) return report;
  const places = new ChartPlaces(charts);
  const placed = report.findings.map((finding) => places.place(finding));
  const quiet = placed.flatMap((finding) => {
    const reason = places.quiet(finding, today);
    return reason === undefined ? [] : [{ ...finding, reason }];
  });
  return {
    ...report,
    findings: placed.filter((finding) => places.quiet(finding, today) === undefined),
    suppressed: [...report.suppressed.map((finding) => places.place(finding)), ...quiet],
  };
}

interface Template {
  readonly chart: RenderedChart;
  readonly lines: TemplateLines;
}

type Place = Pick<Finding, 'file' | 'line' | 'column' | 'endLine' | 'endColumn'>;

/** A `values.yaml`, read once somebody asks. */
class Values {
  readonly #file: TextFile;
  #document: Document | undefined;
  #comments: readonly Suppression[] | undefined;

  constructor(path: string, text: string) {
    this.#file = new TextFile(path, text);
  }

  get comments(): readonly Suppression[] {
    this.#comments ??= commentsOf(this.#file);
    return this.#comments;
  }

  /** The key of a plain value, with the value as text. `undefined`: there is no such key; without `value`: it holds more than one. */
  at(path: readonly string[]): { readonly place: Place; readonly value: string | undefined } | undefined {
    this.#document ??= yamlDocument(this.#file.text);
    if (this.#document.errors.length > 0) return undefined;
    let node: unknown = this.#document.contents;
    let pair: Pair | undefined;
    for (const name of path) {
      pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === name) : undefined;
      if (pair === undefined) return undefined;
      node = pair.value;
    }
    const start = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
    const end = isNode(node) ? node.range?.[1] : undefined;
    if (start === undefined || end === undefined) return undefined;
    const [from, to] = [this.#file.place(start), this.#file.place(end)];
    return {
      place: { file: this.#file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column },
      value: isScalar(node) ? textOf(node.value) : undefined,
    };
  }
}

const operand = '(?:"[^"]*"|[^\\s|(){}]+)';
const value = '\\$?\\.Values((?:\\.\\w+)+)';
/** What leaves a plain value what it is, or stands in for one that is missing. */
const pipe = `(?:\\s*\\|\\s*(?:quote|squote|toYaml|toString|default\\s+${operand}))*`;
const single = new RegExp(
  `^\\s*(?:-\\s+)?(?:["']?[\\w./-]+["']?:\\s+)(["']?)\\{\\{-?\\s*(?:(?:quote|squote|toYaml|default\\s+${operand})\\s+)?${value}${pipe}\\s*-?\\}\\}\\1\\s*(?:#.*)?$`,
);

/** `securityContext.privileged` of a line that says `privileged: {{ .Values.securityContext.privileged | default false }}` and nothing more. */
const valueIn = (line: string): readonly string[] | undefined => single.exec(line)?.[2]?.slice(1).split('.');

/** The value of a line of YAML that is a key and a plain value, as text. */
function scalarIn(line: string): string | undefined {
  try {
    const read: unknown = parse(line.trim().replace(/^-\s+/, ''));
    const [only, ...others] = typeof read === 'object' && read !== null ? Object.values(read) : [];
    return others.length > 0 || (typeof only === 'object' && only !== null) ? undefined : textOf(only);
  } catch {
    // The line begins something longer.
    return undefined;
  }
}

const textOf = (plain: unknown): string => (plain === null || plain === undefined ? '' : String(plain));
