import { digestOf } from '../../../base/hash.ts';
import { count } from '../../../base/say.ts';
import { costOfPlan } from '../../../domain/cost/estimate.ts';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import { blastRadiusOf } from '../../../domain/terraform/blast.ts';
import { parsePlanJson } from '../../../domain/terraform/plan-json.ts';
import { changesNothing, type FileChange, type Preview } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { textIn } from '../root/open.ts';
import { lockPath, undoOf } from './apply.ts';
import { undoSays } from './before.ts';
import { targetOf } from './fits.ts';
import { impactsOf } from './impacts.ts';
import { placeOf, readSeen, type SavedPlan, showFileIn } from './record.ts';

/** What a saved plan would do where, for whoever approves it: the digest covers the plan itself, byte by byte, and what it was made from. */
export async function previewOf(saved: SavedPlan, at: Workplace): Promise<Outcome<Preview>> {
  const text = (await textIn(showFileIn(await placeOf(saved.id, at)))) ?? '';
  const plan = parsePlanJson(text);
  if (!plan.ok) return plan;
  const impacts = impactsOf(saved, plan.value, saved.resources, await readSeen(saved.backend.identity, at));
  const { dependents: reached } = blastRadiusOf(plan.value);
  const cost = saved.cost ?? costOfPlan(plan.value, at.env.AWS_REGION ?? at.env.AWS_DEFAULT_REGION).cost;
  const lock = saved.lockFile;
  const note = undoSays(saved.before);
  return ok({
    digest: digestOf({ ...saved, outcome: undefined }),
    summary: summaryOf(saved),
    files: lock === undefined ? [] : [lockChange(saved, lock)],
    undo: undoOf(saved, at),
    ...changesNothing(plan.value.applyable === false && impacts.length === 0 && lock === undefined),
    warnings: [
      ...(note === undefined ? [] : [note]),
      ...(saved.kind === 'plan' && saved.options.targets.length > 0 ? ['it is only a part of what the configuration says: it names targets'] : []),
      ...(saved.open ?? []),
      ...(saved.unhidden === undefined
        ? []
        : [`${count(saved.unhidden, 'sensitive value')} more than can be known: one that a program prints is not taken out by its value`]),
      ...(lock === undefined ? [] : ['it writes the lock file that init would have written']),
    ],
    target: targetOf(saved),
    impacts,
    ...(reached.length === 0 ? {} : { reached }),
    ...(cost.priced + cost.unpriced === 0 ? {} : { cost }),
  });
}

export function summaryOf({ kind, counts, directory: folder, workspace: name, changes }: SavedPlan): string {
  const where = `${folder === '' ? 'this folder' : folder}${name === 'default' ? '' : `, workspace ${name}`}`;
  if (kind === 'drift') return `Take over into the state what changed outside Terraform, in ${where}`;
  const parts = [
    [counts.import, 'import'],
    [counts.add, 'create'],
    [counts.change, 'change'],
    [counts.remove, 'delete'],
  ].flatMap(([n, verb]) => (n === 0 ? [] : [`${verb} ${count(Number(n), 'resource')}`]));
  if (parts.length === 0) return changes === 0 ? `Apply to ${where}: nothing to change` : `Apply to ${where}: only the state changes`;
  return `Apply to ${where}: ${parts.join(', ')}`;
}

const lockChange = (saved: SavedPlan, after: string): FileChange => ({
  path: lockPath(saved),
  action: saved.lockBefore === undefined ? 'create' : 'update',
  before: saved.lockBefore,
  after,
  added: after.split('\n').length - 1,
  removed: (saved.lockBefore ?? '').split('\n').length - 1,
  conflicts: [],
});
