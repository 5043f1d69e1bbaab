import { never } from '../base/never.ts';
import type { Decision, Plan, Step } from '../domain/plan.ts';
import type { Preview } from '../domain/tool.ts';

/** What safety knows about where a step would act. */
export interface Circumstances {
  /** The person trusts the folder. */
  readonly trusted: boolean;
  /** `plan`: only tools of effect `read` and `plan` exist. */
  readonly mode: 'plan' | 'act';
}

/** A plan as far as it could be looked at. */
export interface Seen {
  readonly plan: Plan;
  readonly previews: ReadonlyMap<string, Preview>;
  /** Steps that can be decided only when others have run. */
  readonly later: ReadonlySet<string>;
}

/** A decision for every step of a plan; `done`: steps that have ended. Pure. */
export function reviewPlan({ plan, previews, later }: Seen, done: ReadonlySet<string>, circumstances: Circumstances): ReadonlyMap<string, Decision> {
  return new Map(
    plan.steps.map((step): [string, Decision] => {
      if (done.has(step.id)) return [step.id, { kind: 'allow', reasons: ['it is done already'] }];
      const decision = review(step, previews.get(step.id), circumstances);
      return [
        step.id,
        decision.kind !== 'deny' && later.has(step.id)
          ? { kind: 'later', reasons: ['it is shown, and asked about, once what it is made of is there'] }
          : decision,
      ];
    }),
  );
}

/**
 * The gate: what may be done, and on whose word. Pure.
 *
 * **Invariant:** safety never calls a tool.
 */
export function review(step: Step, preview: Preview | undefined, circumstances: Circumstances): Decision {
  if (!circumstances.trusted && (step.effect !== 'read' || step.needsTrust)) {
    const why = step.effect === 'read' ? `${step.tool} runs what the folder’s own settings say` : `${step.tool} does more than read`;
    return { kind: 'deny', reasons: [`the folder is not trusted and ${why}`], instead: 'Trust the folder if you know where it comes from.' };
  }
  if (circumstances.mode === 'plan' && step.effect !== 'read' && step.effect !== 'plan') {
    return { kind: 'deny', reasons: [`${step.tool} does not exist in plan mode`], instead: 'Leave plan mode to run it.' };
  }
  switch (step.effect) {
    case 'read':
      return { kind: 'allow', reasons: ['it only looks'] };
    case 'plan':
      return { kind: 'allow', reasons: ['it computes and leaves nothing behind'] };
    case 'write':
      return {
        kind: 'confirm',
        reasons: [preview === undefined ? 'it writes files in the workspace' : `it would ${lower(preview.summary)}`, undoReason(preview)],
      };
    case 'change':
      return { kind: 'confirm', reasons: ['it changes something outside the workspace', undoReason(preview)] };
    case 'destroy':
      return { kind: 'confirm', reasons: ['it removes or replaces something outside the workspace', undoReason(preview)], typed: step.id };
    default:
      return never(step.effect);
  }
}

function undoReason(preview: Preview | undefined): string {
  if (preview === undefined) return 'whether it can be undone is known only when it runs';
  if (preview.undo === 'nothing-changed') return 'there is nothing to undo';
  return 'impossible' in preview.undo ? `it can’t be undone: ${preview.undo.impossible}` : 'it can be undone';
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
