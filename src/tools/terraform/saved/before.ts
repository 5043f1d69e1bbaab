import { impactsOfPlan } from '../../../domain/terraform/impacts.ts';
import type { PlanJson, ResourceChange } from '../../../domain/terraform/plan-json.ts';
import type { State } from '../root/state.ts';
import type { Before, SavedPlan, Seen } from './record.ts';

/** Whether applying does anything to it. Reading a data source is nothing. */
export const isTouched = ({ actions, mode, importing, previousAddress }: ResourceChange): boolean =>
  mode !== 'data' && (importing || previousAddress !== undefined || actions.some((action) => action !== 'no-op' && action !== 'read'));

/** How the world gets back to before this plan, known before it is applied; or why it does not. */
export function beforeOf(kind: SavedPlan['kind'], id: string, plan: PlanJson, state: State, known: Seen | undefined): Before {
  const touched = plan.changes.filter(isTouched);
  if (touched.length === 0 && kind !== 'drift') return { nothing: true };
  if (kind === 'drift') return { impossible: 'the state takes over what is really there; what it said before is nowhere any more' };
  const lost = impactsOfPlan(plan).filter(
    ({ operation, marks }) =>
      (operation === 'delete' || operation === 'replace') && marks.some((mark) => mark === 'stateful' || mark === 'deletes-data' || mark === 'deletes-key'),
  );
  if (lost.length > 0)
    return {
      impossible: `${lost
        .map(({ address }) => address)
        .slice(0, 3)
        .join(', ')} can be made anew, but what is in it is gone`,
    };
  if (touched.some(({ importing, actions }) => importing || actions.includes('forget')))
    return { impossible: 'things come under the state or leave it, which no plan takes back: remove them from it, or import them, by hand' };
  // A destroy leaves the configuration as it is: with it, what is gone is made anew.
  if (kind === 'destroy') return { configOf: id };
  if (state.addresses.length === 0) return { empty: true };
  if (known?.applied !== undefined && known.lineage === state.lineage && known.applied.serial === state.serial) return { configOf: known.applied.plan };
  if (touched.every(({ actions }) => actions.length === 1 && actions[0] === 'create')) return { created: touched.map(({ address }) => address) };
  return { impossible: 'it changes things whose former configuration is not known here: the last apply of this state was not made by Nimbus' };
}

export const undoSays = (before: Before): string | undefined =>
  'configOf' in before
    ? 'taking it back applies the former configuration: what is deleted is made anew, with new ids'
    : 'empty' in before || 'created' in before
      ? 'taking it back destroys what it made'
      : undefined;
