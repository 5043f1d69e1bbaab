import { z } from 'zod';
import { registry } from '../src/domain/registry.ts';
import { type Tool, tool } from '../src/domain/tool.ts';
import { makePlan } from '../src/planner/make.ts';
import type { Measured } from './bench.ts';
import { limits } from './limits.ts';

export const name = 'planner: a plan of 10,000 steps checked, ordered and hashed';
export const unit = 'ms';
export const limit = limits.planCheckedMs;

const steps = 10_000;

const tools = registry([
  tool({
    name: 'bench.step',
    effect: 'read',
    summary: 'Does nothing.',
    input: z.strictObject({ n: z.number(), from: z.string().optional(), deep: z.array(z.string()).optional() }),
    output: z.object({ name: z.string(), list: z.array(z.object({ id: z.string() })) }),
    says: [],
    run: async () => ({ ok: true, output: { name: '', list: [] }, summary: 'Done.', undo: 'nothing-changed' }),
  }) as unknown as Tool,
]);

/** Every step but the first uses outputs of an earlier one, and waits for another; the last stands first in the file. */
export async function run(): Promise<Measured> {
  const draft = {
    goal: 'Ten thousand steps',
    steps: Array.from({ length: steps }, (_, i) => ({
      id: `s${i}`,
      tool: 'bench.step',
      input: i === 0 ? { n: i } : { n: i, from: `\${steps.s${i - 1}.output.name}`, deep: [`a \${steps.s${Math.floor(i / 2)}.output.list.0.id} b`] },
      ...(i > 10 ? { dependsOn: [`s${i - 10}`] } : {}),
    })).reverse(),
  };
  const samples: number[] = [];
  for (let round = 0; round < 9; round++) {
    const started = performance.now();
    const plan = makePlan(draft, tools);
    samples.push(performance.now() - started);
    if (!plan.ok) throw new Error(plan.failure.message);
  }
  return { samples, detail: `the first time ${samples[0]?.toFixed(0)} ms` };
}
