import type { RunEvent, RunOutcome } from '../domain/event.ts';
import type { Failure, Outcome } from '../domain/failure/failure.ts';
import { refused } from '../domain/failure/plan.ts';
import type { Decision, Plan } from '../domain/plan.ts';
import type { Preview } from '../domain/tool.ts';
import type { RunVerdict } from '../verifier/verify.ts';
import { noteOf } from './preview.ts';

/** What a run needs from the rest of the house; filled by plain constructor calls. Generic in what an approved step is, because it can't make one. */
export interface Rooms<Request, Consent extends { readonly by: string }, Approved> {
  plan(request: Request, signal: AbortSignal): Promise<Outcome<Plan>>;
  /** Whether steps are left; and those among them that will never begin, by how the others ended. */
  left(plan: Plan, ended: ReadonlyMap<string, StepEnded>): { readonly any: boolean; readonly never: readonly StepEnded[] };
  /** Looks at every step that can be seen by now without doing it; the plan that comes back has a hash over what was seen. */
  preview(plan: Plan, ended: ReadonlyMap<string, StepEnded>, signal: AbortSignal): Promise<Outcome<Previewed>>;
  /** A decision for every step; decides nothing for those of a stage to come. */
  review(seen: Previewed, ended: ReadonlyMap<string, StepEnded>): ReadonlyMap<string, Decision>;
  /** Asks the person. With nobody there it answers with the reason why not. */
  consent(seen: Previewed, decisions: ReadonlyMap<string, Decision>, signal: AbortSignal): Promise<Outcome<Consent | undefined>>;
  /** The only maker of what the executor accepts. */
  approve(seen: Previewed, decisions: ReadonlyMap<string, Decision>, consent: Consent | undefined): readonly Approved[];
  execute(steps: readonly Approved[], ended: ReadonlyMap<string, StepEnded>, signal: AbortSignal): AsyncIterable<RunEvent>;
  verify(plan: Plan, ended: ReadonlyMap<string, StepEnded>): RunVerdict;
  record(event: RunEvent): void;
}

export interface Previewed {
  /** Sealed: its hash is what a yes is given to. */
  readonly plan: Plan;
  /** What the hash covers, whoever approved the like of it before. */
  readonly content: string;
  /** By step id; a step that can only be seen once an earlier one has run is not in here. */
  readonly previews: ReadonlyMap<string, Preview>;
  /** Steps that come after one that changes something and has not run: seen as they would be now. */
  readonly provisional: ReadonlySet<string>;
  /** Steps of a stage to come: seen, decided and asked about when what they are made of is there. */
  readonly later: ReadonlySet<string>;
}

export type StepEnded = Extract<RunEvent, { type: 'step-ended' }>;

/**
 * The whole flow: request → plan, then stage by stage: previews → decisions → consent → steps; then the verdict. Most
 * plans have one stage; a step made from what another has yet to give (an apply, from its saved plan) begins the next.
 *
 * Emits every event it records, in order, and always ends with exactly one `run-ended`, cancelled and refused runs
 * included, or, where nobody is there to approve a later stage, with `run-paused`. Throws only for bugs.
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
  const ended = new Map<string, StepEnded>();
  const stopped = (failure: Failure) =>
    end(signal.aborted ? 'cancelled' : failure.code.startsWith('safety/') && ended.size === 0 ? 'refused' : 'failed', { failure });

  const planned = await rooms.plan(request, signal);
  if (!planned.ok) return yield stopped(planned.failure);
  const { value: plan } = planned;

  for (let isFirst = true, left = rooms.left(plan, ended); isFirst || left.any; isFirst = false, left = rooms.left(plan, ended)) {
    const seen = await rooms.preview(plan, ended, signal);
    if (!seen.ok) {
      // What could not be looked at is told all the same: it can be tried again, from any window.
      if (isFirst) yield tell({ type: 'plan-ready', plan });
      return yield stopped(seen.failure);
    }
    if (isFirst) yield tell({ type: 'plan-ready', plan: seen.value.plan });
    for (const [id, preview] of seen.value.previews) yield tell({ type: 'step-previewed', id, preview: noteOf(preview) });

    const decisions = rooms.review(seen.value, ended);
    for (const [id, decision] of decisions) if (!ended.has(id)) yield tell({ type: 'step-decided', id, decision });
    const denied = [...decisions.values()].filter((d) => d.kind === 'deny');
    if (denied[0] !== undefined) {
      const reasons = denied.flatMap((d) => d.reasons);
      return yield stopped(refused(reasons, denied[0].instead, ended.size > 0));
    }

    let consent: Consent | undefined;
    if ([...decisions.values()].some((d) => d.kind === 'confirm')) {
      const { hash } = seen.value.plan;
      yield tell({ type: 'consent-asked', hash });
      const answer = await rooms.consent(seen.value, decisions, signal);
      if (!answer.ok && ended.size > 0 && answer.failure.plan !== undefined) return yield tell({ type: 'run-paused', hash, failure: answer.failure });
      if (!answer.ok) return yield stopped(answer.failure);
      if (signal.aborted || answer.value === undefined) return yield end('cancelled');
      consent = answer.value;
      yield tell({ type: 'consent-given', hash, by: consent.by });
    }

    for await (const event of rooms.execute(rooms.approve(seen.value, decisions, consent), ended, signal)) {
      if (event.type === 'step-ended') ended.set(event.id, event);
      yield tell(event);
    }
    if (signal.aborted) return yield end('cancelled');
    for (const never of rooms.left(plan, ended).never) {
      ended.set(never.id, never);
      yield tell(never);
    }
  }

  const verdict = rooms.verify(plan, ended);
  yield end(verdict.missing.length === 0 ? 'succeeded' : 'failed', verdict);
}
