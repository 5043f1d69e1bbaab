import { z } from 'zod';
import { referencesIn, resolveReferences } from '../../domain/reference.ts';
import type { Workplace } from '../../domain/workplace.ts';
import type { StepView } from '../../protocol/run-fold.ts';
import type { SavedPlan } from '../../tools/terraform/saved/record.ts';
import { keptPlans } from './saved.ts';

const named = z.object({ plan: z.string() });
const about = z.object({ directory: z.string().default('.'), targets: z.array(z.string()).default([]) });

/** Tools that plan and apply in one: their plan is in no output. */
const kindOf: Readonly<Record<string, SavedPlan['kind']>> = { 'terraform.destroy': 'destroy', 'terraform.import': 'import', 'terraform.revert': 'revert' };

/** Id of the plan a step made, or is about: by its output, its input, or as the newest of its kind for the same folder and targets. */
export async function planOfStep(steps: readonly StepView[], stepId: string, at: Pick<Workplace, 'folder' | 'scratch'>): Promise<string | undefined> {
  const step = steps.find((one) => one.step.id === stepId);
  if (step === undefined) return undefined;
  const kind = kindOf[step.step.tool];
  if (kind === undefined) {
    const made = named.safeParse(step.result);
    if (made.success) return made.data.plan;
    const outputs = new Map(steps.flatMap((one) => (one.result === undefined ? [] : [[one.step.id, one.result] as const])));
    if (referencesIn(step.step.input).some((reference) => !outputs.has(reference.stepId))) return undefined;
    return named.safeParse(resolveReferences(step.step.input, outputs)).data?.plan;
  }
  const input = about.safeParse(step.step.input).data ?? { directory: '.', targets: [] };
  const directory = input.directory.replace(/^\.(\/|$)/, '').replace(/\/+$/, '');
  const isOf = ({ directory: root, options, kind: own }: SavedPlan): boolean =>
    own === kind && root === directory && (kind !== 'destroy' || options.targets.join('\n') === input.targets.join('\n'));
  return (await keptPlans(at)).find(({ saved }) => isOf(saved))?.saved.id;
}
