import { stringify } from 'yaml';

interface Wanted {
  readonly field?: string | undefined;
  readonly otherwise?: string | undefined;
}

/** The text a tool gives for people, where it has one; else its data as YAML. `field`: that of its output which counts; `otherwise`: what is said where that is empty. */
export function textOf(output: unknown, { field, otherwise }: Wanted): string {
  const of: Readonly<Record<string, unknown>> = output !== null && typeof output === 'object' ? { ...output } : {};
  if (field === undefined) return [of.yaml, of.text, of.manifest].find((one) => typeof one === 'string') ?? written(output);
  const one = of[field];
  return isEmpty(one) ? (otherwise ?? written(output)) : written(one);
}

const written = (value: unknown): string => (typeof value === 'string' ? value : stringify(value, { lineWidth: 0, aliasDuplicateObjects: false }));

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
