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
  testTool('files.tree', {
    ...gives({}),
    input: z.strictObject({ depth: z.number().optional(), paths: z.array(z.string()).optional(), free: z.record(z.string(), z.unknown()).optional() }),
    output: z.object({
      path: z.string(),
      count: z.int(),
      files: z.array(z.object({ name: z.string(), size: z.number().nullable() })),
      tags: z.record(z.string(), z.string()),
      any: z.unknown(),
      kind: z.union([z.object({ folder: z.string() }), z.object({ file: z.string() })]),
    }),
  }),
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
      `a.input.path: must be text, and is a number
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
  const from = (input: unknown, tool = 'files.tree', when?: DraftStep['when']): readonly DraftStep[] => [
    { id: 'look', tool: 'files.tree', input: {} },
    { id: 'use', tool, input, ...(when === undefined ? {} : { when }) },
  ];
  test('an output that its tool does not give, with the nearest', () =>
    check(from({ depth: '${steps.look.output.cuont}' }), 'use.input.depth: output of look (files.tree) has no cuont; did you mean count?'));
  test('an output far from any, with all there are', () =>
    check(
      from({ depth: '${steps.look.output.zzzzzzzz}' }),
      'use.input.depth: output of look (files.tree) has no zzzzzzzz; it has path, count, files, tags, any and kind',
    ));
  test('an output deeper in a list', () =>
    check(from({ depth: '${steps.look.output.files.0.sise}' }), 'use.input.depth: output.files.0 of look (files.tree) has no sise; did you mean size?'));
  test('something below a text', () =>
    check(from({ paths: ['${steps.look.output.path.x}'] }), 'use.input.paths[0]: output.path of look holds nothing by name'));
  test('an output of another kind than wanted', () =>
    check(from({ depth: '${steps.look.output.path}' }), 'use.input.depth: output.path of look is a text, and a number is wanted here'));
  test('a text where a list is wanted', () =>
    check(from({ paths: '${steps.look.output.path}' }), 'use.input.paths: output.path of look is a text, and a list is wanted here'));
  test('a list in the middle of a text', () =>
    check(
      from({ path: 'in ${steps.look.output.files}' }, 'files.write'),
      'use.input.path: output.files of look is a list, and a text or a number is wanted here',
    ));
  test('a whole output where a text is wanted', () =>
    check(from({ path: '${steps.look.output}' }, 'files.write'), 'use.input.path: output of look is an object, and a text is wanted here'));
  test('a condition over a list', () =>
    check(
      from({ path: 'x' }, 'files.write', { value: '${steps.look.output.files}', above: 0 }),
      'use.when: output.files of look is a list, and a text or a number is wanted here',
    ));
  test('a condition over what is not there', () =>
    check(
      from({ path: 'x' }, 'files.write', { value: '${steps.look.output.coun}', above: 0 }),
      'use.when: output of look (files.tree) has no coun; did you mean count?',
    ));
  test.each([
    ['a number', { depth: '${steps.look.output.count}' }],
    ['a number that may be null', { depth: '${steps.look.output.files.1.size}' }],
    ['a list', { paths: ['${steps.look.output.files.0.name}', 'a ${steps.look.output.count}'] }],
    ['any key of a record', { paths: ['${steps.look.output.tags.whatever}'] }],
    ['anything below what is open', { depth: '${steps.look.output.any.a.b}' }],
    ['either of a union', { paths: ['${steps.look.output.kind.file}', '${steps.look.output.kind.folder}'] }],
    ['into what is open', { free: { a: '${steps.look.output.files}', 'b.c': '${steps.look.output.files}' } }],
  ])('a reference that fits: %s', (_what, input) => check(from(input), 'fine'));
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
