import { z } from 'zod';
import { FailureError } from '../../domain/failure/failure.ts';
import { runUnknown } from '../../domain/failure/run.ts';
import type { Shell } from '../shell.ts';

/** What a step of a run gave, as a table: as it was then. */
export async function showStepTable(shell: Shell, runId: string, stepId: string): Promise<void> {
  const looked = (await shell.runtime()).look(runId);
  const found = looked?.view.steps.find(({ step }) => step.id === stepId);
  if (looked === undefined || found === undefined) throw new FailureError(runUnknown(runId, undefined));
  const { tool, input } = found.step;
  const { openTable } = await import('../panels/table.ts');
  await openTable(shell, { folder: looked.row.folder, tool, input: z.record(z.string(), z.unknown()).safeParse(input).data ?? {}, run: { runId, stepId } });
}
