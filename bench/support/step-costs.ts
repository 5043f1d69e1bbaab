import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Bottleneck from 'bottleneck';
import { z } from 'zod';
import { registry } from '../../src/domain/registry.ts';
import { type Tool, tool } from '../../src/domain/tool.ts';
import { type OpenHouse, openHouse } from '../../src/host/house.ts';
import type { DraftStep } from '../../src/planner/draft.ts';
import { makePlan } from '../../src/planner/make.ts';
import { startRun } from '../../src/session/start.ts';

/** In ms. */
export interface StepCosts {
  /** From the end of a step to the end of the next, in a chain, by round: the median. */
  readonly medians: readonly number[];
  /** The slowest in a hundred, by round. */
  readonly slowest: readonly number[];
  /** Processor time a step, over the chain: what does not depend on who else is at work. */
  readonly cpu: readonly number[];
  /** Of the DAG as a whole, with plan, review and approval. */
  readonly wholes: readonly number[];
  /** The same DAG through bottleneck. */
  readonly other: readonly number[];
}

const steps = 1_000;
const rounds = 5;

/** Does nothing, so that all the time is ours. */
const noop = tool({
  name: 'bench.noop',
  effect: 'read',
  summary: 'Does nothing.',
  input: z.looseObject({}),
  output: z.object({ n: z.number() }),
  says: [],
  run: async () => ({ ok: true, output: { n: 1 }, summary: 'Done.', undo: 'nothing-changed' }),
}) as unknown as Tool;

/** Ten lanes of a hundred, each step after the one before it in its lane and one of the lane beside it. */
const dag = (): readonly DraftStep[] =>
  Array.from({ length: steps }, (_, i) => ({
    id: `s${i}`,
    tool: noop.name,
    input: { n: i },
    dependsOn: [...(i >= 10 ? [`s${i - 10}`] : []), ...(i >= 11 && i % 10 > 0 ? [`s${i - 11}`] : [])],
  }));

const chain = (): readonly DraftStep[] =>
  Array.from({ length: steps }, (_, i) => ({ id: `s${i}`, tool: noop.name, input: { n: i }, dependsOn: i === 0 ? [] : [`s${i - 1}`] }));

const tools = registry([noop]);

/** A thousand steps that do nothing through the whole runtime, and through a scheduler that keeps nothing. */
export async function stepCosts(): Promise<StepCosts> {
  const data = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  const house = await openHouse(data);
  try {
    const medians: number[] = [];
    const slowest: number[] = [];
    const wholes: number[] = [];
    const cpu: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const before = process.cpuUsage();
      const { gaps } = await oneRun(house, folder, chain());
      const { user, system } = process.cpuUsage(before);
      const { ms } = await oneRun(house, folder, dag());
      // The first round warms the code up.
      if (round === 0) continue;
      medians.push(at(gaps, 0.5));
      slowest.push(at(gaps, 0.99));
      wholes.push(ms);
      cpu.push((user + system) / 1000 / steps);
    }
    return { medians, slowest, cpu, wholes, other: await bottleneck() };
  } finally {
    house.dispose();
    for (const one of [data, folder]) await rm(one, { recursive: true, force: true });
  }
}

/** One run to its end: how long it took, and the times from each step's end to the next one's, sorted. */
async function oneRun(house: OpenHouse, folder: string, draft: readonly DraftStep[]): Promise<{ readonly ms: number; readonly gaps: readonly number[] }> {
  const gaps: number[] = [];
  const begun = performance.now();
  const plan = makePlan({ goal: 'A thousand steps', steps: draft }, tools);
  if (!plan.ok) throw new Error(plan.failure.message);
  const handle = startRun(
    { ...house, tools },
    {
      folder,
      goal: 'A thousand steps',
      plan: async () => plan,
      consent: async ({ plan: { hash } }) => ({ ok: true, value: { hash, by: 'bench' } }),
      circumstances: { trusted: true, mode: 'act' },
    },
  );
  let last: number | undefined;
  for await (const { event } of handle.events) {
    const now = performance.now();
    if (event.type === 'step-ended') {
      if (last !== undefined) gaps.push(now - last);
      last = now;
    }
    if (event.type === 'run-ended' && event.outcome !== 'succeeded') throw new Error(`the run ${event.outcome}: ${event.failure?.message}`);
  }
  return { ms: performance.now() - begun, gaps: gaps.sort((a, b) => a - b) };
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;

async function bottleneck(): Promise<readonly number[]> {
  const all = dag();
  const took: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const limiter = new Bottleneck({ maxConcurrent: 4 });
    const done = new Map<string, Promise<unknown>>();
    const begun = performance.now();
    for (const step of all)
      done.set(
        step.id,
        Promise.all((step.dependsOn ?? []).map((id) => done.get(id))).then(() => limiter.schedule(async () => ({ n: 1 }))),
      );
    await Promise.all(done.values());
    if (round > 0) took.push(performance.now() - begun);
  }
  return took;
}
