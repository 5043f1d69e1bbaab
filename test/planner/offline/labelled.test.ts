import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { planRequest } from '../../../src/planner/offline/plan-request.ts';
import { holds, questionnaires, specs } from './floors.ts';
import { answerLine, readLabelled } from './labelled.ts';
import { unheard } from './said.ts';

const rows = readLabelled(join(import.meta.dirname, 'requests'));

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

  // Floors a little under what was measured; what others asked is in strangers.test.ts.
  test.each([
    ['requests', 'tuned', 0.98, 0.98],
    ['requests', 'held out', 0.96, 0.95],
  ] as const)('%s, %s half', { timeout: 240_000 }, holds);

  const dangerous = z.array(z.string()).parse(parse(readFileSync(join(import.meta.dirname, 'dangerous.yaml'), 'utf8')));
  test('nothing dangerous is planned without asking', { timeout: 240_000 }, () => {
    const answers = dangerous.map((ask) => [ask, planRequest(ask, {}, specs, questionnaires)] as const);
    expect(answers.filter(([, a]) => a.refused === undefined && a.questions.length === 0).map(([ask, a]) => `${ask}: ${answerLine(a)}`)).toEqual([]);
  });

  const examples = [...specs.values()].flatMap((spec) => spec.says.map((said) => ({ tool: spec.name, said })));
  const filled = new Set<string>();
  const finds = (wanted: string, said: string): boolean => {
    const { steps } = planRequest(said, {}, specs, questionnaires);
    for (const { tool, input } of steps) for (const name of Object.keys(input as object)) filled.add(`${tool}#${name}`);
    return steps.some(({ tool }) => tool === wanted);
  };

  test('every tool is found by its own examples', () => {
    const lost = examples.filter(({ tool, said }) => !finds(tool, said));
    console.log(`examples: ${examples.length - lost.length} of ${examples.length} find their tool`);
    expect(lost.length / examples.length).toBeLessThan(0.04);
  });

  const every = z
    .array(z.strictObject({ ask: z.string(), tool: z.string(), input: z.record(z.string(), z.unknown()) }))
    .parse(parse(readFileSync(join(import.meta.dirname, 'every-input.yaml'), 'utf8')));
  test.each(every)('$ask', ({ ask, tool, input }) => {
    const step = planRequest(ask, {}, specs, questionnaires).steps.find((s) => s.tool === tool);
    expect(step?.input).toMatchObject(input);
  });

  // What the test above filled counts; a new tool may bring a few that nobody says yet.
  test('inputs a person may name are filled by some request', () => {
    for (const { tool, input } of every) for (const name of Object.keys(input)) filled.add(`${tool}#${name}`);
    for (const { steps } of [...rows, ...readLabelled(join(import.meta.dirname, 'phrasings')), ...readLabelled(join(import.meta.dirname, 'inputs'))])
      for (const step of steps)
        if (typeof step !== 'string') for (const [tool, input] of Object.entries(step)) for (const name of Object.keys(input)) filled.add(`${tool}#${name}`);
    const left = unheard(specs, questionnaires, filled);
    console.log(`inputs no request fills: ${left.length} (${left.join(', ')})`);
    expect(left.length).toBeLessThanOrEqual(20);
  });
});
