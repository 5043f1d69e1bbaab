import type { Question, QuestionGroup, Questionnaire } from '../../domain/question.ts';

/** A questionnaire as data: what `nimbus questions <generator> --json` prints. Fields may be added to it, none is dropped. */
export interface Description {
  readonly nimbus: 1;
  readonly generator: string;
  readonly title: string;
  readonly groups: readonly QuestionGroup[];
}

/** Everything but the code: a stable copy, `default` always there (`null` where a question has none). */
export const describe = ({ generator, title, groups }: Questionnaire): Description => ({
  nimbus: 1,
  generator,
  title,
  groups: groups.map((group) => ({ ...group, questions: group.questions.map(describeQuestion) })),
});

function describeQuestion(question: Question): Question {
  // JSON has no `undefined`, and "no default" is worth saying.
  const plain = { ...question, default: question.default ?? null } as Question;
  return plain.type === 'list' && plain.fields !== undefined ? { ...plain, fields: plain.fields.map(describeQuestion) } : plain;
}
