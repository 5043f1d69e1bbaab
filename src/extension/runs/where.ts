import type { Plan } from '../../domain/plan.ts';
import type { Answers } from '../../domain/question.ts';
import { generateInput } from '../../generators/input.ts';
import { resolve } from '../../generators/questionnaire/resolve.ts';
import { terraformQuestionnaire } from '../../generators/terraform/questionnaire.ts';
import type { Where } from '../../protocol/run.ts';

/** The answers a plan was made from, and where its files go; `undefined` when it was not made from a questionnaire. */
export function generationOf(plan: Plan | undefined): { readonly answers: Answers; readonly out: string } | undefined {
  const step = plan?.steps.find((s) => s.tool === 'generate.terraform');
  const input = generateInput.safeParse(step?.input);
  return input.success ? input.data : undefined;
}

/** Where a run acts, as the head of its panel says it. `of`: the plan whose files it is about (a rollback's original). */
export function whereOf(folder: string, of: Plan | undefined): Where {
  const generation = generationOf(of);
  if (generation === undefined) return { folder };
  const answers = resolve(terraformQuestionnaire, generation.answers).answers;
  return {
    folder,
    out: folderWords(generation.out, folder),
    ...text('environment', answers['project.environment']),
    ...text('region', answers['project.region']),
  };
}

/** `infra/`; the workspace folder itself by its own name. */
export function folderWords(out: string, folder: string): string {
  const name = out === '.' || out === '' ? (folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder) : out;
  return `${name}/`;
}

const text = (key: 'environment' | 'region', value: unknown) => (typeof value === 'string' ? { [key]: value } : {});
