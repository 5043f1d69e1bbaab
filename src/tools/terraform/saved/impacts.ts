import type { Impact } from '../../../domain/impact.ts';
import { impactsOfPlan } from '../../../domain/terraform/impacts.ts';
import type { PlanJson } from '../../../domain/terraform/plan-json.ts';
import type { SavedPlan, Seen } from './record.ts';

/** What a saved plan would do, with what is odd about its state. A plan that was asked for in part is not incomplete for that. */
export function impactsOf(saved: SavedPlan, plan: PlanJson, resources: number, known: Seen | undefined): readonly Impact[] {
  const all = impactsOfPlan(plan, {
    now: { lineage: saved.lineage, serial: saved.serial, resources },
    ...saved.first,
    // What was applied from here before, and destroyed since, was right to be empty.
    ...(known?.applied === undefined ? {} : { isNew: true }),
    ...(known === undefined || known.lineage === '' ? {} : { last: { lineage: known.lineage, serial: known.serial, resources: known.resources } }),
  });
  const isWanted = saved.options.targets.length > 0 && plan.deferred.length === 0;
  return isWanted
    ? all.map((impact) =>
        impact.type === 'terraform-plan' && impact.marks.includes('incomplete')
          ? {
              ...impact,
              marks: impact.marks.filter((mark) => mark !== 'incomplete'),
              detail: 'it is a part only, as was asked: what else the configuration says is left out',
            }
          : impact,
      )
    : all;
}
