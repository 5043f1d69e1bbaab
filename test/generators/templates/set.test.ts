import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { readTemplate } from '../../../src/generators/templates/read.ts';
import { outputName, overlay, saveAsOwn, validate } from '../../../src/generators/templates/set.ts';
import { variables } from '../../../src/generators/templates/variables.ts';

async function needs(text: string): Promise<string> {
  const template = await readTemplate('t.hbs', text);
  if (!template.ok) throw new Error(JSON.stringify(template.failure.problems));
  const { variables: names, helpers, partials } = variables(template.value);
  return [names.join(' '), helpers.join(' '), partials.join(' ')].join(' | ');
}

test.each([
  ['{{name}} {{network.cidr}} {{name}}', 'name network.cidr |  | '],
  ['{{#each items}}{{name}}{{../project}}{{@index}}{{@root.top}}{{/each}}', 'items items[].name project top | each | '],
  ['{{#each items as |item i|}}{{item.name}}{{i}}{{#each item.tags}}{{this}}{{/each}}{{/each}}', 'items items[].name items[].tags items[].tags[] | each | '],
  ['{{#with a.b}}{{c}}{{../d}}{{/with}}', 'a.b a.b.c d | with | '],
  ['{{#if x}}{{y}}{{else}}{{z}}{{/if}}', 'x y z | if | '],
  ['{{upper name}} {{#if (eq env "prod")}}x{{/if}} {{json (default a b)}}', 'a b env name | default eq if json upper | '],
  ['{{#*inline "row"}}{{id}}{{label}}{{> row}}{{/inline}}{{#each rows}}{{> row label=title}}{{/each}}', 'rows rows[].id rows[].title | each | row'],
  ['{{#each (lookup a "b")}}{{c}}{{/each}}{{d}}', 'a d | each lookup | '],
])('the variables of %s', async (text, expected) => expect(await needs(text)).toBe(expected));

const builtIn = [
  { name: 'network.hbs', text: 'ours {{name}}' },
  { name: 'README.md.hbs', text: '# {{name}}' },
];

test('own templates lie over ours, and what can not be one is left out with a note', () => {
  const set = overlay('terraform', builtIn, [
    { name: 'network.hbs', text: 'mine' },
    { name: 'extra/alarms.tf.hbs', text: 'more' },
    { name: '../escape.hbs', text: 'no' },
    { name: '.hidden.hbs', text: 'no' },
    { name: 'notes.txt', text: 'no' },
  ]);
  expect(set.templates.map(({ name, from, text }) => `${from} ${name}: ${text}`)).toEqual([
    'built-in README.md.hbs: # {{name}}',
    'added extra/alarms.tf.hbs: more',
    'replaced network.hbs: mine',
  ]);
  expect(set.notes).toHaveLength(3);
  expect(outputName('extra/alarms.tf.hbs')).toBe('extra/alarms.tf');
});

test('every broken template of a set is named, ours are not looked at', async () => {
  const broken = await validate(
    overlay('terraform', builtIn, [
      { name: 'a.hbs', text: '{{#if' },
      { name: 'b.hbs', text: 'fine' },
      { name: 'c.hbs', text: '{{nope x}}' },
    ]),
  );
  expect(broken.map(({ name, outcome }) => `${name} ${outcome.ok ? '' : outcome.failure.problems?.[0]?.path}`)).toEqual(['a.hbs a.hbs:1:4', 'c.hbs c.hbs:1:3']);
});

test.each([
  { name: 'network.hbs', text: undefined, expect: '.nimbus/templates/terraform/network.hbs: ours {{name}}' },
  { name: 'network.hbs', text: 'changed', expect: '.nimbus/templates/terraform/network.hbs: changed' },
  { name: 'netwrok.hbs', text: undefined, expect: 'templates/unknown: The nearest is network.hbs.' },
  { name: 'network.hbs', text: '{{#if', expect: 'templates/invalid: Change network.hbs:1:4: each says what is wrong there.' },
  {
    name: '../../evil.hbs',
    text: 'x',
    expect: 'templates/name-refused: Use a relative path of letters, digits, dots, hyphens and underscores that ends in .hbs, such as network/main.tf.hbs.',
  },
  {
    name: 'a/../../b.hbs',
    text: 'x',
    expect: 'templates/name-refused: Use a relative path of letters, digits, dots, hyphens and underscores that ends in .hbs, such as network/main.tf.hbs.',
  },
])('saving $name as one’s own', async ({ name, text, expect: expected }) => {
  const saved = await saveAsOwn(overlay('terraform', builtIn, []), name, text);
  expect(saved.ok ? `${saved.value.path}: ${saved.value.text}` : `${saved.failure.code}: ${saved.failure.fix}`).toBe(expected);
});

test('every built-in template can be made one’s own', async () => {
  const root = new URL('../../../templates/', import.meta.url).pathname;
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.hbs'));
  const problems = await Promise.all(files.map(async (file) => readTemplate(relative(root, join(root, file)), readFileSync(join(root, file), 'utf8'))));
  expect(problems.flatMap((outcome) => (outcome.ok ? [] : (outcome.failure.problems ?? [])))).toEqual([]);
  expect(files.length).toBeGreaterThan(0);
});
