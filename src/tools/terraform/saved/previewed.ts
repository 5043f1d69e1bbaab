import { digestOf } from '../../../base/hash.ts';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { Preview } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { textIn } from '../root/open.ts';
import { isTouched } from './before.ts';
import { type MadePlan, makePlan, type PlanRequest } from './make.ts';
import { pointerOf } from './pointers.ts';
import { previewOf } from './preview.ts';
import { discard, writeWhole } from './record.ts';

/**
 * For tools that plan and apply in one: the preview makes the plan and keeps it, the run applies the one that was previewed
 * last. The digest is over what the plan would do and where, so that planning twice gives it twice.
 */
export async function previewByPlan(
  what: object,
  request: PlanRequest,
  at: Workplace,
): Promise<Outcome<{ readonly preview: Preview; readonly made: MadePlan }>> {
  const made = await makePlan(request, at);
  if (!made.ok) return made;
  const { saved, plan } = made.value;
  const preview = await previewOf(saved, at);
  if (!preview.ok) return preview;
  const pointer = await pointerOf(what, at);
  const former = await textIn(pointer);
  await writeWhole(pointer, saved.id);
  if (former !== undefined) await discard(former, at);
  const digest = digestOf({
    what,
    directory: saved.directory,
    workspace: saved.workspace,
    backend: saved.backend.identity,
    lineage: saved.lineage,
    serial: saved.serial,
    facts: saved.facts,
    files: saved.files,
    config: made.value.root.config.digest,
    changes: plan.changes.filter(isTouched).map(({ address, actions, reason, importing }) => ({ address, actions, reason, importing })),
  });
  return ok({ preview: { ...preview.value, digest }, made: made.value });
}

/** The plan that was previewed last for this very call; made now when nobody looked. */
export async function previewedPlan(what: object, request: PlanRequest, at: Workplace): Promise<Outcome<string>> {
  const known = await textIn(await pointerOf(what, at));
  if (known !== undefined) return ok(known);
  const made = await makePlan(request, at);
  if (!made.ok) return made;
  await writeWhole(await pointerOf(what, at), made.value.saved.id);
  return ok(made.value.saved.id);
}

/** The plan of this call was used. */
export async function lastPlan(what: object, at: Workplace): Promise<string | undefined> {
  return textIn(await pointerOf(what, at));
}
