import { expect, test } from 'vitest';
import { problemsIn, problemsMax } from '../../../src/extension/planfile/problems.ts';
import { allTools } from '../../../src/host/tools.ts';
import { planBytesMax } from '../../../src/planner/file.ts';

const tools = allTools();

/** Every problem as `line:what is marked: message`. */
function check(text: string, expected: string): void {
  const told = problemsIn(text, tools).map(
    ({ start, end, message, severity }) =>
      `${text.slice(0, start).split('\n').length}:${text.slice(start, end)}: ${severity === undefined ? '' : `(${severity}) `}${message}`,
  );
  expect(told.join('\n')).toBe(expected.trim().replaceAll(/^ +/gm, ''));
}

const plan = (steps: string): string => `nimbus: 1\ngoal: Look\nsteps:\n${steps}`;

for (const [what, text, expected] of [
  ['a sound one', plan('  - id: a\n    tool: files.list\n    input: { path: . }\n'), ''],
  ['a sound one with a list as far left as its key', plan('- id: a\n  tool: files.list\n'), ''],
  [
    'one that looks twice at the same',
    plan('  - id: a\n    tool: files.list\n  - id: b\n    tool: files.list\n'),
    '6:b: (hint) This step would see the same as a: one of them is enough.',
  ],
  [
    'one that changes what it checks at the same time',
    plan(
      '  - id: check\n    tool: terraform.validate\n    input: { directory: infra }\n  - id: init\n    tool: terraform.init\n    input: { directory: infra }\n',
    ),
    '7:init: (information) This step does not wait for check, which checks the same place: add dependsOn: [check] to change nothing that fails it.',
  ],
  [
    'one that waits for nothing',
    plan('  - id: a\n    tool: files.list\n  - id: b\n    tool: files.tree\n    dependsOn: [a]\n'),
    '8:a: (hint) This step waits for a and uses nothing of it; without that dependsOn both are read side by side.',
  ],
  ['not YAML', plan('  - id: "a\n'), '4:a: Missing closing "quote'],
  ['something else', 'just words', '1:just words: It holds no goal and no steps: nimbus: 1, goal and steps are expected.'],
  ['no version', 'goal: x\nsteps: []', '1:goal: x: The line `nimbus: 1` is missing.'],
  ['a version of later', 'nimbus: 2\ngoal: x\nsteps: []', '1:2: It is of version 2; this Nimbus reads version 1.'],
  ['no steps', plan('').replace('steps:\n', 'steps: []\n'), '3:steps: There is no step; a plan has at least one'],
  [
    'a field that is misspelt',
    plan('  - id: a\n    tool: files.list\n    dependson: []\n'),
    '6:dependson: Dependson is not known here; did you mean dependsOn?',
  ],
  ['a step without a tool', plan('  - id: a\n'), '4:id: Tool is missing'],
  ['a tool there is not', plan('  - id: a\n    tool: files.lits\n'), '5:files.lits: There is no tool files.lits; did you mean files.list?'],
  ['an input there is not', plan('  - id: a\n    tool: files.list\n    input:\n      pth: .\n'), '7:pth: Pth is not an input of this tool; did you mean path?'],
  ['an input of another type', plan('  - id: a\n    tool: files.list\n    input: { path: 3 }\n'), '6:3: Must be text, and is a number'],
  ['an input that is missing', plan('  - id: a\n    tool: files.read\n'), '4:id: Path is missing'],
  ['two steps of one name', plan('  - id: a\n    tool: files.list\n  - id: a\n    tool: files.tree\n'), '6:a: Two steps have this id'],
  ['a step that waits for itself', plan('  - id: a\n    tool: files.list\n    dependsOn: [a]\n'), '6:a: A step can’t wait for itself'],
  [
    'a step that uses its own output',
    plan('  - id: a\n    tool: files.list\n    input: { path: "x/${steps.a.output.path}" }\n'),
    '6:"x/${steps.a.output.path}": A step can’t use its own output',
  ],
  [
    'a step to wait for that is not there',
    plan('  - id: first\n    tool: files.list\n  - id: b\n    tool: files.list\n    dependsOn: [first, frist]\n'),
    '8:frist: There is no step frist; did you mean first?',
  ],
  [
    'a reference to no step',
    plan('  - id: a\n    tool: files.list\n    input:\n      path: in/${steps.bb.output.path}/x\n'),
    '7:${steps.bb.output.path}: There is no step bb',
  ],
  [
    'a reference that is none',
    plan('  - id: a\n    tool: files.list\n    input:\n      path: ${steps.b.path}\n'),
    '7:${steps.b.path}: ${steps.b.path} is not a reference; one looks like ${steps.<id>.output.<name>}',
  ],
  [
    'steps that wait for each other',
    plan('  - id: a\n    tool: files.list\n    dependsOn: [b]\n  - id: b\n    tool: files.list\n    dependsOn: [a]\n'),
    '4:a: Steps wait for each other: a → b → a',
  ],
  [
    'several at once',
    plan('  - id: a\n    tool: nope.nope\n  - id: b\n    tool: files.lst\n'),
    '5:nope.nope: There is no tool nope.nope\n7:files.lst: There is no tool files.lst; did you mean files.list?',
  ],
  [
    'many aliases',
    `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\n`,
    '1:a: &a [x,x,x,x,x,x,x,x,x,x]: Excessive alias count indicates a resource exhaustion attack',
  ],
  ['nothing at all', '', '1:: It holds no goal and no steps: nimbus: 1, goal and steps are expected.'],
] as const)
  test(`says what is wrong where it is: ${what}`, () => check(text, expected));

test('10 MB are not read', () => {
  const [only, ...others] = problemsIn(`nimbus: 1\n${'# long\n'.repeat(1_500_000)}`, tools);
  expect(others).toEqual([]);
  expect(only).toMatchObject({ start: 0, end: 9, message: expect.stringMatching(/^It is 10 MB and is not read; 4 MB are the most\.$/) });
  expect(planBytesMax).toBeLessThan(10 * 1024 * 1024);
});

test('of thousands of problems the first are shown', () => {
  const steps = Array.from({ length: 3_000 }, (_, i) => `  - id: s${i}\n    tool: nope.nope\n`).join('');
  expect(problemsIn(plan(steps), tools)).toHaveLength(problemsMax);
});
