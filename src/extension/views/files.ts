import { isAbsolute, join, posix } from 'node:path';
import { count, list } from '../../base/say.ts';
import { filesOfRun, type RunPlan } from '../../host/run-files.ts';
import { contentOf, notedFiles, nowWords, type RunFile } from '../../session/files.ts';
import type { LeftFile } from '../documents/addresses.ts';
import { plainly } from '../plainly.ts';
import type { Runs } from '../runs/look.ts';

/** A file a run wrote, changed or removed, or a plan it saved, as a line below the run. */
export interface FileLine {
  readonly label: string;
  readonly description: string;
  /** A codicon's name. */
  readonly icon: string;
  /** Markdown. */
  readonly tooltip: string;
  /** What a click shows: both sides, what the run left or removed, or what is on disk. Absent: there is nothing to be shown. */
  readonly opens?: { readonly what: 'both' | 'left' | 'disk'; readonly disk: string; readonly left: LeftFile };
}

/** More files of one run are not listed, as each is compared with the disk; `nimbus runs files` tells them all. */
export const filesMax = 500;

/** The line above them, such as "14 files"; `undefined` where a run touched none, as its journal tells. */
export function filesTitle(runs: Runs, runId: string): string | undefined {
  const n = notedFiles(runs.look(runId)?.events ?? []).length;
  return n === 0 ? undefined : `${count(n, 'file')}${n > filesMax ? `, the first ${filesMax}` : ''}`;
}

/** The files of a run against the disk as it is now. */
export async function fileLines(runs: Runs, runId: string): Promise<readonly FileLine[]> {
  const looked = runs.look(runId);
  if (looked === undefined) return [];
  const { folder } = looked.row;
  const { files, plans } = await filesOfRun(looked.events, placeOf(runs, folder), filesMax);
  return [...files.map((file) => fileLine(file, runId, folder)), ...plans.map(planLine)];
}

function fileLine(file: RunFile, runId: string, folder: string): FileLine {
  const { path, action, steps, disk, kept, before, after } = file;
  const above = posix.dirname(path);
  const now = nowWords(file);
  const isGone = disk === 'gone' || (disk === 'as-left' && after === null) || (disk === 'unknown' && action === 'removed');
  const content = after ?? before;
  const what = isGone ? (content?.bytes === undefined ? undefined : 'left') : kept && disk === 'changed' ? 'both' : 'disk';
  return {
    label: posix.basename(path),
    description: [...(above === '.' ? [] : [above]), ...(action === 'removed' ? ['removed'] : []), ...(disk === 'as-left' ? [] : [now])].join(' · '),
    icon: icons[action],
    tooltip: [`**${plainly(path)}**`, `${action} by ${plainly(list(steps))} · ${now}`].join('\n\n'),
    // A journal that somebody wrote into leads nowhere else.
    ...(what === undefined || isOutside(path) ? {} : { opens: { what, disk: join(folder, path), left: { runId, path, sha256: content?.sha256 ?? 'none' } } }),
  };
}

const isOutside = (path: string): boolean => isAbsolute(path) || /^\.\.(\/|$)/.test(posix.normalize(path.replaceAll('\\', '/')));

const icons: Readonly<Record<RunFile['action'], string>> = { created: 'diff-added', changed: 'diff-modified', removed: 'diff-removed' };

const planLine = ({ step, plan, bytes }: RunPlan): FileLine => ({
  label: plan,
  description: `Terraform plan${bytes === undefined ? ' · no longer kept' : ''}`,
  icon: 'file-binary',
  tooltip: `A Terraform plan, saved by ${plainly(step)}`,
});

/** The text of a content of a run; `undefined`: it is no longer kept. */
export async function textOf(runs: Runs, { runId, path, sha256 }: LeftFile): Promise<string | undefined> {
  const looked = runs.look(runId);
  const content = looked === undefined ? undefined : await contentOf({ path }, sha256, placeOf(runs, looked.row.folder));
  return content && new TextDecoder().decode(content);
}

const placeOf = ({ house }: Runs, folder: string) => house.workplace(folder, new AbortController().signal, () => {});
