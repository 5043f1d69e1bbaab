import type { Answers } from '../../../domain/question.ts';
import { flagOf, numberOf, recordsOf, textOf, textsOf } from './typed.ts';

/** Checked answers below one prefix. Each accessor throws when the answer is missing or of another type: a question and the parser have parted, which is a bug. */
export interface Fields {
  text(name: string): string;
  number(name: string): number;
  flag(name: string): boolean;
  texts(name: string): readonly string[];
  choice<T extends string>(name: string, values: readonly T[]): T;
  choices<T extends string>(name: string, values: readonly T[]): readonly T[];
  records(name: string): readonly Fields[];
}

export function fieldsOf(answers: Answers, group?: string): Fields {
  const id = (name: string) => (group === undefined ? name : `${group}.${name}`);
  const sure = <T>(name: string, value: T | undefined): T => {
    if (value === undefined) throw new Error(`${id(name)} passed its checks and has no answer of its type`);
    return value;
  };
  const among = <T extends string>(name: string, values: readonly T[], value: string): T =>
    sure(
      name,
      values.find((one) => one === value),
    );
  const text = (name: string) => sure(name, textOf(answers, id(name)));
  const texts = (name: string) => sure(name, textsOf(answers, id(name)));
  return {
    text,
    texts,
    number: (name) => sure(name, numberOf(answers, id(name))),
    flag: (name) => sure(name, flagOf(answers, id(name))),
    choice: (name, values) => among(name, values, text(name)),
    // In the order of `values`, so that the order somebody ticked boxes in changes no file.
    choices: (name, values) => {
      const chosen = texts(name).map((value) => among(name, values, value));
      return values.filter((value) => chosen.includes(value));
    },
    records: (name) => sure(name, recordsOf(answers, id(name))).map((record) => fieldsOf(record)),
  };
}
