import { expect, test } from 'vitest';
import { fix } from '../../src/rules/engine/fix.ts';
import { readOwnRule } from '../../src/rules/own/read.ts';
import { findings, options, sourcesOf } from './support.ts';

/** A rule of one's own about `backup_retention_period` of a database, or whatever `more` says. */
function ruleOf(more: string) {
  const text = `id: shop-own\ntitle: x\nwhy: x.\nmessage: No.\n${more}`;
  const read = readOwnRule('.nimbus/rules/own.yaml', text);
  if ('why' in read) throw new Error(read.why);
  return read.rule;
}
const found = async (more: string, files: Readonly<Record<string, string>>): Promise<number> => (await findings(files, [], { rules: [ruleOf(more)] })).length;

const database = (line: string) => ({ 'main.tf': `variable "unknown" {}\nresource "aws_db_instance" "d" {\n${line}}\n` });
const deployment = (line: string) => ({ 'web.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  paused: false\n${line}` });

/** What must hold; a value that is right, and one that is not; whether none at all is right. */
const operators: readonly (readonly [must: string, right: string, wrong: string, absent: boolean])[] = [
  ['{ equals: 7 }', '7', '8', false],
  ['{ equals: "7" }', '7', '70', false],
  ['{ notEquals: 0 }', '1', '0', true],
  ['{ oneOf: [7, 14] }', '14', '8', false],
  ['{ noneOf: [0, 1] }', '2', '1', true],
  ['{ like: "1?" }', '14', '7', false],
  ['{ like: "*4" }', '114', '141', false],
  ['{ atLeast: 7 }', '7', '6', false],
  ['{ atMost: 7 }', '7', '8', false],
  ['{ contains: 4 }', '142', '123', false],
  ['{ present: true }', '0', '', false],
  ['{ present: false }', '', '1', true],
];

test.each(operators)('must: %s', async (must, right, wrong, absent) => {
  const terraform = `targets: [aws_db_instance]\npath: backup_retention_period\nmust: ${must}\n`;
  const kubernetes = `targets: [Deployment]\npath: spec.replicas\nmust: ${must}\n`;
  const setting = (value: string) => database(value === '' ? '' : `  backup_retention_period = ${value}\n`);
  const field = (value: string) => deployment(value === '' ? '' : `  replicas: ${value}\n`);
  for (const [rule, at] of [
    [terraform, setting],
    [kubernetes, field],
  ] as const) {
    expect([await found(rule, at(right)), await found(rule, at(wrong)), await found(rule, at(''))]).toEqual([0, 1, absent ? 0 : 1]);
  }
  // What is not known is no finding, whatever is asked.
  expect(await found(terraform, setting('var.unknown'))).toBe(0);
});

test('a list holds what it is to hold', async () => {
  const rule = 'targets: [aws_db_instance]\npath: enabled_cloudwatch_logs_exports\nmust: { contains: audit }\n';
  const list = (text: string) => database(`  enabled_cloudwatch_logs_exports = ${text}\n`);
  expect([await found(rule, list('["audit", "error"]')), await found(rule, list('["audits"]'))]).toEqual([0, 1]);
});

const fixed = async (more: string, files: Readonly<Record<string, string>>): Promise<string | undefined> =>
  [...(await fix(sourcesOf(files), { ...options, rules: [ruleOf(more)] })).files.values()][0];

test.each([
  ['a number', '14', '14'],
  ['a yes', 'true', 'true'],
  ['a text', '"seven days"', '"seven days"'],
  ['a text with quotes', `'say "no"'`, '"say \\"no\\""'],
  ['a text that looks like code stays a text', `'\${file("/etc/passwd")} %{ if true }'`, '"$${file(\\"/etc/passwd\\")} %%{ if true }"'],
])('Terraform is fixed with %s', async (_what, value, written) => {
  const rule = `targets: [aws_db_instance]\npath: backup_retention_period\nmust: { equals: ${value} }\nfix: ${value}\n`;
  const after = await fixed(rule, database('  backup_retention_period = 1 # ours\n'));
  expect(after?.split('\n')[2]).toBe(`  backup_retention_period = ${written} # ours`);
});

test('Kubernetes is fixed, and a fix that would not make it right is not made', async () => {
  const rule = 'targets: [Deployment]\npath: spec.replicas\nmust: { atLeast: 3 }\n';
  expect(await fixed(`${rule}fix: 3\n`, deployment('  replicas: 1 # for now\n'))).toContain('  replicas: 3 # for now\n');
  expect(await fixed(`${rule}fix: 2\n`, deployment('  replicas: 1 # for now\n'))).toBeUndefined();
});
