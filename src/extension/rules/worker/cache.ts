import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Entry } from './disk-index.ts';
import type { Found } from './messages.ts';

/** What a look at some files together said. */
export interface UnitResult {
  readonly found: readonly Found[];
  readonly notes: readonly string[];
}

/** What was worked out in this session: one result a group, by a key made of everything it depends on. */
export class Results {
  readonly byKey = new Map<string, UnitResult>();
  readonly #keys = new Map<string, string>();

  /** In place of what was kept for the group before; without a key nothing is. */
  keep(unit: string, key: string | undefined, result: UnitResult): void {
    const before = this.#keys.get(unit);
    if (before !== undefined) this.byKey.delete(before);
    this.#keys.delete(unit);
    if (key === undefined) return;
    this.byKey.set(key, result);
    this.#keys.set(unit, key);
  }
}

/** What is known of a folder from the last session. */
export interface Remembered {
  readonly entries: ReadonlyMap<string, Entry>;
  /** By a key made of everything the result depends on. */
  readonly results: ReadonlyMap<string, UnitResult>;
}

const nothing: Remembered = { entries: new Map(), results: new Map() };
/** A folder with more is looked at anew each time: reading that much would take as long. */
const bytesMax = 64 * 1024 * 1024;

/** Reads what {@link remember} wrote; nothing when it is not there, of another version of the rules, or damaged. */
export async function recall(file: string, stamp: string): Promise<Remembered> {
  try {
    const kept = JSON.parse(await readFile(file, 'utf8')) as { stamp?: string; entries: Entry[]; results: [string, UnitResult][] };
    if (kept.stamp !== stamp) return nothing;
    return { entries: new Map(kept.entries.map((entry) => [entry.path, entry])), results: new Map(kept.results) };
  } catch {
    // It can be worked out again, so whatever is wrong with it is no loss.
    return nothing;
  }
}

/** Writes it beside and puts it in place, as two windows may do so at once. */
export async function remember(file: string, stamp: string, { entries, results }: Remembered): Promise<void> {
  const text = JSON.stringify({ stamp, entries: [...entries.values()].filter(({ size }) => size >= 0), results: [...results] });
  if (text.length > bytesMax) return rm(file, { force: true });
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(beside, text, { mode: 0o600 });
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
