import { parse } from 'yaml';
import type { Json } from '../../base/json.ts';
import type { Source } from '../engine/source.ts';
import { fieldsOf, listOf } from './object.ts';

const dirOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '');

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

/** Files that a `kustomization.yaml` names as patches: parts of objects, not objects. */
export function kustomizePatches(sources: readonly Source[]): ReadonlySet<string> {
  const patches = new Set<string>();
  for (const { path, text } of sources) {
    if (!/(^|\/)kustomization\.ya?ml$/i.test(path)) continue;
    let value: Json;
    try {
      value = parse(text, { logLevel: 'silent', maxAliasCount: 100 }) as Json;
    } catch {
      // Half typed: its manifests are then looked at as they are.
      continue;
    }
    const fields = fieldsOf(value);
    const named = [...listOf(fields.patchesStrategicMerge), ...listOf(fields.patches).map((patch) => fieldsOf(patch).path ?? null)];
    for (const name of named) if (typeof name === 'string' && !name.includes('\n')) patches.add(normal(`${dirOf(path)}${name}`));
  }
  return patches;
}

const normal = (path: string): string => {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
};
