import { importBundled } from '../scripts/generate/import-bundled.mjs';
import type { Measured } from './bench.ts';
import { limits } from './limits.ts';
import type { StepCosts } from './support/step-costs.ts';

export const name = 'executor: what a step costs beside its own work, 1,000 no-op steps one after the other, each journalled (median step)';
export const unit = 'ms';
export const limit = `< ${limits.stepOverheadMs} ms, slowest in a hundred < ${limits.stepOverheadSlowestMs} ms`;
export const beside = 'bottleneck 2, four at a time, keeps no journal, no approval and no undo: it shows what scheduling alone takes';

export async function run(): Promise<Measured> {
  const { stepCosts } = (await importBundled('bench/support/step-costs.ts')) as { stepCosts: () => Promise<StepCosts> };
  const { medians, slowest, cpu, wholes, other } = await stepCosts();
  const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const [p50, p99] = [middle(medians), middle(slowest)];
  return {
    value: p50.toFixed(2),
    ok: p50 < limits.stepOverheadMs && p99 < limits.stepOverheadSlowestMs,
    detail: `slowest in a hundred ${p99.toFixed(2)} ms; processor time ${middle(cpu).toFixed(2)} ms a step, plan and approval included; 1,000 steps as a DAG of ten lanes, with plan, review and approval, ${middle(wholes).toFixed(0)} ms; the same DAG through bottleneck ${middle(other).toFixed(0)} ms`,
  };
}
