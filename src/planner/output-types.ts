import { z } from 'zod';
import { nearest } from '../base/nearest.ts';
import { list } from '../base/say.ts';
import type { Problem } from '../domain/failure/failure.ts';
import type { Reference } from '../domain/reference.ts';
import type { ToolSpec } from '../domain/tool.ts';
import type { DraftStep } from './draft.ts';

/** What of a JSON Schema decides whether a value is there and of which kind. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
}

/** What a step refers to, with where in its input. */
export interface Used {
  readonly input: readonly (Reference & { readonly at: string })[];
  readonly when: readonly Reference[];
}

/**
 * References to outputs that no earlier step gives: a name that its tool's output does not have, or a value of a kind that does
 * not fit where it stands. What a schema leaves open is let pass: it is checked when the step's turn comes.
 */
export function checkReferences(step: DraftStep, used: Used, byId: ReadonlyMap<string, DraftStep>, tools: ReadonlyMap<string, ToolSpec>): readonly Problem[] {
  const tool = tools.get(step.tool);
  return [
    ...used.input.flatMap((r) => problem(r, `${step.id}.input.${r.at}`, () => wantedAt(tool, step.input, r), byId, tools)),
    ...used.when.flatMap((r) => problem(r, `${step.id}.when`, () => kinds.plain, byId, tools)),
  ];
}

/** JSON types; `undefined`: any. */
type Kinds = ReadonlySet<string> | undefined;
const kinds = { plain: new Set(['string', 'number', 'boolean', 'null']) };

function problem(
  r: Reference,
  path: string,
  want: () => Kinds,
  byId: ReadonlyMap<string, DraftStep>,
  tools: ReadonlyMap<string, ToolSpec>,
): readonly Problem[] {
  const maker = path.startsWith(`${r.stepId}.`) ? undefined : tools.get(byId.get(r.stepId)?.tool ?? '');
  if (maker === undefined) return [];
  const root = schemaOf(maker, 'output');
  let places = alternatives(root, root);
  for (const [depth, key] of r.path.entries()) {
    const inside = places.map((place) => below(place, key));
    if (inside.includes('open')) return [];
    const found = inside.flatMap((schema) => (typeof schema === 'object' ? alternatives(schema, root) : []));
    if (found.length === 0) {
      const names = [...new Set(places.flatMap((place) => Object.keys(place.properties ?? {})))];
      const near = nearest(key, names);
      const whole = ['output', ...r.path.slice(0, depth)].join('.');
      const what = names.length === 0 ? `${whole} of ${r.stepId} holds nothing by name` : `${whole} of ${r.stepId} (${maker.name}) has no ${key}`;
      const help = near !== undefined ? `; did you mean ${near}?` : names.length > 0 ? `; it has ${list(names.slice(0, 12))}` : '';
      return [{ path, message: `${what}${help}` }];
    }
    places = found;
  }
  const given = kindsOf(places);
  const wanted = want();
  if (given === undefined || wanted === undefined || [...given].some((kind) => wanted.has(kind))) return [];
  return [{ path, message: `${['output', ...r.path].join('.')} of ${r.stepId} is ${words(given)}, and ${words(wanted)} is wanted here` }];
}

/** What may stand where a reference stands: inside a text, only what reads as one. */
function wantedAt(tool: ToolSpec | undefined, input: unknown, r: { readonly at: string } & Reference): Kinds {
  const keys = [...r.at.matchAll(/[^.[\]]+/g)].map(([key]) => key);
  let value = input;
  for (const key of keys) value = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined;
  // A key with a dot in its name can't be followed: nothing is said of it.
  if (typeof value !== 'string') return undefined;
  if (!/^\$\{[^}]*\}$/.test(value)) return kinds.plain;
  if (tool === undefined) return undefined;
  const root = schemaOf(tool, 'input');
  let places = alternatives(root, root);
  for (const key of keys) {
    const inside = places.map((place) => below(place, key));
    if (inside.includes('open')) return undefined;
    places = inside.flatMap((schema) => (typeof schema === 'object' ? alternatives(schema, root) : []));
  }
  return places.length === 0 ? undefined : kindsOf(places);
}

/** The schema below a key; `open`: anything may be there; `undefined`: nothing is. */
function below(schema: Schema, key: string): Schema | 'open' | undefined {
  const named = schema.properties !== undefined && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
  if (named !== undefined) return named;
  const types = typeof schema.type === 'string' ? [schema.type] : schema.type;
  if (types === undefined && schema.properties === undefined && schema.const === undefined && schema.enum === undefined) return 'open';
  if (types?.includes('array') && /^\d+$/.test(key)) {
    const item = schema.prefixItems?.[Number(key)] ?? schema.items;
    return item === undefined || typeof item === 'boolean' ? 'open' : item;
  }
  if (types !== undefined && !types.includes('object')) return undefined;
  const rest = schema.additionalProperties;
  if (rest === false) return undefined;
  return typeof rest === 'object' && Object.keys(rest).length > 0 ? rest : 'open';
}

/** What a schema may be, with references and unions followed. */
function alternatives(schema: Schema, root: Schema, depth = 0): readonly Schema[] {
  if (depth > 20) return [{}];
  if (schema.$ref !== undefined) {
    const name = /^#\/\$defs\/(.+)$/.exec(schema.$ref)?.[1];
    return alternatives((name === undefined ? undefined : root.$defs?.[name]) ?? {}, root, depth + 1);
  }
  if (schema.allOf !== undefined) return [{}];
  const among = schema.anyOf ?? schema.oneOf;
  return among === undefined ? [schema] : among.flatMap((one) => alternatives(one, root, depth + 1));
}

function kindsOf(places: readonly Schema[]): Kinds {
  const found = new Set<string>();
  for (const { type, const: only, enum: some } of places) {
    const types = typeof type === 'string' ? [type] : (type ?? (only !== undefined ? [kindOf(only)] : some?.map(kindOf)));
    if (types === undefined) return undefined;
    for (const one of types) found.add(one === 'integer' ? 'number' : one);
  }
  return found;
}

const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

const word: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'nothing',
};
const words = (some: ReadonlySet<string>): string => (some === kinds.plain ? 'a text or a number' : [...some].map((kind) => word[kind] ?? kind).join(' or '));

const made = { input: new WeakMap<z.ZodType, Schema>(), output: new WeakMap<z.ZodType, Schema>() };

function schemaOf(tool: ToolSpec, io: 'input' | 'output'): Schema {
  const known = made[io].get(tool[io]);
  if (known !== undefined) return known;
  const schema = z.toJSONSchema(tool[io], { io, unrepresentable: 'any' }) as Schema;
  made[io].set(tool[io], schema);
  return schema;
}
