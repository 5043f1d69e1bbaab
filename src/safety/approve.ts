import type { Effect } from '../domain/effect.ts';
import type { Target } from '../domain/impact.ts';
import type { Decision, Plan, Step } from '../domain/plan.ts';
import { sealOf } from '../domain/seal.ts';
import type { Preview } from '../domain/tool.ts';

const key = Symbol('safety');

/**
 * The only thing the executor runs: a step, bound to what was looked at when it was approved.
 *
 * **Invariant:** made by {@link approve} and nowhere else. The brand is a private field of an object built with a key
 * that never leaves this file: spreading, JSON and `Object.create` give something that {@link opened} throws on.
 */
export class ApprovedStep {
  readonly #step: Step;
  readonly #seal: string | undefined;
  readonly #target: Target | undefined;
  readonly #isProvisional: boolean;

  constructor(token: symbol, step: Step, preview: Pick<Preview, 'digest' | 'target'> | undefined, isProvisional: boolean) {
    if (token !== key) throw new TypeError('an approved step is made by safety only');
    this.#step = step;
    this.#seal = preview === undefined ? undefined : sealOf(preview);
    this.#target = preview?.target;
    this.#isProvisional = isProvisional;
    Object.freeze(this);
  }

  /** What was approved; throws for anything that is not an approved step. */
  static open(approved: ApprovedStep): Opened {
    if (approved === null || typeof approved !== 'object' || !(#step in approved)) throw new TypeError('not an approved step');
    return { step: approved.#step, seal: approved.#seal, target: approved.#target, isProvisional: approved.#isProvisional };
  }
}

export interface Opened {
  readonly step: Step;
  /** Of the preview the approval covers; `undefined` where nothing could be previewed before. */
  readonly seal: string | undefined;
  /** The place that was approved, to say what is another one. */
  readonly target: Target | undefined;
  /** It was looked at before an earlier step of its plan ran that may change what it touches. */
  readonly isProvisional: boolean;
}

/** A person's, or a policy's, yes to one exact plan. */
export interface Consent {
  readonly hash: string;
  /** Who said so, for the journal: `person`, `--yes`, `--approve`. */
  readonly by: string;
  /** The gravest effects it covers; absent: all of the plan. */
  readonly covers?: readonly Effect[];
  /** What was typed, by step id, where a decision asks for it. */
  readonly typed?: ReadonlyMap<string, string>;
}

/** What is still missing before the plan may run; empty when nothing is. */
export function missingConsent(plan: Plan, decisions: ReadonlyMap<string, Decision>, consent: Consent | undefined): readonly string[] {
  return plan.steps.flatMap((step) => {
    const decision = decisions.get(step.id);
    if (decision === undefined) return [`${step.id} was not reviewed`];
    if (decision.kind === 'deny') return [`${step.id} is refused`];
    if (decision.kind === 'allow' || decision.kind === 'later') return [];
    if (consent === undefined || consent.hash !== plan.hash) return [`${step.id} needs an approval of this exact plan`];
    if (consent.covers !== undefined && !consent.covers.includes(step.effect)) return [`${step.id} needs more than an approval by ${consent.by}`];
    if (decision.typed !== undefined && consent.typed?.get(step.id) !== decision.typed) return [`${step.id} needs "${decision.typed}" typed`];
    return [];
  });
}

/** Turns the steps of a plan into what the executor takes; those to be decided later are left out. Throws when anything is missing: the caller asks {@link missingConsent} first. */
export function approve(
  plan: Plan,
  previews: ReadonlyMap<string, Preview>,
  decisions: ReadonlyMap<string, Decision>,
  consent: Consent | undefined,
  provisional: ReadonlySet<string> = new Set(),
): readonly ApprovedStep[] {
  const missing = missingConsent(plan, decisions, consent);
  if (missing.length > 0) throw new Error(`not approved: ${missing.join('; ')}`);
  return plan.steps
    .filter((step) => decisions.get(step.id)?.kind !== 'later')
    .map((step) => new ApprovedStep(key, Object.freeze(step), previews.get(step.id), provisional.has(step.id)));
}
