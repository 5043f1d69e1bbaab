import { readFileSync } from 'node:fs';
import { withoutKeys } from '../../../src/domain/terraform/address.ts';
import { type PlanJson, parsePlanJson, readPlanJson } from '../../../src/domain/terraform/plan-json.ts';

/** One resource change as a test writes it: `address`, what is done, and only the values that matter. */
export interface ChangeCase {
  readonly address: string;
  readonly actions: readonly string[];
  readonly reason?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly unknown?: Readonly<Record<string, unknown>>;
  readonly sensitive?: unknown;
  readonly replacePaths?: readonly (readonly (string | number)[])[];
  readonly importing?: boolean;
  readonly was?: string;
  readonly deposed?: string;
}

/** As Terraform would write it. */
export function changeJson(change: ChangeCase): Record<string, unknown> {
  const plain = withoutKeys(change.address).split('.');
  const module = /^(.*)\.(?:data\.)?\w+\.\w+(?:\[[^\]]*\])?$/.exec(change.address)?.[1];
  const mode = plain.includes('data') ? 'data' : 'managed';
  const has = (side: 'before' | 'after'): unknown => change[side] ?? (needed[side].includes(change.actions[0] ?? '') || change.actions.length > 1 ? {} : null);
  return {
    address: change.address,
    ...(module === undefined ? {} : { module_address: module }),
    ...(change.was === undefined ? {} : { previous_address: change.was }),
    mode,
    type: plain.at(-2),
    name: plain.at(-1),
    provider_name: `registry.terraform.io/hashicorp/${plain.at(-2)?.split('_')[0]}`,
    ...(change.deposed === undefined ? {} : { deposed: change.deposed }),
    ...(change.reason === undefined ? {} : { action_reason: change.reason }),
    change: {
      actions: change.actions,
      before: has('before'),
      after: has('after'),
      after_unknown: change.unknown ?? {},
      before_sensitive: change.sensitive ?? false,
      after_sensitive: change.sensitive ?? false,
      ...(change.replacePaths === undefined ? {} : { replace_paths: change.replacePaths }),
      ...(change.importing ? { importing: { id: 'x' } } : {}),
    },
  };
}

const needed = { before: ['update', 'delete', 'forget', 'no-op'], after: ['update', 'create', 'no-op', 'read'] };

/** A plan with these changes, and whatever else of the document is given. */
export function planOf(changes: readonly ChangeCase[], rest: Readonly<Record<string, unknown>> = {}): PlanJson {
  const read = readPlanJson(documentOf(changes, rest));
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

export const documentOf = (changes: readonly ChangeCase[], rest: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  format_version: '1.2',
  terraform_version: '1.14.0',
  resource_changes: changes.map(changeJson),
  complete: true,
  errored: false,
  applyable: true,
  ...rest,
});

/** What Terraform itself wrote; see recorded/README.md. */
export function recorded(name: string): PlanJson {
  const read = parsePlanJson(recordedText(name));
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

export const recordedText = (name: string): string => readFileSync(new URL(`recorded/${name}.json`, import.meta.url), 'utf8');
