import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { registry } from '../../src/domain/registry.ts';
import { type Tool, tool } from '../../src/domain/tool.ts';
import { openHouse } from '../../src/host/house.ts';
import { makePlan } from '../../src/planner/make.ts';
import { startRun } from '../../src/session/start.ts';

/** Runs before it counts: what is loaded, compiled and cached is there by then; the heap is flat from the 200th on. */
const warm = 1_000;
const counted = 1_000;

const noop = tool({
  name: 'bench.noop',
  effect: 'read',
  summary: 'Does nothing.',
  input: z.looseObject({}),
  output: z.object({ text: z.string() }),
  says: [],
  run: async (_input, at) => {
    for (let i = 0; i < 20; i++) at.progress(`line ${i}`);
    return { ok: true, output: { text: 'x'.repeat(2_000) }, summary: 'Done.', undo: 'nothing-changed' };
  },
}) as unknown as Tool;

const [, , place = '.'] = process.argv;
const folder = join(place, 'workspace');
mkdirSync(folder);
const house = await openHouse(join(place, 'data'));
const tools = registry([noop]);
const steps = Array.from({ length: 3 }, (_, i) => ({ id: `s${i}`, tool: noop.name, input: { i } }));

async function many(n: number): Promise<void> {
  for (let i = 0; i < n; i++) {
    const plan = makePlan({ goal: 'A run', steps }, tools);
    if (!plan.ok) throw new Error(plan.failure.message);
    const handle = startRun(
      { ...house, tools },
      {
        folder,
        goal: 'A run',
        plan: async () => plan,
        consent: async ({ plan: { hash } }) => ({ ok: true, value: { hash, by: 'bench' } }),
        circumstances: { trusted: true, mode: 'act' },
      },
    );
    for await (const { event } of handle.events)
      if (event.type === 'run-ended' && event.outcome !== 'succeeded') throw new Error(`the run ${event.outcome}: ${event.failure?.message}`);
  }
}

const collect = (globalThis as { gc?: () => void }).gc;
const look = () => {
  for (let i = 0; i < 3; i++) collect?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heapUsed };
};
await many(warm);
const before = look();
await many(counted);
const after = look();
house.dispose();
console.log(JSON.stringify({ before: before.rss, after: after.rss, heapBefore: before.heapUsed, heapAfter: after.heapUsed }));
