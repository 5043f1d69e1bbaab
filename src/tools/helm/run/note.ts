import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../../../base/hash.ts';
import type { Workplace } from '../../../domain/workplace.ts';

// Which revision was there right before helm was started, noted on this machine: after a crash it tells what this very call
// did from what was done before or by others.

export async function noteRevision(at: Workplace, call: unknown, revision: number): Promise<void> {
  const path = await placeOf(at, call);
  await writeFile(`${path}.new`, String(revision), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** Forgets an earlier call of the same: the first thing a run does. */
export const forgetRevision = async (at: Workplace, call: unknown): Promise<void> => rm(await placeOf(at, call), { force: true });

/** `undefined`: helm was never started. 0: there was no release. */
export async function notedRevision(at: Workplace, call: unknown): Promise<number | undefined> {
  const text = await readFile(await placeOf(at, call), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}

const placeOf = async (at: Workplace, call: unknown): Promise<string> => join(await at.scratch('helm'), `before-${digestOf({ folder: at.folder, call })}`);
