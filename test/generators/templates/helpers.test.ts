import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hclLiteral } from '../../../src/generators/templates/hcl.ts';
import { helpers } from '../../../src/generators/templates/helpers.ts';
import { render } from '../../../src/generators/templates/render.ts';

const rows = readFileSync(new URL('../../../docs/templates.md', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => /^\| `(\w+)` \| (.*?) \| `(.*)` \| `(\{.*\})` \| `(.*)` \|$/.exec(line))
  .filter((row) => row !== null)
  .map(([, name = '', summary = '', template = '', data = '', result = '']) => ({ name, summary, template, data, result }));

test('every helper is documented, in its own words', () =>
  expect(rows.map(({ name, summary }) => `${name}: ${summary}`)).toEqual([...helpers.values()].map(({ name, summary }) => `${name}: ${summary}`)));

test.each(rows)('the example of $name is true', async ({ template, data, result }) =>
  expect(await render('t.hbs', template, JSON.parse(data) as object)).toEqual({ ok: true, value: result }),
);

test.each([
  ['text', '"text"'],
  ['a"b\\c', '"a\\"b\\\\c"'],
  ['${var.x} %{ if true }', '"$${var.x} %%{ if true }"'],
  ['$${x} $ {', '"$$${x} $ {"'],
  ['line\nbreak\ttab\u0000', '"line\\nbreak\\ttab\\u0000"'],
  [12.5, '12.5'],
  [true, 'true'],
  [null, 'null'],
  [['a', 1, []], '["a", 1, []]'],
  [{ a: 1, 'b c': ['${d}'] }, '{ "a" = 1, "b c" = ["$${d}"] }'],
  [{}, '{}'],
  [Number.NaN, undefined],
  [[() => 1], undefined],
])('hcl of %j', (value, literal) => expect(hclLiteral(value)).toBe(literal));
