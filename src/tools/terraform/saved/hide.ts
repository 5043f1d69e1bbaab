import type { PlanJson } from '../../../domain/terraform/plan-json.ts';
import { isFields } from '../../../domain/terraform/read.ts';
import type { Workplace } from '../../../domain/workplace.ts';

/** More different values would slow down every text that leaves the runtime. */
const hiddenMax = 2000;

/**
 * Tells the runtime the values that Terraform says are sensitive, so that they show nowhere, whatever a program prints.
 * `shown`: the plan as JSON, or what it was parsed to. Returns how many there were no room for: those have to be told of.
 */
export function hideSensitive(shown: unknown, plan: PlanJson, at: Pick<Workplace, 'hide'>): number {
  const seen = new Set<string>();
  const hide = (value: unknown, mask: unknown, name: string): void => {
    if (mask === undefined || mask === false || value === null || value === undefined) return;
    if (mask === true) {
      for (const text of textsIn(value)) {
        if (!seen.has(text) && seen.size < hiddenMax) at.hide(`terraform.${name}`, text);
        seen.add(text);
      }
      return;
    }
    if (Array.isArray(value) && Array.isArray(mask)) for (const [i, item] of value.entries()) hide(item, mask[i], `${name}[${i}]`);
    else if (isFields(value) && isFields(mask)) for (const [key, inner] of Object.entries(mask)) hide(value[key], inner, `${name}.${key}`);
  };
  const left = (): number => Math.max(0, seen.size - hiddenMax);
  for (const change of [...plan.changes, ...plan.drift]) {
    hide(change.before, change.beforeSensitive, change.address);
    hide(change.after, change.afterSensitive, change.address);
  }
  // Variables and outputs are not in what a review needs of a plan.
  const document: unknown = typeof shown === 'string' ? JSON.parse(shown) : shown;
  if (!isFields(document)) return left();
  for (const [name, output] of Object.entries(isFields(document.output_changes) ? document.output_changes : {}))
    if (isFields(output)) {
      hide(output.before, output.before_sensitive, name);
      hide(output.after, output.after_sensitive, name);
    }
  const configuration = isFields(document.configuration) ? document.configuration : {};
  const root = isFields(configuration.root_module) ? configuration.root_module : {};
  for (const [name, declared] of Object.entries(isFields(root.variables) ? root.variables : {})) {
    const given = isFields(document.variables) ? document.variables[name] : undefined;
    if (isFields(declared) && declared.sensitive === true && isFields(given)) hide(given.value, true, `var.${name}`);
  }
  return left();
}

/** Every text in a value, however deep. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsIn(item);
  else if (isFields(value)) for (const item of Object.values(value)) yield* textsIn(item);
}
