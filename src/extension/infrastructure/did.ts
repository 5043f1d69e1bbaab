import { isLookOnly } from '../../domain/effect.ts';
import type { RunView } from '../../protocol/run-fold.ts';

/** The toolsets whose tools did more than look in a run: what they list may be another since. */
export const didSomethingWith = ({ steps }: Pick<RunView, 'steps'>): ReadonlySet<string> =>
  new Set(steps.flatMap(({ step, attempts }) => (attempts > 0 && !isLookOnly(step.effect) ? [toolsetOf(step.tool)] : [])));

/** Whether a run made a plan of Terraform, or looked for drift. */
export const plannedTerraform = ({ steps }: Pick<RunView, 'steps'>): boolean =>
  steps.some(({ step, status }) => status === 'succeeded' && /^terraform\.(plan|drift)$/.test(step.tool));

export const toolsetOf = (tool: string): string => tool.split('.')[0] ?? tool;
