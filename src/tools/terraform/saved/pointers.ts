import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../../../base/hash.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { textIn } from '../root/open.ts';

const folderOf = (at: Pick<Workplace, 'scratch'>): Promise<string> => at.scratch('terraform/previewed');

/** The file that names the plan which was previewed last for this very call. */
export const pointerOf = async (what: object, at: Workplace): Promise<string> => join(await folderOf(at), digestOf({ what, at: at.folder }).slice(0, 32));

/** Plans that were made to ask about a call, and not asked for themselves. */
export async function previewedIds(at: Pick<Workplace, 'scratch'>): Promise<ReadonlySet<string>> {
  const folder = await folderOf(at);
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return new Set((await Promise.all(names.map((name) => textIn(join(folder, name))))).filter((id) => id !== undefined));
}
