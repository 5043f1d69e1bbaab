import { readdir } from 'node:fs/promises';
import { posix } from 'node:path';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { folderTaken } from '../../../domain/failure/git.ts';
import type { Workplace } from '../../../domain/workplace.ts';

export interface FreeFolder {
  readonly absolute: string;
  /** Folders that are made on the way, relative to the workspace folder, the deepest first. */
  readonly folders: readonly string[];
}

/** A folder that git may fill, as it is not there yet or empty. `path`: normalized, relative to the workspace folder; `input`: of the tool, which named it. */
export async function freeFolder(path: string, input: 'into' | 'path', at: Workplace): Promise<Outcome<FreeFolder>> {
  const absolute = await at.files.locate(path);
  if (!absolute.ok) return absolute;
  const kind = await at.files.kind(path);
  if (!kind.ok) return kind;
  if (kind.value === 'folder' ? path === '.' || (await readdir(absolute.value)).length > 0 : kind.value !== 'nothing') return failed(folderTaken(path, input));
  const folders: string[] = [];
  for (let up = posix.dirname(path); up !== '.' && up !== '/'; up = posix.dirname(up)) {
    const above = await at.files.kind(up);
    if (above.ok && above.value === 'nothing') folders.push(up);
  }
  return ok({ absolute: absolute.value, folders });
}
