import { expect, test } from 'vitest';
import type { ResourceChange } from '../../../src/domain/terraform/plan-json.ts';
import { attributeDiffs, changedNames } from '../../../src/extension/tfplan/diff.ts';
import { Redactor } from '../../../src/safety/redact.ts';

type Sides = Partial<Pick<ResourceChange, 'before' | 'after' | 'afterUnknown' | 'beforeSensitive' | 'afterSensitive' | 'replacePaths'>>;

const redactor = new Redactor({});
const whole = (sides: Sides) => ({ before: null, after: null, afterUnknown: {}, beforeSensitive: false, afterSensitive: false, replacePaths: [], ...sides });

/** `path: before → after !` with `·` for what is not there and `!` for what forces a replacement. */
const said = (sides: Sides): readonly string[] =>
  attributeDiffs(whole(sides), (value) => redactor.value(value)).map(
    ({ path, before = '·', after = '·', forces }) => `${path}: ${before} → ${after}${forces === true ? ' !' : ''}`,
  );

interface Case extends Sides {
  readonly what: string;
  readonly says: readonly string[];
}

const policy = (action: string): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action }] });

test.each<Case>([
  {
    what: 'leaves that differ, in order; what is the same is left out',
    before: { size: 20, name: 'a', tags: { Team: 'x', Owner: 'y' }, attribute_10: 1, attribute_9: 1 },
    after: { size: 40, name: 'a', tags: { Team: 'z', Owner: 'y' }, attribute_10: 2, attribute_9: 2 },
    says: ['attribute_9: 1 → 2', 'attribute_10: 1 → 2', 'size: 20 → 40', 'tags.Team: "x" → "z"'],
  },
  { what: 'what comes and what goes', before: { old: true, both: null }, after: { new: 'x', both: null }, says: ['new: · → "x"', 'old: true → ·'] },
  { what: 'something new, what is not set left out', after: { name: 'a', size: null, list: [] }, says: ['list: · → []', 'name: · → "a"'] },
  { what: 'something that goes', before: { name: 'a' }, says: ['name: "a" → ·'] },
  {
    what: 'what is known after applying, alone and below something',
    before: { id: 'i-1', nested: { a: 1, b: 2 } },
    after: { nested: { a: 1 } },
    afterUnknown: { id: true, nested: { b: true }, arn: true },
    says: ['arn: · → (known after apply)', 'id: "i-1" → (known after apply)', 'nested.b: 2 → (known after apply)'],
  },
  {
    what: 'what forces a replacement first, by itself, by what is below it and around it',
    before: { a: 1, engine: { version: '13', kind: 'x' }, zones: ['a'] },
    after: { a: 2, engine: { version: '14', kind: 'y' }, zones: ['b'] },
    replacePaths: [
      ['engine', 'version'],
      ['zones', 0],
    ],
    says: ['engine.version: "13" → "14" !', 'zones: ["a"] → ["b"] !', 'a: 1 → 2', 'engine.kind: "x" → "y"'],
  },
  {
    what: 'what is sensitive: told as changed, its value and the names below it never',
    before: { password: 'old-one', keys: { alpha: '1' }, same: 'x', user: 'a' },
    after: { password: 'new-one', keys: { beta: '2' }, same: 'x', user: 'a' },
    beforeSensitive: { password: true, keys: true, same: true },
    afterSensitive: { password: true, keys: true, same: true },
    says: ['keys: (sensitive) → (sensitive)', 'password: (sensitive) → (sensitive)'],
  },
  {
    what: 'sensitive on one side alone, and known only later',
    before: { a: 'x', b: 'x' },
    after: { a: 'y' },
    afterUnknown: { b: true },
    beforeSensitive: { b: true },
    afterSensitive: { a: true },
    says: ['a: (sensitive) → (sensitive)', 'b: (sensitive) → (known after apply)'],
  },
  { what: 'a whole value that is sensitive', before: 'x', after: 'y', beforeSensitive: true, afterSensitive: true, says: [': (sensitive) → (sensitive)'] },
  {
    what: 'what nobody marked as sensitive and its name says it',
    before: { environment: { DB_PASSWORD: 'swordfish', MODE: 'a' } },
    after: { environment: { DB_PASSWORD: 'hovercraft', MODE: 'b' } },
    says: ['environment.DB_PASSWORD: (sensitive) → (sensitive)', 'environment.MODE: "a" → "b"'],
  },
  {
    what: 'a list of plain values as one; of blocks, block by block',
    before: { cidrs: ['10.0.0.0/8', '10.1.0.0/16'], ingress: [{ port: 80 }, { port: 443 }] },
    after: { cidrs: ['10.0.0.0/8'], ingress: [{ port: 8080 }] },
    says: ['cidrs: ["10.0.0.0/8","10.1.0.0/16"] → ["10.0.0.0/8"]', 'ingress[0].port: 80 → 8080', 'ingress[1].port: 443 → ·'],
  },
  {
    what: 'JSON in a text, leaf by leaf; new JSON as it is',
    before: { policy: policy('s3:Get*') },
    after: { policy: policy('s3:*'), other: '{"a":1}' },
    says: ['other: · → "{\\"a\\":1}"', 'policy.Statement[0].Action: "s3:Get*" → "s3:*"'],
  },
  { what: 'a text of several lines as it is', before: { run: 'a\nb' }, after: { run: 'a\nc' }, says: ['run: a\nb → a\nc'] },
  { what: 'keys that are no names', before: { tags: { 'a.b/c': '1' } }, after: { tags: { 'a.b/c': '2' } }, says: ['tags["a.b/c"]: "1" → "2"'] },
  { what: 'of another kind than before', before: { a: 'x' }, after: { a: { b: 1 } }, says: ['a: "x" → {"b":1}'] },
  { what: 'nothing', before: { a: 1 }, after: { a: 1 }, says: [] },
])('$what', ({ what: _, says, ...sides }) => expect(said(sides)).toEqual(says));

test('a long value is cut in the middle and says how long it is', () => {
  const [first] = said({ after: { user_data: 'x'.repeat(100_000) } });
  expect(first?.length).toBeLessThan(4_200);
  expect(first).toMatch(/x … x+" \(100,002 characters in all\)$/);
});

test('attributes that change, by their outermost names', () => {
  expect(
    changedNames({ before: { a: 1, b: { c: 1 }, d: 1 }, after: { a: 1, b: { c: 2 }, e: 1 }, afterUnknown: { f: [{ g: true }], h: [{ i: false }] } }),
  ).toEqual(['b', 'd', 'e', 'f']);
});
