import { FailureError } from '../../domain/failure/failure.ts';
import type { ScanReport } from '../../domain/finding.ts';
import { makePlan } from '../../planner/make.ts';
import { startRun } from '../../session/start.ts';
import { type ConsentOptions, consentFrom } from '../consent.ts';
import { drive } from '../drive.ts';
import { withHouse } from '../house.ts';
import type { Screen } from '../screen.ts';
import { circumstances } from './run.ts';

/** Fixes go through a plan and the gate like any other change; what comes back is the scan after them. */
export const fixed = (folder: string, input: object, options: ConsentOptions, screen: Screen): Promise<ScanReport | { readonly exitCode: number }> =>
  withHouse(async (house) => {
    const plan = makePlan({ goal: 'Fix best-practice findings', steps: [{ id: 'fix', tool: 'rules.fix', input }] }, house.tools, house.past());
    if (!plan.ok) throw new FailureError(plan.failure);
    const driven = await drive(
      startRun(house, {
        folder,
        goal: plan.value.goal,
        plan: async () => plan,
        consent: consentFrom(options, screen),
        approved: options.approve,
        circumstances,
      }),
      screen,
    );
    if (driven.failure !== undefined) return { exitCode: screen.fail(driven.failure) };
    const report = driven.view.steps[0]?.result as ScanReport | undefined;
    return report ?? { exitCode: driven.exitCode };
  });
