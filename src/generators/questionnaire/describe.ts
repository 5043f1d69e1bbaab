import type { Answer, Question, QuestionGroup, Questionnaire } from '../../domain/question.ts';

/** A questionnaire as data: what `nimbus questions <generator> --json` prints. Fields may be added to it, none is dropped. */
export interface Description {
  readonly nimbus: 1;
  readonly generator: string;
  readonly title: string;
  readonly groups: readonly (Omit<QuestionGroup, 'questions'> & { readonly questions: readonly Described[] })[];
}

/** A question with its default spelled out: `null` where there is none, which JSON could not say otherwise. The rest is as in `Question`. */
export interface Described {
  readonly id: string;
  readonly type: Question['type'];
  readonly label: string;
  readonly help: string;
  readonly default: Answer | null;
  readonly fields?: readonly Described[];
  readonly [more: string]: unknown;
}

/** Everything but the code. */
export const describe = ({ generator, title, groups }: Questionnaire): Description => ({
  nimbus: 1,
  generator,
  title,
  groups: groups.map((group) => ({ ...group, questions: group.questions.map(describeQuestion) })),
});

function describeQuestion(question: Question): Described {
  const described = { ...question, default: question.default ?? null };
  return question.type === 'list' && question.fields !== undefined
    ? { ...described, fields: question.fields.map(describeQuestion) }
    : { ...described, fields: undefined };
}
