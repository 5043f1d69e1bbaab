import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { backupGone } from '../../../domain/failure/terraform-state.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type State, stateIn } from '../root/state.ts';
import { writeWhole } from '../saved/record.ts';

// A state as it was before it was edited by hand. It holds secrets: a file of this user alone, outside the workspace.

/** What a state is kept under: made from its text, so that it can be told before it is kept. */
export const backupId = z.string().regex(/^tfstate-[0-9a-f]{24}$/, 'the id of a state that was kept');
export const idOf = (text: string): string => `tfstate-${sha256(text).slice(0, 24)}`;

const keptMs = 90 * 24 * 60 * 60_000;

async function placeOf(at: Workplace): Promise<string> {
  const folder = join(await at.scratch('terraform'), 'backups');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Keeps it before the first thing is changed; older ones than three months go. */
export async function keepBackup(text: string, at: Workplace): Promise<string> {
  const folder = await placeOf(at);
  for (const name of await readdir(folder)) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > keptMs) await rm(join(folder, name), { force: true });
  }
  const id = idOf(text);
  await writeWhole(join(folder, id), text);
  return id;
}

/** The state that was kept, held to its id. */
export async function readBackup(id: string, at: Workplace): Promise<Outcome<{ readonly state: State; readonly text: string }>> {
  const text = await readFile(join(await placeOf(at), id), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const state = text === undefined || idOf(text) !== id ? undefined : stateIn(text);
  return text === undefined || state === undefined ? failed(backupGone(id)) : ok({ state, text });
}
