import { withoutKeyLines } from '../base/key-lines.ts';
import { duration } from '../base/say.ts';
import { atStep } from '../domain/at-step.ts';
import { isLookOnly } from '../domain/effect.ts';
import type { RunEvent } from '../domain/event.ts';
import { type Failure, FailureError } from '../domain/failure/failure.ts';
import { noRoomFor } from '../domain/failure/files.ts';
import { badInput, changedSinceApproval, stepTimedOut, toolBroke } from '../domain/failure/plan.ts';
import type { Target } from '../domain/impact.ts';
import type { Step } from '../domain/plan.ts';
import { resolveReferences } from '../domain/reference.ts';
import type { Registry } from '../domain/registry.ts';
import { issueInWords } from '../domain/schema-issue.ts';
import { placeMoved, sealOf } from '../domain/seal.ts';
import type { Observation, Tool, Undo, Verdict } from '../domain/tool.ts';
import type { Workplace } from '../domain/workplace.ts';
import type { Budget } from './budget.ts';

/** A step that takes longer than this, and whose tool sets no limit of its own, is ended. */
export const stepTimeoutMs = 10 * 60_000;

/** What safety approved, opened. */
export interface Opened {
  readonly step: Step;
  /** Of the preview the approval covers: what it would touch, and where. */
  readonly seal: string | undefined;
  /** Where, to say what is another place. */
  readonly target: Target | undefined;
  /** It was looked at before an earlier step of its plan ran that may change what it touches. */
  readonly isProvisional: boolean;
}

export interface StepPorts {
  readonly tools: Registry;
  workplace(signal: AbortSignal, progress: (line: string, fraction?: number) => void): Workplace;
  /** Looks whether the step did what it says; `undefined` where nothing can tell. */
  verify(tool: Tool, input: unknown, output: unknown, at: Workplace): Promise<Verdict | undefined>;
  /** ms, never going back. */
  now(): number;
  /** Resolves `ms` later, or rejects when `signal` fires. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** A call that may be repeated is made so often, the first one included, when what failed may pass. */
export const attemptsMax = 4;
/** Before the second attempt, in ms; each later pause is twice as long. */
const firstPauseMs = 500;
/** A server that wants a longer pause than this is not waited for. */
const longestPauseMs = 60_000;

export type StepEnded = Extract<RunEvent, { type: 'step-ended' }>;

/**
 * Runs one step to its end, or not at all when it must be seen again. Resolves with how it ended, whatever the tool or the world did; rejects never but for a
 * bug in here. Emits `step-started` and progress on the way. `hasChangedBeside`: another step of the run has changed something since
 * this one was looked at.
 */
export async function runStep(
  { step, seal, target, isProvisional }: Opened,
  outputs: ReadonlyMap<string, unknown>,
  ports: StepPorts,
  signal: AbortSignal,
  emit: (event: RunEvent) => void,
  recorded: () => Promise<void>,
  budget: Budget,
  hasChangedBeside: () => boolean,
): Promise<StepEnded | 'see-again'> {
  const startedAt = ports.now();
  const tool = ports.tools.get(step.tool);
  if (tool === undefined) throw new Error(`no tool ${step.tool}`);

  const timeoutMs = tool.timeoutMs ?? stepTimeoutMs;
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), timeoutMs);
  const shown = withoutKeyLines();
  const place = ports.workplace(AbortSignal.any([signal, timer.signal]), (text, fraction) => {
    const line = shown(text);
    if (line !== undefined) emit({ type: 'step-progressed', id: step.id, line, ...(fraction === undefined ? {} : { fraction }) });
  });
  const at = atStep(place, step.id);
  const key = at.idempotencyKey === undefined ? {} : { idempotencyKey: at.idempotencyKey };

  const end = (rest: Omit<StepEnded, 'type' | 'id' | 'durationMs'>): StepEnded => ({
    type: 'step-ended',
    id: step.id,
    durationMs: Math.round(ports.now() - startedAt),
    ...rest,
  });
  const fail = (failure: Failure, undo: Undo = 'nothing-changed'): StepEnded =>
    end({ status: step.optional && failure.missing ? 'skipped' : 'failed', summary: failure.message, failure, undo });

  /** Known once it has been previewed: what takes it back when it is cut off. */
  let undoIfCut: Undo = 'nothing-changed';
  try {
    const parsed = tool.input.safeParse(resolveReferences(step.input, outputs));
    if (!parsed.success) {
      return fail(
        badInput(
          `The input of ${step.tool}`,
          parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issueInWords(issue) })),
        ),
      );
    }

    // What could not be seen before is looked at now all the same: to know how to take it back if it is cut off.
    const preview = seal === undefined && !isProvisional ? undefined : await tool.preview?.(parsed.data, at);
    if (preview?.ok === false) return fail(preview.failure);
    if (preview !== undefined && seal !== undefined && sealOf(preview.value) !== seal) {
      const moved = placeMoved(target, preview.value.target);
      // A step beside it may have done this, or somebody else: either way nobody has said yes to it as it is now.
      if (!isProvisional && moved.length === 0 && hasChangedBeside()) return 'see-again';
      if (!isProvisional) return fail(changedSinceApproval(step.id, moved));
      // An earlier step of the same plan did this. A write can be taken back; anything else is seen and asked about again.
      if (step.effect !== 'write') return 'see-again';
    }

    undoIfCut = preview?.value.undo ?? (isLookOnly(step.effect) ? 'nothing-changed' : { impossible: 'what it did was not seen before it was cut off' });
    const mayRepeat = tool.repeatable ?? isLookOnly(step.effect);
    let seen: Observation<unknown>;
    for (let attempt = 1; ; attempt++) {
      const spent = budget.take(step.tool, parsed.data);
      if (spent !== undefined) return fail(spent);
      emit({ type: 'step-started', id: step.id, attempt, undo: undoIfCut, ...key });
      // Who reads the events keeps them: nothing is done before its beginning is in the journal.
      await recorded();
      at.signal.throwIfAborted();
      seen = await tool.run(parsed.data, at);
      if (seen.ok || !mayRepeat || seen.failure.transient === undefined || attempt === attemptsMax) break;
      const pauseMs = seen.failure.transient.afterMs ?? firstPauseMs * 2 ** (attempt - 1);
      if (pauseMs > longestPauseMs) break;
      at.progress(`${seen.failure.message} Trying again in ${duration(pauseMs)} (attempt ${attempt + 1} of ${attemptsMax}).`);
      await ports.wait(pauseMs, at.signal);
      // Whoever waits may find that somebody has switched to another place meanwhile.
      const moved = isLookOnly(step.effect) || preview === undefined ? undefined : await movedFrom(preview.value.target, tool, parsed.data, at);
      if (moved !== undefined) return fail(moved(step.id), seen.undo ?? 'nothing-changed');
    }
    if (!seen.ok) return fail(seen.failure, seen.undo ?? 'nothing-changed');

    const verdict = await ports.verify(tool, parsed.data, seen.output, at);
    return end({ status: 'succeeded', summary: seen.summary, output: seen.output, undo: seen.undo, ...(verdict === undefined ? {} : { verdict }) });
  } catch (error) {
    if (signal.aborted) return end({ status: 'cancelled', summary: `Stopped: the run was cancelled.${partly(undoIfCut)}`, undo: undoIfCut });
    if (timer.signal.aborted) return fail(stepTimedOut(step.id, duration(timeoutMs)), undoIfCut);
    return fail(error instanceof FailureError ? error.failure : (noRoomFor(error) ?? toolBroke(step.tool, error)), undoIfCut);
  } finally {
    clearTimeout(timeout);
  }
}

/** What a person has to know of a step that was cut off in the middle. */
const partly = (undo: Undo): string =>
  undo === 'nothing-changed'
    ? ''
    : ` Part of it may have been done; ${'steps' in undo ? 'rolling the run back takes that back' : `it can’t be taken back: ${undo.impossible}`}.`;

/** The failure that the place a changing step acts on is another one now, or can't be told; by the step's id. */
async function movedFrom(before: Target | undefined, tool: Tool, input: unknown, at: Workplace): Promise<((step: string) => Failure) | undefined> {
  const now = await tool.preview?.(input, at);
  if (now === undefined) return undefined;
  if (!now.ok) return () => now.failure;
  const moved = placeMoved(before, now.value.target);
  return moved.length === 0 ? undefined : (step) => changedSinceApproval(step, moved);
}
