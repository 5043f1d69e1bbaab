import { expect, test } from 'vitest';
import { offersAt } from '../../../src/extension/planfile/complete.ts';
import { hoverAt } from '../../../src/extension/planfile/hover.ts';
import { allTools } from '../../../src/host/tools.ts';

const tools = allTools();

/** `|` is the cursor. */
function placeOf(marked: string): { readonly lines: string[]; readonly line: number; readonly column: number } {
  const at = marked.indexOf('|');
  const before = marked.slice(0, at).split('\n');
  return { lines: (marked.slice(0, at) + marked.slice(at + 1)).split('\n'), line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

const offered = (marked: string) => {
  const { lines, line, column } = placeOf(marked);
  return offersAt(lines, line, column, tools);
};

const head = 'nimbus: 1\ngoal: Look\nsteps:\n';
const files = '  - id: files\n    tool: generate.terraform\n    reason: Writes them.\n    input: { answers: {}, out: infra }\n';

for (const [what, marked, expected] of [
  ['fields of a plan that are not there yet', 'nimbus: 1\n|', 'goal, steps'],
  ['the version', 'nimbus: |', '1'],
  ['fields of a step', `${head}  - |`, 'id, tool, input, dependsOn, reason, optional, continueOnError, when'],
  ['fields of a step it does not have', `${head}  - id: a\n    tool: files.list\n    |`, 'input, dependsOn, reason, optional, continueOnError, when'],
  ['inputs of its tool', `${head}  - id: a\n    tool: terraform.fmt\n    input:\n      |`, 'directory, check'],
  ['inputs it does not have', `${head}  - id: a\n    tool: terraform.fmt\n    input:\n      check: true\n      |`, 'directory'],
  ['inputs on one line it does not have', `${head}  - id: a\n    tool: terraform.fmt\n    input: { check: true, | }`, 'directory'],
  ['values of an input', `${head}  - id: a\n    tool: terraform.fmt\n    input:\n      check: |`, 'true, false'],
  ['values of an input on one line', `${head}  - id: a\n    tool: terraform.fmt\n    input: { check: | }`, 'true, false'],
  ['a comparison', `${head}  - id: a\n    tool: files.list\n    when:\n      |`, 'value, is, isNot, above, below'],
  ['steps to wait for', `${head}${files}  - id: b\n    tool: files.list\n    dependsOn: [|`, 'files'],
  ['steps to wait for, one a line', `${head}${files}  - id: b\n    dependsOn:\n      - |`, 'files'],
  ['yes or no', `${head}  - id: a\n    optional: |`, 'true, false'],
  ['nothing for an unknown tool', `${head}  - id: a\n    tool: nope.nope\n    input:\n      |`, ''],
  ['nothing in the goal', 'nimbus: 1\ngoal: |', ''],
] as const)
  test(`offers ${what}`, () =>
    expect(
      offered(marked)
        .map(({ label }) => label)
        .join(', '),
    ).toBe(expected));

test('offers every tool, with what it does', () => {
  const all = offered(`${head}  - id: a\n    tool: |`);
  expect(all.map(({ label }) => label)).toEqual([...tools.keys()]);
  expect(all.find(({ label }) => label === 'terraform.fmt')).toMatchObject({ detail: 'write', docs: expect.stringContaining('directory') });
});

test('offers what an earlier step gives, and takes the place of what is typed', () => {
  const marked = `${head}${files}  - id: b\n    tool: terraform.validate\n    input:\n      directory: "\${steps.fi|`;
  const all = offered(marked);
  expect(all.map(({ label }) => label)).toEqual(expect.arrayContaining(['${steps.files.output.directory}', '${steps.files.output}']));
  const { lines, line, column } = placeOf(marked);
  expect((lines[line] ?? '').slice(all[0]?.from, column)).toBe('${steps.fi');
});

for (const [what, marked, expected] of [
  ['a field of the plan', 'nim|bus: 1', /^Version of this format/],
  ['a field of a step', `${head}  - id: a\n    depends|On: []`, /^Steps that come before/],
  ['a tool', `${head}  - id: a\n    tool: terraform.f|mt`, /^✎ \*\*terraform\.fmt\*\* · write\n\n.*\n\nTakes:\n\n- `directory`/],
  ['an input', `${head}  - id: a\n    tool: terraform.fmt\n    input:\n      che|ck: true`, /^`check`: true or false/],
  ['an input on one line', `${head}  - id: a\n    tool: terraform.fmt\n    input: { che|ck: true }`, /^`check`: true or false/],
  ['a step to wait for', `${head}${files}  - id: b\n    dependsOn: [fi|les]`, /^Step `files`: `generate\.terraform`\n\nWrites them\.$/],
  [
    'a reference',
    `${head}${files}  - id: b\n    tool: files.list\n    input: { path: "\${steps.files.out|put.directory}" }`,
    /^From step `files` \(`generate\.terraform`\): text\n\nWhere the program is run/,
  ],
  ['a reference to no step', `${head}  - id: b\n    tool: files.list\n    input: { path: "\${steps.x.out|put}" }`, /^There is no step `x`\.$/],
  ['nothing of a comment', `${head}  # tool: terraform.f|mt`, /^nothing$/],
] as const)
  test(`explains ${what}`, () => {
    const { lines, line, column } = placeOf(marked);
    expect(hoverAt(lines, line, column, tools)?.text ?? 'nothing').toMatch(expected);
  });

test('no place of any broken file is too much', () => {
  const whole = `${head}${files}  - id: b\n    tool: terraform.validate\n    input: { directory: "\${steps.files.output.directory}", x: [a, {b: c}] }\n    dependsOn: [files]\n`;
  for (let cut = 0; cut <= whole.length; cut++) {
    const { lines, line, column } = placeOf(`${whole.slice(0, cut)}|${whole.slice(cut + (cut % 7))}`);
    expect(() => [offersAt(lines, line, column, tools), hoverAt(lines, line, column, tools)]).not.toThrow();
  }
});
