import { z } from 'zod';
import type { RecordedEvent } from '../../domain/event.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { previewGone } from '../../domain/failure/workspace.ts';
import type { FileChange, Undo } from '../../domain/tool.ts';
import type { StepView } from '../../protocol/run-fold.ts';
import { contentOf } from '../../session/files.ts';
import type { Runs } from '../runs/look.ts';

/** A file as it was and as it would be, or became. `undefined`: there is no such file, or it is not text. */
export type Sides = Pick<FileChange, 'before' | 'after'>;

/**
 * The two sides of a file in a step's preview: as it was previewed while the run lives; out of the store for one that
 * ran; worked out anew for one that never began.
 */
export async function sidesOf(runs: Runs, runId: string, stepId: string, path: string): Promise<Outcome<Sides>> {
  const previewed = runs.runs
    .get(runId)
    ?.previews.get(stepId)
    ?.files.find((file) => file.path === path);
  if (previewed !== undefined) return ok(previewed);
  const looked = runs.look(runId);
  const step = looked?.view.steps.find((s) => s.step.id === stepId);
  if (looked === undefined || step === undefined) return failed(previewGone(path));
  return step.attempts > 0 ? kept(runs, looked.row.folder, step, path) : again(runs, looked.row.folder, step, path);
}

const restoreInput = z.object({ files: z.array(z.object({ path: z.string(), to: z.nullable(z.string()), expect: z.nullable(z.string()) })) });

/** What a step's undo would put back, and what the step left: by their hashes, in the store or still on disk. */
async function kept({ house }: Runs, folder: string, { undo }: StepView, path: string): Promise<Outcome<Sides>> {
  const file = stepsOf(undo)
    .flatMap(({ input }) => restoreInput.safeParse(input).data?.files ?? [])
    .find((f) => f.path === path);
  if (file === undefined) return failed(previewGone(path));
  const at = house.workplace(folder, new AbortController().signal, () => {});
  const text = async (hash: string | null): Promise<string | undefined> => {
    const content = hash === null ? undefined : await contentOf({ path }, hash, at);
    return content && new TextDecoder().decode(content);
  };
  const [before, after] = [await text(file.to), await text(file.expect)];
  // An edit since is not what the step left.
  const isLost = (file.to !== null && before === undefined) || (file.expect !== null && after === undefined);
  return isLost ? failed(previewGone(path)) : ok({ before, after });
}

async function again({ house }: Runs, folder: string, { step }: StepView, path: string): Promise<Outcome<Sides>> {
  const tool = house.tools.get(step.tool);
  const preview = await tool?.preview?.(
    tool.input.parse(step.input),
    house.workplace(folder, new AbortController().signal, () => {}),
  );
  if (preview?.ok === false) return preview;
  const file = preview?.value.files.find((f) => f.path === path);
  return file === undefined ? failed(previewGone(path)) : ok(file);
}

const stepsOf = (undo: Undo) => (undo !== 'nothing-changed' && 'steps' in undo ? undo.steps : []);

/** All of a step's output that is known: every line while its run lives, what the journal kept after that. */
export function outputOf(runs: Runs, runId: string, stepId: string): string {
  const looked = runs.look(runId);
  const step = looked?.view.steps.find((s) => s.step.id === stepId);
  if (looked === undefined || step === undefined) return 'This run is not in the journal any more.\n';
  const lines = linesOf(looked.events, stepId);
  return [
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    ...(step.summary ? [step.summary] : []),
    ...(step.failure ? [`${step.failure.message} ${step.failure.fix}`, ...(step.failure.details ? ['', step.failure.details] : [])] : []),
    ...(step.result === undefined ? [] : ['', JSON.stringify(step.result, null, 2)]),
    '',
  ].join('\n');
}

const linesOf = (events: readonly RecordedEvent[], stepId: string): readonly string[] =>
  events.flatMap(({ event }) => (event.type === 'step-progressed' && event.id === stepId ? [event.line] : []));
