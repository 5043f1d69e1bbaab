import { expect, test } from 'vitest';
import { fix } from '../../src/rules/engine/fix.ts';
import { look } from '../../src/rules/engine/look.ts';
import { matches } from '../../src/rules/engine/pattern.ts';
import type { Block } from '../../src/rules/hcl/block.ts';
import { asBoolean } from '../../src/rules/hcl/value.ts';
import { set } from '../../src/rules/hcl/write.ts';
import { dockerRule, kubernetesRule, kustomizeRule, terraformRule } from '../../src/rules/rule.ts';
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

const no = (): never => {
  throw new Error('no');
};
const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      hostPID: true\n      containers: []\n';
const { targets: _, ...plain } = info;
const key = 'resource "aws_kms_key" "k" {}\n';

test.each([
  [
    'Kubernetes',
    kubernetesRule({ ...info, targets: ['Deployment'], id: 'test-throws', check: no }),
    { 'web.yaml': deployment },
    'Deployment/default/web',
    'k8s-host-pid',
  ],
  ['a Dockerfile', dockerRule({ ...plain, id: 'test-throws', check: no }), { Dockerfile: 'FROM alpine\n' }, 'Dockerfile', 'docker-user'],
  [
    'Kustomize',
    kustomizeRule({ ...plain, id: 'test-throws', check: no }),
    { 'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - gone.yaml\n' },
    'kustomization.yaml',
    'kustomize-missing-file',
  ],
])('a rule for %s that throws is named and the others run', async (_what, thrower, files, target, other) => {
  const looked = await look(sourcesOf(files), { ...options, rules: [thrower, ...options.rules] });
  expect(looked.notes.filter((note) => note.startsWith('Rule '))).toEqual([`Rule test-throws failed at ${target} (no): it was left out, the others ran.`]);
  expect(looked.hits.map(({ finding }) => finding.rule)).toContain(other);
});

test.each([
  ['fix', { fix: no }],
  ['answer whether its fix replaces something', { fix: (block: Block) => set(block, 'is_enabled', 'true'), fixReplaces: no }],
])('a rule that throws when asked to %s is named, its finding is told, and the fixes of others are made', async (_what, more) => {
  const thrower = terraformRule({ ...info, id: 'test-throws', check: () => ({ message: 'x' }), ...more });
  for (const edits of [false, true]) {
    const looked = await look(sourcesOf({ 'main.tf': key }), { ...options, edits, rules: [thrower] });
    expect(looked.notes).toEqual(['Rule test-throws failed at aws_kms_key.k (no): it was left out, the others ran.']);
    expect(looked.hits.map(({ finding, edits: made }) => [finding.rule, finding.fixable, made])).toEqual([['test-throws', false, undefined]]);
  }
  const fixed = await fix(sourcesOf({ 'main.tf': key }), { ...options, rules: [thrower, wants('test-turns', 'enable_key_rotation', true)] });
  expect(fixed.files.get('main.tf')).toBe('resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n');
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
