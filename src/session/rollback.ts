import { z } from 'zod';
import type { RecordedEvent } from '../domain/event.ts';
import { failed, type Outcome, ok } from '../domain/failure/failure.ts';
import { cantRollBack, nothingToRollBack } from '../domain/failure/run.ts';
import { type Left, leftWords } from '../domain/left.ts';
import type { Plan } from '../domain/plan.ts';
import type { Registry } from '../domain/registry.ts';
import type { Undo } from '../domain/tool.ts';
import type { DraftStep } from '../planner/draft.ts';
import type { PastDurations } from '../planner/estimate.ts';
import { makePlan } from '../planner/make.ts';
import { holdsPlaceholder } from '../safety/redact.ts';

/**
 * The plan that takes a run back: the undo steps of everything it did, last done first, one after the other. A step
 * that was cut off counts with what it said before it began. What can't be undone is a warning of the plan, and what it
 * leaves: a run of it is not met.
 */
export function rollbackPlan(runId: string, goal: string, events: readonly RecordedEvent[], tools: Registry, past?: PastDurations): Outcome<Plan> {
  const done = [...undosOf(events)].reverse();
  const leaves = done.flatMap(([step, undo]): Left[] => (undo !== 'nothing-changed' && 'impossible' in undo ? [{ step, reason: undo.impossible }] : []));
  const impossible = leaves.map(leftWords);
  const steps: DraftStep[] = [];
  for (const [id, undo] of done) {
    if (undo === 'nothing-changed' || 'impossible' in undo) continue;
    for (const [n, step] of undo.steps.entries()) {
      const previous = steps.at(-1);
      steps.push({
        id: undo.steps.length === 1 ? `undo-${id}` : `undo-${id}-${n + 1}`,
        tool: step.tool,
        input: step.input,
        reason: `Takes back what ${id} did.`,
        ...(previous === undefined ? {} : { dependsOn: [previous.id] }),
      });
    }
  }
  if (steps.length === 0) return failed(impossible.length > 0 ? cantRollBack(runId, impossible.join('; ')) : nothingToRollBack(runId, 'it changed nothing'));
  const plan = makePlan({ goal: `Roll back: ${goal}`, steps, warnings: impossible }, tools, past);
  return plan.ok ? ok({ ...plan.value, leaves }) : plan;
}

/** By step id, in the order the steps first began: what is known of how to take each back, over all its attempts. */
export function undosOf(events: readonly RecordedEvent[]): ReadonlyMap<string, Undo> {
  const attempts = new Map<string, Undo[]>();
  for (const { event } of events) {
    if (event.type === 'step-started') attempts.set(event.id, [...(attempts.get(event.id) ?? []), event.undo]);
    if (event.type === 'step-ended') attempts.get(event.id)?.splice(-1, 1, event.undo);
  }
  return new Map([...attempts].map(([id, undos]) => [id, withoutSecrets(overall(undos))]));
}

/** What was to be put back held a secret, and secrets are not kept. */
const withoutSecrets = (undo: Undo): Undo =>
  typeof undo === 'object' && 'steps' in undo && undo.steps.some((step) => holdsPlaceholder(step.input))
    ? { impossible: 'it would need a secret that was there before, and secrets are not kept' }
    : undo;

/**
 * One undo for all attempts at a step, of which the earlier were cut off. Files go back to what they were before the
 * first, from what the last left; anything else is taken back attempt by attempt, the last first.
 */
function overall(undos: readonly Undo[]): Undo {
  const changing = undos.filter((undo) => undo !== 'nothing-changed');
  const [only] = changing;
  if (only === undefined) return 'nothing-changed';
  if (changing.length === 1) return only;
  const impossible = changing.find((undo) => 'impossible' in undo);
  if (impossible !== undefined) return impossible;
  const steps = changing.flatMap((undo) => ('steps' in undo ? undo.steps : []));
  const restores = steps.map((step) => (step.tool === 'files.restore' ? restoreInput.safeParse(step.input) : undefined));
  if (!restores.every((parsed) => parsed?.success)) return { steps: [...changing].reverse().flatMap((undo) => ('steps' in undo ? undo.steps : [])) };

  const files = new Map<string, { path: string; to: string | null; expect: string | null }>();
  for (const parsed of restores) for (const file of parsed?.data?.files ?? []) files.set(file.path, { ...file, to: (files.get(file.path) ?? file).to });
  const folders = [...new Set(restores.flatMap((parsed) => parsed?.data?.folders ?? []))].sort();
  return { steps: [{ tool: 'files.restore', input: { files: [...files.values()], folders } }] };
}

/** As far as it is read here; the tool checks all of it. */
const restoreInput = z.object({
  files: z.array(z.object({ path: z.string(), to: z.string().nullable(), expect: z.string().nullable() })),
  folders: z.array(z.string()).default([]),
});
