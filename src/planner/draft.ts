import type { Condition } from '../domain/condition.ts';

/** A step as a person, a file or a planner writes it, before it is checked and completed. */
export interface DraftStep {
  readonly id: string;
  readonly tool: string;
  readonly input: unknown;
  readonly dependsOn?: readonly string[];
  readonly reason?: string;
  readonly optional?: boolean;
  readonly continueOnError?: boolean;
  readonly when?: Condition;
}

export interface DraftPlan {
  readonly goal: string;
  readonly steps: readonly DraftStep[];
  readonly warnings?: readonly string[];
}
