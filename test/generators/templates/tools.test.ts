import { expect, test } from 'vitest';
import type { Tool } from '../../../src/domain/tool.ts';
import { listTemplates } from '../../../src/generators/templates/tools/list.ts';
import { renderOwnTemplate } from '../../../src/generators/templates/tools/render.ts';
import { saveTemplate } from '../../../src/generators/templates/tools/save.ts';
import { validateTemplates } from '../../../src/generators/templates/tools/validate.ts';
import { all, start, testHouse, transcript } from '../../support/house.ts';
import { plant, tree } from '../../support/tree.ts';

const tools = [listTemplates, validateTemplates, renderOwnTemplate, saveTemplate] as unknown as readonly Tool[];
const folder = '.nimbus/templates/terraform';
const shop = { 'project.name': 'shop', 'project.owner': 'team-shop', 'project.costCentre': 'CC-1', 'project.components': ['network'] };

interface Case {
  readonly what: string;
  readonly tool: string;
  readonly input?: object;
  /** Own templates that are there. */
  readonly own?: Readonly<Record<string, string>>;
  /** The output, or the failure's code, message and problems. */
  readonly expect: unknown;
}

async function check({ tool, input = {}, own = {}, expect: expected }: Case): Promise<void> {
  const house = testHouse(tools);
  plant(house.folder, Object.fromEntries(Object.entries(own).map(([name, text]) => [`${folder}/${name}`, text])));
  const before = tree(house.folder);
  const events = (await all(start(house, [{ id: 'call', tool, input }]))).map(({ event }) => event);
  const step = events.find((event) => event.type === 'step-ended');
  const end = events.find((event) => event.type === 'run-ended');
  const failure = step?.failure ?? end?.failure;
  const told = failure && [failure.code, failure.message, ...(failure.problems ?? []).map(({ path, message }) => `${path} ${message}`)];
  expect(told ?? step?.output).toEqual(expected);
  expect(tree(house.folder)).toEqual(before);
}

const missing = ['templates/unknown', 'There is no template abuot.md.hbs.'];

test.each<Case>([
  { what: 'none', tool: 'templates.list', expect: { folder, templates: [], notes: [] } },
  {
    what: 'the file each makes, and which is broken',
    tool: 'templates.list',
    own: { 'docs/about.md.hbs': '# hi', 'bad.tf.hbs': '{{', 'README.txt': 'x' },
    expect: {
      folder,
      notes: [],
      templates: [
        { name: 'bad.tf.hbs', path: `${folder}/bad.tf.hbs`, output: 'bad.tf', bytes: 2, valid: false },
        { name: 'docs/about.md.hbs', path: `${folder}/docs/about.md.hbs`, output: 'docs/about.md', bytes: 4, valid: true },
      ],
    },
  },
  {
    what: 'mistakes by line and column, and the variables',
    tool: 'templates.validate',
    own: { 'a.tf.hbs': '# {{upper project.name}}', 'b.tf.hbs': 'x\n{{a.__proto__}}' },
    expect: {
      valid: false,
      templates: [
        { name: 'a.tf.hbs', path: `${folder}/a.tf.hbs`, output: 'a.tf', valid: true, problems: [], variables: ['project.name'], helpers: ['upper'] },
        {
          name: 'b.tf.hbs',
          path: `${folder}/b.tf.hbs`,
          output: 'b.tf',
          valid: false,
          problems: [{ line: 2, column: 3, message: '__proto__ is never read through a template: use the name of one of the answers' }],
          variables: [],
          helpers: [],
        },
      ],
    },
  },
  {
    what: 'a text that is not saved',
    tool: 'templates.validate',
    input: { name: 'new.tf.hbs', text: '{{#if a}}' },
    expect: {
      valid: false,
      templates: [
        {
          name: 'new.tf.hbs',
          path: `${folder}/new.tf.hbs`,
          output: 'new.tf',
          valid: false,
          problems: [{ line: 1, column: 10, message: 'the file ends inside a block or an expression: a {{/…}} is missing' }],
          variables: [],
          helpers: [],
        },
      ],
    },
  },
  {
    what: 'a text without a name',
    tool: 'templates.validate',
    input: { text: 'x' },
    expect: ['input/invalid', expect.any(String), 'name is needed with a text'],
  },
  { what: 'a name there is not', tool: 'templates.validate', input: { name: 'abuot.md.hbs' }, own: { 'about.md.hbs': 'x' }, expect: missing },
  {
    what: 'with answers',
    tool: 'templates.render',
    input: { name: 'about.md.hbs', answers: shop },
    own: { 'about.md.hbs': '# {{project.name}}: {{network.cidr}}' },
    expect: { output: 'about.md', text: '# shop: 10.0.0.0/16\n', written: true },
  },
  {
    what: 'a text that is not saved, with data',
    tool: 'templates.render',
    input: { name: 'x.tf.hbs', text: '{{#if a}}{{a}}{{/if}}', data: { a: '' } },
    expect: { output: 'x.tf', text: '', written: false },
  },
  {
    what: 'a variable that is missing',
    tool: 'templates.render',
    input: { name: 'x.tf.hbs', text: 'a\n {{b.c}}', data: { b: {} } },
    expect: ['templates/variables-missing', expect.stringContaining('uses b.c'), `${folder}/x.tf.hbs:2:4 b.c has no value`],
  },
  {
    what: 'answers and data',
    tool: 'templates.render',
    input: { name: 'x.tf.hbs', text: 'a', data: {}, answers: {} },
    expect: ['input/invalid', expect.any(String), 'data takes the place of answers: give one of both'],
  },
  {
    what: 'a text that is no template',
    tool: 'templates.save',
    input: { name: 'x.tf.hbs', text: '{{/if}}' },
    expect: ['templates/invalid', expect.any(String), expect.stringMatching(/^x\.tf\.hbs:1:\d+ /)],
  },
  {
    what: 'a name that leads elsewhere',
    tool: 'templates.save',
    input: { name: '../../x.hbs', text: 'x' },
    expect: ['templates/name-refused', '"../../x.hbs" can\'t be the name of a template.'],
  },
])('$tool: $what', check);

test('a saved template is previewed, written, and taken back with its folders', async () => {
  const house = testHouse(tools);
  const save = async (text: string) => {
    const events = await all(start(house, [{ id: 'save', tool: 'templates.save', input: { name: 'docs/about.md.hbs', text } }]));
    const preview = events.map(({ event }) => event).find((event) => event.type === 'step-previewed')?.preview;
    const ended = events.map(({ event }) => event).find((event) => event.type === 'step-ended');
    return { told: transcript(events.slice(-2)), files: preview?.files.map((f) => `${f.action} ${f.path} +${f.added} -${f.removed}`), undo: ended?.undo };
  };
  const first = await save('# {{project.name}}\n');
  expect(first).toMatchObject({
    told: expect.stringContaining(`Saved ${folder}/docs/about.md.hbs. It is used the next time you generate.\nrun-ended succeeded`),
    files: [`create ${folder}/docs/about.md.hbs +1 -0`],
  });
  const second = await save('# {{upper project.name}}\n');
  expect(second.files).toEqual([`update ${folder}/docs/about.md.hbs +1 -1`]);
  expect((await save('# {{upper project.name}}\n')).undo).toBe('nothing-changed');
  const takeBack = async (undo: unknown) => {
    const { steps } = undo as { steps: readonly { tool: string; input: object }[] };
    return transcript(
      (
        await all(
          start(
            house,
            steps.map((step) => ({ id: 'back', ...step })),
          ),
        )
      ).slice(-1),
    );
  };
  expect(await takeBack(second.undo)).toBe('run-ended succeeded');
  expect(tree(house.folder)).toEqual({ [`${folder}/docs/about.md.hbs`]: '# {{project.name}}\n' });
  expect(await takeBack(first.undo)).toBe('run-ended succeeded');
  expect(tree(house.folder)).toEqual({});
});

test('each says what people ask for', () => {
  expect(tools.filter((tool) => tool.says.length < 3).map((tool) => tool.name)).toEqual([]);
});
