import { atStep } from '../../src/domain/at-step.ts';
import type { RecordedEvent } from '../../src/domain/event.ts';
import type { Failure } from '../../src/domain/failure/failure.ts';
import { ok } from '../../src/domain/failure/failure.ts';
import type { Decision } from '../../src/domain/plan.ts';
import type { Preview, Undo, Verdict } from '../../src/domain/tool.ts';
import type { Workplace } from '../../src/domain/workplace.ts';
import type { DraftStep } from '../../src/planner/draft.ts';
import { rollbackPlan } from '../../src/session/rollback.ts';
import { type House, type RunRequest, startRun } from '../../src/session/start.ts';
import { all, start } from './house.ts';

export type World = House & { readonly folder: string; readonly data: string };

/** What a person saw of one call of a tool: before it, while it ran, and after. */
export interface Called {
  /** How the step ended; how the run did, where the step never began. */
  readonly status: string;
  readonly summary: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a tool gives differs from tool to tool, and a test says what it expects.
  readonly output: any;
  readonly failure: Failure | undefined;
  /** What the approval showed. */
  readonly asked: string | undefined;
  readonly warnings: readonly string[];
  /** All of it, texts included; `undefined` where nobody was asked. */
  readonly preview: Preview | undefined;
  readonly decision: Decision | undefined;
  readonly verdict: Verdict | undefined;
  readonly undo: Undo | undefined;
  readonly progress: readonly string[];
  readonly events: readonly RecordedEvent[];
  readonly runId: string;
}

export interface Around {
  /** Steps of the same plan that come first; the call depends on the last of them, and may refer to their outputs. */
  readonly first?: readonly DraftStep[];
  /** Happens between the yes and the run. */
  meanwhile?(): Promise<void> | void;
  /** Cancels the run when it returns true for a line of progress. */
  stop?(line: string): boolean;
}

/** Says yes to everything, and types what is to be typed. */
export const saysYes: RunRequest['consent'] = async ({ plan }, decisions) =>
  ok({
    hash: plan.hash,
    by: 'test',
    typed: new Map([...decisions].flatMap(([id, d]) => (d.kind === 'confirm' && d.typed !== undefined ? [[id, d.typed] as const] : []))),
  });

/** One call of a tool through the real gate and executor. */
export async function call(world: World, tool: string, input: object = {}, { first = [], meanwhile = () => {}, stop }: Around = {}): Promise<Called> {
  let preview: Preview | undefined;
  const before = first.at(-1);
  const handle = start(world, [...first, { id: 'do', tool, input, ...(before === undefined ? {} : { dependsOn: [before.id] }) }], {
    consent: async (seen, decisions, signal) => {
      preview = seen.previews.get('do') ?? preview;
      await meanwhile();
      return saysYes(seen, decisions, signal);
    },
  });
  const events: RecordedEvent[] = [];
  for await (const recorded of handle.events) {
    events.push(recorded);
    if (recorded.event.type === 'step-progressed' && stop?.(recorded.event.line)) handle.cancel();
  }
  return { ...told(events, handle.runId), preview };
}

/** The last step of a run, and how it ended. */
function told(events: readonly RecordedEvent[], runId: string): Called {
  const step = events.flatMap(({ event }) => (event.type === 'step-ended' ? [event] : [])).at(-1);
  const run = events.flatMap(({ event }) => (event.type === 'run-ended' ? [event] : [])).at(-1);
  const preview = events.flatMap(({ event }) => (event.type === 'step-previewed' ? [event.preview] : [])).at(-1);
  const decision = events.flatMap(({ event }) => (event.type === 'step-decided' ? [event.decision] : [])).at(-1);
  return {
    status: step?.status ?? run?.outcome ?? 'none',
    summary: step?.summary ?? '',
    output: step?.output,
    failure: step?.failure ?? run?.failure,
    asked: preview?.summary,
    warnings: preview?.warnings ?? [],
    preview: undefined,
    decision,
    verdict: step?.verdict,
    undo: step?.undo,
    progress: events.flatMap(({ event }) => (event.type === 'step-progressed' ? [event.line] : [])),
    events,
    runId,
  };
}

/** Takes a call back as a person would: the undo steps as a plan of their own. */
export async function takeBack(world: World, called: Pick<Called, 'runId' | 'events'>): Promise<Called> {
  const plan = rollbackPlan(called.runId, 'A test', called.events, world.tools);
  if (!plan.ok) return { ...told([], called.runId), failure: plan.failure };
  const handle = startRun(world, {
    folder: world.folder,
    goal: plan.value.goal,
    plan: async () => plan,
    circumstances: { trusted: true, mode: 'act' },
    consent: saysYes,
    rollbackOf: called.runId,
  });
  return told(await all(handle), handle.runId);
}

/** As {@link takeBack}: how that ended, in words; `succeeded` when all is as it should be. */
export async function rollBack(world: World, called: Pick<Called, 'runId' | 'events'>): Promise<string> {
  const back = await takeBack(world, called);
  const end = back.events.flatMap(({ event }) => (event.type === 'run-ended' ? [event] : [])).at(-1);
  const step = back.events.flatMap(({ event }) => (event.type === 'step-ended' && event.failure !== undefined ? [event.failure] : [])).at(-1);
  const failure = end?.failure ?? step;
  if (end === undefined) return `${back.failure?.code}: ${back.failure?.message}`;
  const missing = end.missing.length > 0 ? ` missing ${end.missing.join('; ')}` : '';
  return failure === undefined ? `${end.outcome}${missing}` : `${end.outcome}: ${failure.code}: ${failure.message}`;
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

/** After a crash: what the tool says became of it; `begun`: the undo of its preview; `of`: the run whose call it was. */
export async function inspect(world: World, tool: string, input: object, begun?: Undo, of?: Pick<Called, 'runId'>): Promise<string> {
  const found = world.tools.get(tool);
  const at = of === undefined ? workplace(world) : atStep({ ...workplace(world), run: { id: of.runId } }, 'do');
  return (await found?.inspect?.(found.input.parse(input), at, begun)) ?? 'nobody can tell';
}
