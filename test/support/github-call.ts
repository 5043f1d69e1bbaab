import type { RecordedEvent } from '../../src/domain/event.ts';
import type { Failure } from '../../src/domain/failure/failure.ts';
import { ok } from '../../src/domain/failure/failure.ts';
import type { Preview } from '../../src/domain/tool.ts';
import type { Workplace } from '../../src/domain/workplace.ts';
import { rollbackPlan } from '../../src/session/rollback.ts';
import { type House, type RunRequest, startRun } from '../../src/session/start.ts';
import { all, start } from './house.ts';

export type World = House & { readonly folder: string; readonly data: string };

export interface Called {
  readonly status: string;
  readonly summary: string;
  readonly output: unknown;
  readonly failure: Failure | undefined;
  /** What the approval showed. */
  readonly asked: string | undefined;
  readonly warnings: readonly string[];
  readonly verdict: unknown;
  readonly undo: unknown;
  readonly events: readonly RecordedEvent[];
  readonly runId: string;
}

/** Says yes to whatever is asked, and types what has to be typed. */
const consenting: Pick<RunRequest, 'consent'> = {
  consent: async ({ plan }, decisions) => {
    const typed = [...decisions].flatMap(([id, decision]) =>
      decision.kind === 'confirm' && decision.typed !== undefined ? [[id, decision.typed] as const] : [],
    );
    return ok({ hash: plan.hash, by: 'test', typed: new Map(typed) });
  },
};

/** One call of a tool through the real gate and executor. */
export async function call(world: World, tool: string, input: object = {}): Promise<Called> {
  const handle = start(world, [{ id: 'do', tool, input }], consenting);
  const events = await all(handle);
  const step = events.flatMap(({ event }) => (event.type === 'step-ended' ? [event] : [])).at(-1);
  const run = events.flatMap(({ event }) => (event.type === 'run-ended' ? [event] : [])).at(-1);
  const preview = events.flatMap(({ event }) => (event.type === 'step-previewed' ? [event.preview] : [])).at(-1);
  return {
    status: step?.status ?? run?.outcome ?? 'none',
    summary: step?.summary ?? '',
    output: step?.output,
    failure: step?.failure ?? run?.failure,
    asked: preview?.summary,
    warnings: preview?.warnings ?? [],
    verdict: step?.verdict,
    undo: step?.undo,
    events,
    runId: handle.runId,
  };
}

/** Takes a call back as a person would: the undo steps as a plan of their own. How that ended. */
export async function rollBack(world: World, called: Called): Promise<string> {
  const plan = rollbackPlan(called.runId, 'A test', called.events, world.tools);
  if (!plan.ok) return `${plan.failure.code}: ${plan.failure.message}`;
  const handle = startRun(world, {
    folder: world.folder,
    goal: 'Back',
    plan: async () => plan,
    circumstances: { trusted: true, mode: 'act' },
    ...consenting,
  });
  const events = await all(handle);
  const end = events.flatMap(({ event }) => (event.type === 'run-ended' ? [event] : [])).at(-1);
  const step = events.flatMap(({ event }) => (event.type === 'step-ended' && event.failure !== undefined ? [event.failure] : [])).at(-1);
  const failure = end?.failure ?? step;
  const missing = end?.missing.length ? ` missing ${end.missing.join('; ')}` : '';
  return failure === undefined ? `${end?.outcome}${missing}` : `${end?.outcome}: ${failure.code}: ${failure.message}`;
}

/** What a tool may reach in this world. */
export const workplace = (world: World, signal = new AbortController().signal): Workplace => world.workplace(world.folder, signal, () => {});

/** What a preview says, without running anything. */
export async function preview(world: World, tool: string, input: object): Promise<Preview | Failure> {
  const found = world.tools.get(tool);
  const seen = await found?.preview?.(found.input.parse(input), workplace(world));
  if (seen === undefined) throw new Error(`${tool} has no preview`);
  return seen.ok ? seen.value : seen.failure;
}

/** After a crash: what the tool says became of it. */
export async function inspect(world: World, tool: string, input: object): Promise<string> {
  const found = world.tools.get(tool);
  return (await found?.inspect?.(found.input.parse(input), workplace(world))) ?? 'nobody can tell';
}
