import type { Workplace } from '../../domain/workplace.ts';
import { previewedIds } from '../../tools/terraform/saved/pointers.ts';
import { placeOf, type SavedPlan, showFileIn } from '../../tools/terraform/saved/record.ts';
import type { BlockPlans } from './block-plans.ts';
import { keptPlans } from './saved.ts';
import { PlanThread } from './thread.ts';

/** The plan of a root module that still says what applying would do. */
export interface LastPlan {
  readonly saved: SavedPlan;
  readonly blocks: BlockPlans;
}

type At = Pick<Workplace, 'folder' | 'scratch'>;

/** Plans whose blocks are remembered. */
const rememberedMax = 8;
const remembered = new Map<string, Promise<BlockPlans | undefined>>();

/**
 * Of each root module of a workspace folder the newest plan that was asked for, unless something was applied there since: a plan
 * that was made to ask about destroying, and not said yes to, is none. `thread`: the program that reads plans.
 */
export async function lastPlans(at: At, thread: URL): Promise<readonly LastPlan[]> {
  const kept = await keptPlans(at);
  const previewed = await previewedIds(at);
  const found: LastPlan[] = [];
  for (const own of Map.groupBy(kept, ({ saved }) => saved.directory).values()) {
    const newest = own.find(({ saved }) => saved.kind === 'plan' || saved.kind === 'drift' || (saved.kind === 'destroy' && !previewed.has(saved.id)));
    if (newest === undefined) continue;
    if (hasMoved(newest.saved) || own.some(({ saved, touchedAt }) => hasMoved(saved) && touchedAt > newest.madeAt)) continue;
    const blocks = await blocksOf(newest.saved, at, thread);
    if (blocks !== undefined) found.push({ saved: newest.saved, blocks });
  }
  return found;
}

const hasMoved = ({ outcome }: SavedPlan): boolean => outcome === 'applied' || outcome === 'partly' || outcome === 'interrupted';

/** Lenses ask while one is being read: it is read once. What could not be read is tried again by the next who asks. */
function blocksOf({ id, directory }: SavedPlan, at: At, thread: URL): Promise<BlockPlans | undefined> {
  const known = remembered.get(id);
  if (known !== undefined) return known;
  const reading = readBlocks(id, directory, at, thread).then(
    (blocks) => {
      if (blocks === undefined) remembered.delete(id);
      return blocks;
    },
    (error: unknown) => {
      remembered.delete(id);
      throw error;
    },
  );
  remembered.set(id, reading);
  for (const oldest of remembered.keys()) if (remembered.size > rememberedMax) remembered.delete(oldest);
  return reading;
}

async function readBlocks(id: string, directory: string, at: At, file: URL): Promise<BlockPlans | undefined> {
  using thread = new PlanThread(file);
  return await thread.ask('blocks', { kept: showFileIn(await placeOf(id, at as Workplace)), directory });
}
