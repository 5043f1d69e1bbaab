import { z } from 'zod';
import type { ToolSpec } from '../../domain/tool.ts';

/** An input of a tool as its JSON Schema tells it. */
export interface Field {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'array' | 'record' | 'other';
  readonly required: boolean;
  readonly values: readonly string[];
  /** Of the items, for an array. */
  readonly pattern: RegExp | undefined;
  readonly description: string;
  readonly fallback: unknown;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

/** The words a name of an input is made of: `cacheControl` → cache, control. */
export const wordsOfName = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Schema[];
}

const schemaOf = (of: z.ZodType, io: 'input' | 'output'): Schema => z.toJSONSchema(of, { io, reused: 'inline', unrepresentable: 'any' }) as Schema;

export function fieldsOf(spec: ToolSpec): readonly Field[] {
  const schema = schemaOf(spec.input, 'input');
  return Object.entries(schema.properties ?? {}).map(([name, given]) => {
    const of = given.anyOf?.find((s) => s.type !== 'null') ?? given;
    const item = of.type === 'array' ? (of.items ?? {}) : of;
    return {
      name,
      type:
        of.type === 'array'
          ? 'array'
          : of.type === 'boolean'
            ? 'boolean'
            : of.type === 'integer' || of.type === 'number'
              ? 'number'
              : of.type === 'string'
                ? 'string'
                : of.type === 'object'
                  ? 'record'
                  : 'other',
      required: schema.required?.includes(name) ?? false,
      values: (item.enum ?? []).filter((v) => typeof v === 'string'),
      pattern: item.pattern === undefined || given.anyOf !== undefined ? undefined : new RegExp(item.pattern, 'u'),
      description: given.description ?? item.description ?? '',
      fallback: given.default,
      min: of.minimum,
      max: of.maximum,
    };
  });
}

export const outputsOf = (spec: ToolSpec): readonly string[] => Object.keys(schemaOf(spec.output, 'output').properties ?? {});
