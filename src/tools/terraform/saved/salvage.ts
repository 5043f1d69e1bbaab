import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Workplace } from '../../../domain/workplace.ts';
import type { SavedPlan } from './record.ts';

/** Enough of a state to know one that is whole. */
const state = z.looseObject({ version: z.number(), serial: z.number(), lineage: z.string(), resources: z.array(z.unknown()) });

/**
 * Where the state of an apply is that Terraform could not save: whole, in a file. On a full disk Terraform leaves the file
 * of the state and `errored.tfstate` half-written, and says the state on its output as a last resort; it is then put
 * where there is room. `undefined`: it is nowhere.
 */
export async function salvagedState(saved: SavedPlan, stdout: string, at: Workplace): Promise<string | undefined> {
  const errored = join(saved.folder, 'errored.tfstate');
  if (await isWholeState(errored)) return errored;
  const dumped = dumpIn(stdout);
  if (dumped === undefined) return undefined;
  const places = [
    async () => errored,
    async () => join(await at.scratch('terraform-states'), `${saved.id}.tfstate`),
    async () => join(tmpdir(), `${saved.id}.tfstate`),
  ];
  for (const place of places) {
    const path = await place().catch(() => undefined);
    if (path !== undefined && (await put(path, JSON.stringify(dumped, null, 2)))) return path;
  }
  return undefined;
}

export const isWholeState = async (path: string): Promise<boolean> => state.safeParse(jsonIn(await readFile(path, 'utf8').catch(() => ''))).success;

/** What Terraform said when all else failed. */
function dumpIn(stdout: string): z.output<typeof state> | undefined {
  const line = stdout.split('\n').find((text) => text.includes('"Emergency state dump"'));
  const said = z.object({ state }).safeParse(jsonIn(line ?? ''));
  return said.success ? said.data.state : undefined;
}

/** Whole or not at all: what is half-written there makes way for it. */
async function put(path: string, text: string): Promise<boolean> {
  const beside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(beside, text, { mode: 0o600, flush: true });
    await rename(beside, path);
    return true;
  } catch {
    // The next place is tried; when there is none, that is what is told.
    await rm(beside, { force: true }).catch(() => undefined);
    return false;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
