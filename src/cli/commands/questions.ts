import { questionnaireOf } from '../../generators/catalogue.ts';
import { describe } from '../../generators/questionnaire/describe.ts';
import type { Screen } from '../screen.ts';

export async function questions(generator: string, screen: Screen): Promise<number> {
  const questionnaire = await questionnaireOf(generator);
  if (!questionnaire.ok) return screen.fail(questionnaire.failure);
  const description = describe(questionnaire.value);
  screen.result({ ...description }, () =>
    questionnaire.value.groups
      .map((group) =>
        [
          screen.paint('bold', group.title),
          ...group.questions.map(
            (q) =>
              `  ${q.id.padEnd(30)} ${q.type.padEnd(12)} ${q.label}${q.default === undefined ? '' : screen.paint('dim', `  [${typeof q.default === 'object' ? JSON.stringify(q.default) : String(q.default)}]`)}${q.required ? '  (needed)' : ''}`,
          ),
        ].join('\n'),
      )
      .join('\n\n'),
  );
  return 0;
}
