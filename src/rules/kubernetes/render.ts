import type { Outcome } from '../../domain/failure/failure.ts';
import type { ExecOptions, Finished, Workplace } from '../../domain/workplace.ts';
import type { Source } from '../engine/source.ts';
import { dirOf } from './packages.ts';

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
  /** Where Helm is; default: `helm`, wherever programs are looked for. */
  readonly helm?: string | undefined;
}

export const rendererOn = ({ exec, scratch, files, env }: Pick<Workplace, 'exec' | 'scratch' | 'files' | 'env'>): Renderer => ({
  exec,
  scratch,
  locate: files.locate,
  helm: env.NIMBUS_HELM || undefined,
});

/** A chart as Helm renders it with the values it comes with, and what that was made from. */
export interface RenderedChart {
  /** `''`: the folder paths are relative to. */
  readonly folder: string;
  /** Files that are no YAML until they are rendered: what they say, and what they make, which may be nothing. */
  readonly templates: readonly (Source & { readonly made: string })[];
  /** Its own `values.yaml` and those of the charts in it. */
  readonly values: readonly Source[];
}

export interface Rendered {
  readonly charts: readonly RenderedChart[];
  readonly notes: readonly string[];
}

export const notRendered: Rendered = { charts: [], notes: [] };

/**
 * Renders Helm charts as `helm template` does, with the values they come with and without asking a cluster or the
 * network. Where Helm is missing or a chart can't be rendered, that is noted.
 */
export async function renderCharts(sources: readonly Source[], at: Renderer): Promise<Rendered> {
  const all = chartsIn(sources);
  const charts: RenderedChart[] = [];
  const notes: string[] = [];
  if (all.length > chartsMax) notes.push(`There are ${all.length} Helm charts: the first ${chartsMax} were rendered.`);
  for (const chart of all.slice(0, chartsMax)) {
    const where = await at.locate(chart.folder === '' ? '.' : chart.folder);
    if (!where.ok) continue;
    const home = await at.scratch('helm');
    // Nothing of the person's own Helm has a part in it: no repository, no plugin.
    const env = { HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home, HELM_PLUGINS: home, HELM_DEBUG: undefined, HELM_NAMESPACE: undefined };
    const done = await at.exec(at.helm ?? 'helm', ['template', 'release', where.value], { timeoutMs, outputBytesMax, env });
    if (!done.ok) {
      notes.push(`Helm charts were not rendered: ${done.failure.message}`);
      break;
    }
    const { code, stdout, stderr, truncated } = done.value;
    if (code !== 0 || truncated) {
      notes.push(`${chart.folder || 'The chart'} could not be rendered: ${truncated ? 'it becomes too large' : firstLine(stderr)}.`);
      continue;
    }
    charts.push(rendered(chart, stdout, sources));
  }
  return { charts, notes };
}

/** The sources as they are to be looked at: each template as what it makes. */
export function withRendered(sources: readonly Source[], charts: readonly RenderedChart[]): readonly Source[] {
  const made = new Map(charts.flatMap(({ templates }) => templates.map((one) => [one.path, one.made] as const)));
  if (made.size === 0) return sources;
  return sources.map((source) => ({ path: source.path, text: made.get(source.path) ?? source.text }));
}

interface Chart {
  readonly folder: string;
  readonly name: string;
}

/** Charts that stand by themselves: one below another's `charts/` is rendered with that one. */
function chartsIn(sources: readonly Source[]): readonly Chart[] {
  const files = sources.filter(({ path }) => isChartFile(path));
  const folders = new Set(files.map(({ path }) => dirOf(path)));
  return files.flatMap(({ path, text }) => {
    const [, parent] = /^(.*\/|)charts\/[^/]+\/$/.exec(dirOf(path)) ?? [];
    if (parent !== undefined && folders.has(parent)) return [];
    const name = /^name:\s*["']?([\w.-]+)/m.exec(text)?.[1];
    return name === undefined || /^type:\s*["']?library/m.test(text) ? [] : [{ folder: dirOf(path).slice(0, -1), name }];
  });
}

const isChartFile = (path: string): boolean => /(^|\/)Chart\.yaml$/.test(path);

function rendered(chart: Chart, output: string, sources: readonly Source[]): RenderedChart {
  const prefix = chart.folder === '' ? '' : `${chart.folder}/`;
  const own = sources.filter(({ path }) => path.startsWith(prefix));
  const inside = (file: string): RegExp => new RegExp(`^(charts/[^/]+/)*${file}$`);
  const [isTemplate, isValues] = [inside('templates/.+\\.ya?ml'), inside('values\\.yaml')];
  const made = madeBy(output, chart.name);
  return {
    folder: chart.folder,
    templates: own.flatMap(({ path, text }) => {
      const file = path.slice(prefix.length);
      // One that says nothing to Helm is what it is, and may be fixed where it stands.
      return isTemplate.test(file) && text.includes('{{') ? [{ path, text, made: made.get(file) ?? '' }] : [];
    }),
    values: own.filter(({ path }) => isValues.test(path.slice(prefix.length))),
  };
}

/** Helm says before each document which template it is from: `# Source: shop/templates/web.yaml`. Keys are relative to the chart. */
function madeBy(output: string, name: string): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const document of output.split(/^---\s*$/m)) {
    const [, source] = /^\s*# Source: (\S+)\s*$/m.exec(document) ?? [];
    if (source === undefined || !source.startsWith(`${name}/`)) continue;
    const file = source.slice(name.length + 1);
    const before = texts.get(file);
    texts.set(file, before === undefined ? document.trimStart() : `${before}---\n${document.trimStart()}`);
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
