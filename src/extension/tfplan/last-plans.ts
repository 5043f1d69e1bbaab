import type { Workplace } from '../../domain/workplace.ts';
import { textIn } from '../../tools/terraform/root/open.ts';
import { placeOf, type SavedPlan, showFileIn } from '../../tools/terraform/saved/record.ts';
import { type BlockPlans, blockPlans } from './block-plans.ts';
import { readDocument } from './read-plan.ts';
import { keptPlans } from './saved.ts';

/** The plan of a root module that still says what applying would do. */
export interface LastPlan {
  readonly saved: SavedPlan;
  readonly blocks: BlockPlans;
}

type At = Pick<Workplace, 'folder' | 'scratch'>;

/** Plans whose blocks are remembered. */
const rememberedMax = 8;
const remembered = new Map<string, BlockPlans>();

/**
 * Of each root module of a workspace folder the newest plan that was asked for, unless something was applied there since: a plan
 * that was made to ask about destroying, and not said yes to, is none.
 */
export async function lastPlans(at: At): Promise<readonly LastPlan[]> {
  const kept = await keptPlans(at);
  const found: LastPlan[] = [];
  for (const own of Map.groupBy(kept, ({ saved }) => saved.directory).values()) {
    const newest = own.find(({ saved }) => saved.kind === 'plan' || saved.kind === 'drift');
    if (newest === undefined) continue;
    if (hasMoved(newest.saved) || own.some(({ saved, touchedAt }) => hasMoved(saved) && touchedAt > newest.madeAt)) continue;
    const blocks = await blocksOf(newest.saved, at);
    if (blocks !== undefined) found.push({ saved: newest.saved, blocks });
  }
  return found;
}

const hasMoved = ({ outcome }: SavedPlan): boolean => outcome === 'applied' || outcome === 'partly' || outcome === 'interrupted';

async function blocksOf({ id, directory }: SavedPlan, at: At): Promise<BlockPlans | undefined> {
  const known = remembered.get(id);
  if (known !== undefined) return known;
  const read = readDocument((await textIn(showFileIn(await placeOf(id, at as Workplace)))) ?? '');
  if (!read.ok) return undefined;
  const blocks = blockPlans(read.value.plan, directory);
  remembered.set(id, blocks);
  for (const oldest of remembered.keys()) if (remembered.size > rememberedMax) remembered.delete(oldest);
  return blocks;
}
