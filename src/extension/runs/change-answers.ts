import * as vscode from 'vscode';
import { canonicalJson } from '../../base/json.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { notAsked } from '../../domain/failure/plan.ts';
import { pathOf } from '../folders.ts';
import { openQuestionnaire } from '../panels/questionnaire.ts';
import type { Shell } from '../shell.ts';
import { known } from './begin.ts';
import { generationOf } from './where.ts';

/**
 * Back from a plan to its questionnaire. A plan that still waits is given up for it; nothing was written. Where the
 * answers were changed since, the person says which ones to go on with.
 */
export async function changeAnswers(shell: Shell, runId: string): Promise<void> {
  const runtime = await shell.runtime();
  const { row, view } = known(runtime, runId);
  const generation = generationOf(view.plan);
  if (generation === undefined) throw new FailureError(notAsked());
  const target = { folder: row.folder, out: generation.out };
  const newer = runtime.house.sessions.load('terraform', pathOf(target))?.answers;
  const isSame = newer === undefined || canonicalJson(newer) === canonicalJson(generation.answers);
  let answers = newer === undefined ? generation.answers : undefined;
  if (!isSame) {
    const chosen = await vscode.window.showWarningMessage(
      'The answers were changed after this plan was made. Which ones should the questionnaire hold?',
      { modal: true, detail: 'The others are not kept.' },
      'Newer Answers',
      'Those of the Plan',
    );
    if (chosen === undefined) throw new vscode.CancellationError();
    if (chosen === 'Those of the Plan') answers = generation.answers;
  }
  const live = runtime.runs.get(runId);
  if (live?.isAsking) {
    live.cancel();
    await live.ended;
  }
  await openQuestionnaire(shell, target, answers);
}
