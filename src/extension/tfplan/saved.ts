import { readdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Workplace } from '../../domain/workplace.ts';
import { clean } from '../../tools/terraform/root/config.ts';
import { placeOf, readRecord, type SavedPlan, showFileIn } from '../../tools/terraform/saved/record.ts';

/** A plan that was made for a workspace folder and kept. */
export interface KeptPlan {
  readonly saved: SavedPlan;
  /** ms since 1970. */
  readonly madeAt: number;
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
        const madeAt = await madeAtOf(id, at);
        const saved = madeAt === undefined ? undefined : await readRecord(id, at as Workplace);
        return madeAt !== undefined && saved?.ok ? { saved: saved.value, madeAt } : undefined;
      }),
  );
  return kept.filter((one) => one !== undefined).sort((a, b) => b.madeAt - a.madeAt);
}

/** When its description was written, which nothing changes after that. */
export const madeAtOf = async (id: string, at: At): Promise<number | undefined> =>
  (await stat(showFileIn(await placeOf(id, at as Workplace))).catch(() => undefined))?.mtimeMs;

/** The newest plan of a root module, of these kinds where they are named. */
export async function lastPlanOf(directory: string, at: At, kinds?: readonly SavedPlan['kind'][]): Promise<KeptPlan | undefined> {
  const root = clean(directory);
  return (await keptPlans(at)).find(({ saved }) => saved.directory === root && (kinds === undefined || kinds.includes(saved.kind)));
}
