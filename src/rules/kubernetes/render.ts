import type { Outcome } from '../../domain/failure/failure.ts';
import type { Finding, ScanReport } from '../../domain/finding.ts';
import type { ExecOptions, Finished } from '../../domain/workplace.ts';
import type { Source } from '../engine/source.ts';

/** Charts rendered in one scan, and what one may take. */
const chartsMax = 50;
const timeoutMs = 30_000;
const outputBytesMax = 16 * 1024 * 1024;

/** What rendering needs of the world. */
export interface Renderer {
  exec(program: string, args: readonly string[], options?: ExecOptions): Promise<Outcome<Finished>>;
  /** Absolute path of one in the workspace. */
  locate(path: string): Promise<Outcome<string>>;
  /** A folder for what Helm wants to keep. */
  scratch(key: string): Promise<string>;
}

export interface Rendered {
  /** The sources with each rendered template in the place of its text. */
  readonly sources: readonly Source[];
  /** What the templates say before they are rendered, by path. */
  readonly originals: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

/**
 * Renders Helm charts as `helm template` does, with the values they come with and without asking a cluster or the
 * network. Where Helm is missing or a chart can't be rendered, that is noted and its templates stay as they are.
 */
export async function renderCharts(sources: readonly Source[], at: Renderer): Promise<Rendered> {
  const charts = chartsIn(sources);
  const originals = new Map<string, string>();
  const notes: string[] = [];
  const made = new Map<string, string>();
  if (charts.length > chartsMax) notes.push(`There are ${charts.length} Helm charts: the first ${chartsMax} were rendered.`);
  for (const chart of charts.slice(0, chartsMax)) {
    const where = await at.locate(chart.folder === '' ? '.' : chart.folder);
    if (!where.ok) continue;
    const home = await at.scratch('helm');
    const env = { HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home };
    const done = await at.exec('helm', ['template', 'release', where.value], { timeoutMs, outputBytesMax, env });
    if (!done.ok) {
      notes.push(`Helm charts were not rendered: ${done.failure.message}`);
      break;
    }
    const { code, stdout, stderr, truncated } = done.value;
    if (code !== 0 || truncated) {
      notes.push(`${chart.folder || 'The chart'} could not be rendered: ${truncated ? 'it becomes too large' : firstLine(stderr)}.`);
      continue;
    }
    for (const [path, text] of templatesOf(stdout, chart)) made.set(path, text);
  }
  const kept = sources.map((source) => {
    const text = made.get(source.path);
    if (text === undefined) return source;
    originals.set(source.path, source.text);
    return { path: source.path, text };
  });
  return { sources: kept, originals, notes };
}

interface Chart {
  readonly folder: string;
  readonly name: string;
}

/** Charts that stand by themselves: one below another's `charts/` is rendered with that one. */
function chartsIn(sources: readonly Source[]): readonly Chart[] {
  return sources.flatMap(({ path, text }) => {
    const [, folder] = /^(?:(.*)\/)?Chart\.yaml$/.exec(path) ?? [];
    if (!path.endsWith('Chart.yaml') || /(^|\/)charts\/[^/]+\/Chart\.yaml$/.test(path)) return [];
    const name = /^name:\s*["']?([\w.-]+)/m.exec(text)?.[1];
    return name === undefined || /^type:\s*["']?library/m.test(text) ? [] : [{ folder: folder ?? '', name }];
  });
}

/** Helm says before each document which template it is from: `# Source: shop/templates/web.yaml`. */
function templatesOf(output: string, { folder, name }: Chart): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const document of output.split(/^---\s*$/m)) {
    const [, source] = /^\s*# Source: (\S+)\s*$/m.exec(document) ?? [];
    if (source === undefined || !source.startsWith(`${name}/`)) continue;
    const path = `${folder === '' ? '' : `${folder}/`}${source.slice(name.length + 1)}`;
    const before = texts.get(path);
    texts.set(path, before === undefined ? document.trimStart() : `${before}---\n${document.trimStart()}`);
  }
  return texts;
}

const firstLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '')
    ?.replace(/^Error: /, '')
    .replace(/\.$/, '') ?? 'Helm did not say why';

/**
 * Findings in rendered templates, told where a person can look: at the one line of the template that says the same, else
 * at the template's `kind`. What would fix them is for the chart's author.
 */
export function placedInTemplates(report: ScanReport, { sources, originals }: Rendered): ScanReport {
  if (originals.size === 0) return report;
  const rendered = new Map(sources.filter(({ path }) => originals.has(path)).map(({ path, text }) => [path, text.split('\n')]));
  const placed = <F extends Finding>(finding: F): F => {
    const [template, lines] = [originals.get(finding.file), rendered.get(finding.file)];
    if (template === undefined || lines === undefined) return finding;
    const said = (lines[finding.line - 1] ?? '').trim();
    const all = template.split('\n').map((line) => line.trim());
    const same = all.flatMap((line, index) => (said !== '' && line === said ? [index] : []));
    const kind = all.findIndex((line) => line.startsWith('kind:'));
    const at = (same.length === 1 ? (same[0] ?? 0) : Math.max(0, kind)) + 1;
    const { fix: _, ...rest } = finding;
    return { ...rest, line: at, column: 1, endLine: at, endColumn: (template.split('\n')[at - 1] ?? '').replace(/\r$/, '').length + 1, fixable: false } as F;
  };
  return { ...report, findings: report.findings.map(placed), suppressed: report.suppressed.map(placed) };
}
