import { Command } from 'commander';
import { isLookOnly } from '../../domain/effect.ts';
import type { Failure } from '../../domain/failure/failure.ts';
import { effectOfCall, type Tool } from '../../domain/tool.ts';
import { allTools } from '../../host/tools.ts';
import { makePlan } from '../../planner/make.ts';
import { look } from '../../session/look.ts';
import { startRun } from '../../session/start.ts';
import { consentFrom } from '../consent.ts';
import { drive } from '../drive.ts';
import { withHouse } from '../house.ts';
import { act, leaf } from '../leaf.ts';
import type { GlobalOptions, Screen } from '../screen.ts';
import { addInputs, kebab, optionFor, readInputs } from '../tool-options.ts';
import { speaking } from '../usage.ts';
import { callOf, circumstances, finish, type RunOptions, runPlan } from './run.ts';

/**
 * `nimbus git …`: a toolset's tools as commands, their options made from their input schemas. A shorthand for
 * `tools call`, through the same gate. Tools that say nothing to people (the undo of others) are left out.
 */
export async function toolset(group: string, prefix: string, args: readonly string[]): Promise<void> {
  const program = speaking(new Command(`nimbus ${group}`)).description(`The tools of ${prefix} as commands.`);
  const tools = [...allTools().values()].filter((tool) => tool.name.startsWith(`${prefix}.`) && tool.says.length > 0);
  for (const tool of tools) addCommand(program, tool, prefix);
  await program.parseAsync([...args], { from: 'user' });
}

function addCommand(program: Command, tool: Tool, prefix: string): void {
  const command = leaf(program, kebab(tool.name.slice(prefix.length + 1)), tool.summary);
  addInputs(command, tool);
  if (!isLookOnly(tool.effect)) {
    command
      .option('--approve <hash>', 'Approve exactly this plan.')
      .option('--yes', 'Approve writes inside the workspace, and nothing else.', false)
      .option('--dry-run', 'Preview only.', false);
  }
  command.action((options: GlobalOptions & RunOptions & Record<string, unknown>) =>
    act(options, async (screen) => call(tool, readInputs(command, tool, options), options, screen, `${program.name()} ${command.name()}`)),
  );
}

/** What only looks leaves no trace in the history; the rest is a run of one step. */
const call = (tool: Tool, input: Record<string, unknown>, options: RunOptions, screen: Screen, command: string): Promise<number> =>
  withHouse(async (house) => {
    const plan = makePlan({ goal: callOf(tool.name), steps: [{ id: 'call', tool: tool.name, input }] }, house.tools, house.past());
    if (!plan.ok) return screen.fail(aboutOptions(plan.failure, command));
    if (isLookOnly(effectOfCall(tool, tool.input.parse(input)))) {
      const seen = await look(house, screen.folder, tool.name, input, circumstances, screen.stop);
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
      approved: options.approve,
      circumstances,
    });
    const driven = await drive(handle, screen);
    const ended = driven.events.flatMap(({ event }) => (event.type === 'step-ended' ? [event] : [])).at(-1);
    if (driven.exitCode !== 0 && driven.failure !== undefined) return screen.fail(driven.failure);
    if (driven.exitCode !== 0 || !screen.options.json) return finish(driven, screen);
    screen.document({ ...documentOf(ended?.output), runId: handle.runId });
    return 0;
  });

/** What is wrong with a plan of one step that somebody gave as options. */
function aboutOptions(failure: Failure, command: string): Failure {
  const problems = failure.problems?.map(({ path, message }) => {
    const [, input = '', rest = ''] = /^call\.input\.(\w+)(.*)$/.exec(path) ?? [];
    return { path: input === '' ? '' : `${optionFor(input)}${rest}`, message };
  });
  if (problems === undefined) return failure;
  const about = problems.map(({ path, message }) => `${path} ${message}`.trim());
  return {
    ...failure,
    message: `${command} can't be called so: ${about.length === 1 ? about[0] : `${about.length} things are wrong. First: ${about[0]}`}.`,
    fix: `What it takes: ${command} --help`,
    problems,
  };
}

const documentOf = (output: unknown): Record<string, unknown> =>
  output !== null && typeof output === 'object' && !Array.isArray(output) ? (output as Record<string, unknown>) : { output };

/** For people: the text or patch where that is the answer, YAML for one object, a list that has columns as a table, else the data. */
export function textOf(output: unknown): string {
  const { text, patch, yaml, columns, objects, namespace, name } = documentOf(output);
  const answer = [text, patch, yaml].find((one) => typeof one === 'string');
  if (answer !== undefined) return answer.replace(/\n$/, '');
  if (!Array.isArray(columns) || !Array.isArray(objects) || name !== undefined) return JSON.stringify(output, null, 2);
  return tableOf(columns.map(String), objects as readonly Listed[], namespace === undefined);
}

interface Listed {
  readonly namespace?: string;
  readonly cells: readonly string[];
}

function tableOf(columns: readonly string[], objects: readonly Listed[], overall: boolean): string {
  if (objects.length === 0) return 'None.';
  const names = overall && objects.some((one) => one.namespace !== undefined);
  const rows = [
    [...(names ? ['Namespace'] : []), ...columns],
    ...objects.map(({ namespace = '', cells }) => [...(names ? [namespace] : []), ...cells.map((cell) => cell.replaceAll(/[\s\p{C}]+/gu, ' '))]),
  ];
  const widths = (rows[0] ?? []).map((_, n) => Math.max(...rows.map((row) => (row[n] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
