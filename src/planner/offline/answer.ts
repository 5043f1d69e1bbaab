import type { Step } from '../../domain/plan.ts';

/** What must be known before the plan can run. */
export interface PlanQuestion {
  /** `step.input`, or what it is about. */
  readonly id: string;
  readonly label: string;
  readonly why: string;
  /** How it can be answered by itself, see {@link Answers}. Absent: the request has to be said again. */
  readonly answer?: AnswerForm;
}

/** One of these words, or a text that is read as this type: a list with commas between. */
export type AnswerForm = { readonly choices: readonly string[] } | { readonly type: 'string' | 'number' | 'boolean' | 'array' };

/** What a person answered, by the question's id. One that answers no question, or that the question has no choice for, counts for nothing. */
export type Answers = ReadonlyMap<string, string>;

/** The choice of a question that only wants to be sure. */
export const yes = 'yes';

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
