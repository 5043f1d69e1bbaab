import { expect, test } from 'vitest';
import { fix } from '../../src/rules/engine/fix.ts';
import { look } from '../../src/rules/engine/look.ts';
import { matches } from '../../src/rules/engine/pattern.ts';
import { asBoolean } from '../../src/rules/hcl/value.ts';
import { set } from '../../src/rules/hcl/write.ts';
import { terraformRule } from '../../src/rules/rule.ts';
import { linesOf, options, sourcesOf } from './support.ts';

const info = {
  title: 'x',
  severity: 'low',
  category: 'operations',
  why: 'x.',
  source: 'https://example.com',
  also: [],
  targets: ['aws_kms_key'],
  fails: '',
  passes: '',
} as const;

test('a rule that throws is named and the others run', async () => {
  const thrower = terraformRule({
    ...info,
    id: 'test-throws',
    check: () => {
      throw new Error('no');
    },
  });
  const looked = await look(sourcesOf({ 'main.tf': 'resource "aws_kms_key" "k" {}\nresource "aws_kms_key" "l" {}\n' }), {
    ...options,
    rules: [thrower, ...options.rules],
  });
  expect(looked.notes).toEqual(['Rule test-throws failed at aws_kms_key.k (no): it was left out, the others ran.']);
  expect(linesOf(looked)).toContain('main.tf:1 aws_kms_key.k aws-kms-rotation');
});

/** A rule that wants an attribute to be so, and sets it where it is not; `when` says where it applies. */
const wants = (id: string, path: string, good: boolean, when?: string) =>
  terraformRule({
    ...info,
    id,
    check: (key) => ((when === undefined || key.get(when) !== undefined) && asBoolean(key.get(path) ?? false) !== good ? { message: `${path}!` } : undefined),
    fix: (key) => set(key, path, String(good)),
  });
const fixless = (id: string, path: string) =>
  terraformRule({ ...info, id, check: (key) => (asBoolean(key.get(path) ?? false) === true ? { message: `no ${path}` } : undefined) });

test.each([
  {
    what: 'a fix that would bring a finding of another rule is not made, and the others are',
    rules: [wants('test-on', 'is_enabled', true), fixless('test-off', 'is_enabled'), wants('test-turns', 'enable_key_rotation', true)],
    makes: 'resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n',
    notes: ['main.tf:1 test-on was left as it is: its fix would bring test-off.'],
  },
  {
    what: 'a fix whose finding the next one takes away is made',
    rules: [wants('test-on', 'is_enabled', true), wants('test-then', 'enable_key_rotation', true, 'is_enabled')],
    makes: 'resource "aws_kms_key" "k" {\n  is_enabled          = true\n  enable_key_rotation = true\n}\n',
    notes: [],
  },
  {
    what: 'fixes that undo each other are made neither for ever nor at all',
    rules: [wants('test-on', 'is_enabled', true), wants('test-not', 'is_enabled', false, 'is_enabled')],
    makes: undefined,
    notes: ['main.tf:1 test-on was left as it is: its fix would undo what another has made.'],
  },
])('$what', async ({ rules, makes, notes }) => {
  const fixed = await fix(sourcesOf({ 'main.tf': 'resource "aws_kms_key" "k" {}\n' }), { ...options, rules });
  expect({ makes: fixed.files.get('main.tf'), notes: fixed.notes }).toEqual({ makes, notes });
});

test.each([
  ['old', 'old/main.tf', true],
  ['old/', 'old/a/main.tf', true],
  ['*.tf', 'main.tf', true],
  ['*.tf', 'a/main.tf', false],
  ['**/*.tf', 'a/b/main.tf', true],
  ['**/test/**', 'a/test/main.tf', true],
  ['a?c', 'abc', true],
  ['old', 'older/main.tf', false],
  ['**', 'a/b.tf', true],
  ['a/**/b.tf', 'a/b.tf', true],
  ['a/**/b.tf', 'a/x/y/b.tf', true],
  ['a/**/b.tf', 'a/x/y/c.tf', false],
  ['*.yaml', 'a.yml', false],
])('the pattern %s and %s', (pattern, path, expected) => expect(matches(pattern, path)).toBe(expected));

test('a pattern made to take for ever takes no time', () => {
  const started = performance.now();
  expect(matches(`${'*a'.repeat(60)}*b`, 'a'.repeat(4_000))).toBe(false);
  expect(performance.now() - started).toBeLessThan(1_000);
});
