import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { FailureError } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { needsApproval, wrongHash } from '../../domain/failure/plan.ts';
import { badUsage, runUnknown } from '../../domain/failure/run.ts';
import type { Plan } from '../../domain/plan.ts';
import type { OpenHouse } from '../../host/house.ts';
import { readPlan } from '../../planner/file.ts';
import { hashSteps, makePlan } from '../../planner/make.ts';
import { adviceOn } from '../../planner/optimise.ts';
import { isInPart, leftSentences, notLeft, proofWords, unchecked } from '../../protocol/run-words.ts';
import { reviewPlan } from '../../safety/review.ts';
import { previewPlan } from '../../session/preview.ts';
import { readyToResume } from '../../session/resume.ts';
import { resumeRun, startRun } from '../../session/start.ts';
import { consentFrom, savePlan } from '../consent.ts';
import { type Driven, drive } from '../drive.ts';
import { withHouse } from '../house.ts';
import { planText } from '../plan-text.ts';
import type { Screen } from '../screen.ts';

export interface RunOptions {
  readonly approve?: string;
  readonly resume?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** On the command line the person who types is trusted with the folder they type in. */
export const circumstances = { trusted: true, mode: 'act' } as const;

export const runFile = (file: string | undefined, options: RunOptions, screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    if (options.resume !== undefined) return finish(await resume(house, options.resume, options, screen), screen);
    if (file === undefined) return screen.fail(badUsage('There is neither a plan file nor a run to take up.', 'nimbus run FILE, or nimbus run --resume RUN.'));
    const plan = await planFromFile(house, file, screen);
    return runPlan(house, plan, options, screen);
  });

/** Previews a plan, or runs it, and tells the result. */
export async function runPlan(house: OpenHouse, plan: Plan, options: RunOptions, screen: Screen): Promise<number> {
  if (options.dryRun) return dryRun(house, plan, screen);
  const handle = startRun(house, {
    folder: screen.folder,
    goal: plan.goal,
    plan: async () => ({ ok: true, value: plan }),
    consent: consentFrom(options, screen),
    approved: options.approve,
    circumstances,
  });
  return finish(await drive(handle, screen), screen);
}

export async function planFromFile(house: OpenHouse, file: string, screen: Screen): Promise<Plan> {
  const path = isAbsolute(file) ? file : join(screen.folder, file);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new FailureError(error.code === 'ENOENT' ? notFound(file) : { ...notFound(file), message: `${file} can't be read (${error.code}).` });
  });
  const draft = readPlan(text, file);
  if (!draft.ok) throw new FailureError(draft.failure);
  const plan = makePlan(draft.value, house.tools, house.past());
  if (!plan.ok) throw new FailureError(plan.failure);
  return { ...plan.value, warnings: [...plan.value.warnings, ...adviceOn(draft.value, house.tools)] };
}

export async function dryRun(house: OpenHouse, plan: Plan, screen: Screen): Promise<number> {
  const seen = await previewPlan(
    plan,
    new Map(),
    house,
    house.workplace(screen.folder, screen.stop, () => {}),
  );
  if (!seen.ok) return screen.fail(seen.failure);
  const steps = seen.value.plan.steps.map((step) => {
    const preview = seen.value.previews.get(step.id);
    return {
      ...step,
      preview: preview && {
        summary: preview.summary,
        warnings: preview.warnings,
        undo: preview.undo,
        files: preview.files.map(({ path, action, added, removed }) => ({ path, action, added, removed })),
      },
    };
  });
  screen.result(
    { dryRun: true, goal: plan.goal, hash: seen.value.plan.hash, steps, warnings: plan.warnings },
    () => `${planText(seen.value.plan, seen.value.previews, new Map())}\n\nNothing was run.`,
  );
  return 0;
}

async function resume(house: OpenHouse, runId: string, options: RunOptions, screen: Screen): Promise<Driven> {
  const row = house.journal.run(runId);
  if (row === undefined) throw new FailureError(runUnknown(runId, undefined));
  const before = house.journal.events(runId);
  const ready = await readyToResume(house, row, before);
  if (!ready.ok) throw new FailureError(ready.failure);
  const { standing, finished } = ready.value;
  if (!screen.interactive) await mustBeApproved(house, runId, row.folder, standing.plan, finished, options, screen.stop);
  const handle = resumeRun(house, runId, {
    folder: row.folder,
    goal: row.goal,
    consent: consentFrom(options, screen),
    approved: options.approve,
    circumstances,
    standing,
    finished,
  });
  return drive(handle, screen, before);
}

/**
 * With nobody to ask, the yes is looked for before the run is taken up: a run that was taken up and refused has ended, and
 * could not be resumed with the right hash.
 */
async function mustBeApproved(
  house: OpenHouse,
  runId: string,
  folder: string,
  plan: Plan,
  finished: ReadonlyMap<string, unknown>,
  { approve }: RunOptions,
  stop: AbortSignal,
): Promise<void> {
  const at = house.workplace(folder, stop, () => {});
  const seen = await previewPlan({ ...plan, hash: hashSteps(plan.steps) }, finished, house, at);
  if (!seen.ok) throw new FailureError(seen.failure);
  const { hash } = seen.value.plan;
  if (approve !== undefined && approve !== hash) throw new FailureError(wrongHash(approve, hash));
  const decisions = reviewPlan(seen.value, new Set(finished.keys()), await house.circumstances(at, circumstances));
  const asks = [...decisions.values()].some((decision) => decision.kind === 'confirm');
  if (!asks || approve !== undefined) return;
  const path = await savePlan(seen.value.plan);
  throw new FailureError({ ...needsApproval(path, hash), fix: `Read it, then: nimbus run --resume ${runId} --approve ${hash}` });
}

/** The result of a run, in the promised shape, and its exit code. */
export function finish({ view, failure, exitCode }: Driven, screen: Screen, how = { isRollback: false }): number {
  if (failure !== undefined && (view.plan === undefined || view.outcome === 'refused')) return screen.fail(failure);
  screen.result(runDocument(view), () => endText(view, how));
  return exitCode;
}

export function runDocument(view: Driven['view']): Record<string, unknown> {
  const undos = view.steps.flatMap((s) => (s.undo !== 'nothing-changed' && 'steps' in s.undo ? s.undo.steps : []));
  const impossible = view.steps.flatMap((s) => (s.undo !== 'nothing-changed' && 'impossible' in s.undo ? [`${s.step.id}: ${s.undo.impossible}`] : []));
  return {
    runId: view.runId,
    goal: view.goal,
    hash: view.plan?.hash,
    status: view.outcome ?? (view.phase === 'paused' ? 'paused' : 'interrupted'),
    steps: view.steps.map((s) => ({
      id: s.step.id,
      tool: s.step.tool,
      status: s.status,
      attempts: s.attempts,
      durationMs: s.durationMs ?? 0,
      summary: s.summary,
      ...(s.failure ? { failure: s.failure } : {}),
    })),
    verdict: verdictOf(view),
    ...(view.left === undefined ? {} : { left: view.left }),
    undo: { possible: undos.length > 0 && impossible.length === 0, steps: undos, impossible },
    ...(view.failure ? { failure: view.failure } : {}),
  };
}

/** `met`: nothing was found amiss; `checked`: and everything that was done has been looked at again. */
export const verdictOf = ({ outcome, missing, unverified, left }: Driven['view']): Record<string, unknown> => ({
  met: outcome === 'succeeded' && left === undefined,
  checked: outcome === 'succeeded' && left === undefined && unverified.length === 0,
  missing,
  unverified,
});

/** What it was about. A tool that was called by itself says so in its own words. */
function about({ goal, outcome, steps }: Driven['view']): string {
  const [only, ...others] = steps;
  if (only === undefined || others.length > 0 || goal !== callOf(only.step.tool)) return goal;
  const words = outcome === 'succeeded' ? only.summary : (only.preview?.summary ?? '');
  return words === '' ? goal : words;
}

/** The goal of a plan that is one tool, called by itself. */
export const callOf = (tool: string): string => `Call ${tool}`;

export function endText(view: Driven['view'], how = { isRollback: false }): string {
  const words = { succeeded: 'Done', failed: 'Failed', refused: 'Refused', cancelled: 'Cancelled' } as const;
  const ended = view.outcome === undefined ? (view.phase === 'paused' ? 'Waits for an approval' : 'Interrupted') : words[view.outcome];
  const lines = [`${isInPart(view) ? 'Rolled back in part' : `${ended}${unchecked(view)}`}: ${about(view)}`];
  if (view.failure !== undefined) lines.push(`  ${view.failure.message}`, `  ${view.failure.fix}`);
  for (const missing of notLeft(view, 'missing')) lines.push(`  not met: ${missing}`);
  for (const left of leftSentences(view)) lines.push(`  ${left}`);
  for (const unverified of view.unverified) lines.push(`  not checked: ${unverified}`);
  const proof = proofWords(view, how);
  if (proof !== undefined) lines.push(`  ${proof}`);
  const canUndo = view.steps.some((s) => s.undo !== 'nothing-changed' && 'steps' in s.undo);
  if (canUndo) lines.push(`  to take it back: nimbus runs rollback ${view.runId}`);
  return lines.join('\n');
}
