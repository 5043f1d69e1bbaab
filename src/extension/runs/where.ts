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

/** Where a run acts, as the head of its panel says it. `of`: the plan whose files it is about (a rollback's original); `among`: see {@link folderWords}. */
export function whereOf(folder: string, of: Plan | undefined, among: number): Where {
  const generation = generationOf(of);
  if (generation === undefined) return { folder };
  const answers = resolve(terraformQuestionnaire, generation.answers).answers;
  return {
    folder,
    out: folderWords(generation.out, folder, among),
    ...text('environment', answers['project.environment']),
    ...text('region', answers['project.region']),
  };
}

/** `infra/`; the workspace folder itself by its own name. `among`: of so many workspace folders; of several, it says which one: `shop/infra/`. */
export function folderWords(out: string, folder: string, among: number): string {
  const name = folder.split(/[\\/]/).findLast((part) => part !== '') ?? folder;
  if (out === '.' || out === '') return `${name}/`;
  return among > 1 ? `${name}/${out}/` : `${out}/`;
}

const text = (key: 'environment' | 'region', value: unknown) => (typeof value === 'string' ? { [key]: value } : {});
