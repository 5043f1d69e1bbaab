import { type Command, Option } from 'commander';
import { z } from 'zod';
import { FailureError } from '../domain/failure/failure.ts';
import { badUsage } from '../domain/failure/run.ts';
import type { Tool } from '../domain/tool.ts';

/** A JSON Schema, as far as options are made from it. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** Options every command has; an input of the same name would hide behind them. */
const taken = new Set(['cwd', 'json', 'events', 'profile', 'verbose', 'color', 'approve', 'dryRun', 'yes', 'help']);

/** An input that goes by another name as an option: `--profile` is Nimbus's own, and whose account AWS means must be sayable. */
const optionNames: ReadonlyMap<string, string> = new Map([['profile', 'awsProfile']]);
const optionOf = (input: string): string => optionNames.get(input) ?? input;

/** The option that gives an input: `--dry-run`. */
export const optionFor = (input: string): string => `--${kebab(optionOf(input))}`;

/** The inputs of a tool that are options of its command. */
const inputsOf = (tool: Pick<Tool, 'input'>): { readonly inputs: readonly (readonly [string, Schema])[]; readonly required: ReadonlySet<string> } => {
  const schema = z.toJSONSchema(tool.input, { io: 'input', reused: 'inline', unrepresentable: 'any' }) as Schema;
  return { inputs: Object.entries(schema.properties ?? {}).filter(([name]) => !taken.has(optionOf(name))), required: new Set(schema.required) };
};

/** An option for every input of a tool. */
export function addInputs(command: Command, tool: Pick<Tool, 'input'>): void {
  const { inputs, required } = inputsOf(tool);
  for (const [name, property] of inputs) addOption(command, optionOf(name), property, required.has(name));
}

/** The input a command line gave; the tool's own schema checks it after. */
export const readInputs = (command: Command, tool: Pick<Tool, 'input'>, options: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    inputsOf(tool)
      .inputs.filter(([name]) => command.getOptionValueSource(optionOf(name)) === 'cli')
      .map(([name, property]) => [name, fromText(optionOf(name), property, options[optionOf(name)])]),
  );

/** The options that {@link readInputs} reads this input from; `undefined` where some of it has no option. */
export function writeInputs(tool: Pick<Tool, 'input'>, input: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const properties = new Map(inputsOf(tool).inputs);
  const words: string[] = [];
  for (const [name, value] of Object.entries(input)) {
    const schema = properties.get(name);
    if (schema === undefined) return undefined;
    const flag = optionFor(name);
    if (typeof value === 'boolean' && schema.type === 'boolean') {
      if (value !== (schema.default ?? false)) words.push(value ? flag : `--no-${kebab(optionOf(name))}`);
    } else if (schema.type === 'array' && isText(schema.items) && Array.isArray(value)) {
      const items = value.map(String);
      // After one that looks like an option, the list would be over.
      words.push(...(items.some((item) => item.startsWith('-')) ? items.map((item) => `${flag}=${item}`) : [flag, ...items]));
    } else {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      words.push(...(text.startsWith('-') ? [`${flag}=${text}`] : [flag, text]));
    }
  }
  return words;
}

function addOption(command: Command, name: string, schema: Schema, required: boolean): void {
  const usual = schema.default === undefined || schema.default === false || typeof schema.default === 'object' ? undefined : `(default: ${schema.default})`;
  const words = [schema.description, required ? '(required)' : usual].filter((word) => word !== undefined).join(' ');
  const flag = `--${kebab(name)}`;
  if (schema.type === 'boolean') {
    command.addOption(new Option(schema.default === true ? `--no-${kebab(name)}` : flag, words));
    return;
  }
  const option = new Option(schema.type === 'array' && isText(schema.items) ? `${flag} <${name}...>` : `${flag} <${placeholder(schema)}>`, words);
  if (schema.enum !== undefined) option.choices(schema.enum.map(String));
  command.addOption(option);
}

/** The text of an option as the schema means it; the schema itself checks it after. */
function fromText(name: string, schema: Schema, given: unknown): unknown {
  if (typeof given !== 'string') return given;
  const types = [schema.type, ...(schema.anyOf ?? []).map((one) => one.type)];
  if (types.some((type) => type === 'integer' || type === 'number') && /^-?\d+(?:\.\d+)?$/.test(given)) return Number(given);
  if (types.includes('string') || schema.enum !== undefined) return given;
  try {
    return JSON.parse(given);
  } catch {
    throw new FailureError(badUsage(`--${kebab(name)} is not JSON: ${given.slice(0, 60)}`, `It takes ${schema.type ?? 'a value'} written as JSON.`));
  }
}

const isText = (schema: Schema | undefined): boolean => schema?.type === 'string';
const placeholder = (schema: Schema): string =>
  schema.enum !== undefined
    ? 'choice'
    : schema.type === 'integer' || schema.type === 'number'
      ? 'n'
      : isText(schema) || schema.anyOf !== undefined
        ? 'text'
        : 'json';
export const kebab = (name: string): string => name.replaceAll('.', '-').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
