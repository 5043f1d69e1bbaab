import { z } from 'zod';

/** As much of JSON Schema as tells a person what to write. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  /** Of a map whose keys a person chooses: those there are, or are usual. */
  readonly propertyNames?: JsonSchema;
}

const made = new WeakMap<z.ZodType, { readonly input?: JsonSchema; readonly output?: JsonSchema }>();

/** What is written, or what comes of it, as JSON Schema; made once. */
export function schemaOf(type: z.ZodType, side: 'input' | 'output'): JsonSchema {
  const known = made.get(type)?.[side];
  if (known !== undefined) return known;
  const schema = z.toJSONSchema(type, { io: side, unrepresentable: 'any', reused: 'inline' }) as JsonSchema;
  made.set(type, { ...made.get(type), [side]: schema });
  return schema;
}

/** All a schema may be, one by one. */
export const alternatives = (schema: JsonSchema): readonly JsonSchema[] =>
  schema.anyOf === undefined && schema.oneOf === undefined ? [schema] : [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(alternatives);

/** The schema of what is at a path; `[]` is any item. `undefined`: nothing is known of it. */
export function below(schema: JsonSchema, path: readonly string[]): JsonSchema | undefined {
  let found: readonly JsonSchema[] = [schema];
  for (const key of path) {
    found = found.flatMap(alternatives).flatMap((one) => {
      if (key === '[]' || /^\d+$/.test(key)) return one.items === undefined ? [] : [one.items];
      const named = one.properties?.[key];
      if (named !== undefined) return [named];
      return typeof one.additionalProperties === 'object' ? [one.additionalProperties] : [];
    });
  }
  return found.length === 0 ? undefined : found.length === 1 ? found[0] : { anyOf: found };
}

/** The fields a map may have, by name. */
export const fieldsOf = (schema: JsonSchema): ReadonlyMap<string, { readonly schema: JsonSchema; readonly isRequired: boolean }> =>
  new Map(
    alternatives(schema).flatMap(({ properties = {}, required = [], propertyNames, additionalProperties }) => [
      ...Object.entries(properties).map(
        ([name, field]) => [name, { schema: field, isRequired: required.includes(name) && field.default === undefined }] as const,
      ),
      ...(propertyNames === undefined ? [] : valuesOf(propertyNames)).map(
        (name) => [name, { schema: typeof additionalProperties === 'object' ? additionalProperties : {}, isRequired: false }] as const,
      ),
    ]),
  );

/** The values it may have where they can be counted. */
export const valuesOf = (schema: JsonSchema): readonly string[] => [
  ...new Set(
    alternatives(schema).flatMap((one) => {
      if (one.enum !== undefined) return one.enum.map(String);
      if (one.const !== undefined) return [String(one.const)];
      return one.type === 'boolean' ? ['true', 'false'] : [];
    }),
  ),
];

/** `text`, `list of texts`, `one of a, b`: what to write, to a person. */
export function typeWords(schema: JsonSchema): string {
  const values = valuesOf(schema);
  const all = alternatives(schema);
  if (values.length > 0 && all.every(({ type, enum: e, const: c }) => e !== undefined || c !== undefined || type === 'boolean'))
    return values.length === 2 && values.includes('true') ? 'true or false' : values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`;
  return [...new Set(all.map((one) => plain(one)))].join(' or ');
}

function plain({ type, items }: JsonSchema): string {
  if (type === 'array') return items === undefined ? 'list' : `list: ${typeWords(items)}`;
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    number: 'number',
    integer: 'whole number',
    boolean: 'true or false',
    object: 'map',
    null: 'nothing',
  };
  return typeof type === 'string' ? (words[type] ?? type) : 'anything';
}
