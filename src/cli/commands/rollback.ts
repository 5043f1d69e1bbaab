import { join } from 'node:path';
import { writeWhole } from '../../machine/files.ts';
import { dataFolder, privateFolder } from '../../machine/folders.ts';
import { writePlan } from '../../planner/file.ts';
import { reviewPlan } from '../../safety/review.ts';
import { previewPlan } from '../../session/preview.ts';
import { rollbackPlan } from '../../session/rollback.ts';
import { startRun } from '../../session/start.ts';
import { consentFrom } from '../consent.ts';
import { drive } from '../drive.ts';
import { withHouse } from '../house.ts';
import { planText } from '../plan-text.ts';
import type { Screen } from '../screen.ts';
import { circumstances, finish } from './run.ts';
import { known } from './runs.ts';

/** Shows the plan that takes a run back; runs it with its hash, or after asking on a terminal. */
export const rollBack = (id: string, options: { readonly approve?: string }, screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const row = known(house, id);
    const plan = rollbackPlan(id, row.goal, house.journal.events(id), house.tools, house.past());
    if (!plan.ok) return screen.fail(plan.failure);
    if (options.approve !== undefined || screen.interactive) {
      const handle = startRun(house, {
        folder: row.folder,
        goal: plan.value.goal,
        plan: async () => plan,
        consent: consentFrom(options, screen),
        approved: options.approve,
        circumstances,
        rollbackOf: id,
      });
      return finish(await drive(handle, screen), screen, { isRollback: true });
    }
    const at = house.workplace(row.folder, screen.stop, () => {});
    const seen = await previewPlan(plan.value, new Map(), house, at);
    if (!seen.ok) return screen.fail(seen.failure);
    const decisions = reviewPlan(seen.value, new Set(), await house.circumstances(at, circumstances));
    const path = join(await privateFolder(dataFolder(), 'plans'), `rollback-${id}.plan.yaml`);
    await writeWhole(path, writePlan(seen.value.plan), { mode: 0o600 });
    const { hash, goal, steps, warnings, leaves = [] } = seen.value.plan;
    const files = [...seen.value.previews.values()].flatMap((p) => p.files.map(({ path, action }) => ({ path, action })));
    screen.result(
      { rollbackOf: id, goal, hash, path, steps, files, warnings, left: leaves },
      () => `${planText(seen.value.plan, seen.value.previews, decisions)}\n\nNothing was changed. To do it: nimbus runs rollback ${id} --approve ${hash}`,
    );
    return 0;
  });
