import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Workplace } from '../../domain/workplace.ts';
import { clean } from '../../tools/terraform/root/config.ts';
import { placeOf, readRecord, type SavedPlan, showFileIn } from '../../tools/terraform/saved/record.ts';

/** A plan that was made for a workspace folder and kept. */
export interface KeptPlan {
  readonly saved: SavedPlan;
  /** ms since 1970. */
  readonly madeAt: number;
  /** When it was last heard of: its apply began, or ended. */
  readonly touchedAt: number;
}

type At = Pick<Workplace, 'folder' | 'scratch'>;

/** The kept plans of a workspace folder, the newest first. Those that are being made or went while they were looked at are left out. */
export async function keptPlans(at: At): Promise<readonly KeptPlan[]> {
  const folder = dirname(await placeOf('any', at as Workplace));
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const kept = await Promise.all(
    names
      .filter((name) => name.startsWith('tfplan-'))
      .map(async (id): Promise<KeptPlan | undefined> => {
        const [madeAt, touchedAt] = await Promise.all([madeAtOf(id, at), touchedAtOf(id, at)]);
        const saved = madeAt === undefined || touchedAt === undefined ? undefined : await recordOf(id, touchedAt, at);
        return madeAt === undefined || touchedAt === undefined || saved === undefined ? undefined : { saved, madeAt, touchedAt };
      }),
  );
  return kept.filter((one) => one !== undefined).sort((a, b) => b.madeAt - a.madeAt);
}

/** Lenses ask with every key press: a record is read again only once it was written again. */
const recordsMax = 200;
const records = new Map<string, { readonly touchedAt: number; readonly saved: SavedPlan }>();

async function recordOf(id: string, touchedAt: number, at: At): Promise<SavedPlan | undefined> {
  const place = await placeOf(id, at as Workplace);
  const known = records.get(place);
  if (known?.touchedAt === touchedAt) return known.saved.at === at.folder ? known.saved : undefined;
  const read = await readRecord(id, at as Workplace);
  if (!read.ok) return undefined;
  if (records.size >= recordsMax) records.clear();
  records.set(place, { touchedAt, saved: read.value });
  return read.value;
}

const touchedAtOf = async (id: string, at: At): Promise<number | undefined> =>
  (await stat(join(await placeOf(id, at as Workplace), 'record.json')).catch(() => undefined))?.mtimeMs;

/** When its description was written, which nothing changes after that. */
export const madeAtOf = async (id: string, at: At): Promise<number | undefined> =>
  (await stat(showFileIn(await placeOf(id, at as Workplace))).catch(() => undefined))?.mtimeMs;

/** The newest plan of a root module, of these kinds where they are named. */
export async function lastPlanOf(directory: string, at: At, kinds?: readonly SavedPlan['kind'][]): Promise<KeptPlan | undefined> {
  const root = clean(directory);
  return (await keptPlans(at)).find(({ saved }) => saved.directory === root && (kinds === undefined || kinds.includes(saved.kind)));
}
