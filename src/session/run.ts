import type { RunEvent, RunOutcome } from '../domain/event.ts';
import type { Failure, Outcome } from '../domain/failure/failure.ts';
import { refused } from '../domain/failure/plan.ts';
import type { Decision, Plan, Step } from '../domain/plan.ts';
import type { Preview } from '../domain/tool.ts';
import type { RunVerdict } from '../verifier/verify.ts';
import { noteOf } from './preview.ts';

/** What a run needs from the rest of the house; filled by plain constructor calls. Generic in what an approved step is, because it can't make one. */
export interface Rooms<Request, Consent extends { readonly by: string }, Approved> {
  plan(request: Request, signal: AbortSignal): Promise<Outcome<Plan>>;
  /** Looks at every step without doing it; the plan that comes back has a hash over what was seen. */
  preview(plan: Plan, signal: AbortSignal): Promise<Outcome<Previewed>>;
  review(step: Step, preview: Preview | undefined): Decision;
  /** Asks the person. With nobody there it answers with the reason why not. */
  consent(seen: Previewed, decisions: ReadonlyMap<string, Decision>, signal: AbortSignal): Promise<Outcome<Consent | undefined>>;
  /** The only maker of what the executor accepts. */
  approve(seen: Previewed, decisions: ReadonlyMap<string, Decision>, consent: Consent | undefined): readonly Approved[];
  execute(steps: readonly Approved[], signal: AbortSignal): AsyncIterable<RunEvent>;
  verify(plan: Plan, ended: ReadonlyMap<string, StepEnded>): RunVerdict;
  record(event: RunEvent): void;
}

export interface Previewed {
  readonly plan: Plan;
  /** By step id; a step that can only be seen once an earlier one has run is not in here. */
  readonly previews: ReadonlyMap<string, Preview>;
}

type StepEnded = Extract<RunEvent, { type: 'step-ended' }>;

/**
 * The whole flow: request → plan → previews → decisions → consent → steps → verdict.
 *
 * Emits every event it records, in order, and always ends with exactly one `run-ended`, cancelled and refused runs
 * included. Throws only for bugs.
 */
export async function* run<Request, Consent extends { readonly by: string }, Approved>(
  request: Request,
  rooms: Rooms<Request, Consent, Approved>,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  const tell = (event: RunEvent): RunEvent => {
    rooms.record(event);
    return event;
  };
  const end = (outcome: RunOutcome, because: Partial<RunVerdict> & { failure?: Failure } = {}) =>
    tell({ type: 'run-ended', outcome, missing: [], unverified: [], ...because });
  const stopped = (failure: Failure) => end(signal.aborted ? 'cancelled' : failure.code.startsWith('safety/') ? 'refused' : 'failed', { failure });

  const planned = await rooms.plan(request, signal);
  if (!planned.ok) return yield stopped(planned.failure);
  const seen = await rooms.preview(planned.value, signal);
  if (!seen.ok) return yield stopped(seen.failure);
  const { plan, previews } = seen.value;
  yield tell({ type: 'plan-ready', plan });
  for (const [id, preview] of previews) yield tell({ type: 'step-previewed', id, preview: noteOf(preview) });

  const decisions = new Map<string, Decision>();
  for (const step of plan.steps) {
    const decision = rooms.review(step, previews.get(step.id));
    decisions.set(step.id, decision);
    yield tell({ type: 'step-decided', id: step.id, decision });
  }
  const denied = [...decisions.values()].filter((d) => d.kind === 'deny');
  if (denied[0] !== undefined)
    return yield stopped(
      refused(
        denied.flatMap((d) => d.reasons),
        denied[0].instead,
      ),
    );

  let consent: Consent | undefined;
  if ([...decisions.values()].some((d) => d.kind === 'confirm')) {
    yield tell({ type: 'consent-asked', hash: plan.hash });
    const answer = await rooms.consent(seen.value, decisions, signal);
    if (!answer.ok) return yield stopped(answer.failure);
    if (signal.aborted || answer.value === undefined) return yield end('cancelled');
    consent = answer.value;
    yield tell({ type: 'consent-given', hash: plan.hash, by: answer.value.by });
  }

  const ended = new Map<string, StepEnded>();
  for await (const event of rooms.execute(rooms.approve(seen.value, decisions, consent), signal)) {
    if (event.type === 'step-ended') ended.set(event.id, event);
    yield tell(event);
  }
  if (signal.aborted) return yield end('cancelled');

  const verdict = rooms.verify(plan, ended);
  yield end(verdict.missing.length === 0 ? 'succeeded' : 'failed', verdict);
}
