import type { RecordedEvent } from '../domain/event.ts';
import { failed, type Outcome } from '../domain/failure/failure.ts';
import { nothingToRollBack } from '../domain/failure/run.ts';
import type { Plan } from '../domain/plan.ts';
import type { Registry } from '../domain/registry.ts';
import type { Undo } from '../domain/tool.ts';
import type { DraftStep } from '../planner/draft.ts';
import { makePlan } from '../planner/make.ts';

/**
 * The plan that takes a run back: the undo steps of everything it did, last done first, one after the other. A step
 * that was cut off counts with what it said before it began. What can't be undone is a warning of the plan.
 */
export function rollbackPlan(runId: string, goal: string, events: readonly RecordedEvent[], tools: Registry): Outcome<Plan> {
  const done = [...undosOf(events)].reverse();
  const impossible = done.flatMap(([id, undo]) => (undo !== 'nothing-changed' && 'impossible' in undo ? [`${id} can’t be undone: ${undo.impossible}`] : []));
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
  if (steps.length === 0) return failed(nothingToRollBack(runId, impossible.length > 0 ? impossible.join('; ') : 'it changed nothing'));
  return makePlan({ goal: `Roll back: ${goal}`, steps, warnings: impossible }, tools);
}

/** By step id, in the order the steps began: what is known of how to take each back. */
export function undosOf(events: readonly RecordedEvent[]): ReadonlyMap<string, Undo> {
  const undos = new Map<string, Undo>();
  for (const { event } of events) {
    if (event.type === 'step-started') undos.set(event.id, event.undo);
    if (event.type === 'step-ended' && undos.has(event.id)) undos.set(event.id, event.undo);
  }
  return undos;
}
