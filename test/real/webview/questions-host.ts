import type { Answer, Answers, Question, Questionnaire } from '../../../src/domain/question.ts';
import { checkAll } from '../../../src/generators/questionnaire/check.ts';
import { offered } from '../../../src/generators/questionnaire/condition.ts';
import { asked, resolve } from '../../../src/generators/questionnaire/resolve.ts';
import { type Page, readFromQuestionnaire, type ToQuestionnaire } from '../../../src/protocol/questionnaire.ts';
import type { FakeHost } from './harness.ts';

/** The host side in memory: the real rules about answers, no files and no VS Code. */
export interface QuestionsHost {
  readonly host: FakeHost;
  readonly answers: () => Answers;
  /** Types of the messages that are not about an answer, in order. */
  readonly heard: string[];
}

export function questionsHost(questionnaire: Questionnaire, start: Answers = {}): QuestionsHost {
  let answers: Answers = start;
  let group: string | undefined;
  const heard: string[] = [];
  const { check: _, ...data } = questionnaire;

  const host: FakeHost = (message, post) => {
    const read = readFromQuestionnaire(message);
    if (!read.ok) throw new Error(`the view sent what the host can't read: ${read.problem}`);
    const say = (answer: ToQuestionnaire): void => post(answer);
    const got = read.message;
    if (got.type === 'ready')
      say({
        type: 'show',
        protocol: 1,
        questionnaire: data,
        folder: 'infra/',
        group,
        page: pageOf(questionnaire, answers, 0),
        summary: { state: 'ready', files: 14, resources: 46, findings: 0, notes: ['A NAT gateway costs by the hour, used or not.'] },
        saved: { type: 'saved', at: Date.now() },
      });
    else if (got.type === 'answered' || got.type === 'reset') {
      answers = got.type === 'answered' ? { ...answers, [got.id]: got.value as Answer } : without(answers, got.id);
      say({ type: 'page', page: pageOf(questionnaire, answers, got.edit) });
      say({ type: 'saved', at: Date.now() });
    } else {
      if (got.type === 'goTo') group = got.group;
      heard.push(got.type === 'goTo' ? `goTo ${got.group}` : got.type);
    }
  };
  return { host, answers: () => answers, heard };
}

const without = (answers: Answers, id: string | undefined): Answers =>
  id === undefined ? {} : Object.fromEntries(Object.entries(answers).filter(([key]) => key !== id));

function pageOf(questionnaire: Questionnaire, answers: Answers, edit: number): Page {
  const values = resolve(questionnaire, answers).answers;
  const questions: readonly Question[] = asked(questionnaire, answers).flatMap((g) => g.questions);
  return {
    edit,
    asked: questions.map((q) => q.id),
    values,
    answered: questions.map((q) => q.id).filter((id) => Object.hasOwn(answers, id)),
    offered: Object.fromEntries(
      questions.flatMap((q) => (q.type === 'choice' || q.type === 'multi-choice' ? [[q.id, offered(q, values).map((o) => o.value)]] : [])),
    ),
    problems: checkAll(questionnaire, answers),
  };
}
