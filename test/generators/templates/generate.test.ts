import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/question.ts';
import type { Tool } from '../../../src/domain/tool.ts';
import { generateTerraform } from '../../../src/generators/terraform/tool.ts';
import { all, start, testHouse } from '../../support/house.ts';
import { tree } from '../../support/tree.ts';

const answers: Answers = {
  'project.name': 'shop',
  'project.environment': 'dev',
  'project.region': 'eu-central-1',
  'project.components': ['network'],
  'project.owner': 'team-shop',
  'project.costCentre': 'CC-1',
};

type Templates = Readonly<Record<string, string>>;
type House = ReturnType<typeof testHouse>;
const newHouse = () => testHouse([generateTerraform as unknown as Tool]);

function put(house: House, path: string, text: string): void {
  mkdirSync(dirname(join(house.folder, path)), { recursive: true });
  writeFileSync(join(house.folder, path), text);
}

const read = (house: House, path: string): string => readFileSync(join(house.folder, path), 'utf8');

/** Generates with these templates in the workspace, through plan, gate and executor; what was told, a line each. */
async function generate(house: House, templates: Templates): Promise<string> {
  rmSync(join(house.folder, '.nimbus/templates'), { recursive: true, force: true });
  for (const [name, text] of Object.entries(templates)) put(house, `.nimbus/templates/terraform/${name}`, text);
  const events = (await all(start(house, [{ id: 'files', tool: 'generate.terraform', input: { answers, out: 'infra' } }]))).map((e) => e.event);
  const preview = events.find((event) => event.type === 'step-previewed')?.preview;
  const end = events.find((event) => event.type === 'run-ended');
  return [
    ...(preview?.warnings ?? []),
    ...(end?.failure ? [end.failure.code, end.failure.message, ...(end.failure.problems ?? []).map((p) => `${p.path} ${p.message}`)] : [end?.outcome]),
  ].join('\n');
}

interface Case {
  readonly what: string;
  readonly templates: Templates;
  readonly told: string;
  /** Files of `infra/` and what is in them; `undefined`: no such file. */
  readonly files?: Readonly<Record<string, string | undefined>>;
}

const cases: readonly Case[] = [
  {
    what: 'one more file, in a folder of its own',
    templates: { 'docs/about.md.hbs': '# {{project.name}} in {{project.region}}\r\n{{#if cluster}}EKS{{else}}No cluster{{/if}}' },
    told: 'succeeded',
    files: { 'docs/about.md': '# shop in eu-central-1\nNo cluster\n' },
  },
  {
    what: 'a built-in file is replaced, and the person told',
    templates: { 'README.md.hbs': 'Ours: {{network.cidr}}' },
    told: 'README.md comes from your template .nimbus/templates/terraform/README.md.hbs, not from the built-in one\nsucceeded',
    files: { 'README.md': 'Ours: 10.0.0.0/16\n' },
  },
  {
    what: 'a template that fills in to nothing makes no file',
    templates: { 'eks.tf.hbs': '{{#if cluster}}x{{/if}}\n', 'README.md.hbs': '{{! gone }}' },
    told: 'README.md is left out: your template .nimbus/templates/terraform/README.md.hbs, which takes its place, fills in to nothing\nsucceeded',
    files: { 'eks.tf': undefined, 'README.md': undefined },
  },
  {
    what: 'other files and hidden names are no templates',
    templates: { 'notes.txt': 'x', '.x.tf.hbs': 'x' },
    told: '".x.tf.hbs" can\'t be the name of a template.\nsucceeded',
    files: { '.x.tf': undefined, notes: undefined },
  },
  {
    what: 'a syntax error stops it',
    templates: { 'a.tf.hbs': 'name\n  {{#if project' },
    told: `templates/invalid
The template .nimbus/templates/terraform/a.tf.hbs has 1 mistake. It was not used.
.nimbus/templates/terraform/a.tf.hbs:2:9 an expression is opened with {{ and never closed: }} is missing`,
  },
  {
    what: 'everything wrong with all of them comes at once',
    templates: {
      'a.tf.hbs': '{{project.__proto__.x}}\n{{constructor}}',
      'b.tf.hbs': '{{shout project.name}}',
      'c/d.tf.hbs': '{{project.nmae}} {{cluster.version}}',
      'e.tf.hbs': 'x'.repeat(65 * 1024),
      'fine.tf.hbs': '# {{project.name}}',
      'readme.md.hbs': 'x',
    },
    told: `templates/unusable
5 templates of yours can't be used: .nimbus/templates/terraform/a.tf.hbs, .nimbus/templates/terraform/b.tf.hbs, .nimbus/templates/terraform/c/d.tf.hbs, .nimbus/templates/terraform/e.tf.hbs and .nimbus/templates/terraform/readme.md.hbs. Nothing was written.
.nimbus/templates/terraform/a.tf.hbs:1:3 __proto__ is never read through a template: use the name of one of the answers
.nimbus/templates/terraform/a.tf.hbs:2:3 constructor is never read through a template: use the name of one of the answers
.nimbus/templates/terraform/b.tf.hbs:1:3 there is no helper shout: there are hcl, json, indent, join, length, includes, lookup, default, eq, ne, and, or, not, lower, upper, kebab, snake, cidrsubnet
.nimbus/templates/terraform/c/d.tf.hbs:1:3 project.nmae has no value
.nimbus/templates/terraform/c/d.tf.hbs:1:20 cluster.version has no value
.nimbus/templates/terraform/e.tf.hbs The template .nimbus/templates/terraform/e.tf.hbs is 65 KiB; at most 64 KiB are read (templateBytesMax).
.nimbus/templates/terraform/readme.md.hbs would be written to readme.md, which can't be beside README.md: give it another name`,
  },
];

test.each(cases)('$what', async ({ templates, told, files }) => {
  const house = newHouse();
  expect(await generate(house, templates)).toBe(told);
  const infra = join(house.folder, 'infra');
  const written = existsSync(infra) ? tree(infra) : {};
  for (const [path, text] of Object.entries(files ?? {})) expect(written[path]).toBe(text);
  if (files === undefined) expect(Object.keys(written)).toEqual([]);
});

test.each([
  { where: 'on the same machine', fresh: false },
  { where: 'in a fresh clone', fresh: true },
])('after the template is edited its file follows, $where; the person’s own lines stay', async ({ fresh }) => {
  const house = newHouse();
  const template = (first: string) => `# ${first}\n\n# {{project.name}}\n\n# end\n`;
  await generate(house, { 'a.tf.hbs': template('one'), 'b.tf.hbs': template('one') });
  put(house, 'infra/b.tf', read(house, 'infra/b.tf').replace('# end', '# mine'));
  const now = fresh ? { ...newHouse(), folder: house.folder } : house;
  const told = await generate(now, { 'a.tf.hbs': template('two'), 'b.tf.hbs': fresh ? template('one') : template('two') });
  expect(told).toBe('succeeded');
  expect(read(house, 'infra/a.tf')).toBe('# two\n\n# shop\n\n# end\n');
  expect(read(house, 'infra/b.tf')).toBe(`# ${fresh ? 'one' : 'two'}\n\n# shop\n\n# mine\n`);
});

test('without its template a file is taken away, and a built-in one comes back', async () => {
  const house = newHouse();
  await generate(house, {});
  const builtIn = tree(join(house.folder, 'infra'));
  await generate(house, { 'extra.tf.hbs': '# x', 'README.md.hbs': 'mine' });
  expect(await generate(house, {})).toBe('succeeded');
  expect(tree(join(house.folder, 'infra'))).toEqual(builtIn);
});
