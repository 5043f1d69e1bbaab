import type { Condition } from './condition.ts';
import type { Effect, Risk } from './effect.ts';
import type { Left } from './left.ts';

/** A tool call with its place in a plan. */
export interface Step {
  readonly id: string;
  readonly tool: string;
  /** May hold `${steps.<id>.output.<path>}`, alone (the value itself) or inside a text. */
  readonly input: unknown;
  /** Ids; what its input refers to is added when the plan is made. */
  readonly dependsOn: readonly string[];
  readonly effect: Effect;
  /** Even looking runs what the folder says (a git filter): not where the folder is not trusted. */
  readonly needsTrust?: true;
  readonly risk: Risk;
  /** Why it is in the plan, to a person. */
  readonly reason: string;
  /** When what it needs is missing (a program, a connection), it is skipped and said so, instead of failing the run. */
  readonly optional: boolean;
  /** What comes after it may run although it failed. */
  readonly continueOnError: boolean;
  /** It is left out, and what comes after goes on, unless this holds when its turn comes. */
  readonly when?: Condition;
  /** ms. */
  readonly estimateMs: number;
  /** Where {@link estimateMs} comes from: this machine's own history, or the tool's guess before there is any. Absent: nobody looked. */
  readonly estimate?: Spread | 'guess';
}

/** How long the like of it took: half of the runs at most `p50`, 9 of 10 at most `p90`; in ms. */
export interface Spread {
  readonly p50: number;
  readonly p90: number;
  readonly runs: number;
}

/** A DAG of steps. */
export interface Plan {
  readonly goal: string;
  readonly steps: readonly Step[];
  /** Over the normalised steps: order in the file and comments do not count. */
  readonly hash: string;
  readonly warnings: readonly string[];
  /** Of a plan that takes a run back: what of that run stays as it is. */
  readonly leaves?: readonly Left[];
}

/** Safety's answer to a step; `risk`: of what it would really do, where that is known. */
export type Decision =
  | { readonly kind: 'allow'; readonly risk?: Risk; readonly reasons: readonly string[] }
  /** `typed`: what the person must type, where a plain yes is not enough. `instead`: what would change the answer, or that nothing does. */
  | { readonly kind: 'confirm'; readonly risk?: Risk; readonly reasons: readonly string[]; readonly typed?: string; readonly instead?: string }
  /** It can't be seen before other steps have run: it is looked at, decided and asked about then, and does not run on what is said now. */
  | { readonly kind: 'later'; readonly risk?: Risk; readonly reasons: readonly string[] }
  /** `instead`: what would change the answer. */
  | { readonly kind: 'deny'; readonly risk?: Risk; readonly reasons: readonly string[]; readonly instead: string };
