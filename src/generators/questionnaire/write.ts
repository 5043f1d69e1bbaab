import { Document, type YAMLMap } from 'yaml';
import type { Answer, Answers, Questionnaire } from '../../domain/question.ts';
import type { AnswerFormat } from './read.ts';
import { answersVersion } from './take.ts';

/**
 * Answers as a file that `readAnswers` reads back the same: grouped, in the order of the questions, each with its label
 * as a comment in YAML. Writes what it is given and nothing else; give it `resolve(…).answers` for a file with every
 * default in it. Heavy, as `read.ts` is.
 */
export function writeAnswers(questionnaire: Questionnaire, answers: Answers, format: AnswerFormat): string {
  const groups = grouped(questionnaire, answers);
  const file = {
    nimbus: answersVersion,
    generator: questionnaire.generator,
    answers: Object.fromEntries(groups.map(({ id, entries }) => [id, Object.fromEntries(entries.map(({ name, value }) => [name, value]))])),
  };
  if (format === 'json') return `${JSON.stringify(file, null, 2)}\n`;

  const document = new Document(file);
  for (const { id, title, entries } of groups) {
    comment(document, ['answers'], id, ` ${title}`);
    for (const { name, label } of entries) comment(document, ['answers', id], name, ` ${label}`);
  }
  return document.toString({ lineWidth: 0, aliasDuplicateObjects: false } as Parameters<typeof document.toString>[0]);
}

interface Group {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly { readonly name: string; readonly label: string; readonly value: Answer }[];
}

function grouped({ groups }: Questionnaire, answers: Answers): Group[] {
  return groups
    .map(({ id, title, questions }) => ({
      id,
      title,
      entries: questions.flatMap((question) => {
        const value = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
        return value === undefined ? [] : [{ name: question.id.slice(id.length + 1), label: question.label, value }];
      }),
    }))
    .filter(({ entries }) => entries.length > 0);
}

function comment(document: Document, path: readonly string[], key: string, text: string): void {
  const map = document.getIn(path, true) as YAMLMap<{ value: unknown; commentBefore?: string | null }> | undefined;
  const pair = map?.items.find((item) => item.key.value === key);
  if (pair) pair.key.commentBefore = text;
}
