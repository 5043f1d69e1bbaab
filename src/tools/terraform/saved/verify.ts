import type { Verdict } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { formerConfig } from './former.ts';
import { lookAhead, type PlanRequest } from './make.ts';
import { readRecord, type SavedPlan } from './record.ts';

/** The plan once more: what it would still do. Nothing left means that the world is what was planned. */
export async function leftToDo(id: string, at: Workplace): Promise<Verdict> {
  const read = await readRecord(id, at);
  if (!read.ok) return { met: false, missing: [read.failure.message] };
  const again = await planAgain(read.value, at);
  return again.length === 0 ? { met: true } : { met: false, missing: again };
}

/** What a saved plan would still do, each in words; a plan that can't be made is one of them. */
export async function planAgain(saved: SavedPlan, at: Workplace): Promise<readonly string[]> {
  const request: PlanRequest = { ...saved.options, kind: saved.kind, directory: saved.directory || '.', workspace: saved.workspace, replace: [] };
  const former = saved.configDigest === undefined ? await formerConfig(saved, at) : undefined;
  if (former !== undefined && !former.ok) return [former.failure.message];
  const ahead = await lookAhead(former === undefined ? request : { ...request, replaced: former.value }, at);
  if (!ahead.ok) return [`whether it is done can’t be told: ${ahead.failure.message}`];
  const left = ahead.value.changes.map(({ address, action }) => `${address} is not done: ${action}`);
  const drifted = saved.options.refreshOnly ? ahead.value.drifted.map((address) => `${address} is still not what the state says`) : [];
  return [...left, ...drifted];
}
