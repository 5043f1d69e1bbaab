import { setTimeout as delay } from 'node:timers/promises';
import { PushQueue } from '../base/queue.ts';
import type { Driver } from '../domain/driver.ts';
import { isLookOnly } from '../domain/effect.ts';
import type { RecordedEvent, RunEvent } from '../domain/event.ts';
import { type Failure, FailureError, failed, type Outcome, ok } from '../domain/failure/failure.ts';
import { noRoomFor } from '../domain/failure/files.ts';
import { wrongHash } from '../domain/failure/plan.ts';
import type { Journal } from '../domain/journal.ts';
import type { Decision, Plan } from '../domain/plan.ts';
import type { Registry } from '../domain/registry.ts';
import type { Workplace } from '../domain/workplace.ts';
import { Budget, type Limits, nothingUsed, type Used, usualLimits } from '../executor/budget.ts';
import { execute } from '../executor/execute.ts';
import { neverBegin } from '../executor/readiness.ts';
import { asToolsSay, hashSteps } from '../planner/make.ts';
import { ApprovedStep, approve, type Consent } from '../safety/approve.ts';
import { limitsOf } from '../safety/policy/decide.ts';
import type { Redactor } from '../safety/redact.ts';
import { type Circumstances, looksAreSeen, reviewPlan, shippedPolicies } from '../safety/review.ts';
import { type SeenStep, verifyRun, verifyStep } from '../verifier/verify.ts';
import { previewPlan } from './preview.ts';
import type { Standing } from './resume.ts';
import { type Previewed, type Rooms, run, type StepEnded } from './run.ts';
import { tollOf, usedBy } from './spent.ts';
import { laterSteps, unseenLooks } from './stage.ts';

/** What every run needs; a host fills it once. */
export interface House {
  readonly tools: Registry;
  readonly journal: Journal;
  workplace(folder: string, signal: AbortSignal, progress: (line: string, fraction?: number) => void): Workplace;
  /** What a host knows, with the policies and the profile that hold in this place now. */
  circumstances(at: Workplace, given: Circumstances): Promise<Circumstances>;
  /** Ends programs in a folder that outlived the process that started them, and waits until they are gone. */
  endOrphans(folder: string): Promise<void>;
  /** Takes secrets out of what leaves the runtime. */
  readonly redactor: Redactor;
  /** ms, never going back. */
  ticks(): number;
  /** Short, unique, sorting by time. */
  newRunId(): string;
}

export interface RunRequest {
  /** Absolute workspace folder. */
  readonly folder: string;
  /** Shown until the plan is there. */
  readonly goal: string;
  plan(signal: AbortSignal): Promise<Outcome<Plan>>;
  /** Asks the person; see `Rooms.consent`. `underWay`: the run's id, when some of it has been done already. */
  consent(seen: Previewed, decisions: ReadonlyMap<string, Decision>, signal: AbortSignal, underWay?: string): Promise<Outcome<Consent | undefined>>;
  /** The hash a yes was given for beforehand: any other plan is refused, though nothing in it needs a yes. */
  readonly approved?: string | undefined;
  readonly circumstances: Circumstances;
  readonly rollbackOf?: string;
  /** Where the person sits, told to other processes. Default: a command line. */
  readonly host?: Driver['host'];
}

export interface RunHandle {
  readonly runId: string;
  /** Every event from the first, live; ends after `run-ended`, or `run-paused`. For one reader. */
  readonly events: AsyncIterable<RecordedEvent>;
  /** Stops what is running and waits for nothing; the events end soon after. */
  cancel(): void;
}

/** Between two looks for a cancellation asked for by another process. */
const lookMs = 250;
/** So many of them between two signs of life of a run that is at work. */
const looksToASign = 20;

/**
 * Starts a run: it holds its folder until its last event. Throws {@link FailureError} (`run/folder-busy`) when another
 * living run does.
 */
export function startRun(house: House, request: RunRequest): RunHandle {
  const runId = house.newRunId();
  house.journal.begin({
    id: runId,
    goal: request.goal,
    folder: request.folder,
    ...(request.rollbackOf === undefined ? {} : { rollbackOf: request.rollbackOf }),
  });
  return follow(house, runId, (signal, record) => {
    record({ type: 'run-started', runId, goal: request.goal, folder: request.folder, by: driver(request) });
    return run(request, roomsOf(house, runId, request, signal, record, new Map()), signal);
  });
}

/**
 * Takes up a run whose process is gone: what is done stays done, the rest is previewed and asked about anew, because
 * the world may have moved. Throws {@link FailureError} like {@link startRun}.
 */
export function resumeRun(
  house: House,
  runId: string,
  request: Omit<RunRequest, 'plan'> & { readonly standing: Standing; readonly finished: ReadonlyMap<string, unknown> },
): RunHandle {
  house.journal.takeUp(runId);
  const aliveAt = house.journal.aliveAt(runId);
  return follow(house, runId, (signal, record) => {
    record({ type: 'run-resumed', finished: [...request.finished.keys()], by: driver(request), ...(aliveAt === undefined ? {} : { aliveAt }) });
    const used = usedBy(house.journal.events(runId), house.tools);
    const { plan } = request.standing;
    const again = { ...request, plan: async () => ok({ ...plan, hash: hashSteps(plan.steps) }) };
    const { seen } = request.standing;
    const before = new Map([...request.finished].map(([id, output]) => [id, { ...(seen.get(id) ?? foundDone), output }]));
    return run(again, roomsOf(house, runId, again, signal, record, before, used), signal);
  });
}

/** Its process went before it could look whether it worked. */
const foundDone: SeenStep = { status: 'succeeded', summary: 'Found done after it was cut off.' };

const driver = ({ host = 'command line' }: Pick<RunRequest, 'host'>): Driver => ({ host, pid: process.pid });

function roomsOf(
  house: House,
  runId: string,
  request: RunRequest,
  signal: AbortSignal,
  record: (event: RunEvent) => void,
  before: ReadonlyMap<string, SeenStep & { readonly output: unknown }>,
  used: Used = nothingUsed,
): Rooms<RunRequest, Consent, ApprovedStep> {
  const finished = new Map([...before].map(([id, { output }]) => [id, output]));
  const thisRun = { id: runId };
  const at = { ...house.workplace(request.folder, signal, () => {}), run: thisRun };
  let isUnderWay = finished.size > 0;
  let budget: Budget | undefined;
  let { circumstances } = request;
  const known = (ended: ReadonlyMap<string, StepEnded>) => new Map([...finished, ...[...ended].map(([id, end]) => [id, end.output] as const)]);
  return {
    async plan(_request, s) {
      await house.endOrphans(request.folder);
      const planned = await request.plan(s);
      return planned.ok ? asToolsSay(planned.value, house.tools) : planned;
    },
    left: (plan, ended) => ({
      any: plan.steps.some((step) => !finished.has(step.id) && !ended.has(step.id)),
      never: neverBegin(plan.steps, { finished, ended }),
    }),
    preview: async (plan, ended) => {
      circumstances = await house.circumstances(at, request.circumstances);
      const seen = await previewPlan(plan, known(ended), house, at);
      if (seen.ok && ended.size === 0 && request.approved !== undefined && request.approved !== seen.value.plan.hash)
        return failed(wrongHash(request.approved, seen.value.plan.hash));
      const busy = seen.ok ? house.journal.hold(runId, targetsOf(seen.value)) : undefined;
      return busy === undefined ? seen : failed(busy);
    },
    review(seen, ended) {
      const done = new Set(known(ended).keys());
      const later = looksAreSeen(circumstances)
        ? laterSteps(seen.plan, done, [...seen.later, ...unseenLooks(seen.plan, done, new Set(seen.previews.keys()), house.tools)])
        : seen.later;
      return reviewPlan(
        { ...seen, later },
        done,
        done.size === 0 ? circumstances : { ...circumstances, before: tollOf(house.journal.events(runId), done, circumstances) },
      );
    },
    async consent(seen, decisions, s) {
      house.journal.asked(seen.plan.hash);
      const answer = await request.consent(seen, decisions, s, isUnderWay ? runId : undefined);
      if (!answer.ok || answer.value === undefined || answer.value.hash !== seen.plan.hash) return answer;
      const used = house.journal.useApproval({ content: seen.content, hash: seen.plan.hash, runId, by: answer.value.by });
      return used === undefined ? answer : failed(used);
    },
    approve: (seen, decisions, consent) => approve(seen.plan, seen.previews, decisions, consent, seen.provisional),
    execute: (steps, ended, s) => {
      isUnderWay = true;
      const ports = stepPorts(house, request.folder, circumstances, thisRun);
      budget ??= new Budget(usualLimits, ports.now, used);
      budget.allow(budgetOf(circumstances));
      return execute(steps, ApprovedStep.open, ports, s, known(ended), budget);
    },
    verify: (plan, ended) => verifyRun(plan, new Map<string, SeenStep>([...before, ...ended])),
    record,
  };
}

/** What the policies let one run spend. */
function budgetOf({ policies }: Circumstances): Limits {
  const { calls, identicalCalls, minutes } = limitsOf(policies ?? shippedPolicies);
  return {
    calls: calls ?? usualLimits.calls,
    identicalCalls: identicalCalls ?? usualLimits.identicalCalls,
    workMs: minutes === undefined ? usualLimits.workMs : minutes * 60_000,
  };
}

/** Places outside the workspace where no two runs may be at work at once. */
const targetsOf = ({ plan, previews }: Previewed): readonly string[] => [
  ...new Set(
    plan.steps.flatMap((step) => {
      const key = isLookOnly(step.effect) ? undefined : previews.get(step.id)?.target?.exclusive;
      return key === undefined ? [] : key;
    }),
  ),
];

/** How the executor reaches the world from one folder, in one run. */
export const stepPorts = (
  house: Pick<House, 'tools' | 'workplace' | 'ticks'>,
  folder: string,
  { trusted }: Pick<Circumstances, 'trusted'>,
  run?: Workplace['run'],
) => ({
  tools: house.tools,
  workplace: (signal: AbortSignal, progress: (line: string, fraction?: number) => void) => ({
    ...house.workplace(folder, signal, progress),
    ...(run === undefined ? {} : { run }),
    ...(trusted ? {} : { untrusted: true as const }),
  }),
  verify: verifyStep,
  now: house.ticks,
  wait: (ms: number, signal: AbortSignal) => delay(ms, undefined, { signal }),
});

/**
 * Drives a run that has begun: records its events, hands them on, watches for cancellation, lets go of the folder at
 * the end. A bug on the way is told as the run's failure: the end event always comes.
 */
function follow(house: House, runId: string, drive: (signal: AbortSignal, record: (event: RunEvent) => void) => AsyncIterable<RunEvent>): RunHandle {
  const events = new PushQueue<RecordedEvent>();
  const stop = new AbortController();
  let last = { seq: 0, at: 0 };
  let unkept: { readonly error: unknown } | undefined;
  let isAtWork = false;
  let looks = 0;
  const record = (event: RunEvent) => {
    try {
      const recorded = house.journal.append(runId, event);
      last = recorded;
      isAtWork = event.type.startsWith('step-') && event.type !== 'step-previewed' && event.type !== 'step-decided';
      events.push(recorded);
    } catch (error) {
      // What can't be recorded may not go on.
      unkept ??= { error };
      stop.abort(error);
      throw error;
    }
  };
  /** The end is always told. Where an event before it could not be kept it isn't kept either: in the journal the run was cut off there, and can be taken up. */
  const recordEnd = (event: RunEvent) => {
    if (unkept === undefined) record(event);
    else events.push({ runId, seq: last.seq + 1, at: last.at, event: house.redactor.value(event) });
  };
  const watch = setInterval(() => {
    try {
      if (house.journal.cancelRequested(runId)) stop.abort();
      if (isAtWork && ++looks % looksToASign === 0) house.journal.isAlive(runId);
    } catch (storeGone) {
      // Without its journal a run may not go on; whoever closed the store hears of it from the next event.
      stop.abort(storeGone);
    }
  }, lookMs);
  watch.unref();

  const drain = async () => {
    let ended = false;
    try {
      for await (const event of drive(stop.signal, record)) ended ||= event.type === 'run-ended';
    } catch (bug) {
      const error = unkept?.error ?? bug;
      const outcome = stop.signal.aborted && unkept === undefined ? 'cancelled' : 'failed';
      const failure = error instanceof FailureError ? error.failure : (noRoomFor(error) ?? broke(error));
      if (!ended) recordEnd({ type: 'run-ended', outcome, missing: [], unverified: [], failure });
    } finally {
      clearInterval(watch);
      try {
        house.journal.release(runId);
      } finally {
        events.close();
      }
    }
  };
  void drain();
  return { runId, events, cancel: () => stop.abort() };
}

const broke = (error: unknown): Failure => ({
  code: 'run/broke',
  category: 'system',
  severity: 'high',
  recoverable: false,
  message: `The run ended early through a fault in Nimbus: ${error instanceof Error ? error.message : String(error)}.`,
  fix: 'What was done before is in the run and can be rolled back. Report it with the details.',
  details: error instanceof Error ? error.stack : undefined,
});
