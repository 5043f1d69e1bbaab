import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { registry } from '../../src/domain/registry.ts';
import type { DraftStep } from '../../src/planner/draft.ts';
import { readPlan, writePlan } from '../../src/planner/file.ts';
import { makePlan } from '../../src/planner/make.ts';
import { gives, testTool } from '../support/house.ts';

const tools = registry([
  testTool('files.write', { ...gives({}), input: z.strictObject({ path: z.string(), size: z.number().optional() }), effect: 'write' }),
  testTool('files.read', gives({})),
]);

function check(steps: readonly DraftStep[], expected: string) {
  const plan = makePlan({ goal: 'g', steps }, tools);
  expect(plan.ok ? 'fine' : (plan.failure.problems ?? []).map((p) => `${p.path}: ${p.message}`).join('\n')).toBe(expected.trim().replaceAll(/\n +/g, '\n'));
}

describe('what is wrong with a plan is said at once, with the place', () => {
  test('nothing', () => check([{ id: 'a', tool: 'files.read', input: {} }], 'fine'));
  test('no step', () => check([], 'steps: there is no step; a plan has at least one'));
  test('a tool that is not there, with the nearest', () =>
    check([{ id: 'a', tool: 'file.raed', input: {} }], 'a.tool: there is no tool file.raed; did you mean files.read?'));
  test('a tool far from any', () => check([{ id: 'a', tool: 'xyz', input: {} }], 'a.tool: there is no tool xyz'));
  test('several at once', () =>
    check(
      [
        { id: 'a', tool: 'files.write', input: { path: 3, colour: 'red' } },
        { id: 'a', tool: 'files.read', input: {}, dependsOn: ['b', 'a'] },
      ],
      `a.input.path: invalid input: expected string, received number
       a.input: colour is not an input of this tool
       a: two steps have this id
       a.dependsOn: there is no step b; did you mean a?
       a.dependsOn: a step can’t wait for itself`,
    ));
  test('a cycle, printed', () =>
    check(
      [
        { id: 'a', tool: 'files.read', input: { x: '${steps.c.output}' } },
        { id: 'b', tool: 'files.read', input: {}, dependsOn: ['a'] },
        { id: 'c', tool: 'files.read', input: {}, dependsOn: ['b'] },
      ],
      'a: steps wait for each other: a → c → b → a',
    ));
  test('a reference to nowhere, to itself, and a mistyped one', () =>
    check(
      [
        { id: 'files', tool: 'files.read', input: { x: '${steps.file.output.path}' } },
        { id: 'b', tool: 'files.read', input: { x: ['${steps.b.output}'] } },
        { id: 'c', tool: 'files.read', input: { x: '${steps.b.ouput.path}' } },
      ],
      `files.input.x: there is no step file; did you mean files?
       b.input.x[0]: a step can’t use its own output
       c.input.x: \${steps.b.ouput.path} is not a reference; one looks like \${steps.<id>.output.<name>}`,
    ));
  test('a reference stands for a value of any type', () =>
    check(
      [
        { id: 'a', tool: 'files.read', input: {} },
        { id: 'b', tool: 'files.write', input: { path: 'x', size: '${steps.a.output.size}' } },
      ],
      'fine',
    ));
  test('an id that is none', () => check([{ id: '../x', tool: 'files.read', input: {} }], '../x: an id is 1 to 64 letters, digits, - or _'));
  test('10,000 steps in a chain are ordered without a deep stack', () => {
    const steps = Array.from({ length: 10_000 }, (_, i) => ({ id: `s${i}`, tool: 'files.read', input: {}, ...(i > 0 ? { dependsOn: [`s${i - 1}`] } : {}) }));
    expect(makePlan({ goal: 'g', steps: steps.reverse() }, tools).ok).toBe(true);
  });
});

describe('a plan’s hash', () => {
  const hash = (steps: readonly DraftStep[]) => {
    const plan = makePlan({ goal: 'g', steps }, tools);
    return plan.ok ? plan.value.hash : undefined;
  };
  const a: DraftStep = { id: 'a', tool: 'files.write', input: { path: 'x', size: 1 } };
  const b: DraftStep = { id: 'b', tool: 'files.read', input: {} };
  test('does not change with the order of steps or keys, nor with the words', () => {
    expect(hash([b, { ...a, input: { size: 1, path: 'x' }, reason: 'because' }])).toBe(hash([a, b]));
  });
  test.each([
    ['an input', { ...a, input: { path: 'y', size: 1 } }],
    ['a dependency', { ...a, dependsOn: ['b'] }],
    ['error handling', { ...a, continueOnError: true }],
    ['a tool', { ...b, id: 'a' }],
  ])('changes with %s', (_what, changed) => {
    expect(hash([changed, b])).not.toBe(hash([a, b]));
  });
});

describe('a plan file', () => {
  test('is read back with the same hash', async () => {
    const plan = makePlan(
      {
        goal: 'g: with a colon',
        steps: [
          { id: 'a', tool: 'files.read', input: { deep: { list: [1, 'two', true], text: 'several\nlines' } } },
          { id: 'b', tool: 'files.read', input: { x: '${steps.a.output.y}' }, optional: true, continueOnError: true },
        ],
      },
      tools,
    );
    if (!plan.ok) throw new Error(plan.failure.message);
    const draft = readPlan(writePlan(plan.value), 'x.plan.yaml');
    if (!draft.ok) throw new Error(draft.failure.message);
    expect(makePlan(draft.value, tools)).toEqual(plan);
  });

  const bomb = `nimbus: 1\ngoal: g\na: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((c, i) => `${c}: &${c} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`)
    .join('\n')}\nsteps: []\n`;
  test.each([
    ['not YAML', 'goal: [', 'plan/unreadable', 'x.plan.yaml is not a plan file'],
    ['a list', '- a\n', 'plan/unreadable', 'holds no goal'],
    ['no version', 'goal: g\nsteps: []\n', 'plan/unreadable', 'the line `nimbus: 1` is missing'],
    ['another version', 'nimbus: 2\ngoal: g\nsteps: []\n', 'plan/unreadable', 'it is of version 2; this Nimbus reads version 1'],
    ['an unknown key', 'nimbus: 1\ngoal: g\nsteps: []\nfoo: 1\n', 'plan/invalid', 'foo'],
    ['a key twice', 'nimbus: 1\ngoal: g\ngoal: h\nsteps: []\n', 'plan/unreadable', 'unique'],
    ['an alias bomb', bomb, 'plan/unreadable', 'alias'],
    ['10 MB', `nimbus: 1\ngoal: ${'g'.repeat(10 * 1024 * 1024)}\n`, 'plan/unreadable', '4 MB are the most'],
  ])('that is %s is refused with the reason', async (_what, text, code, says) => {
    const draft = readPlan(text, 'x.plan.yaml');
    expect(draft.ok ? undefined : draft.failure.code).toBe(code);
    expect(draft.ok ? '' : JSON.stringify(draft.failure)).toContain(says);
  });
});
