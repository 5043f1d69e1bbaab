import { join } from 'node:path';
import { beforeAll } from 'vitest';
import type { RecordedEvent } from '../../../src/domain/event.ts';
import type { Failure } from '../../../src/domain/failure/failure.ts';
import { ok } from '../../../src/domain/failure/failure.ts';
import type { Preview } from '../../../src/domain/tool.ts';
import { rollbackPlan } from '../../../src/session/rollback.ts';
import { type RunRequest, startRun } from '../../../src/session/start.ts';
import { terraformTools } from '../../../src/tools/terraform/all.ts';
import { all, start, testHouse } from '../../support/house.ts';
import { plant } from '../../support/tree.ts';

// Nothing of the person's own Terraform or AWS reaches a test.
beforeAll(() => {
  for (const name of Object.keys(process.env)) if (/^(TF_|AWS_|NIMBUS_TERRAFORM$)/.test(name)) delete process.env[name];
  process.env.CHECKPOINT_DISABLE = '1';
});

export type World = ReturnType<typeof testHouse>;

/** A workspace with these files, and the Terraform tools. */
export function world(files: Readonly<Record<string, string>> = {}): World {
  const house = testHouse(terraformTools);
  plant(house.folder, files);
  return house;
}

export interface Called {
  readonly status: string;
  readonly summary: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it.
  readonly output: any;
  readonly failure: Failure | undefined;
  readonly warnings: readonly string[];
  /** What the approval showed. */
  readonly asked: string | undefined;
  readonly verdict: unknown;
  readonly undo: unknown;
  readonly progress: readonly string[];
  readonly events: readonly RecordedEvent[];
  readonly runId: string;
}

/** Says yes to everything, and types what is to be typed. */
export const saysYes: RunRequest['consent'] = async ({ plan }, decisions) =>
  ok({
    hash: plan.hash,
    by: 'test',
    typed: new Map([...decisions].flatMap(([id, d]) => (d.kind === 'confirm' && d.typed !== undefined ? [[id, d.typed]] : []))),
  });

/** One call of a tool through the real gate and executor. `stop` cancels it when it returns true for a line of progress. */
export async function call(at: World, tool: string, input: object = {}, stop?: (line: string) => boolean): Promise<Called> {
  const handle = start(at, [{ id: 'do', tool, input }], { consent: saysYes });
  const events: RecordedEvent[] = [];
  for await (const recorded of handle.events) {
    events.push(recorded);
    if (recorded.event.type === 'step-progressed' && stop?.(recorded.event.line)) handle.cancel();
  }
  return told(events, handle.runId);
}

function told(events: readonly RecordedEvent[], runId: string): Called {
  const step = events.flatMap(({ event }) => (event.type === 'step-ended' ? [event] : [])).at(-1);
  const run = events.flatMap(({ event }) => (event.type === 'run-ended' ? [event] : [])).at(-1);
  const preview = events.flatMap(({ event }) => (event.type === 'step-previewed' ? [event.preview] : [])).at(-1);
  return {
    status: step?.status ?? run?.outcome ?? 'none',
    summary: step?.summary ?? '',
    output: step?.output,
    failure: step?.failure ?? run?.failure,
    warnings: preview?.warnings ?? [],
    asked: preview?.summary,
    verdict: step?.verdict,
    undo: step?.undo,
    progress: events.flatMap(({ event }) => (event.type === 'step-progressed' ? [event.line] : [])),
    events,
    runId,
  };
}

/** Plans, and applies what was planned. */
export async function planAndApply(at: World, input: object = {}): Promise<Called> {
  const planned = await call(at, 'terraform.plan', input);
  if (planned.status !== 'succeeded') return planned;
  return call(at, 'terraform.apply', { plan: planned.output.plan });
}

/** Takes a call back as a person would: the undo steps as a plan of their own. */
export async function rollBack(at: World, called: Pick<Called, 'runId' | 'events'>): Promise<Called> {
  const plan = rollbackPlan(called.runId, 'A test', called.events, at.tools);
  if (!plan.ok) return { ...told([], called.runId), status: 'none', failure: plan.failure };
  const handle = startRun(at, {
    folder: at.folder,
    goal: 'Back',
    plan: async () => plan,
    circumstances: { trusted: true, mode: 'act' },
    consent: saysYes,
  });
  return told(await all(handle), handle.runId);
}

/** What a preview says, without running anything. */
export async function preview(at: World, tool: string, input: object): Promise<Preview | Failure> {
  const found = at.tools.get(tool);
  const seen = await found?.preview?.(
    found.input.parse(input),
    at.workplace(at.folder, new AbortController().signal, () => {}),
  );
  if (seen === undefined) throw new Error(`${tool} has no preview`);
  return seen.ok ? seen.value : seen.failure;
}

export const workplace = (at: World) => at.workplace(at.folder, new AbortController().signal, () => {});

export const stateFile = (at: World, directory = '.'): string => join(at.folder, directory, 'terraform.tfstate');
