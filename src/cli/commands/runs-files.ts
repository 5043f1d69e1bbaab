import { mkdir, readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { count, list } from '../../base/say.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { fileFailed } from '../../domain/failure/files.ts';
import { badUsage } from '../../domain/failure/run.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { filesOfRun } from '../../host/run-files.ts';
import { workspaceFiles } from '../../machine/files.ts';
import { contentOf, nowWords, type RunFile } from '../../session/files.ts';
import { withHouse } from '../house.ts';
import type { Screen } from '../screen.ts';
import { known } from './runs.ts';

export interface FilesOptions {
  readonly diff: boolean;
  readonly export?: string;
}

/** Files a run wrote, changed or removed, against the disk as it is now. Changes nothing but the folder of `--export`. */
export const runFiles = (id: string, options: FilesOptions, screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const row = known(house, id);
    const at = house.workplace(row.folder, screen.stop, () => {});
    const { files, plans } = await filesOfRun(house.journal.events(id), at);
    const told = options.diff ? await Promise.all(files.map(async (file) => ({ ...file, diff: await diffOf(file, at) }))) : files;
    const exported = options.export === undefined ? undefined : await exportFiles(files, resolve(screen.folder, options.export), at);
    screen.result(
      {
        runId: id,
        folder: row.folder,
        files: told,
        plans: plans.map((plan) => ({ ...plan, kept: plan.bytes !== undefined })),
        ...(exported === undefined ? {} : { exported }),
      },
      () =>
        [
          files.length === 0 ? `Run ${id} left no files.` : `In ${row.folder}:`,
          ...told.flatMap((file) => [fileLine(file), ...('diff' in file && file.diff !== '' ? [file.diff] : [])]),
          ...plans.map(({ step, plan, bytes }) => `  ${plan}  a Terraform plan, saved by ${step}${bytes === undefined ? '; no longer kept' : ''}`),
          ...(exported === undefined ? [] : [exportedText(exported)]),
        ].join('\n'),
    );
    return 0;
  });

const fileLine = (file: RunFile): string => `  ${file.action.padEnd(8)} ${file.path}  by ${list(file.steps)}: ${nowWords(file)}`;

/** Comparing is quadratic in the worst case; texts longer than this are said to differ and no more. */
const linesMax = 50_000;

/** Unified, from what the run left to what is on disk; a sentence where there is none to be had; empty where both are the same. */
async function diffOf(file: RunFile, at: Workplace): Promise<string> {
  const { path, after, disk } = file;
  if (disk === 'as-left' || disk === 'unknown' || after === undefined) return '';
  const left = after === null ? new Uint8Array() : await contentOf(file, after.sha256, at);
  if (left === undefined) return 'What the run left is no longer kept.';
  const now = await at.files.read(path);
  const [older, newer] = [left, now.ok ? now.value : undefined].map((content) => decodeUtf8(content ?? new Uint8Array()));
  if (older === undefined || newer === undefined || older.includes('\0') || newer.includes('\0')) return 'They differ; at least one is not text.';
  if (Math.max(older.split('\n').length, newer.split('\n').length) > linesMax) return 'They differ; they are too long to compare line by line.';
  return createTwoFilesPatch(path, path, older, newer, 'as the run left it', 'on disk');
}

interface Exported {
  /** Absolute. */
  readonly folder: string;
  readonly files: readonly string[];
  /** Left by the run, and no longer kept. */
  readonly notKept: readonly string[];
}

/** What the run left, byte for byte, under the paths it has in the run's folder; what it removed is not there. */
async function exportFiles(files: readonly RunFile[], folder: string, at: Workplace): Promise<Exported> {
  await emptyFolder(folder);
  const target = workspaceFiles(folder);
  const written: string[] = [];
  const notKept: string[] = [];
  for (const file of files) {
    if (file.after === null) continue;
    const content = file.after === undefined ? undefined : await contentOf(file, file.after.sha256, at);
    if (content === undefined) {
      notKept.push(file.path);
      continue;
    }
    const done = await target.write(file.path, content);
    if (!done.ok) throw new FailureError(done.failure);
    written.push(file.path);
  }
  return { folder, files: written, notKept };
}

/** What somebody has in a folder is never mixed with what is exported. */
async function emptyFolder(folder: string): Promise<void> {
  const there = await mkdir(folder, { recursive: true, mode: 0o700 })
    .then(() => readdir(folder))
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST' || error.code === 'ENOTDIR')
        throw new FailureError(badUsage(`${folder} is no folder.`, 'Give --export a folder that is not there yet, or is empty.'));
      throw new FailureError(fileFailed('write', folder, error));
    });
  if (there.length > 0)
    throw new FailureError(badUsage(`${folder} has files in it, and is left as it is.`, 'Give --export a folder that is not there yet, or is empty.'));
}

const exportedText = ({ folder, files, notKept }: Exported): string =>
  `Exported ${count(files.length, 'file')} to ${folder}.${notKept.length === 0 ? '' : ` No longer kept: ${list(notKept)}.`}`;
