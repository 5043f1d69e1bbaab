import { nearest } from '../base/nearest.ts';
import { failed, type Outcome, ok } from '../domain/failure/failure.ts';
import { badUsage } from '../domain/failure/run.ts';
import type { Questionnaire } from '../domain/question.ts';

const loaders: Readonly<Record<string, () => Promise<Questionnaire>>> = {
  terraform: async () => (await import('./terraform/questionnaire.ts')).terraformQuestionnaire,
};

/** A generator's questionnaire by its name, or the nearest name there is. */
export async function questionnaireOf(generator: string): Promise<Outcome<Questionnaire>> {
  const load = Object.hasOwn(loaders, generator) ? loaders[generator] : undefined;
  if (load !== undefined) return ok(await load());
  const names = Object.keys(loaders);
  const near = nearest(generator, names);
  return failed(
    badUsage(
      `There is no generator ${generator}.`,
      near === undefined ? `There ${names.length === 1 ? 'is' : 'are'}: ${names.join(', ')}.` : `Did you mean ${near}?`,
    ),
  );
}
