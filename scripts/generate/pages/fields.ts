import { z } from 'zod';
import type { Tool } from '../../../src/domain/tool.ts';

/** A line of a table: one input, or one part of an output. */
export interface Field {
  /** `changes[].address`. */
  readonly name: string;
  readonly type: string;
  /** The default as text; absent where there is none. */
  readonly standard?: string;
  readonly required: boolean;
  readonly about: string;
}

/** A JSON Schema, as far as a page tells of it. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Parts of parts are told to this depth; what is below is in the example. */
const depthMax = 2;

export const inputsOf = (tool: Pick<Tool, 'input'>): readonly Field[] => fieldsOf(tool.input, 'input');

/** What a schema is made of, a line each. */
export const fieldsOf = (of: z.ZodType, io: 'input' | 'output'): readonly Field[] =>
  parts(z.toJSONSchema(of, { io, reused: 'inline', unrepresentable: 'any' }) as Schema, '', 1);

function parts(schema: Schema, under: string, depth: number): readonly Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
    const path = `${under}${name}`;
    const field = {
      name: path,
      type: typeOf(part),
      ...(part.default === undefined || isEmpty(part.default)
        ? {}
        : { standard: typeof part.default === 'string' ? part.default : JSON.stringify(part.default) }),
      required: schema.required?.includes(name) ?? false,
      about: part.description ?? '',
    };
    const inside = part.items ?? part;
    const more = depth < depthMax && inside.properties !== undefined ? parts(inside, `${path}${part.items === undefined ? '.' : '[].'}`, depth + 1) : [];
    return [field, ...more];
  });
}

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : typeof value === 'object' && value !== null && Object.keys(value).length === 0;

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return [...new Set(either.map(typeOf))].join(' or ');
  if (schema.items !== undefined) return `list of ${plural(typeOf(schema.items))}`;
  if (typeof schema.type !== 'string') return schema.type === undefined ? 'any value' : schema.type.map((type) => typeOf({ type })).join(' or ');
  switch (schema.type) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'yes or no';
    case 'integer':
    case 'number':
      return `number${range(schema)}`;
    case 'object':
      return schema.properties === undefined && typeof schema.additionalProperties === 'object' ? `${typeOf(schema.additionalProperties)}, by name` : 'object';
    case 'null':
      return 'nothing';
    default:
      return schema.type;
  }
}

/** Bounds that say something: not those of every whole number. */
function range({ minimum, maximum }: Schema): string {
  const from = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER || (minimum === 0 && isOpen(maximum)) ? undefined : minimum;
  if (isOpen(maximum)) return from === undefined ? '' : `, ${from} or more`;
  return `, ${minimum ?? 0} to ${maximum}`;
}
const isOpen = (maximum: number | undefined): boolean => maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER;
const code = (value: unknown): string => `\`${String(value)}\``;
const plural = (type: string): string => ({ text: 'texts', object: 'objects', number: 'numbers' })[type] ?? type;
