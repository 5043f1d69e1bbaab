import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { toolSpec } from '../../../src/domain/tool.ts';
import { keep, type Studied, studied } from '../../../src/planner/offline/index.ts';
import { planRequest } from '../../../src/planner/offline/plan-request.ts';
import { besides, singles, toolsOf } from './belongs.ts';
import { percent, questionnaires, specs } from './floors.ts';

// What takes the planner seconds: to learn anew, as it does for tools the build did not know, and to go through hundreds of
// requests. Everything else about it is in the quick half.

describe('a new tool is known without the planner knowing of it', () => {
  test('by its own words', () => {
    const tool = toolSpec({
      name: 'weather.forecast',
      effect: 'read',
      summary: 'Say what the weather will be in a town.',
      input: z.strictObject({ name: z.string().describe('Town.') }),
      output: z.object({}),
      says: ['forecast the weather for Lisbon', 'what will the weather be in Oslo', 'weather in Bergen'],
    });
    const answer = planRequest('what is the weather forecast for Trondheim?', {}, new Map([...specs, [tool.name, tool]]));
    expect(answer.steps.map((s) => [s.tool, s.input])).toEqual([['weather.forecast', { name: 'Trondheim' }]]);
  });

  test('by its command lines', () => {
    const tool = toolSpec({
      name: 'helm.test',
      effect: 'change',
      summary: 'Run the tests of a Helm release.',
      input: z.strictObject({ release: z.string(), filter: z.string().optional() }),
      output: z.object({}),
      says: ['run the helm tests of web'],
      commands: ['helm test {release} --only={filter}'],
    });
    const answer = planRequest('helm test web --only smoke', {}, new Map([...specs, [tool.name, tool]]));
    expect(answer.steps.map((s) => [s.tool, s.input])).toEqual([['helm.test', { release: 'web', filter: 'smoke' }]]);
  });
});

test.each([
  ['what the build studied', (text: string) => text],
  ['what it studied of other tools', (text: string) => text.replace(/"key":"\w+"/, '"key":"another"')],
])('plans the same with %s', (_what, from) => {
  const asks = ['restart deployment web in shop', 'what would terraform change in infra?', 'merge pull request 12 by squashing'];
  const text = from(JSON.stringify(studied([...specs.values()])));
  keep(JSON.parse(text) as Studied);
  try {
    // Equal tools that are other objects, so that nothing read before serves.
    const others = new Map([...specs].map(([name, spec]) => [name, { ...spec }]));
    expect(asks.map((ask) => planRequest(ask, {}, others).hash)).toEqual(asks.map((ask) => planRequest(ask, {}, specs).hash));
  } finally {
    keep(undefined);
  }
});

test('where two tools fit, the one that is chosen is planned, under the id it was asked by', () => {
  const { said, id, choices } = doubted();
  for (const chosen of choices) {
    const answer = planRequest(said, {}, specs, questionnaires, new Map([[id, chosen]]));
    expect([said, answer.steps.find((step) => `${step.id}.meant` === id)?.tool, answer.questions.map((q) => q.id)]).toEqual([
      said,
      chosen,
      expect.not.arrayContaining([id]),
    ]);
  }
});

/** The first example of a tool that is asked about with two tools to choose from. Which it is depends on all there is to learn. */
function doubted(): { readonly said: string; readonly id: string; readonly choices: readonly string[] } {
  for (const { says, effect } of specs.values())
    for (const said of effect === 'change' ? says : []) {
      const [question] = planRequest(said, {}, specs, questionnaires).questions;
      const choices = question?.answer !== undefined && 'choices' in question.answer ? question.answer.choices : [];
      if (question?.id.endsWith('.meant') === true && choices.length === 2) return { said, id: question.id, choices };
    }
  throw new Error('no example is in doubt between two tools');
}

test('what is said beside a request adds no step to it', () => {
  const rows = singles(['strangers']).filter((r) => Object.keys(r.context).length === 0);
  const asks = [...besides(rows, 1)];
  const right = asks.filter(
    ({ ask, row }) =>
      planRequest(ask, {}, specs, questionnaires)
        .steps.map((s) => s.tool)
        .join() === toolsOf(row).join(),
  );
  console.log(`background: ${right.length} of ${asks.length} (${percent(right.length / asks.length)}) plan the same with it`);
  expect(right.length / asks.length).toBeGreaterThanOrEqual(0.93);
});
