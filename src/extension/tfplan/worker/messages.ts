import type { Failure } from '../../../domain/failure/failure.ts';
import type { ShownPlan } from '../../../protocol/tfplan.ts';
import type { PlanPlace } from '../../../safety/terraform/classify.ts';
import type { BlockPlans } from '../block-plans.ts';
import type { RowFacts } from '../details.ts';
import type { PlanAbout } from '../shown.ts';

/** Where the text of a plan is. */
export type PlanText =
  /** What a person keeps, absolute; `folder`: the workspace folder. */
  | { readonly file: string; readonly folder: string }
  /** The description of a plan that Nimbus kept, absolute, and the plan's id. */
  | { readonly kept: string; readonly id: string };

/** All it takes to read a plan and to say what safety says of it. */
export interface ToRead {
  readonly text: PlanText;
  readonly about: PlanAbout;
  readonly place: Omit<PlanPlace, 'cost'>;
  /** Where its provider acts when the plan does not say. */
  readonly region?: string;
}

/** A plan as the extension gets it: without what its rows expand to, which is asked for row by row. */
export interface PlanRead {
  readonly shown: ShownPlan;
  /** Values that Terraform calls sensitive, by name: to be hidden before anything of the plan leaves. */
  readonly hidden: readonly (readonly [name: string, value: string])[];
}

/** How far it is. */
export interface Doing {
  /** `Judging 5,000 changes`. */
  readonly says: string;
  /** From 1. */
  readonly step: number;
  readonly of: number;
}

/** What is asked and answered once. */
export interface Asks {
  readonly read: { readonly ask: ToRead; readonly answer: PlanRead };
  /** Of the plan that was read. `undefined`: there is no such row. */
  readonly row: { readonly ask: { readonly row: number }; readonly answer: RowFacts | undefined };
  /** What a kept plan of the root module in `directory` would do, block by block; `undefined`: it can't be read. */
  readonly blocks: { readonly ask: { readonly kept: string; readonly directory: string }; readonly answer: BlockPlans | undefined };
}
export type AskKind = keyof Asks;

/** Host → thread. */
export type ToThread = { [K in AskKind]: { readonly id: number; readonly kind: K; readonly ask: Asks[K]['ask'] } }[AskKind];

/** Thread → host. */
export type FromThread =
  | { readonly type: 'doing'; readonly doing: Doing }
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'refused'; readonly id: number; readonly failure: Failure }
  | { readonly type: 'broke'; readonly id: number; readonly why: string };
