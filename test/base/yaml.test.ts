import { expect, test } from 'vitest';
import { yamlDocument, yamlDocuments, yamlValue } from '../../src/base/yaml.ts';

test.each([
  ['of one mapping', 'a: 1\nb: 2\na: 3\n', ['Map keys must be unique at line 3, column 1:']],
  [
    'deep down, in each place',
    'x:\n  - {k: 1, k: 2}\n  - y: {1: a, 1: b}\n',
    ['Map keys must be unique at line 2, column 12:', 'Map keys must be unique at line 3, column 15:'],
  ],
  ['of another kind are others', '1: a\n"1": b\n', []],
  ['of another mapping are others', 'a: {b: 1}\nc: {b: 1}\n', []],
  ['that merge are no keys', 'base: &b {a: 1}\nother: &o {c: 1}\nx:\n  <<: *b\n  <<: *o\n', []],
])('keys that stand twice: %s', (_what, text, expected) => {
  expect(yamlDocument(text, { merge: true }).errors.map(({ message }) => message.split('\n')[0])).toEqual(expected);
});

test('each document of several has its own keys', () => {
  const [first, second] = yamlDocuments('a: 1\n---\na: 1\nb: 1\nb: 2\n', { prettyErrors: false });
  expect([first?.errors.length, second?.errors.map(({ code, pos }) => [code, pos])]).toEqual([0, [['DUPLICATE_KEY', [19, 20]]]]);
});

test('a value, or what is wrong with it', () => {
  expect(yamlValue('a: [1, two]')).toEqual({ a: [1, 'two'] });
  expect(() => yamlValue('a: 1\na: 2')).toThrow('Map keys must be unique');
  expect(() => yamlValue('a: [')).toThrow();
});

// Each key against all before it would be almost two billion comparisons: the test would not end.
test('a mapping of 60,000 keys is read, and looked at once a key', { timeout: 30_000 }, () => {
  const text = Array.from({ length: 60_000 }, (_, n) => `k${n}: v`).join('\n');
  expect(yamlDocument(`${text}\nk7: w`).errors.map(({ linePos }) => linePos?.[0])).toEqual([{ line: 60_001, col: 1 }]);
});
