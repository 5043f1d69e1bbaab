import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Questionnaire } from '../../../src/domain/question.ts';
import { terraformQuestionnaire } from '../../../src/generators/terraform/questionnaire.ts';
import { allSpecs } from '../../../src/host/specs.ts';
import { planRequest } from '../../../src/planner/offline/plan-request.ts';
import { halfOf, readLabelled, score } from './labelled.ts';

const rows = readLabelled(join(import.meta.dirname, 'requests'));
const specs = allSpecs();
const questionnaires = new Map<string, Questionnaire>([['generate.terraform', terraformQuestionnaire]]);
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

describe('requests people make get the right plan', () => {
  test('there are enough of them, over every toolset', () => {
    expect(rows.length).toBeGreaterThanOrEqual(300);
    const perToolset = new Map<string, number>();
    for (const row of rows)
      for (const toolset of new Set(row.steps.map((s) => (typeof s === 'string' ? s : (Object.keys(s)[0] ?? '')).split('.')[0] ?? '')))
        perToolset.set(toolset, (perToolset.get(toolset) ?? 0) + 1);
    for (const toolset of new Set([...specs.keys()].map((name) => name.split('.')[0] ?? '')))
      expect([toolset, (perToolset.get(toolset) ?? 0) >= 10]).toEqual([toolset, true]);
  });

  // Floors a little under what was measured; docs/decisions/2026-11-21-offline-planner.md has the figures.
  test.each([
    ['tuned', 0.97, 0.97],
    ['held out', 0.85, 0.81],
  ] as const)('%s half', (half, tools, inputs) => {
    const result = score(
      rows.filter((r) => halfOf(r.ask) === half),
      specs,
      questionnaires,
    );
    console.log(
      `${half}: ${result.requests} requests, tools and order ${percent(result.tools)}, inputs ${percent(result.inputs)}, dangerous ${result.dangerous - result.slipped.length}/${result.dangerous} asked or refused`,
    );
    expect(result.slipped).toEqual([]);
    expect(result.tools).toBeGreaterThanOrEqual(tools);
    expect(result.inputs).toBeGreaterThanOrEqual(inputs);
  });

  test('every tool is found by its own examples', () => {
    const lost = [...specs.values()].flatMap((spec) =>
      spec.says.filter((said) => !planRequest(said, {}, specs, questionnaires).steps.some((s) => s.tool === spec.name)).map((said) => `${spec.name}: ${said}`),
    );
    const all = [...specs.values()].reduce((sum, spec) => sum + spec.says.length, 0);
    console.log(`examples: ${all - lost.length} of ${all} find their tool`);
    expect(lost.length / all).toBeLessThan(0.06);
  });
});
