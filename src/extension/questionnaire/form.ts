import type { Problem } from '../../domain/failure/failure.ts';
import type { Answer, Answers, Questionnaire } from '../../domain/question.ts';
import { checkAll } from '../../generators/questionnaire/check.ts';
import { offered } from '../../generators/questionnaire/condition.ts';
import { questionsById } from '../../generators/questionnaire/questions.ts';
import { asked, resolve } from '../../generators/questionnaire/resolve.ts';
import type { Page } from '../../protocol/questionnaire.ts';

/** A questionnaire somebody is filling: their own answers and nothing else; all the rest is worked out from them. */
export class Form {
  readonly questionnaire: Questionnaire;
  #answers: Answers;
  #edit = 0;

  constructor(questionnaire: Questionnaire, answers: Answers) {
    this.questionnaire = questionnaire;
    this.#answers = this.#known(answers);
  }

  /** The person's own, those to questions that are not asked now included. */
  get answers(): Answers {
    return this.#answers;
  }

  /** With every default that holds. */
  get filled(): Answers {
    return resolve(this.questionnaire, this.#answers).answers;
  }

  get problems(): readonly Problem[] {
    return checkAll(this.questionnaire, this.#answers);
  }

  /** An edit of the view's. An id no question has is left out. */
  answer(id: string, value: Answer, edit: number): void {
    this.#edit = edit;
    this.#answers = this.#known({ ...this.#answers, [id]: value });
  }

  /** Back to the default: one question, or all. */
  reset(id: string | undefined, edit: number): void {
    this.#edit = edit;
    const { [id ?? '']: _gone, ...rest } = this.#answers;
    this.#answers = id === undefined ? {} : rest;
  }

  /** An edit that is not to be made: it counts as seen. */
  pass(edit: number): void {
    this.#edit = edit;
  }

  replace(answers: Answers): void {
    this.#answers = this.#known(answers);
  }

  /** A page that was loaded anew counts its edits from 1. */
  startOver(): void {
    this.#edit = 0;
  }

  page(): Page {
    const { answers: values } = resolve(this.questionnaire, this.#answers);
    const questions = asked(this.questionnaire, this.#answers).flatMap((group) => group.questions);
    return {
      edit: this.#edit,
      asked: questions.map(({ id }) => id),
      values,
      answered: questions.map(({ id }) => id).filter((id) => Object.hasOwn(this.#answers, id)),
      offered: Object.fromEntries(
        questions.flatMap((question) => {
          if (question.type !== 'choice' && question.type !== 'multi-choice') return [];
          const now = offered(question, values);
          return now.length === question.options.length ? [] : [[question.id, now.map(({ value }) => value)]];
        }),
      ),
      problems: this.problems,
    };
  }

  #known(answers: Answers): Answers {
    const questions = questionsById(this.questionnaire);
    return Object.fromEntries(Object.entries(answers).filter(([id]) => questions.has(id)));
  }
}
