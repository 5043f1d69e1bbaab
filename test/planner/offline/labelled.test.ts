import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Questionnaire } from '../../../src/domain/question.ts';
import { terraformQuestionnaire } from '../../../src/generators/terraform/questionnaire.ts';
import { allSpecs } from '../../../src/host/specs.ts';
import { planRequest } from '../../../src/planner/offline/plan-request.ts';
import { answerLine, halfOf, readLabelled, score } from './labelled.ts';

/** Written beside the planner; and, five times, by no one who knew it, before anything was tuned on it; `phrasings` beside the tools. */
const sets = {
  own: readLabelled(join(import.meta.dirname, 'requests')),
  strangers: readLabelled(join(import.meta.dirname, 'strangers')),
  'strangers-2': readLabelled(join(import.meta.dirname, 'strangers-2')),
  'strangers-3': readLabelled(join(import.meta.dirname, 'strangers-3')),
  'strangers-4': readLabelled(join(import.meta.dirname, 'strangers-4')),
  'strangers-5': readLabelled(join(import.meta.dirname, 'strangers-5')),
  inputs: readLabelled(join(import.meta.dirname, 'inputs')),
  phrasings: readLabelled(join(import.meta.dirname, 'phrasings')),
};
const rows = sets.own;
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
    ['own', 'tuned', 0.98, 0.98],
    ['own', 'held out', 0.96, 0.95],
    ['strangers', 'tuned', 0.98, 0.96],
    ['strangers', 'held out', 0.91, 0.87],
    ['strangers-2', 'tuned', 0.97, 0.97],
    ['strangers-2', 'held out', 0.9, 0.83],
    ['strangers-3', 'tuned', 0.92, 0.82],
    ['strangers-3', 'held out', 0.87, 0.74],
    ['strangers-4', 'tuned', 0.84, 0.8],
    ['strangers-4', 'held out', 0.83, 0.73],
    ['strangers-5', 'tuned', 0.8, 0.78],
    ['strangers-5', 'held out', 0.72, 0.53],
    // Written for what is said beside the thing to do; an input too many counts as wrong. 84.1 / 50.0 and 81.4 / 52.3 at first.
    ['inputs', 'tuned', 0.83, 0.8],
    ['inputs', 'held out', 0.78, 0.6],
    // Written to find what the planner does not hear; both halves were looked at.
    ['phrasings', 'tuned', 0.95, 0.9],
    ['phrasings', 'held out', 0.93, 0.9],
  ] as const)('%s, %s half', { timeout: 240_000 }, (set, half, tools, inputs) => {
    const result = score(
      sets[set].filter((r) => halfOf(r.ask) === half),
      specs,
      questionnaires,
      set === 'inputs',
    );
    console.log(
      `${set}, ${half}: ${result.requests} requests, tools and order ${percent(result.tools)}, inputs ${percent(result.inputs)}, dangerous ${result.dangerous - result.slipped.length}/${result.dangerous} asked or refused, ${result.harmful.length} change what nobody asked for`,
    );
    expect(result.slipped).toEqual([]);
    // A little over what was measured: 12.6 % were the most before a change that may not be meant was asked about.
    expect(result.harmful.length / result.requests).toBeLessThanOrEqual(set === 'inputs' ? 0.13 : 0.09);
    expect(result.tools).toBeGreaterThanOrEqual(tools);
    expect(result.inputs).toBeGreaterThanOrEqual(inputs);
  });

  const dangerous = z.array(z.string()).parse(parse(readFileSync(join(import.meta.dirname, 'dangerous.yaml'), 'utf8')));
  test('nothing dangerous is planned without asking', { timeout: 240_000 }, () => {
    const answers = dangerous.map((ask) => [ask, planRequest(ask, {}, specs, questionnaires)] as const);
    expect(answers.filter(([, a]) => a.refused === undefined && a.questions.length === 0).map(([ask, a]) => `${ask}: ${answerLine(a)}`)).toEqual([]);
  });

  const examples = [...specs.values()].flatMap((spec) => spec.says.map((said) => ({ tool: spec.name, said })));
  const finds = (tool: string, said: string, of: typeof specs): boolean => planRequest(said, {}, of, questionnaires).steps.some((s) => s.tool === tool);

  test('every tool is found by its own examples', { timeout: 240_000 }, () => {
    const lost = examples.filter(({ tool, said }) => !finds(tool, said, specs));
    console.log(`examples: ${examples.length - lost.length} of ${examples.length} find their tool`);
    expect(lost.length / examples.length).toBeLessThan(0.04);
  });

  test('and by those it has not learned from', { timeout: 480_000 }, () => {
    const parts = 5;
    let found = 0;
    for (let part = 0; part < parts; part++) {
      const isLeft = (i: number): boolean => i % parts === part;
      const less = new Map([...specs].map(([name, spec]) => [name, { ...spec, says: spec.says.filter((_, i) => !isLeft(i)) }]));
      for (const spec of specs.values()) found += spec.says.filter((said, i) => isLeft(i) && finds(spec.name, said, less)).length;
    }
    console.log(`examples left out: ${found} of ${examples.length} (${percent(found / examples.length)}) find their tool`);
    expect(found / examples.length).toBeGreaterThanOrEqual(0.83);
  });
});
