import { digestOf } from '../base/hash.ts';
import { atStep } from '../domain/at-step.ts';
import { isLookOnly, isOutward } from '../domain/effect.ts';
import { impactsNoted, type PreviewNote, reachedNoted } from '../domain/event.ts';
import { type Outcome, ok } from '../domain/failure/failure.ts';
import type { Journal } from '../domain/journal.ts';
import type { Plan } from '../domain/plan.ts';
import { referencesIn, resolveReferences } from '../domain/reference.ts';
import type { Registry } from '../domain/registry.ts';
import { sealOf } from '../domain/seal.ts';
import type { Preview } from '../domain/tool.ts';
import type { Workplace } from '../domain/workplace.ts';
import type { Previewed } from './run.ts';
import { laterSteps, provisionalSteps } from './stage.ts';

/** What sealing a plan needs to know. */
export interface Sealing {
  readonly tools: Registry;
  /** An approval is used once, so a plan that was approved before seals anew. */
  readonly journal: Pick<Journal, 'timesApproved'>;
}

/**
 * Looks at every step that can be looked at before the plan goes on and seals it: its hash then covers the steps and
 * what they would touch, as it is now. `outputs` holds the steps that have ended, with what they gave; those are not
 * looked at. Stops at the first step that says it can't work, unless an earlier step may change that.
 */
export async function previewPlan(plan: Plan, outputs: ReadonlyMap<string, unknown>, { tools, journal }: Sealing, at: Workplace): Promise<Outcome<Previewed>> {
  const known = new Set(outputs.keys());
  const maybe = provisionalSteps(plan, known);
  let later = laterSteps(plan, known);
  const previews = new Map<string, Preview>();
  const touches = new Map<string, string>();
  for (const step of plan.steps) {
    if (outputs.has(step.id) || later.has(step.id)) continue;
    if (referencesIn(step.input).some(({ stepId }) => outputs.get(stepId) === undefined)) continue;
    const tool = tools.get(step.tool);
    const input = resolveReferences(step.input, outputs);
    if (tool?.preview === undefined) {
      if (!isLookOnly(step.effect)) touches.set(step.id, digestOf({ tool: step.tool, input }));
      continue;
    }
    const preview = await tool.preview(tool.input.parse(input), atStep(at, step.id));
    if (preview.ok) {
      previews.set(step.id, preview.value);
      touches.set(step.id, sealOf(preview.value));
    } else if (!maybe.has(step.id)) return preview;
    // What it needs may be what an earlier step is about to make.
    else if (isOutward(step.effect)) later = laterSteps(plan, known, [...later, step.id]);
  }
  for (const id of later) {
    previews.delete(id);
    touches.delete(id);
  }
  // What comes after a step with nothing to do finds things as they are now: it is held to what was seen of it.
  const idle = new Set([...previews].flatMap(([id, preview]) => (preview.changesNothing ? [id] : [])));
  const provisional = provisionalSteps(plan, known, idle);
  const content = digestOf({ steps: plan.hash, touches: Object.fromEntries(touches) });
  const before = journal.timesApproved(content);
  const hash = before === 0 ? content : digestOf({ content, before });
  return ok({ plan: { ...plan, hash }, content, previews, provisional, later });
}

/** Without the texts. */
export const noteOf = ({ digest, summary, files, undo, warnings, target, impacts, takesBack, reached, cost, findings }: Preview): PreviewNote => ({
  digest,
  summary,
  files: files.map(({ path, action, added, removed, conflicts }) => ({ path, action, added, removed, conflicts })),
  undo,
  warnings,
  ...(target === undefined ? {} : { target }),
  ...(impacts === undefined ? {} : { impacts: impacts.slice(0, impactsNoted), impactCount: impacts.length }),
  ...(takesBack === undefined ? {} : { takesBack }),
  ...(reached === undefined ? {} : { reached: reached.slice(0, reachedNoted), reachedCount: reached.length }),
  ...(cost === undefined ? {} : { cost }),
  ...(findings === undefined ? {} : { findings }),
});
