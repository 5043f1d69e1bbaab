import { atStep } from '../domain/at-step.ts';
import { isLookOnly } from '../domain/effect.ts';
import type { RecordedEvent } from '../domain/event.ts';
import { failed, type Outcome, ok } from '../domain/failure/failure.ts';
import { notResumable } from '../domain/failure/run.ts';
import { sweepHalfWritten } from '../domain/half-written.ts';
import type { RunRow } from '../domain/journal.ts';
import type { Plan } from '../domain/plan.ts';
import { referencesIn, resolveReferences } from '../domain/reference.ts';
import type { Registry } from '../domain/registry.ts';
import type { Undo } from '../domain/tool.ts';
import type { Workplace } from '../domain/workplace.ts';
import { asToolsSay } from '../planner/make.ts';
import { holdsPlaceholder } from '../safety/redact.ts';
import type { SeenStep } from '../verifier/verify.ts';
import type { House } from './start.ts';

/** Where a run stood when its process went. */
export interface Standing {
  readonly plan: Plan;
  /** Outputs of the steps that are done. */
  readonly finished: ReadonlyMap<string, unknown>;
  /** How those ended, and what was seen of them then. */
  readonly seen: ReadonlyMap<string, SeenStep>;
  /** Begun, and no word of an end. */
  readonly cutOff: readonly string[];
  /** How each was to be taken back, as it said right before it began. */
  readonly begun: ReadonlyMap<string, Undo>;
  /** Files those were to write, by step id. */
  readonly touched: ReadonlyMap<string, readonly string[]>;
}

const stillDriven: Partial<Record<RunRow['status'], string>> = {
  planning: 'it is being planned in another process',
  waiting: 'it waits for its approval in another process, and takes it only there',
  running: 'it is still running',
};

/** Reads a run's standing from its journal. Only a run that was approved and cut off can go on. */
export function standingOf(run: RunRow, events: readonly RecordedEvent[]): Outcome<Standing> {
  const all = events.map((recorded) => recorded.event);
  const plan = all.find((event) => event.type === 'plan-ready')?.plan;
  if (run.status !== 'interrupted' && run.status !== 'paused') return failed(notResumable(run.id, stillDriven[run.status] ?? `it ended: ${run.status}`));
  if (plan === undefined || !all.some((event) => event.type === 'step-started' || event.type === 'consent-given'))
    return failed(notResumable(run.id, 'it was never approved, so nothing was begun'));

  const finished = new Map<string, unknown>();
  const seen = new Map<string, SeenStep>();
  const begun = new Map<string, Undo>();
  for (const event of all) {
    if (event.type === 'step-started') begun.set(event.id, event.undo);
    if (event.type === 'step-ended') {
      begun.delete(event.id);
      if (event.status !== 'succeeded') continue;
      finished.set(event.id, event.output);
      seen.set(event.id, event);
    }
  }
  const touched = new Map<string, readonly string[]>();
  for (const event of all)
    if (event.type === 'step-previewed') touched.set(event.id, [...(touched.get(event.id) ?? []), ...event.preview.files.map((file) => file.path)]);
  const secret = plan.steps.find(
    (step) => !finished.has(step.id) && holdsPlaceholder([step.input, referencesIn(step.input).map((r) => finished.get(r.stepId))]),
  );
  if (secret !== undefined) return failed(notResumable(run.id, `step ${secret.id} needs a secret, and secrets are not kept`));
  return ok({ plan, finished, seen, cutOff: [...begun.keys()], begun, touched });
}

/** Everything {@link resumeRun} needs to know of a run, the programs it left behind ended first. */
export async function readyToResume(
  { tools, workplace, endOrphans }: Pick<House, 'tools' | 'workplace' | 'endOrphans'>,
  run: RunRow,
  events: readonly RecordedEvent[],
): Promise<Outcome<{ readonly standing: Standing; readonly finished: ReadonlyMap<string, unknown> }>> {
  const standing = standingOf(run, events);
  if (!standing.ok) return standing;
  const plan = asToolsSay(standing.value.plan, tools);
  if (!plan.ok) return failed(notResumable(run.id, 'a step of it needs a tool that is not here any more'));
  const now = { ...standing.value, plan: plan.value };
  await endOrphans(run.folder);
  const at = { ...workplace(run.folder, new AbortController().signal, () => {}), run: { id: run.id } };
  const finished = await settle(run, now, tools, at);
  return finished.ok ? ok({ standing: now, finished: finished.value }) : finished;
}

/**
 * Decides what becomes of the steps that were cut off, by looking at the world: one that took effect and whose output
 * nobody needs counts as finished; one that may be repeated, or never began, is run again; anything else stops the
 * resumption, because running it twice could do it twice.
 */
export async function settle(run: RunRow, standing: Standing, tools: Registry, at: Workplace): Promise<Outcome<ReadonlyMap<string, unknown>>> {
  const finished = new Map(standing.finished);
  for (const id of standing.cutOff) {
    await sweepHalfWritten(standing.touched.get(id) ?? [], at.files);
    const step = standing.plan.steps.find((s) => s.id === id);
    const tool = step && tools.get(step.tool);
    if (step === undefined || tool === undefined) return failed(notResumable(run.id, `step ${id} needs a tool that is not here any more`));
    if (tool.repeatable ?? isLookOnly(step.effect)) continue;
    const state = (await tool.inspect?.(tool.input.parse(resolveReferences(step.input, finished)), atStep(at, id), standing.begun.get(id))) ?? 'unknown';
    const isNeeded = standing.plan.steps.some((s) => referencesIn(s.input).some((r) => r.stepId === id));
    if (state === 'done' && isNeeded)
      return failed(notResumable(run.id, `step ${id} took effect, and what it gave to the steps after it is lost; roll it back and run the plan anew`));
    if (state === 'done') finished.set(id, undefined);
    else if (state !== 'not-started')
      return failed(notResumable(run.id, `whether step ${id} took effect can’t be told, and doing it twice may do harm; roll it back or look yourself`));
  }
  return ok(finished);
}
