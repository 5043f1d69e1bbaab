import { expect, test } from 'vitest';
import { endColumn, fill } from '../../src/extension/templates/fill.ts';
import { literalTemplate } from '../../src/generators/templates/literal.ts';
import { render } from '../../src/generators/templates/render.ts';

const data = { project: { name: 'shop', environment: 'dev' }, cluster: { version: '1.35' } };

/** What a template fills in to, or a line a problem: place, kind, message. */
async function check({
  name = 'about.md.hbs',
  text,
  expect: expected,
}: {
  readonly name?: string;
  readonly text: string;
  readonly expect: string | RegExp;
}): Promise<void> {
  const filled = await fill('terraform', name, text, data);
  const told = filled.text ?? filled.problems.map(({ line, column, kind, message }) => `${line}:${column} ${kind} ${message}`).join('\n');
  if (typeof expected === 'string') expect(told).toBe(expected);
  else expect(told).toMatch(expected);
}

for (const [what, row] of Object.entries({
  'text and values': { text: '# {{project.name}}\r\n', expect: '# shop\n' },
  'nothing at all': { text: '{{#if network}}x{{/if}}', expect: '' },
  'a mistake, by line and column': {
    text: 'a\n{{#if cluster}}\n',
    expect: /^3:\d+ template the file ends inside a block|^2:\d+ template the file ends inside a block/,
  },
  'a variable without a value, as a problem of these answers': { text: 'a\n  {{project.nmae}}', expect: /^2:\d+ use project\.nmae has no value$/ },
  'every mistake at once': {
    text: '{{uper a}}\n{{__proto__}}',
    expect: /^1:\d+ template there is no helper uper; the nearest is upper\n2:\d+ template __proto__ is never read/,
  },
  'a name that leads elsewhere': { name: '../x.hbs', text: '', expect: /^0:0 template "\.\.\/x\.hbs" can't be the name of a template\.$/ },
}))
  test(`fills in, or says what is wrong: ${what}`, () => check(row));

for (const [line, column, expected] of [
  ['{{project.nmae}} x', 1, '{{project.nmae}}'],
  ['{{project.nmae}} x', 3, 'project.nmae'],
  ['{{#if', 1, '{{#if'],
  ['', 1, ''],
] as const)
  test(`a problem at ${column} of “${line}” is marked as “${expected}”`, () => {
    expect(line.slice(column - 1, endColumn(line, column) - 1)).toBe(expected);
  });

for (const text of ['plain\n', '${{ secrets.TOKEN }}', '{{{ a }}} {{ b', '{{{{raw}}}} {{{{/raw}}}}', 'C:\\{{x}} \\\\{{y}}', '{{!-- a --}} {{> p}}'])
  test(`a file becomes a template that makes just that file: ${JSON.stringify(text)}`, async () => {
    expect(await render('a.hbs', literalTemplate(text), {})).toEqual({ ok: true, value: text });
  });
