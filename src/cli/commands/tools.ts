import { text as readStream } from 'node:stream/consumers';
import { z } from 'zod';
import { nearest } from '../../base/nearest.ts';
import { type Failure, FailureError } from '../../domain/failure/failure.ts';
import { badUsage } from '../../domain/failure/run.ts';
import type { Tool } from '../../domain/tool.ts';
import { allTools } from '../../host/tools.ts';
import { makePlan } from '../../planner/make.ts';
import { commandLine } from '../command-line.ts';
import { withHouse } from '../house.ts';
import { effectMark } from '../plan-text.ts';
import type { Screen } from '../screen.ts';
import { callOf, type RunOptions, runPlan } from './run.ts';

export async function listTools(screen: Screen): Promise<number> {
  const tools = [...allTools().values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const widest = Math.max(...tools.map(({ name }) => name.length));
  screen.result({ tools: tools.map(document) }, () =>
    tools.map((tool) => `${effectMark[tool.effect].padEnd(10)} ${tool.name.padEnd(widest)} ${tool.summary}`).join('\n'),
  );
  return 0;
}

export async function showTool(name: string, screen: Screen): Promise<number> {
  const tools = allTools();
  const tool = tools.get(name);
  if (tool === undefined) return screen.fail(unknown(name, tools.keys()));
  screen.result({ tool: document(tool) }, () =>
    [
      `${tool.name}  ${effectMark[tool.effect]}`,
      tool.summary,
      '',
      'Input',
      JSON.stringify(schema(tool.input), null, 2),
      '',
      'Output',
      JSON.stringify(schema(tool.output), null, 2),
      ...(tool.examples === undefined ? [] : ['', 'Examples']),
      ...examplesOf(tool).flatMap(({ title, command }) => [`  ${title}`, `    ${command}`]),
    ].join('\n'),
  );
  return 0;
}

export const callTool = (name: string, options: RunOptions & { readonly input: string }, screen: Screen): Promise<number> =>
  withHouse(async (house) => {
    if (!house.tools.has(name)) return screen.fail(unknown(name, house.tools.keys()));
    const input = parseInput(options.input === '-' ? await readStream(process.stdin) : options.input);
    const plan = makePlan({ goal: callOf(name), steps: [{ id: 'call', tool: name, input }] }, house.tools, house.past());
    if (!plan.ok) return screen.fail(plan.failure);
    return runPlan(house, plan.value, options, screen);
  });

function parseInput(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (error) {
    throw new FailureError(
      badUsage(`--input is not JSON: ${error instanceof Error ? error.message : String(error)}`, 'For example --input \'{"directory":"infra"}\'.'),
    );
  }
  throw new FailureError(badUsage('--input is not a JSON object.', 'For example --input \'{"directory":"infra"}\'.'));
}

function unknown(name: string, all: Iterable<string>): Failure {
  const near = nearest(name, all);
  return badUsage(`There is no tool ${name}.`, near === undefined ? 'nimbus tools list shows them.' : `Did you mean ${near}?`);
}

const schema = (of: z.ZodType) => z.toJSONSchema(of, { io: 'input', reused: 'inline', unrepresentable: 'any' });
const document = (tool: Tool) => ({
  name: tool.name,
  effect: tool.effect,
  summary: tool.summary,
  inputSchema: schema(tool.input),
  outputSchema: schema(tool.output),
  says: tool.says,
  examples: examplesOf(tool),
});
const examplesOf = (tool: Tool) =>
  (tool.examples ?? []).map(({ title, input }) => ({ title, input, command: commandLine(tool, input as Record<string, unknown>) }));
