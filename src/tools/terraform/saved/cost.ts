import { costOfPlan } from '../../../domain/cost/estimate.ts';
import { infracostArgs, readInfracost } from '../../../domain/cost/infracost.ts';
import type { Cost } from '../../../domain/impact.ts';
import type { PlanJson } from '../../../domain/terraform/plan-json.ts';
import type { Workplace } from '../../../domain/workplace.ts';

/** An answer that takes longer holds nobody up: the table has one. */
const infracostMs = 60_000;
const answerBytesMax = 200_000_000;

/**
 * What a plan adds to the bill, as the gate and the text of the plan say it: infracost's figure where it is installed and
 * answers, else that of the offline table. infracost asks its own service; `NIMBUS_PRICES=offline` leaves it alone.
 * `show`: the plan as JSON, an absolute path.
 */
export async function costOf(plan: PlanJson, show: string, at: Workplace): Promise<Cost> {
  const { cost } = costOfPlan(plan, at.env.AWS_REGION ?? at.env.AWS_DEFAULT_REGION);
  if (at.env.NIMBUS_PRICES === 'offline' || cost.priced + cost.unpriced === 0) return cost;
  const done = await at.exec('infracost', infracostArgs(show), {
    timeoutMs: infracostMs,
    outputBytesMax: answerBytesMax,
    env: { INFRACOST_SKIP_UPDATE_CHECK: 'true' },
  });
  const read = done.ok && done.value.code === 0 ? readInfracost(done.value.stdout) : undefined;
  return read?.ok ? read.value : cost;
}
