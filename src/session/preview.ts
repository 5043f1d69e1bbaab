import { digestOf } from '../base/hash.ts';
import type { PreviewNote } from '../domain/event.ts';
import { type Outcome, ok } from '../domain/failure/failure.ts';
import type { Plan } from '../domain/plan.ts';
import { referencesIn } from '../domain/reference.ts';
import type { Registry } from '../domain/registry.ts';
import type { Preview } from '../domain/tool.ts';
import type { Workplace } from '../domain/workplace.ts';
import type { Previewed } from './run.ts';

/**
 * Looks at every step that can be looked at before the plan runs and seals the plan: its hash then covers the steps
 * and what they would touch, as it is now. Steps in `finished` are done and not looked at. Stops at the first step that
 * says it can't work.
 */
export async function previewPlan(plan: Plan, finished: ReadonlyMap<string, unknown>, tools: Registry, at: Workplace): Promise<Outcome<Previewed>> {
  const previews = new Map<string, Preview>();
  for (const step of plan.steps) {
    const tool = tools.get(step.tool);
    if (tool?.preview === undefined || finished.has(step.id) || referencesIn(step.input).length > 0) continue;
    const preview = await tool.preview(tool.input.parse(step.input), at);
    if (!preview.ok) return preview;
    previews.set(step.id, preview.value);
  }
  const hash = digestOf({ steps: plan.hash, touches: Object.fromEntries([...previews].map(([id, preview]) => [id, preview.digest])) });
  return ok({ plan: { ...plan, hash }, previews });
}

/** Without the texts. */
export const noteOf = ({ digest, summary, files, undo, warnings }: Preview): PreviewNote => ({
  digest,
  summary,
  files: files.map(({ path, action, added, removed, conflicts }) => ({ path, action, added, removed, conflicts })),
  undo,
  warnings,
});
