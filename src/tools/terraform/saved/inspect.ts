import type { Workplace } from '../../../domain/workplace.ts';
import type { Root } from '../root/open.ts';
import { readState } from '../root/state.ts';
import { runnerOf } from './fits.ts';
import { localLock } from './lock-left.ts';
import { readRecord } from './record.ts';
import { planAgain } from './verify.ts';

/** After a crash: whether a saved plan was applied, from the state alone and, where that moved, from a new plan. */
export async function tookEffect(id: string, at: Workplace): Promise<'done' | 'not-started' | 'unknown'> {
  const read = await readRecord(id, at);
  if (!read.ok) return 'unknown';
  const saved = read.value;
  if (saved.outcome === undefined) return 'not-started';
  if (saved.outcome === 'applied') return 'done';
  const state = await readState({ ...(await runnerOf(saved, at)) } as Root);
  if (!state.ok) return 'unknown';
  if (state.value.lineage === saved.lineage && state.value.serial === saved.serial) {
    // Its process may have died after it made something and before it wrote the state.
    return (await localLock(saved)) === undefined && saved.outcome === 'failed' ? 'not-started' : 'unknown';
  }
  return (await planAgain(saved, at)).length === 0 ? 'done' : 'unknown';
}
