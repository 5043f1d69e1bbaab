import { expect, test } from 'vitest';
import { look } from '../../src/rules/engine/look.ts';
import { matches } from '../../src/rules/engine/pattern.ts';
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
