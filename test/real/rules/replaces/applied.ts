/** What of `terraform show -json` of a plan is read here. */
export interface PlannedChanges {
  readonly resource_changes: readonly Change[];
}

export interface Change {
  readonly address: string;
  readonly module_address?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly provider_name: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly after: Values | null;
    readonly after_unknown: Values;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

type Values = Readonly<Record<string, unknown>>;

/** What of `terraform providers schema -json` is read here: of resource types, by type. */
export type Schemas = Readonly<Record<string, { readonly version: number; readonly block: BlockSchema }>>;
interface BlockSchema {
  readonly attributes?: Readonly<Record<string, { readonly type?: Type }>>;
  readonly block_types?: Readonly<Record<string, { readonly nesting_mode: string; readonly block: BlockSchema }>>;
}
/** `"string"`, `["list", "string"]`, `["object", {…}]`. */
type Type = string | readonly [string, unknown];

/**
 * The state that an apply of a plan that only creates would leave, as far as a later plan can tell: what only AWS knows
 * is empty, off or 0 where it may be, and what others name it by (its id, its ARN) is made up.
 */
export function applied({ resource_changes: changes }: PlannedChanges, schemas: Schemas): string {
  const resources = Map.groupBy(
    changes.filter(({ mode, change }) => mode === 'managed' && change.after !== null),
    ({ module_address: module = '', type, name }) => `${module} ${type} ${name}`,
  );
  return JSON.stringify({
    version: 4,
    terraform_version: '1.11.0',
    serial: 1,
    lineage: 'made-up',
    outputs: {},
    resources: [...resources.values()].flatMap(([first, ...others]) =>
      first === undefined
        ? []
        : [
            {
              ...(first.module_address === undefined ? {} : { module: first.module_address }),
              mode: 'managed',
              type: first.type,
              name: first.name,
              provider: `provider["${first.provider_name}"]`,
              instances: [first, ...others].map((one) => ({
                ...(one.index === undefined ? {} : { index_key: one.index }),
                schema_version: schemas[one.type]?.version ?? 0,
                attributes: attributesOf(one, schemas),
              })),
            },
          ],
    ),
  });
}

function attributesOf({ address, type, change }: Change, schemas: Schemas): Values {
  return inBlock(address, change.after ?? {}, change.after_unknown, schemas[type]?.block ?? {});
}

function inBlock(address: string, known: Values, unknown: Values, { attributes = {}, block_types: blocks = {} }: BlockSchema): Values {
  const own = Object.entries(attributes).map(([name, { type }]) => [name, unknown[name] === true ? madeUp(address, name, type) : (known[name] ?? null)]);
  const nested = Object.entries(blocks).map(([name, { nesting_mode: mode, block }]) => {
    const there = known[name];
    const open = unknown[name];
    if (Array.isArray(there)) return [name, there.map((one, i) => inBlock(address, one, Array.isArray(open) ? (open[i] ?? {}) : {}, block))];
    if (mode !== 'single') return [name, []];
    return [name, there ? inBlock(address, there as Values, (open ?? {}) as Values, block) : null];
  });
  return Object.fromEntries([...own, ...nested]);
}

/** What AWS chooses where nobody does. */
const chosen: Readonly<Record<string, string>> = { 'aws_opensearch_domain.engine_version': 'OpenSearch_2.19' };

function madeUp(address: string, name: string, type: Type | undefined): unknown {
  const choice = chosen[`${address.split('.').at(-2)}.${name}`];
  if (choice !== undefined) return choice;
  if (Array.isArray(type)) return type[0] === 'map' || type[0] === 'object' ? {} : [];
  if (type === 'bool') return false;
  if (type === 'number') return 0;
  if (name === 'arn') return `arn:aws:made-up:eu-central-1:123456789012:${address}`;
  return name === 'id' ? address : '';
}
