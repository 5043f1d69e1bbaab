import type { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import type { Effect } from '../../domain/effect.ts';
import { type Failure, FailureError, failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import type { Impact, Target } from '../../domain/impact.ts';
import { changesNothing, type Example, type FileChange, type Tool, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import type { Place } from './fields.ts';
import { type Identity, openSession, type Session } from './session.ts';
import { holds, type Touches } from './touches.ts';

type Input<In extends z.ZodType> = z.output<In> & Place;

interface Known<In extends z.ZodType, Out extends z.ZodType> {
  readonly name: `aws.${string}`;
  readonly summary: string;
  readonly input: In;
  readonly output: Out;
  readonly says: readonly string[];
  readonly onlyWith?: readonly string[];
  readonly commands?: readonly string[];
  readonly examples?: readonly Example<z.input<In>>[];
  readonly guessMs: number;
  /** The service has no regions of its own. */
  readonly global?: boolean;
}

/** A session that knows whose account it is in, and so what undo steps and the target name. */
export interface Pinned extends Session, Identity {
  /** For the input of an undo step: that very account and region, by the same way in. */
  readonly here: { readonly account: string; readonly region: string; readonly profile?: string };
  /** `account 123456789012, eu-central-1`. */
  readonly where: string;
}

/** A tool that only looks. What it throws as a {@link FailureError} is its failure. */
export function readingTool<In extends z.ZodType, Out extends z.ZodType>(
  t: Known<In, Out> & {
    read(what: Input<In>, aws: Session, at: Workplace): Promise<{ readonly output: z.output<Out>; readonly summary: string }>;
  },
): Tool<In, Out> {
  const { read, global, ...known } = t;
  return tool<In, Out>({
    ...known,
    effect: 'read',
    async run(given, at) {
      const what = given as Input<In>;
      const seen = await outcomeOf(async () => {
        const aws = await openSession(what, at, { global: global === true });
        if (what.account !== undefined) await aws.identity();
        return read(what, aws, at);
      });
      return seen.ok ? { ok: true, ...seen.value, undo: 'nothing-changed' } : seen;
    },
  });
}

/** What a changing tool says of what it saw, before it does anything. */
export interface Told {
  readonly summary: string;
  readonly impacts: readonly Impact[];
  readonly undo: Undo;
  readonly warnings?: readonly string[];
  readonly files?: readonly FileChange[];
  /** What of the world the approval covers, besides the account and the region: when it differs at the time of running, nothing is done. */
  readonly covers: unknown;
  /** Where it acts when that is not the region of the session: a bucket has its own. */
  readonly region?: string;
  readonly touches: Touches;
}

export interface Done<Out extends z.ZodType> {
  readonly output: z.output<Out>;
  readonly summary: string;
  readonly undo: Undo;
}

/** Carries a failure after which something had been done already. */
export class PartlyDone extends FailureError {
  readonly undo: Undo;
  constructor(failure: Failure, undo: Undo) {
    super(failure);
    this.undo = undo;
  }
}

/**
 * A tool that changes something in AWS. Every preview asks which account this is; account, region and what was seen are
 * in its digest, so that a run under other credentials is refused.
 */
export function changingTool<In extends z.ZodType, Out extends z.ZodType, Seen>(
  t: Known<In, Out> & {
    readonly effect: Effect;
    effectOf?(what: z.output<In>): Effect;
    readonly timeoutMs?: number;
    /** Looks at all that matters, and fails when it can't work. Changes nothing. */
    see(what: Input<In>, aws: Pinned, at: Workplace): Promise<Seen>;
    tell(what: Input<In>, seen: Seen, aws: Pinned): Told;
    act(what: Input<In>, seen: Seen, aws: Pinned, at: Workplace): Promise<Done<Out>>;
    /** What is not as it should be now; nothing: it is. */
    missing(what: Input<In>, output: z.output<Out>, aws: Pinned, at: Workplace): Promise<readonly string[]>;
    inspect(what: Input<In>, aws: Pinned, at: Workplace): Promise<'done' | 'not-started' | 'unknown'>;
  },
): Tool<In, Out> {
  const { see, tell, act, missing, inspect, global, ...known } = t;
  const pin = (what: Input<In>, at: Workplace) => pinned(what, at, global === true);
  /** What the preview right before a run saw: the run acts on just that, and does not look again. */
  const fresh = new WeakMap<object, { readonly at: Workplace; readonly aws: Pinned; readonly seen: Seen }>();
  return tool<In, Out>({
    ...known,
    repeatable: false,
    async preview(given, at) {
      const what = given as Input<In>;
      return outcomeOf(async () => {
        const aws = await pin(what, at);
        const seen = await see(what, aws, at);
        const told = tell(what, seen, aws);
        fresh.set(what, { at, aws, seen });
        const { account } = aws;
        const region = told.region ?? aws.region;
        return {
          digest: digestOf({ tool: known.name, what, account, region, covers: told.covers }),
          summary: told.summary,
          files: told.files ?? [],
          undo: told.undo,
          warnings: told.warnings ?? [],
          target: targetOf(aws, region, told.touches, global === true),
          impacts: told.impacts,
          // A changing tool has nothing to take back only where it found nothing to do.
          ...changesNothing(told.undo === 'nothing-changed' && told.impacts.length === 0),
        };
      });
    },
    async run(given, at) {
      const what = given as Input<In>;
      try {
        const last = fresh.get(what);
        fresh.delete(what);
        if (last?.at === at) return { ok: true, ...(await act(what, last.seen, last.aws, at)) };
        const aws = await pin(what, at);
        return { ok: true, ...(await act(what, await see(what, aws, at), aws, at)) };
      } catch (error) {
        if (error instanceof PartlyDone) return { ok: false, failure: error.failure, undo: error.undo };
        if (error instanceof FailureError) return failed(error.failure);
        throw error;
      }
    },
    async verify(given, output, at) {
      const what = given as Input<In>;
      const seen = await outcomeOf(async () => missing(what, output, await pin(what, at), at));
      if (!seen.ok) return { met: false, missing: [seen.failure.message] };
      return seen.value.length === 0 ? { met: true } : { met: false, missing: seen.value };
    },
    async inspect(given, at) {
      const what = given as Input<In>;
      const seen = await outcomeOf(async () => inspect(what, await pin(what, at), at));
      return seen.ok ? seen.value : 'unknown';
    },
  });
}

async function pinned(what: Place, at: Workplace, global: boolean): Promise<Pinned> {
  const session = await openSession(what, at, { global });
  const identity = await session.identity();
  const { account } = identity;
  const { region, profile } = session;
  return {
    ...session,
    ...identity,
    here: { account, region, ...(what.profile === undefined ? {} : { profile: what.profile }) },
    where: `account ${account}${global ? '' : `, ${region}`}${profile === undefined ? '' : ` (profile ${profile})`}`,
  };
}

const targetOf = (aws: Pinned, region: string, touches: Touches, global: boolean): Target => {
  const { facts, ...held } = holds(touches, aws.account, region);
  return {
    system: 'aws',
    label: `AWS account ${aws.account}${global ? '' : `, ${region}`}${aws.profile === undefined ? '' : ` (profile ${aws.profile})`}`,
    facts: { account: aws.account, region, ...(aws.profile === undefined ? {} : { profile: aws.profile }), ...facts },
    ...held,
  };
};

/** What was done, or the failure that was thrown on the way. */
export async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof FailureError) return failed(error.failure);
    throw error;
  }
}

/** The value, or its failure thrown. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new FailureError(outcome.failure);
  return outcome.value;
}
