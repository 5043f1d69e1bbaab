import { conditionText, holds } from '../domain/condition.ts';
import type { RunEvent } from '../domain/event.ts';
import type { Step } from '../domain/plan.ts';
import { referencesIn } from '../domain/reference.ts';

type StepEnded = Extract<RunEvent, { type: 'step-ended' }>;
export type NotBegun = Pick<StepEnded, 'status' | 'summary' | 'notBegun'>;

/** What is known of the steps before: those done or let pass (`outputs` where they gave one), and how each ended in this go. */
export interface Before {
  readonly finished: ReadonlyMap<string, unknown>;
  readonly ended: ReadonlyMap<string, StepEnded>;
  readonly outputs: ReadonlyMap<string, unknown>;
  /** Steps that others may run after although they failed. */
  readonly tolerated: ReadonlySet<string>;
}

/** Whether a step can begin now, must wait, or never will. */
export function readiness(step: Step, { finished, ended, outputs, tolerated }: Before): 'ready' | 'waits' | NotBegun {
  if (step.dependsOn.some((id) => !finished.has(id) && !ended.has(id))) return 'waits';
  const blocking = step.dependsOn.filter((id) => {
    const end = ended.get(id);
    return !tolerated.has(id) && (end?.status === 'failed' || end?.notBegun === 'blocked');
  });
  if (blocking.length > 0) return blocked(`Not started: ${blocking.join(', ')} did not finish.`);
  const absent = [...new Set(referencesIn([step.input, step.when]).flatMap((r) => (outputs.has(r.stepId) ? [] : [r.stepId])))];
  if (absent.length > 0) return blocked(`Not started: it needs what ${absent.join(', ')} would have given.`);
  if (step.when !== undefined && !holds(step.when, outputs))
    return { status: 'skipped', summary: `Not needed: it runs only when ${conditionText(step.when)}.`, notBegun: 'not-needed' };
  return 'ready';
}

const blocked = (summary: string): NotBegun => ({ status: 'skipped', summary, notBegun: 'blocked' });

/** Of the steps that did not run, those that never will, by how the others ended; in the order of the plan's dependencies. */
export function neverBegin(steps: readonly Step[], before: Omit<Before, 'outputs' | 'tolerated'>): readonly StepEnded[] {
  const ended = new Map(before.ended);
  const outputs = new Map([...before.finished, ...[...ended].map(([id, end]) => [id, end.output] as const)].filter(([, output]) => output !== undefined));
  const tolerated = new Set(steps.filter((step) => step.continueOnError).map((step) => step.id));
  const never: StepEnded[] = [];
  for (let moved = true; moved; ) {
    moved = false;
    for (const step of steps) {
      if (before.finished.has(step.id) || ended.has(step.id)) continue;
      const how = readiness(step, { finished: before.finished, ended, outputs, tolerated });
      if (typeof how === 'string') continue;
      const end: StepEnded = { type: 'step-ended', id: step.id, durationMs: 0, undo: 'nothing-changed', ...how };
      ended.set(step.id, end);
      never.push(end);
      moved = true;
    }
  }
  return never;
}
