import { Command, Option } from 'commander';
import { z } from 'zod';
import { isLookOnly } from '../../domain/effect.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { badUsage } from '../../domain/failure/run.ts';
import { effectOfCall, type Tool } from '../../domain/tool.ts';
import { allTools } from '../../host/tools.ts';
import { makePlan } from '../../planner/make.ts';
import { look } from '../../session/look.ts';
import { startRun } from '../../session/start.ts';
import { consentFrom } from '../consent.ts';
import { drive } from '../drive.ts';
import { withHouse } from '../house.ts';
import { act, leaf, leave } from '../program.ts';
import type { GlobalOptions, Screen } from '../screen.ts';
import { circumstances, finish, type RunOptions, runPlan } from './run.ts';

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

/**
 * `nimbus git …`: a toolset's tools as commands, their options made from their input schemas. A shorthand for
 * `tools call`, through the same gate. Tools that say nothing to people (the undo of others) are left out.
 */
export async function toolset(group: string, prefix: string, args: readonly string[]): Promise<void> {
  const program = new Command(`nimbus ${group}`)
    .description(`The tools of ${prefix} as commands.`)
    .helpCommand(false)
    .showHelpAfterError(`nimbus ${group} --help lists the commands.`)
    .configureHelp({ sortSubcommands: false })
    .exitOverride(leave);
  const tools = [...allTools().values()].filter((tool) => tool.name.startsWith(`${prefix}.`) && tool.says.length > 0);
  for (const tool of tools) addCommand(program, tool, prefix);
  await program.parseAsync([...args], { from: 'user' });
}

function addCommand(program: Command, tool: Tool, prefix: string): void {
  const schema = z.toJSONSchema(tool.input, { io: 'input', reused: 'inline', unrepresentable: 'any' }) as Schema;
  const command = leaf(program, kebab(tool.name.slice(prefix.length + 1)), tool.summary);
  const inputs = Object.entries(schema.properties ?? {}).filter(([name]) => !taken.has(name));
  for (const [name, property] of inputs) addOption(command, name, property, schema.required?.includes(name) ?? false);
  if (!isLookOnly(tool.effect)) {
    command
      .option('--approve <hash>', 'Approve exactly this plan.')
      .option('--yes', 'Approve writes inside the workspace, and nothing else.', false)
      .option('--dry-run', 'Preview only.', false);
  }
  command.action((options: GlobalOptions & RunOptions & Record<string, unknown>) =>
    act(options, async (screen) => {
      const given = inputs
        .filter(([name]) => command.getOptionValueSource(name) === 'cli')
        .map(([name, property]) => [name, fromText(name, property, options[name])]);
      return call(tool, Object.fromEntries(given), options, screen);
    }),
  );
}

/** What only looks leaves no trace in the history; the rest is a run of one step. */
const call = (tool: Tool, input: Record<string, unknown>, options: RunOptions, screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    const plan = makePlan({ goal: `Call ${tool.name}`, steps: [{ id: 'call', tool: tool.name, input }] }, house.tools, house.past());
    if (!plan.ok) return screen.fail(plan.failure);
    if (isLookOnly(effectOfCall(tool, tool.input.parse(input)))) {
      const stop = new AbortController();
      process.once('SIGINT', () => stop.abort());
      const seen = await look(house, screen.folder, tool.name, input, circumstances, stop.signal).catch((error: unknown) => {
        if (stop.signal.aborted) return undefined;
        throw error;
      });
      if (seen === undefined) return 130;
      if (!seen.ok) return screen.fail(seen.failure);
      screen.result(documentOf(seen.value), () => textOf(seen.value));
      return 0;
    }
    if (options.dryRun) return runPlan(house, plan.value, options, screen);
    const handle = startRun(house, {
      folder: screen.folder,
      goal: plan.value.goal,
      plan: async () => plan,
      consent: consentFrom(options, screen),
      circumstances,
    });
    const driven = await drive(handle, screen);
    const ended = driven.events.flatMap(({ event }) => (event.type === 'step-ended' ? [event] : [])).at(-1);
    if (driven.exitCode !== 0 && driven.failure !== undefined) return screen.fail(driven.failure);
    if (driven.exitCode !== 0 || !screen.options.json) return finish(driven, screen);
    screen.document({ ...documentOf(ended?.output), runId: handle.runId });
    return 0;
  });

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
const kebab = (name: string): string => name.replaceAll('.', '-').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const documentOf = (output: unknown): Record<string, unknown> =>
  output !== null && typeof output === 'object' && !Array.isArray(output) ? (output as Record<string, unknown>) : { output };

/** For people: the text or patch where that is the answer, else the data. */
function textOf(output: unknown): string {
  const { text, patch } = documentOf(output);
  const answer = typeof text === 'string' ? text : typeof patch === 'string' ? patch : undefined;
  return answer === undefined ? JSON.stringify(output, null, 2) : answer.replace(/\n$/, '');
}
