import { isAbsolute, join } from 'node:path';
import { costOfPlan, type Estimate } from '../../domain/cost/estimate.ts';
import { howToGetInfracost, infracostArgs, readInfracost } from '../../domain/cost/infracost.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { programFailed, programMissing } from '../../domain/failure/process.ts';
import { badUsage } from '../../domain/failure/run.ts';
import type { PlanJson } from '../../domain/terraform/plan-json.ts';
import type { Workplace } from '../../domain/workplace.ts';

export interface Asked {
  /** As it was given on the command line. */
  readonly file: string;
  /** `infracost`, or the offline table. */
  readonly prices: string | undefined;
  readonly region: string | undefined;
}

/** What the plan would add to the bill: from the table, or by asking infracost, which is a program that asks a service. */
export async function priced(plan: PlanJson, { file, prices, region }: Asked, at: Workplace): Promise<Outcome<Estimate>> {
  const own = costOfPlan(plan, region);
  if (prices === undefined || prices === 'offline') return ok(own);
  if (prices !== 'infracost') return failed(badUsage(`There are no prices called ${prices}.`, 'offline (the default) or infracost.'));
  if (file === '-') return failed(badUsage('infracost reads a file, not standard input.', 'Save the plan as JSON and name that file.'));
  const path = isAbsolute(file) ? file : join(at.folder, file);
  const done = await at.exec('infracost', infracostArgs(path), {
    timeoutMs: 120_000,
    outputBytesMax: 200_000_000,
    env: { INFRACOST_SKIP_UPDATE_CHECK: 'true' },
  });
  if (!done.ok) return failed(done.failure.missing ? programMissing('infracost', howToGetInfracost) : done.failure);
  if (done.value.code !== 0) return failed(programFailed('infracost breakdown', done.value.code, done.value.stderr));
  const read = readInfracost(done.value.stdout);
  return read.ok ? ok({ ...own, cost: read.value, items: [] }) : read;
}
