import * as vscode from 'vscode';
import { allSpecs } from '../../host/specs.ts';
import { type Answers, type PlanAnswer, type PlanQuestion, yes } from '../../planner/offline/answer.ts';
import { clean } from '../report.ts';

/**
 * Asks the questions of a plan one after the other, as far as they can be answered by themselves. What it resolves with may
 * still have questions: ones that need another request, or the one the person went back from.
 */
export async function withAnswers(plan: (answers: Answers) => PlanAnswer): Promise<PlanAnswer> {
  const answers = new Map<string, string>();
  for (;;) {
    const answer = plan(answers);
    const [question] = answer.questions;
    if (answer.refused !== undefined || question?.answer === undefined) return answer;
    const said = await ask(question, question.answer, answers.get(question.id));
    if (said === undefined) return answer;
    answers.set(question.id, said);
  }
}

/** `undefined`: the person went back to the request. */
function ask(question: PlanQuestion, form: NonNullable<PlanQuestion['answer']>, before: string | undefined): Promise<string | undefined> {
  if ('choices' in form) return choose(question, form.choices);
  if (form.type === 'boolean') return choose(question, ['true', 'false']);
  return Promise.resolve(
    vscode.window.showInputBox({
      title: clean.text(question.label),
      prompt: `${clean.text(question.why)}${form.type === 'array' ? ' Several with commas between.' : ''}`,
      value: before ?? '',
      ignoreFocusOut: true,
      validateInput: (text) =>
        text.trim() === ''
          ? 'Say which, or press Escape to change the request.'
          : form.type === 'number' && !/^-?\d+(\.\d+)?$/.test(text.trim())
            ? 'A number.'
            : undefined,
    }),
  );
}

async function choose({ label, why }: PlanQuestion, choices: readonly string[]): Promise<string | undefined> {
  const items: (vscode.QuickPickItem & { readonly value: string | undefined })[] = choices.map((value) => ({
    label: words[value] ?? value,
    detail: allSpecs().get(value)?.summary ?? '',
    value,
  }));
  items.push({ label: '$(arrow-left) Say It Differently…', detail: '', value: undefined });
  const chosen = await vscode.window.showQuickPick(items, { title: clean.text(label), placeHolder: clean.text(why), ignoreFocusOut: true });
  return chosen?.value;
}

const words: Readonly<Record<string, string>> = { [yes]: 'Yes', true: 'Yes', false: 'No' };
