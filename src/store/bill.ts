import type { RecordedEvent, RunEvent } from '../domain/event.ts';
import type { Cost } from '../domain/impact.ts';

/** What is added to a run's bill: cents a month, `null` where that is not known, and how many things have a price and how many have none. */
export interface Addition {
  readonly cents: number | null;
  readonly priced: number;
  readonly unpriced: number;
}

type Ended = Extract<RunEvent, { readonly type: 'step-ended' }>;

const whole = ({ monthlyDelta, priced, unpriced }: Cost): Addition => ({
  cents: monthlyDelta === undefined ? null : Math.round(monthlyDelta * 100),
  priced,
  unpriced,
});

/** What a step that ended adds, by what it was last seen to cost. Of one that did a part of it nobody knows which: all of it counts as without a price. */
export function addedBy({ status, undo }: Pick<Ended, 'status' | 'undo'>, cost: Cost | undefined): readonly Addition[] {
  if (cost === undefined) return [];
  if (status === 'succeeded') return [whole(cost)];
  return status !== 'skipped' && undo !== 'nothing-changed' ? [{ cents: null, priced: 0, unpriced: cost.priced + cost.unpriced }] : [];
}

/** What is added by steps that were cut off and are found done (`finished`) when a run is taken up; `before`: its events until then. */
export function addedByFound(finished: readonly string[], before: readonly RecordedEvent[]): readonly Addition[] {
  const costs = new Map<string, Cost | undefined>();
  const counted = new Set<string>();
  for (const { event } of before) {
    if (event.type === 'step-previewed') costs.set(event.id, event.preview.cost);
    if (event.type === 'step-ended' && event.status === 'succeeded') counted.add(event.id);
    if (event.type === 'run-resumed') for (const id of event.finished) counted.add(id);
  }
  return finished.flatMap((id) => {
    const cost = counted.has(id) ? undefined : costs.get(id);
    return cost === undefined ? [] : [whole(cost)];
  });
}
