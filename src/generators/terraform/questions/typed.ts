import type { Answer, Answers } from '../../../domain/question.ts';

/** Answers by id, as the type their question gives them. `undefined`: not asked, or not usable. */
export const textOf = (answers: Answers, id: string): string | undefined => {
  const value = answers[id];
  return typeof value === 'string' ? value : undefined;
};

export const numberOf = (answers: Answers, id: string): number | undefined => {
  const value = answers[id];
  return typeof value === 'number' ? value : undefined;
};

export const flagOf = (answers: Answers, id: string): boolean | undefined => {
  const value = answers[id];
  return typeof value === 'boolean' ? value : undefined;
};

export const textsOf = (answers: Answers, id: string): readonly string[] | undefined => {
  const value = answers[id];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
};

export const recordsOf = (answers: Answers, id: string): readonly { readonly [field: string]: Answer }[] | undefined => {
  const value = answers[id];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null && !Array.isArray(item)) : undefined;
};

export const has = (answers: Answers, id: string, value: string): boolean => textsOf(answers, id)?.includes(value) ?? false;
