import { nearest } from '../../base/nearest.ts';
import { count } from '../../base/say.ts';
import type { Problem } from '../../domain/failure/failure.ts';
import type { Question, Questionnaire } from '../../domain/question.ts';

/** Every question by id, asked or not. */
export const questionsById = (questionnaire: Questionnaire): ReadonlyMap<string, Question> =>
  new Map(questionnaire.groups.flatMap(({ questions }) => questions.map((question) => [question.id, question])));

/** A file full of other things is said to be one, not gone through name by name. */
const unknownMax = 50;
/** Nobody mistypes more than this; comparing it with every id would take long. */
const lengthMax = 64;

/** A problem for each id that no question has; past `unknownMax` one for all the others. */
export function unknownQuestions(ids: readonly string[], questionnaire: Questionnaire): readonly Problem[] {
  const shown = ids.slice(0, unknownMax).map((id) => ({ path: id.slice(0, lengthMax), message: unknownQuestion(id, questionnaire) }));
  const others = ids.length - shown.length;
  return others === 0 ? shown : [...shown, { path: '', message: `${count(others, 'more name')} that no question has: this may be another kind of file` }];
}

/** Says that there is no such question, and which one was most likely meant. */
function unknownQuestion(id: string, questionnaire: Questionnaire): string {
  const ids = [...questionsById(questionnaire).keys()];
  const meant = id.length > lengthMax ? undefined : (ids.find((known) => known.endsWith(`.${id}`)) ?? nearest(id, ids) ?? sameName(id, ids));
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
