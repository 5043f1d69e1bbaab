import type { Source } from '../engine/source.ts';

export const dirOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '');

/** Files under `templates/` of a Helm chart, and how many each chart has. */
export function templatesOfCharts(sources: readonly Source[]): { readonly files: ReadonlySet<string>; readonly charts: ReadonlyMap<string, number> } {
  const roots = sources.filter((source) => /(^|\/)Chart\.yaml$/.test(source.path)).map((source) => `${dirOf(source.path)}templates/`);
  const files = new Set<string>();
  const charts = new Map<string, number>();
  if (roots.length === 0) return { files, charts };
  for (const { path, text } of sources) {
    const root = roots.find((candidate) => path.startsWith(candidate));
    if (root === undefined || !/\.ya?ml$/.test(path) || !text.includes('{{')) continue;
    files.add(path);
    const chart = root.slice(0, -'/templates/'.length) || '.';
    charts.set(chart, (charts.get(chart) ?? 0) + 1);
  }
  return { files, charts };
}
