import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { questionnaireOf } from '../../generators/catalogue.ts';
import { readyPlanner } from '../../host/ready-planner.ts';
import { allSpecs } from '../../host/specs.ts';
import type { PlanAnswer } from '../../planner/offline/answer.ts';
import type { PlanContext } from '../../planner/offline/context.ts';
import { planRequest } from '../../planner/offline/plan-request.ts';
import { foldersOpen, onlyFolder, targetFrom } from '../folders.ts';
import { thingOf } from '../infrastructure/branch.ts';
import type { Line } from '../infrastructure/view.ts';
import { clean } from '../report.ts';
import type { Shell } from '../shell.ts';
import { withAnswers } from './ask-plan.ts';
import { runDraft } from './begin.ts';
import { contextAt } from './context.ts';

/**
 * A request in plain words → a plan in a run panel, waiting for the person. What is missing is asked for; what only another
 * request can say, and a refusal, come with the request still there to be changed. Runs nothing. `line`: what it is asked for at, and so is about.
 */
export async function createPlan(shell: Shell, given: unknown, line?: Partial<Line>): Promise<void> {
  const selected = given === undefined ? shell.lineInView() : line;
  const { folder, out } = await targetFrom(given ?? (foldersOpen() > 1 ? line?.folder?.uri : undefined) ?? onlyFolder(), 'Plan in…', () => '.');
  const thing = selected?.branch === undefined || selected.folder?.uri.fsPath !== folder ? undefined : thingOf(selected.branch);
  const context = { ...(await contextOf(shell, folder, out)), ...(thing === undefined ? {} : { selected: { ...thing, isMeant: line !== undefined } }) };
  const terraform = await questionnaireOf('terraform');
  const questionnaires = new Map(terraform.ok ? [['generate.terraform', terraform.value] as const] : []);
  readyPlanner();
  let request: string | undefined = '';
  let prompt = thing === undefined ? whatToSay : `“It” is ${clean.text(selected?.branch?.label ?? '')}. ${whatToSay}`;
  for (;;) {
    request = await vscode.window.showInputBox({
      title: line === undefined ? 'Plan in Plain Words' : `Plan in Plain Words: ${clean.text(line.branch?.label ?? '')}`,
      prompt,
      value: request,
      valueSelection: [request.length, request.length],
      placeHolder: line === undefined ? 'run terraform plan in infra, then apply it' : 'show it',
      ignoreFocusOut: true,
    });
    if (request === undefined) throw new vscode.CancellationError();
    const said = request;
    const answer = await withAnswers((answers) => planRequest(said, context, allSpecs(), questionnaires, answers));
    const lacks = lacking(answer);
    if (lacks === undefined) return runDraft(shell, folder, { goal: answer.goal, steps: answer.steps, warnings: answer.warnings });
    prompt = lacks;
  }
}

const whatToSay = 'Say in plain words what you want. A plan is made from it; nothing is changed before you approve.';

/** What keeps an answer from being a plan, as the prompt of the next try. */
function lacking({ refused, questions, steps, warnings }: PlanAnswer): string | undefined {
  if (refused !== undefined) return refused.reason;
  const [first] = questions;
  if (first !== undefined) return `${first.label} ${first.why}${questions.length > 1 ? ` (and ${questions.length - 1} more)` : ''} Say it again with that.`;
  const unrunnable = warnings.find((warning) => warning.includes('can be planned but not run yet'));
  return unrunnable ?? (steps.length === 0 ? 'Nothing in that is something to do. Say what is to be done.' : undefined);
}

async function contextOf(shell: Shell, folder: string, out: string): Promise<PlanContext> {
  const editor = vscode.window.activeTextEditor;
  const file = editor?.document.uri.scheme === 'file' ? relative(folder, editor.document.uri.fsPath).split(sep).join('/') : undefined;
  const selection = editor === undefined || editor.selection.isEmpty ? undefined : editor.document.getText(editor.selection).slice(0, 4000);
  // Begun at a folder, it is about that one, whatever is open.
  const begunAt = out === '.' ? undefined : out;
  const openFile = begunAt !== undefined || file === undefined || file.startsWith('..') ? undefined : file;
  const { house } = await shell.runtime();
  return contextAt(house, folder, { folder: begunAt, openFile, selection });
}
