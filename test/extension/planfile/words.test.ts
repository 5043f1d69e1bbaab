import { expect, test } from 'vitest';
import { explainPlan, inTurns } from '../../../src/extension/planfile/explain.ts';
import { failureWords, previewWords } from '../../../src/extension/planfile/preview.ts';
import { allTools } from '../../../src/host/tools.ts';
import type { DraftStep } from '../../../src/planner/draft.ts';
import { makePlan } from '../../../src/planner/make.ts';

const tools = allTools();

function planOf(steps: readonly DraftStep[]) {
  const plan = makePlan({ goal: 'Files for *staging*', steps }, tools);
  if (!plan.ok) throw new Error(JSON.stringify(plan.failure));
  return plan.value;
}

const files: DraftStep = { id: 'files', tool: 'generate.terraform', input: { answers: {}, out: 'infra' }, reason: 'Turns your answers into files.' };
const check = (id: string, tool: string): DraftStep => ({
  id,
  tool,
  input: { directory: '${steps.files.output.directory}' },
  optional: true,
  continueOnError: true,
});

test('a plan in words says what it changes, in which order, and what hangs on what', () => {
  const text = explainPlan(planOf([files, check('validate', 'terraform.validate'), check('plan', 'terraform.plan')]), tools);
  expect(
    text.replace(/`[0-9a-f]{64}`|`sha256:[^`]+`/, '`<hash>`').replaceAll(/about [\d.,]+ (?:ms|s|min)(?: in all)?/g, 'about <time>'),
  ).toBe(`# Files for \\*staging\\*

3 steps, about <time>. 1 step of 3 changes something: \`files\`. You are asked before it runs.

## In order

### 1. First

- **files**: ✎ write · Generate Terraform (\`generate.terraform\`), medium risk, about <time>  
  Turns your answers into files. ${tools.get('generate.terraform')?.summary}

### 2. Then, side by side

- **validate**: ◇ plan · Terraform validate (\`terraform.validate\`), low risk, about <time>  
  ${tools.get('terraform.validate')?.summary}  
  Takes \`files.directory\` from what came before.  
  Left out, and said so, where what it needs is missing.  
  What comes after it goes on if it fails.

- **plan**: ◇ plan · Terraform plan (\`terraform.plan\`), low risk, about <time>  
  ${tools.get('terraform.plan')?.summary}  
  Takes \`files.directory\` from what came before.  
  Left out, and said so, where what it needs is missing.  
  What comes after it goes on if it fails.

Hash of the steps: \`<hash>\`. Nothing was run and nothing was looked at.
`);
});

test('a plan that only looks says so', () => {
  expect(explainPlan(planOf([{ id: 'a', tool: 'files.list', input: {} }]), tools)).toContain(
    'It only looks: nothing is changed, and nobody is asked, unless a policy says so.',
  );
});

test('steps that wait for nothing come first, whatever their order in the file', () => {
  const step = (id: string, ...dependsOn: string[]): DraftStep => ({ id, tool: 'files.list', input: {}, dependsOn });
  const turns = inTurns(planOf([step('c', 'b'), step('b', 'a'), step('a'), step('x')]).steps);
  expect(turns.map((turn) => turn.map(({ id }) => id).join(' '))).toEqual(['a x', 'b', 'c']);
});

test('a preview in words says who is asked, what each file becomes, and whether it can be taken back', () => {
  const plan = planOf([{ id: 'note', tool: 'files.write', input: { path: 'a.md', content: 'new\n' } }]);
  const change = { path: 'a.md', action: 'update', before: 'old\n', after: 'new\n~~~\n', added: 2, removed: 1, conflicts: [] } as const;
  const text = previewWords({
    plan,
    previews: new Map([['note', { digest: 'd', summary: 'Write a.md', files: [change], undo: { impossible: 'it is [gone]' }, warnings: ['careful'] }]]),
    decisions: new Map([['note', { kind: 'confirm', risk: 'medium', reasons: ['it writes'] }]]),
  });
  expect(text.replace(/`[0-9a-f]{64}`|`sha256:[^`]+`/, '`<hash>`')).toBe(`# Files for \\*staging\\*

You would be asked about 1 step. Nothing was run and nothing was changed.

## 1. ✎ Write a.md

\`note\` · \`files.write\` · write · **asks first**: it writes

> ⚠ careful

- \`a.md\`: changed, +2 −1

~~~~diff
@@ -1,1 +1,2 @@
-old
+new
+~~~
~~~~

It can’t be taken back: it is \\[gone\\]

Hash: \`<hash>\`. It covers what the steps would touch as it is now.
`);
});

test('what can’t be looked at says why and what to do', () => {
  expect(
    failureWords('Look', {
      code: 'a/b',
      category: 'user',
      severity: 'low',
      recoverable: true,
      message: 'No such folder.',
      fix: 'Name another.',
      problems: [{ path: 'a', message: 'b' }],
    }),
  ).toBe('# Look\n\n**No such folder.**\n\n- `a`: b\n\nName another.\n\nNothing was run and nothing was changed.\n');
});
