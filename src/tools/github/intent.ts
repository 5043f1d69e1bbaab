import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import type { Workplace } from '../../domain/workplace.ts';

// A comment, a review and an issue have no name of their own, so "was it posted?" can only be asked with a time: anything
// like it by the same account since then is it. The time is GitHub's own, noted on this machine right before posting.
// Nothing is hidden in what people read on GitHub.

/**
 * A tool and its input, whole, in one step of one run: the same ones are the same posting. Undo steps of a call that was cut off
 * carry it. `step`: its idempotency key; absent in histories from before there were any, and outside runs.
 */
export const call = z.strictObject({
  tool: z.string().regex(/^github\.[A-Za-z]+$/),
  input: z.record(z.string(), z.unknown()),
  step: z.string().optional(),
});
export type Call = z.output<typeof call>;

/** The call of `tool` that is being made at this place. */
export const callAt = ({ idempotencyKey }: Pick<Workplace, 'idempotencyKey'>, tool: string, input: Record<string, unknown>): Call => ({
  tool,
  input,
  ...(idempotencyKey === undefined ? {} : { step: idempotencyKey }),
});

/** Forgets an earlier posting of the same: the first thing a run does. */
export const forgetIntent = async (at: Workplace, what: Call): Promise<void> => rm(await placeOfNote(at, what), { force: true });

/** Notes that `what` is about to be posted; `since` is GitHub's clock. */
export async function noteIntent(at: Workplace, what: Call, since: string): Promise<void> {
  const path = await placeOfNote(at, what);
  await writeFile(`${path}.new`, JSON.stringify({ since }), { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** When it was about to be posted; `undefined`: it never was. */
export async function intentOf(at: Workplace, what: Call): Promise<string | undefined> {
  const text = await readFile(await placeOfNote(at, what), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const read = z.object({ since: z.iso.datetime() }).safeParse(parsed(text));
  // Cut off while it was written: it was meant to be posted, and since when is not known.
  return read.success ? read.data.since : new Date(0).toISOString();
}

async function placeOfNote(at: Workplace, what: Call): Promise<string> {
  const folder = join(await at.scratch('github'), 'intents');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${digestOf({ folder: at.folder, what })}.json`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
