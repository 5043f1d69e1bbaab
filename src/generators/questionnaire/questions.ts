import { nearest } from '../../base/nearest.ts';
import type { Question, Questionnaire } from '../../domain/question.ts';

/** Every question by id, asked or not. */
export const questionsById = (questionnaire: Questionnaire): ReadonlyMap<string, Question> =>
  new Map(questionnaire.groups.flatMap(({ questions }) => questions.map((question) => [question.id, question])));

/** Says that there is no such question, and which one was most likely meant. */
export function unknownQuestion(id: string, questionnaire: Questionnaire): string {
  const ids = [...questionsById(questionnaire).keys()];
  const meant = ids.find((known) => known.endsWith(`.${id}`)) ?? nearest(id, ids) ?? sameName(id, ids);
  return meant === undefined
    ? `no question is called that: \`nimbus questions ${questionnaire.generator}\` lists them`
    : `no question is called that; the nearest is ${meant}`;
}

/** The right name in the wrong group, or a near one in the right group. */
function sameName(id: string, ids: readonly string[]): string | undefined {
  const name = id.slice(id.lastIndexOf('.') + 1);
  const names = new Map(ids.toReversed().map((known) => [known.slice(known.indexOf('.') + 1), known]));
  const found = nearest(name, names.keys());
  return found === undefined ? undefined : names.get(found);
}
