import * as vscode from 'vscode';
import { type Failure, FailureError } from '../../domain/failure/failure.ts';
import { runUnknown } from '../../domain/failure/run.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Answers } from '../../domain/question.ts';
import { resolve } from '../../generators/questionnaire/resolve.ts';
import { describeAnswers } from '../../generators/terraform/describe.ts';
import { terraformQuestionnaire } from '../../generators/terraform/questionnaire.ts';
import type { DraftPlan } from '../../planner/draft.ts';
import { draftGenerate } from '../../planner/generate.ts';
import { makePlan } from '../../planner/make.ts';
import { readyToResume } from '../../session/resume.ts';
import { rollbackPlan } from '../../session/rollback.ts';
import type { RunRequest } from '../../session/start.ts';
import { type Target, targetFrom } from '../folders.ts';
import { openRun, showRun } from '../panels/run.ts';
import { report } from '../report.ts';
import type { Runtime } from '../runtime.ts';
import type { Shell } from '../shell.ts';
import { giveUp } from './give-up.ts';
import type { LiveRun } from './live-run.ts';
import type { Looked } from './look.ts';
import { tellOf } from './tell.ts';
import { folderWords, generationOf } from './where.ts';

/** Answers → a plan in a run panel, waiting for the person. A plan of the same folder that still waits makes way for it. */
export async function generate(shell: Shell, { folder, out }: Target, answers: Answers): Promise<void> {
  const runtime = await shell.runtime();
  const withPlan = vscode.workspace.getConfiguration('nimbus', vscode.Uri.file(folder)).get<boolean>('generate.withPlan', false);
  const what = describeAnswers(resolve(terraformQuestionnaire, answers).answers);
  const plan = planFrom(runtime, draftGenerate({ generator: 'terraform', answers, out, what, withPlan }));
  const before = runtime.runs.all().find((run) => run.isAsking && run.view.folder === folder && generationOf(run.view.plan)?.out === out);
  before?.cancel();
  await before?.ended;
  await launch(shell, (r) => r.runs.start(request(folder, plan)), before?.id);
}

/** Best practices over a folder: a run of one step that only reads. */
export async function scanFolder(shell: Shell, given: unknown): Promise<void> {
  const { folder, out } = await targetFrom(given, 'Check best practices in…', () => '.');
  const runtime = await shell.runtime();
  const plan = planFrom(runtime, {
    goal: `Best practices in ${folderWords(out, folder, 1)}`,
    steps: [{ id: 'practices', tool: 'rules.scan', input: { path: out }, reason: 'Looks at every file there; changes nothing.' }],
  });
  await launch(shell, (r) => r.runs.start(request(folder, plan)));
}

/** A plan that was written elsewhere (a file, a command) in a run panel, waiting for the person where it does more than look. */
export async function runDraft(shell: Shell, folder: string, draft: DraftPlan): Promise<void> {
  const plan = planFrom(await shell.runtime(), draft);
  await launch(shell, (r) => r.runs.start(request(folder, plan)));
}

/** The plan that takes a run back, in a run panel, waiting for the person. */
export async function rollBack(shell: Shell, runId: string): Promise<void> {
  const runtime = await shell.runtime();
  const { row, events } = known(runtime, runId);
  const plan = rollbackPlan(runId, row.goal, events, runtime.house.tools, runtime.house.past());
  if (!plan.ok) throw new FailureError(plan.failure);
  await launch(shell, (r) => r.runs.start({ ...request(row.folder, plan.value), rollbackOf: runId }), runId);
}

/** Takes up a run that was cut off: what is left of it is looked at and asked about anew. One that never began is planned again. */
export async function resume(shell: Shell, runId: string): Promise<void> {
  const runtime = await shell.runtime();
  const { row, events, view } = known(runtime, runId);
  if (row.status === 'interrupted' && view.plan !== undefined && view.runningSince === undefined) return planAgain(shell, runId);
  const ready = await readyToResume(runtime.house, row, events);
  if (!ready.ok) throw new FailureError(ready.failure);
  const { goal, folder } = row;
  await launch(shell, (r) => r.runs.resume(runId, { goal, folder, circumstances: circumstances(), ...ready.value }), runId);
}

/** The same steps as a new run, in the panel of the old one: for a plan that was never begun, or that failed. */
export async function planAgain(shell: Shell, runId: string): Promise<void> {
  const runtime = await shell.runtime();
  const { row, view } = known(runtime, runId);
  // Cut off while it was being planned: there is nothing to do again.
  if (view.plan === undefined) throw new FailureError(runUnknown(runId, undefined));
  const plan = planFrom(runtime, view.plan);
  await giveUp(runtime.house, runId);
  const rollbackOf = row.rollbackOf === undefined ? {} : { rollbackOf: row.rollbackOf };
  await launch(shell, (r) => r.runs.start({ ...request(row.folder, plan), ...rollbackOf }), runId);
}

/** A run by its id, or the failure that says there is none. */
export function known(runtime: Runtime, runId: string): Looked {
  const looked = runtime.look(runId);
  if (looked === undefined) throw new FailureError(runUnknown(runId, undefined));
  return looked;
}

/** Starts a run and shows it; `replaces`: in the panel of that run, where it has one. */
async function launch(shell: Shell, begin: (runtime: Runtime) => LiveRun, replaces?: string): Promise<void> {
  const runtime = await shell.runtime();
  let run: LiveRun;
  try {
    run = begin(runtime);
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'run/folder-busy') return busy(shell, error.failure, runtime);
    throw error;
  }
  // Shown first, so that what the panel says is not said by a notification too.
  await showRun(shell, run.id, replaces);
  tellOf(shell, run);
}

const doing = { planning: 'is being planned', waiting: 'waits for its approval' } as const;

/** Another run holds the folder: says so, with the way to it. */
function busy(shell: Shell, failure: Failure, { house, runs }: Runtime): void {
  const holder = house.journal.runs({ limit: 50 }).find(({ id }) => failure.message.includes(id));
  if (holder === undefined) throw new FailureError(failure);
  const message = `“${holder.goal}” ${doing[holder.status as keyof typeof doing] ?? 'is running'} in this folder, and two at once would get in each other’s way. Nothing was started.`;
  report(shell, 'start a run', new FailureError({ ...failure, message, fix: 'Finish that one first, or cancel it.' }), [
    { label: 'Show', do: () => openRun(shell, holder.id) },
    { label: 'Cancel It', do: () => runs.get(holder.id)?.cancel() ?? house.journal.requestCancel(holder.id) },
  ]);
}

const circumstances = () => ({ trusted: vscode.workspace.isTrusted, mode: 'act' }) as const;

const request = (folder: string, plan: Plan): Omit<RunRequest, 'consent'> => ({
  folder,
  goal: plan.goal,
  plan: async () => ({ ok: true, value: plan }),
  circumstances: circumstances(),
});

function planFrom(runtime: Runtime, draft: DraftPlan): Plan {
  const plan = makePlan(draft, runtime.house.tools, runtime.house.past());
  if (!plan.ok) throw new FailureError(plan.failure);
  return plan.value;
}
