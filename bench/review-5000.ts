import { costOfPlan } from '../src/domain/cost/estimate.ts';
import { parsePlanJson } from '../src/domain/terraform/plan-json.ts';
import { reviewPlanJson } from '../src/safety/terraform/classify.ts';
import type { Measured } from './bench.ts';
import { planText } from './support/plan-text.ts';

export const name = 'Review of a Terraform plan with 5,000 resources, from its JSON to every answer';
export const unit = 'ms';
export const limit = 300;

/** Text → items, costs and what it reaches; how it grows from a fifth of that is said beside it. */
export async function run(): Promise<Measured> {
  const small = planText(1_000);
  const large = planText(5_000);
  const time = (text: string): { readonly ms: number; readonly processorMs: number; readonly items: number } => {
    const started = performance.now();
    const used = process.cpuUsage();
    const plan = parsePlanJson(text);
    if (!plan.ok) throw new Error(plan.failure.message);
    const { items } = reviewPlanJson(plan.value, { cost: costOfPlan(plan.value).cost });
    const { user, system } = process.cpuUsage(used);
    return { ms: performance.now() - started, processorMs: (user + system) / 1000, items: items.length };
  };
  time(small);
  const before = [time(small), time(small), time(small)].map(({ ms }) => ms).sort((a, b) => a - b)[1] ?? 0;
  const samples: number[] = [];
  const processor: number[] = [];
  let items = 0;
  for (let round = 0; round < 7; round++) {
    const found = time(large);
    samples.push(found.ms);
    processor.push(found.processorMs);
    items = found.items;
  }
  const middle = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[3] ?? 0;
  const median = middle(samples);
  return {
    samples,
    detail: `${items} items from ${(large.length / 1e6).toFixed(1)} MB, ${middle(processor).toFixed(0)} ms of processor time; 1,000 resources in ${before.toFixed(0)} ms, so five times as many take ${(median / before).toFixed(1)} times as long`,
  };
}
