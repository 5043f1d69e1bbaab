import { stat } from 'node:fs/promises';
import type { RecordedEvent } from '../domain/event.ts';
import type { Workplace } from '../domain/workplace.ts';
import { lookAtFile, notedFiles, type RunFile } from '../session/files.ts';
import { placeOf, planFileIn } from '../tools/terraform/saved/record.ts';

/** A Terraform plan that a step of a run saved. */
export interface RunPlan {
  readonly step: string;
  /** What terraform.apply takes. */
  readonly plan: string;
  /** Absent: it is not kept any more. */
  readonly bytes?: number;
}

/** What a run left: its files against the disk, `filesMax` of them, and the plans it saved. `at` is of the run's folder. */
export async function filesOfRun(
  events: readonly RecordedEvent[],
  at: Workplace,
  filesMax = Number.POSITIVE_INFINITY,
): Promise<{ readonly files: readonly RunFile[]; readonly plans: readonly RunPlan[] }> {
  const files: RunFile[] = [];
  // One after the other: a run may have written thousands.
  for (const noted of notedFiles(events).slice(0, filesMax)) files.push(await lookAtFile(noted, at));
  return { files, plans: await plansOf(events, at) };
}

async function plansOf(events: readonly RecordedEvent[], at: Workplace): Promise<readonly RunPlan[]> {
  const made = events.flatMap(({ event }) => {
    const plan =
      event.type === 'step-ended' && event.status === 'succeeded' ? (event.output as { readonly plan?: unknown } | null | undefined)?.plan : undefined;
    return event.type === 'step-ended' && typeof plan === 'string' && /^tfplan-[0-9a-f]{20}$/.test(plan) ? [{ step: event.id, plan }] : [];
  });
  return Promise.all(
    made.map(async ({ step, plan }) => {
      const found = await stat(planFileIn(await placeOf(plan, at))).catch(() => undefined);
      return { step, plan, ...(found === undefined ? {} : { bytes: found.size }) };
    }),
  );
}
