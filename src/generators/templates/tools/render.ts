import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { badInput } from '../../../domain/failure/plan.ts';
import { tool } from '../../../domain/tool.ts';
import { answersSchema } from '../../input.ts';
import { fileOf } from '../own.ts';
import { outputName } from '../set.ts';
import { dataFor, generator, templateName } from './generators.ts';
import { oneTemplate } from './one.ts';

const input = z.strictObject({
  generator,
  name: templateName,
  text: z.string().max(1_000_000).optional().describe('Fill this text in instead of the saved one.'),
  answers: answersSchema.optional().describe('Answers by question id, as generating takes them.'),
  data: z.record(z.string(), z.unknown()).optional().describe('What the template is given, instead of answers.'),
});

export const renderOwnTemplate = tool({
  name: 'templates.render',
  effect: 'read',
  summary: 'Show what one of your own templates fills in to, with answers or data; writes nothing.',
  input,
  output: z.object({
    output: z.string().describe('The file it makes, relative to the output folder.'),
    text: z.string(),
    written: z.boolean().describe('False: it fills in to nothing, and makes no file.'),
  }),
  says: [
    'render my template docs/about.md.hbs',
    'preview my own template alarms.tf.hbs',
    'what does my template about.md.hbs fill in to',
    'render my template tags.tf.hbs',
    'fill in my own template alarms.tf.hbs with the answers',
    'what does my template alarms.tf.hbs produce',
    'show what my template tags.tf.hbs gives',
    'try my own template tags.tf.hbs',
    'what does my template docs/about.md.hbs fill in to?',
    'show docs/about.md.hbs filled in',
    'what does the template a.tf.hbs produce',
    'what comes out of the template a.tf.hbs',
    'show the outcome of template a.tf.hbs',
    'the result of my template a.tf.hbs',
    'try out the template a.tf.hbs',
    'fill in the template a.tf.hbs',
    'run my template a.tf.hbs',
    'how does a.tf.hbs look filled in',
    'output of the template a.tf.hbs',
    'let me see my template a.tf.hbs rendered',
    'render my template vpc.tf',
    'preview the template eks.tf without writing anything, I have a feeling the node group part comes out twice since the last edit',
    "I changed our subnets.tf template this morning and before I use it for real I'd like to see what it produces",
    'try out hello {{ who }} as template hello.tf with who=atlas',
    'how does the template cluster.tf look when rendered with nodes 3',
    'render preview providers.tf, region us-east-2',
    "i want see how template logging.tf becomes after filling, don't create files",
    'use env=staging on my iam.tf template and print what you get',
    'show what my template makes for an app called kiosk',
    'rendr my template ecr.tf pls',
    'okay could you take my template called variables.tf and show me how it looks once everything is filled in, I just want to have a look at it',
  ],
  examples: [
    {
      title: 'See what a template makes',
      input: {
        name: 'NOTES.md.hbs',
        answers: { 'project.name': 'shop', 'project.owner': 'team-shop', 'project.costCentre': 'CC-1', 'project.components': ['network'] },
      },
    },
  ],
  guessMs: 50,

  async run(what, at) {
    const data = dataOf(what);
    if (!data.ok) return data;
    const one = await oneTemplate(what.generator, what.name, what.text, at.files);
    if (!one.ok) return one;
    const file = fileOf(one.value, data.value);
    if (!file.ok) return file;
    const output = outputName(what.name);
    const text = file.value?.text ?? '';
    return {
      ok: true,
      output: { output, text, written: file.value !== undefined },
      summary: text === '' ? `${what.name} fills in to nothing: no file is made.` : `${output}: ${count(text.split('\n').length - 1, 'line')}.`,
      undo: 'nothing-changed',
    };
  },
});

function dataOf({ generator: whose, answers, data }: z.output<typeof input>): Outcome<object> {
  if (answers !== undefined && data !== undefined)
    return failed(badInput('templates.render', [{ path: 'data', message: 'takes the place of answers: give one of both' }]));
  return data === undefined ? dataFor(whose, answers ?? {}) : ok(data);
}
