import { digestOf } from '../base/hash.ts';
import type { Failure } from '../domain/failure/failure.ts';
import { overBudget } from '../domain/failure/plan.ts';

/** What one run may spend before it is stopped. */
export interface Limits {
  /** Calls of tools, repeats included. */
  readonly calls: number;
  /** The same tool with the same input, in a row or not: an agent that goes round in circles. */
  readonly identicalCalls: number;
  /** ms of work; waiting for a person does not count. */
  readonly workMs: number;
}

export const usualLimits: Limits = { calls: 10_000, identicalCalls: 20, workMs: 4 * 60 * 60_000 };

/** What a run has used so far, in this process and others. */
export interface Used {
  readonly calls: number;
  /** By {@link callKey}. */
  readonly same: ReadonlyMap<string, number>;
  readonly workedMs: number;
}

export const nothingUsed: Used = { calls: 0, same: new Map(), workedMs: 0 };

/** The same for the same call with the same input. */
export const callKey = (tool: string, input: unknown): string => digestOf({ tool, input });

/** Counts what one run spends, over all its stages. */
export class Budget {
  readonly #now: () => number;
  readonly #same: Map<string, number>;
  #limits: Limits;
  #calls: number;
  #workedMs: number;
  #since: number | undefined;

  /** `used`: in another process, before the run was taken up in this one. */
  constructor(limits: Limits, now: () => number, used: Used = nothingUsed) {
    this.#limits = limits;
    this.#now = now;
    this.#same = new Map(used.same);
    this.#calls = used.calls;
    this.#workedMs = used.workedMs;
  }

  /** Policies may have changed since the last stage. */
  allow(limits: Limits): void {
    this.#limits = limits;
  }

  /** A stage begins: from here on time counts. */
  work(): void {
    this.#since = this.#now();
  }

  /** A stage has ended: waiting for a person costs nothing. */
  rest(): void {
    this.#workedMs = this.#worked();
    this.#since = undefined;
  }

  #worked(): number {
    return this.#workedMs + (this.#since === undefined ? 0 : this.#now() - this.#since);
  }

  /** Takes one call off; the failure that stops it when there is none left. */
  take(tool: string, input: unknown): Failure | undefined {
    const key = callKey(tool, input);
    const same = (this.#same.get(key) ?? 0) + 1;
    this.#same.set(key, same);
    this.#calls++;
    if (this.#calls > this.#limits.calls) return overBudget(`it would be call ${this.#calls} of this run, and ${this.#limits.calls} are the most`, 'calls');
    if (same > this.#limits.identicalCalls)
      return overBudget(`${tool} was called ${same} times with the same input, and ${this.#limits.identicalCalls} are the most`, 'identicalCalls');
    if (this.#worked() > this.#limits.workMs)
      return overBudget(`the run has worked for longer than the ${Math.round(this.#limits.workMs / 60_000)} minutes it may`, 'minutes');
    return undefined;
  }
}
