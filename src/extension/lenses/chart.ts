import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** The chart that a file belongs to. */
export interface Chart {
  /** As its Chart.yaml says, or the name of its folder. */
  readonly name: string;
  /** Relative to the workspace folder, with `/`. */
  readonly path: string;
  /** It is a part of other charts and can't be installed by itself. */
  readonly isLibrary: boolean;
}

/** The chart whose own file this is: its Chart.yaml, or a values file beside it. `root`: the workspace folder. */
export function chartOf(file: string, root: string): Chart | undefined {
  if (!/^(Chart|values([.-].+)?)\.ya?ml$/.test(basename(file))) return undefined;
  return chartIn(dirname(file), root);
}

/** Whether a file is a template of a chart: what it becomes depends on values, so it can't be applied as it is. */
export function isChartTemplate(file: string): boolean {
  for (let folder = dirname(file); dirname(folder) !== folder; folder = dirname(folder))
    if (basename(folder) === 'templates') return existsSync(join(dirname(folder), 'Chart.yaml'));
  return false;
}

function chartIn(folder: string, root: string): Chart | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, 'Chart.yaml'), 'utf8');
  } catch {
    // No chart: a values file of something else.
    return undefined;
  }
  const value = (key: string) => new RegExp(String.raw`^${key}:\s*["']?([\w.-]+)["']?\s*(?:#.*)?$`, 'm').exec(text)?.[1];
  const path = relative(root, folder).replaceAll('\\', '/') || '.';
  return { name: value('name') ?? basename(folder), path, isLibrary: value('type') === 'library' };
}
