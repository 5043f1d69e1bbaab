import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import { render } from '../../../src/generators/templates/render.ts';

/** Where a template fails: its code, and each problem as `line:column message`. */
async function check({ template, data, expect: expected }: { readonly template: string; readonly data: object; readonly expect: string }) {
  const result = await render('t.hbs', template, data);
  const text = result.ok
    ? result.value
    : [result.failure.code, ...(result.failure.problems ?? []).map(({ path, message }) => `${path.replace('t.hbs:', '')} ${message}`)].join('\n');
  expect(text).toBe(expected);
}

test.each([
  { template: '{{name', data: {}, expect: 'templates/invalid\n1:3 an expression is opened with {{ and never closed: }} is missing' },
  { template: 'a\nb {{#if x}}\nfoo\n', data: {}, expect: 'templates/invalid\n4:1 the file ends inside a block or an expression: a {{/…}} is missing' },
  { template: 'a\n{{#if x}}\n{{/unless}}', data: {}, expect: 'templates/invalid\n2:4 {{#if}} is closed by {{/unless}}: write {{/if}}' },
  { template: 'a {{> }}', data: {}, expect: "templates/invalid\n1:7 }} can't stand here: expected a name" },
  { template: 'x\nline {{foo bar=}}', data: {}, expect: "templates/invalid\n2:16 }} can't stand here: expected a name" },
])('a syntax error has its line, its column and what is expected: $template', check);

test.each([
  '{{__proto__.x}}',
  '{{this.constructor}}',
  '{{a.b.prototype}}',
  '{{#each __proto__}}{{/each}}',
  '{{#with a.constructor}}{{/with}}',
  '{{lookup a "__proto__"}}',
  '{{json (lookup a "constructor")}}',
  '{{@root.constructor}}',
  '{{../constructor}}',
  '{{[__proto__]}}',
  '{{a.[constructor]}}',
  '{{#if __defineGetter__}}{{/if}}',
  '{{#*inline "p"}}{{constructor}}{{/inline}}{{> p}}',
  '{{#*inline "p"}}{{/inline}}{{> p __proto__=a}}',
])('a prototype is refused before anything is filled in: %s', async (template) => {
  const result = await render('t.hbs', template, JSON.parse('{"a":{"b":{}},"__proto__":{"x":"leaked"},"constructor":"leaked"}'));
  expect(result.ok ? result.value : result.failure.problems?.[0]?.message).toMatch(
    /^(__proto__|constructor|prototype|__defineGetter__) is never read through a template/,
  );
});

test.each([
  { template: '{{lookup map key}}', data: { map: {}, key: 'constructor' }, expect: 'templates/failed\n1:1 lookup never reads constructor' },
  { template: '{{lookup map key}}', data: { map: {}, key: 'toString' }, expect: '' },
  { template: '{{toString}}', data: {}, expect: 'templates/variables-missing\n1:3 toString has no value' },
  { template: '{{list.push}}', data: { list: [] }, expect: 'templates/variables-missing\n1:3 list.push has no value' },
  { template: '{{go}}', data: { go: () => 'ran' }, expect: 'templates/variables-missing\n1:3 go has no value' },
  { template: '{{secret}}', data: Object.create({ secret: 'inherited' }), expect: 'templates/variables-missing\n1:3 secret has no value' },
  {
    template: '{{trap}}',
    data: Object.defineProperty({}, 'trap', {
      get: () => {
        throw new Error('ran');
      },
    }),
    expect: 'templates/variables-missing\n1:3 trap has no value',
  },
])('at run time only own plain data is read: $template', check);

test.each([
  { template: '{{lowr x}}', data: {}, expect: 'templates/invalid\n1:3 there is no helper lowr; the nearest is lower' },
  { template: '{{#iff x}}{{/iff}}', data: {}, expect: 'templates/invalid\n1:1 there is no helper iff; the nearest is if' },
  {
    template: '{{log "x"}}',
    data: {},
    expect:
      'templates/invalid\n1:3 there is no helper log: there are hcl, json, indent, join, length, includes, lookup, default, eq, ne, and, or, not, lower, upper, kebab, snake, cidrsubnet',
  },
  { template: '{{helperMissing "x"}}', data: {}, expect: /helperMissing/.source },
  { template: '{{#eq a b}}{{/eq}}', data: {}, expect: 'templates/invalid\n1:1 eq is not a block: write {{#if (eq …)}}' },
  { template: '{{if a}}', data: {}, expect: 'templates/invalid\n1:3 if is a block: write {{#if …}} … {{/if}}' },
  { template: '{{#if}}{{/if}}', data: {}, expect: 'templates/invalid\n1:1 {{#if}} takes one value, and has 0' },
  {
    template: '{{cidrsubnet "10.0.0.0/16"}}',
    data: {},
    expect: 'templates/invalid\n1:3 cidrsubnet takes 3 values and has 1: write {{cidrsubnet range bits number}}',
  },
  { template: '{{json a b c}}', data: {}, expect: 'templates/invalid\n1:3 json takes 1 or 2 values and has 3: write {{json value [spaces]}}' },
  {
    template: '{{> footer}}',
    data: {},
    expect: 'templates/invalid\n1:1 there is no partial footer in this file: define it with {{#*inline "footer"}} … {{/inline}}; other files are not read',
  },
  {
    template: '{{> ../../etc/passwd}}',
    data: {},
    expect:
      'templates/invalid\n1:1 there is no partial ../../etc/passwd in this file: define it with {{#*inline "../../etc/passwd"}} … {{/inline}}; other files are not read',
  },
  { template: '{{> (lookup . "x")}}', data: {}, expect: 'templates/invalid\n1:1 the name of a partial must be written out' },
  {
    template: '{{#> layout}}x{{/layout}}',
    data: {},
    expect: 'templates/invalid\n1:1 partials with a block are not supported: use {{> name}} with {{#*inline "name"}}',
  },
  { template: '{{@level}}', data: {}, expect: 'templates/invalid\n1:3 there is no @level: there are @root, @index, @key, @first, @last' },
  {
    template: '{{low a}}\n{{uper b}}',
    data: {},
    expect: 'templates/invalid\n1:3 there is no helper low; the nearest is lower\n2:3 there is no helper uper; the nearest is upper',
  },
])('what a template can not have is said, all at once: $template', async (row) => {
  if (row.expect !== 'helperMissing') return check(row);
  const result = await render('t.hbs', row.template, row.data);
  expect(result.ok ? result.value : result.failure.problems?.[0]?.message).toMatch(/^there is no helper helperMissing/);
});

test.each([
  {
    template: '{{foo}}\n  {{bar.baz}} {{foo}}',
    data: { bar: {} },
    expect: 'templates/variables-missing\n1:3 foo has no value\n2:5 bar.baz has no value\n2:17 foo has no value',
  },
  { template: '{{#each items}}{{name}}{{/each}}', data: { items: [{ name: 'a' }, {}] }, expect: 'templates/variables-missing\n1:18 name has no value' },
  { template: '{{#each items}}x{{/each}}', data: {}, expect: 'templates/variables-missing\n1:9 items has no value' },
  { template: '{{#each items}}x{{else}}none{{/each}}', data: {}, expect: 'none' },
  { template: '{{#if a}}x{{else}}y{{/if}}{{#unless b}}z{{/unless}}', data: {}, expect: 'yz' },
  { template: '{{#with a}}x{{else}}y{{/with}}', data: {}, expect: 'y' },
  { template: '{{upper name}}', data: {}, expect: 'templates/variables-missing\n1:9 name has no value' },
  { template: '{{empty}}|', data: { empty: null }, expect: '|' },
])('every variable without a value is named at once: $template', check);

test.each([
  {
    template: '{{items}}',
    data: { items: ['a'] },
    expect: 'templates/failed\n1:1 items is a list: print its items with {{#each}}, or all of it with join, json or hcl',
  },
  { template: '{{map}}', data: { map: {} }, expect: 'templates/failed\n1:1 map is a map: print its items with {{#each}}, or all of it with join, json or hcl' },
  {
    template: '\n{{cidrsubnet cidr 4 16}}',
    data: { cidr: '10.0.0.0/16' },
    expect: "templates/failed\n2:1 cidrsubnet can't cut part 16 out of 10.0.0.0/16 with 4 more bits: there are only 16 parts",
  },
  {
    template: '{{cidrsubnet cidr 4 0}}',
    data: { cidr: '10.0.0.1/16' },
    expect: "templates/failed\n1:1 cidrsubnet can't read its range: 10.0.0.1/16 starts in the middle of its range: write 10.0.0.0/16",
  },
  { template: '{{join x ","}}', data: { x: 'a' }, expect: 'templates/failed\n1:1 join needs a list and was given a text' },
])('a helper says what it needs: $template', check);

const bomb = '{{#each a}}{{#each @root.a}}{{#each @root.a}}{{#if this}}{{/if}}{{/each}}{{/each}}{{/each}}';
test.each([
  { name: 'a loop in a loop in a loop', template: bomb, data: { a: Array.from({ length: 100 }, (_, i) => i) }, code: 'templates/too-much', says: 'steps' },
  {
    name: 'much text',
    template: '{{#each a}}{{@root.b}}{{/each}}',
    data: { a: Array.from({ length: 100 }, (_, i) => i), b: 'x'.repeat(20_000) },
    code: 'templates/too-much',
    says: 'outputBytesMax',
  },
  { name: 'a partial that calls itself', template: '{{#*inline "p"}}{{> p}}{{/inline}}{{> p}}', data: {}, code: 'templates/too-much', says: 'depthMax' },
  { name: 'a huge template', template: ' '.repeat(65 * 1024), data: {}, code: 'templates/too-big', says: 'templateBytesMax' },
  { name: 'deep nesting', template: `${'{{#if a}}'.repeat(80)}${'{{/if}}'.repeat(80)}`, data: {}, code: 'templates/invalid', says: 'depthMax' },
  {
    name: 'thousands of parentheses',
    template: `{{json ${'(json '.repeat(9000)}a${')'.repeat(9000)}}}`,
    data: { a: 1 },
    code: 'templates/invalid',
    says: 'depthMax',
  },
])('$name ends at a named limit', async ({ template, data, code, says }) => {
  const result = await render('t.hbs', template, data);
  if (result.ok) throw new Error(`it was filled in: ${result.value.length} characters`);
  expect(result.failure.code).toBe(code);
  expect(`${result.failure.message} ${result.failure.problems?.map(({ message }) => message).join()}`).toContain(says);
});

const data = {
  name: 'shop',
  zero: 0,
  no: false,
  empty: [],
  html: '<a> & "b"',
  list: ['a', 'b', 'c'],
  numbers: [1, 1, 2],
  map: { x: 1, y: 'two' },
  groups: [
    { id: 'one', items: [{ n: 1 }, { n: 2 }] },
    { id: 'two', items: [] },
  ],
};

/** What our templates are compiled with gives the same text: a built-in template that someone makes their own must not change. */
test.each([
  '{{name}} {{zero}} {{no}} {{html}} {{{html}}}',
  '{{#if name}}a{{else}}b{{/if}}{{#if zero}}a{{else if name}}c{{else}}b{{/if}}{{#if zero includeZero=true}}z{{/if}}{{#unless no}}u{{/unless}}{{#if empty}}e{{/if}}',
  '{{#each list}}{{this}}{{@index}}{{#if @first}}F{{/if}}{{#unless @last}}, {{/unless}}{{/each}}',
  '{{#each map}}{{@key}}={{this}};{{/each}}{{#each empty}}x{{else}}none{{/each}}',
  '{{#each groups}}{{id}}:{{#each items}}{{n}}{{../id}}{{../../name}}{{@../index}}{{/each}}{{#if items}}{{../name}}{{/if}}\n{{/each}}',
  '{{#each groups as |group at|}}{{at}}{{group.id}}{{#each group.items as |item|}}{{item.n}}{{group.id}}{{/each}}{{/each}}',
  '{{#with map}}{{x}}{{../name}}{{@root.name}}{{else}}n{{/with}}{{#with map as |m|}}{{m.y}}{{/with}}',
  '{{#list}}{{.}}{{/list}}{{#map}}{{x}}{{/map}}{{^no}}not{{/no}}{{#name}}{{this}}{{/name}}{{^empty}}-{{/empty}}',
  'a\n{{#if name}}\n  b\n{{/if}}\n{{! comment }}\nc\n',
  'a {{~ name ~}} b\n{{~#each list ~}}\n {{this}} \n{{~/each~}}\n',
  '{{#*inline "row"}}\n<{{id}}>\n\n{{extra}}\n{{/inline}}\n{{#each groups}}\n  {{> row extra=@index}}\n{{/each}}\n{{> row map id=name extra="e"}}',
  '{{#*inline "p"}}{{x}}{{/inline}}{{> p map}}',
  '{{this.name}}{{./name}}{{map.y}}{{map.[x]}}{{list.[1]}}{{list.length}}{{name.length}}{{[name]}}',
  '\\{{name}} {{"name"}} {{{{raw}}}}',
  '{{#each numbers}}{{#each ../list}}{{this}}{{../this}}{{/each}}{{/each}}',
])('the same as Handlebars: %s', async (template) => {
  let expected: string;
  try {
    expected = Handlebars.compile(template, { noEscape: true })(data);
  } catch {
    expected = 'not a template';
  }
  const result = await render('t.hbs', template, data);
  expect(result.ok ? result.value : 'not a template').toBe(expected);
});
