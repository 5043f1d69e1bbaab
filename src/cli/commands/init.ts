import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError, failed } from '../../domain/failure/failure.ts';
import { changedOnDisk } from '../../domain/failure/files.ts';
import type { Plan } from '../../domain/plan.ts';
import { policyPath } from '../../host/circumstances.ts';
import type { OpenHouse } from '../../host/house.ts';
import type { DraftStep } from '../../planner/draft.ts';
import { makePlan } from '../../planner/make.ts';
import { startRun } from '../../session/start.ts';
import { type ConsentOptions, consentFrom } from '../consent.ts';
import { drive } from '../drive.ts';
import { withHouse } from '../house.ts';
import type { Screen } from '../screen.ts';
import { initFiles } from './init-files.ts';
import { circumstances, dryRun, endText, runDocument } from './run.ts';

export interface InitOptions extends ConsentOptions {
  readonly dryRun: boolean;
}

/** Id, where it goes, why. */
const files = [
  ['policy', policyPath, 'What Nimbus may do here: nothing changes until you write a rule.'],
  ['rules', '.nimbus/rules.yaml', 'Which best practices hold here: all, until you say otherwise.'],
  ['plan', '.nimbus/plans/look.plan.yaml', 'A plan to start from; it only looks.'],
] as const;

/**
 * Writes what is missing of a commented `.nimbus/`, through plan and gate; what is there is left as it is. `--yes` leaves the policy
 * out: a policy is never written on a yes alone.
 */
export const init = (options: InitOptions, screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const there = files.filter(([, path]) => existsSync(join(screen.folder, path)));
    const left = options.yes === true && options.approve === undefined ? files.filter(([id]) => id === 'policy' && !there.some((one) => one[0] === id)) : [];
    const missing = files.filter((one) => !there.includes(one) && !left.includes(one));
    const kept = there.map(([, path]) => path);
    const notes = [
      ...kept.map((path) => `${path} is there and stays as it is.`),
      ...left.map(([, path]) => `${path} was left out: it says what Nimbus may do here. nimbus init --dry-run shows it; approve it by its hash.`),
    ];
    if (missing.length === 0) {
      screen.result({ files: [], kept, leftOut: left.map(([, path]) => path) }, () => [...notes, 'There is nothing to write.'].join('\n'));
      return 0;
    }
    const plan = planOf(house, missing, notes);
    if (options.dryRun) return dryRun(house, plan, screen);
    const consent = consentFrom(options, screen);
    const handle = startRun(house, {
      folder: screen.folder,
      goal: plan.goal,
      plan: async () => ({ ok: true, value: plan }),
      // What appeared since is somebody's: it is not written over, whatever was approved.
      consent: async (seen, ...rest) => {
        const appeared = [...seen.previews.values()].flatMap((preview) => preview.files).find((file) => file.action === 'update');
        return appeared === undefined ? consent(seen, ...rest) : failed(changedOnDisk(appeared.path));
      },
      circumstances,
    });
    const driven = await drive(handle, screen);
    if (driven.failure !== undefined && driven.view.steps.every((step) => step.attempts === 0)) return screen.fail(driven.failure);
    const written = driven.view.steps.filter((step) => step.status === 'succeeded').flatMap(({ step }) => missing.find(([id]) => id === step.id)?.[1] ?? []);
    screen.result({ ...runDocument(driven.view), files: written, kept, leftOut: left.map(([, path]) => path) }, () =>
      [endText(driven.view), ...notes].join('\n'),
    );
    return driven.exitCode;
  });

function planOf(house: OpenHouse, missing: readonly (typeof files)[number][], warnings: readonly string[]): Plan {
  const steps = missing.map(([id, path, reason]): DraftStep => ({ id, tool: 'files.write', input: { path, content: initFiles[id] }, reason }));
  const plan = makePlan({ goal: 'A commented .nimbus/ to start from', steps, warnings }, house.tools, house.past());
  if (!plan.ok) throw new FailureError(plan.failure);
  return plan.value;
}
