import { describe, expect, test } from 'vitest';
import { allRules } from '../../src/rules/all.ts';
import type { Edit } from '../../src/rules/edit.ts';
import { fix } from '../../src/rules/engine/fix.ts';
import { look } from '../../src/rules/engine/look.ts';
import { exampleFiles, fixable, kubernetesRule, terraformRule } from '../../src/rules/rule.ts';
import { takesOut, watched } from './contract.ts';
import { options, sourcesOf } from './support.ts';

const info = {
  id: 'test-fix',
  title: 'x',
  severity: 'low',
  category: 'operations',
  why: 'x.',
  source: 'https://example.com',
  also: [],
  fails: '',
  passes: '',
} as const;

describe('what breaks the contract of a fix is noticed', () => {
  const keys = `# The first.
resource "aws_kms_key" "main" {
  description = "k" # for all
  tags = {
    a = 1
    b = 2
  }
}

/*
 The second.
*/
resource "aws_kms_alias" "l" {
  name = "alias/l"
}
`;
  const pods = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a # by hand\n  labels: {x: y}\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: b\n';
  const inTerraform = async (edits: readonly Edit[]): Promise<readonly string[]> => {
    const broken: string[] = [];
    const rule = terraformRule({ ...info, targets: ['aws_kms_key'], check: () => ({ message: 'x' }), fix: () => edits });
    await look(sourcesOf({ 'main.tf': keys }), { ...options, rules: watched([rule], broken), edits: true });
    return broken.map((why) => why.slice('test-fix '.length, why.indexOf(':')));
  };
  const inYaml = async (edit: Edit): Promise<readonly string[]> => {
    const broken: string[] = [];
    const rule = kubernetesRule({
      ...info,
      targets: ['Pod'],
      check: ({ name }) => (name === 'a' ? { message: 'x' } : undefined),
      fix: () => [edit],
    });
    await look(sourcesOf({ 'pods.yaml': pods }), { ...options, rules: watched([rule], broken), edits: true });
    return broken.map((why) => why.slice('test-fix '.length, why.indexOf(':')));
  };
  /** Puts `after` in place of `before`. */
  const swap = (file: string, text: string, before: string, after: string): Edit => {
    const start = text.indexOf(before);
    return { file, start, end: start + before.length, text: after };
  };

  test.each([
    ['another value', '"k"', '"l"', []],
    ['another value of several', '1', '2', []],
    ['a line more', '    b = 2\n', '    b = 2\n    c = 3\n', []],
    ['a block more', '/*\n The', 'resource "aws_kms_key" "n" {\n}\n/*\n The', ['changes what its finding does not name']],
    ['another name in another block', '"alias/l"', '"alias/k"', ['changes what its finding does not name']],
    ['a comment above it', '# The first.', '# The last.', ['changes what its finding does not name']],
    ['a comment in it', '"k" # for all', '"k"', ['loses a comment']],
    ['another order', '    a = 1\n    b = 2\n', '    b = 2\n    a = 1\n', ['loses text']],
    ['a line less', '    b = 2\n', '', ['loses text']],
    ['all of it', '"k" # for all\n  tags', '"k" # for all\n  label', ['loses text']],
  ] as const)('%s', async (_what, before, after, expected) => {
    expect(await inTerraform([swap('main.tf', keys, before, after)])).toEqual(expected);
  });

  test('a block that is added stands between the others, whole', async () => {
    const at = (where: string, text: string): Edit => ({ file: 'main.tf', start: keys.indexOf(where), end: keys.indexOf(where), text });
    const block = 'resource "aws_kms_key" "n" {\n}\n';
    expect(await inTerraform([at('/*\n The', block)])).toEqual([]);
    expect(await inTerraform([at(' The second.', block)])).toEqual(['changes what its finding does not name']);
    expect(await inTerraform([at('  name =', block)])).toEqual(['changes what its finding does not name']);
    expect(await inTerraform([at('/*\n The', 'name = 1\n')])).toEqual(['adds what is no block of its own']);
    expect(await inTerraform([at('/*\n The', 'resource "aws_kms_key" "n" {\n')])).toEqual(['adds what is no block of its own']);
    expect(await inTerraform([{ ...at('/*\n The', block), file: 'other.tf' }])).toEqual(['changes a file its finding does not name']);
  });

  test.each([
    ['another value', '{x: y}', '{}', []],
    ['a comment', ' # by hand', '', ['loses a comment']],
    ['another object', '  name: b', '  name: a', ['changes what its finding does not name']],
    ['a key less', '  labels: {x: y}\n', '', ['loses text']],
  ] as const)('%s of an object', async (_what, before, after, expected) => {
    expect(await inYaml(swap('pods.yaml', pods, before, after))).toEqual(expected);
  });
});

/** A comment behind each line and one of its own before it, each with a number; none where a text of many lines goes on. */
const dressed = (path: string, text: string, behind: (nth: number) => string): string => {
  let until: RegExp | undefined;
  let isInside = false;
  return text
    .split('\n')
    .map((line, index, lines) => {
      const wasInside = isInside || until !== undefined;
      if (until?.test(line)) until = undefined;
      const marker = /<<-?(\w+)/.exec(line)?.[1];
      if (path.endsWith('.tf') && marker !== undefined) until = new RegExp(`^\\s*${marker}$`);
      const indent = /^ */.exec(line)?.[0] ?? '';
      if (path.endsWith('.yaml')) {
        const next = /^ */.exec(lines[index + 1] ?? '')?.[0] ?? '';
        if (/[|>][-+]?$/.test(line)) until = new RegExp(`^(?!${next}).`);
        if (until?.test(line)) until = undefined;
      }
      isInside = until !== undefined;
      if (wasInside || isInside || line.trim() === '') return line;
      const own = `${indent}# kept ${2 * index}\n`;
      return path === 'Dockerfile' ? `${index === 0 ? '' : own}${line}` : `${own}${line}${behind(2 * index + 1)}`;
    })
    .join('\n');
};
const keptIn = (text: string): readonly number[] => [...text.matchAll(/kept (\d+)/g)].map(([, nth]) => Number(nth));

test.each([
  ['behind each line', (nth: number) => ` # kept ${nth}`, ''],
  ['that goes on below', (nth: number) => ` /* kept ${nth}\n   still */`, 'terraform'],
])('a fix keeps every comment %s, in its order', async (_what, behind, only) => {
  const broken: string[] = [];
  const rules = watched(allRules, broken).filter((rule) => fixable(rule) && (only === '' || rule.language === only));
  const lost: string[] = [];
  const unmade: string[] = [];
  for (const rule of rules) {
    const files = Object.fromEntries(Object.entries(exampleFiles(rule, rule.fails)).map(([path, text]) => [path, dressed(path, text, behind)]));
    const fixed = await fix(sourcesOf(files), { ...options, rules: [rule], replacing: true });
    expect(fixed.after.notes, JSON.stringify(files)).toEqual([]);
    if (fixed.files.size === 0) unmade.push(rule.id);
    for (const [path, text] of fixed.files) {
      const [had, has] = [keptIn(files[path] ?? ''), keptIn(text)];
      const expected = takesOut.has(rule.id) ? had.filter((nth) => has.includes(nth)) : had;
      if (has.join() !== expected.join()) lost.push(`${rule.id}: ${had.filter((nth) => !has.includes(nth)).join(', ')} in ${text}`);
    }
  }
  expect(broken).toEqual([]);
  expect(lost).toEqual([]);
  // It takes out a line that holds nothing else.
  expect(unmade).toEqual(only === '' ? ['kustomize-listed-twice'] : []);
});
