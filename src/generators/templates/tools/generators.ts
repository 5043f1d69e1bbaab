import { z } from 'zod';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { Answers } from '../../../domain/question.ts';
import { parseTerraformAnswers } from '../../terraform/parse.ts';
import { templateData } from '../../terraform/tool.ts';

/** Whose templates: a generator that takes a person's own. */
export const generator = z.enum(['terraform']).default('terraform').describe('Whose templates.');

export const templateName = z.string().min(1).max(200).describe('Relative to the folder of the generator’s templates: `docs/about.md.hbs`.');

/** What templates of a generator are given for some answers. */
export function dataFor(name: z.output<typeof generator>, answers: Answers): Outcome<object> {
  switch (name) {
    case 'terraform': {
      const parsed = parseTerraformAnswers(answers);
      return parsed.ok ? ok(templateData(parsed.value)) : parsed;
    }
  }
}
