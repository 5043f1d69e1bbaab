import type { Step } from '../../domain/plan.ts';

/** What must be known before the plan can run. */
export interface PlanQuestion {
  /** `step.input`, or what it is about. */
  readonly id: string;
  readonly label: string;
  readonly why: string;
}

/** What a planner answers: steps, what is missing, or why not. Never both steps and a refusal. */
export interface PlanAnswer {
  readonly goal: string;
  /** Over the steps as they are, gaps included: answering a question gives another hash. */
  readonly hash: string;
  readonly steps: readonly Step[];
  /** Not empty: the plan can't be run before they are answered. */
  readonly questions: readonly PlanQuestion[];
  readonly refused?: { readonly reason: string };
  readonly warnings: readonly string[];
}
