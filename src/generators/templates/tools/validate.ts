import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { failed } from '../../../domain/failure/failure.ts';
import { badInput } from '../../../domain/failure/plan.ts';
import { tool } from '../../../domain/tool.ts';
import { type OwnTemplate, readOwn } from '../own.ts';
import { outputName } from '../set.ts';
import { variables } from '../variables.ts';
import { generator, templateName } from './generators.ts';
import { oneTemplate } from './one.ts';
import { problemSchema, problemsOf } from './report.ts';

export const validateTemplates = tool({
  name: 'templates.validate',
  effect: 'read',
  summary: 'Check your own templates: every mistake with its line and column, and the variables each uses.',
  input: z.strictObject({
    generator,
    name: templateName.optional().describe('Only this one; default: all.'),
    text: z.string().max(1_000_000).optional().describe('With `name`: check this text instead of the saved one.'),
  }),
  output: z.object({
    valid: z.boolean(),
    templates: z.array(
      z.object({
        name: z.string(),
        path: z.string(),
        output: z.string(),
        valid: z.boolean(),
        problems: z.array(problemSchema),
        variables: z.array(z.string()).describe('`[]` stands for every item of a list: `cluster.nodeGroups[].name`.'),
        helpers: z.array(z.string()),
      }),
    ),
  }),
  says: [
    'validate my own templates',
    'check my handlebars templates for mistakes',
    'are my handlebars templates valid',
    'check that my own templates are valid',
    'check my own template tags.tf.hbs for mistakes',
    'do our custom templates have errors',
    'are my templates ok',
    'check my templates',
    'is my template tags.tf.hbs valid',
    'mistakes in my templates?',
    'are my templates fine',
    'are our own templates all right',
    'are our templates ok',
    'any mistakes in my templates',
    'is my template a.tf.hbs valid',
    'is a.tf.hbs a valid template',
    'lint my templates',
    'look for mistakes in the template a.tf.hbs',
    'does my template a.tf.hbs have errors',
    'find errors in my own templates',
    'which variables does the template a.tf.hbs use',
    'is everything ok with my template a.tf.hbs',
    'is my template a.tf.hbs all right',
    'validate all my terraform templates',
    'any syntax errors in our custom templates?',
    'something is off with the rds.tf template, generation stops with an error. find what is wrong in it please',
    'Could you please verify whether our own templates are correct? I edited several of them yesterday and I am not sure about the brackets.',
    'check this template text: {{#if nat}}nat = true{{/if',
    'template network.tf, are there mistakes',
    'would this be accepted as a template → locals { env = "{{ env }}" }',
    'proof-read my template tags.tf for me',
    'please to control my template of the database, its name database.tf, if it has errors',
    'list the errors with positions for template backend.tf',
    "someone merged changes to the templates folder without review last night, so run a check over all our own templates and show what's wrong",
    'are there unknown variables in my template versions.tf, which ones does it use',
    "let's find out which of our templates contain mistakes and where exactly",
  ],
  examples: [{ title: 'Check a text before it is saved', input: { name: 'NOTES.md.hbs', text: '{{#if network}}\n# {{network.cidr}}\n' } }],
  guessMs: 100,

  async run({ generator: whose, name, text }, at) {
    if (name === undefined && text !== undefined) return failed(badInput('templates.validate', [{ path: 'name', message: 'is needed with a text' }]));
    const one = name === undefined ? undefined : await oneTemplate(whose, name, text, at.files);
    if (one !== undefined && !one.ok) return one;
    const all = one === undefined ? await readOwn(whose, at.files) : undefined;
    if (all !== undefined && !all.ok) return all;
    const templates = (one === undefined ? (all?.value.templates ?? []) : [one.value]).map(reportOn);
    const broken = templates.filter(({ valid }) => !valid).length;
    return {
      ok: true,
      output: { valid: broken === 0, templates },
      summary:
        broken === 0 ? `${count(templates.length, 'template')} checked, no mistakes.` : `${broken} of ${count(templates.length, 'template')} can't be used.`,
      undo: 'nothing-changed',
    };
  },
});

function reportOn({ name, path, template }: OwnTemplate) {
  const needs = template.ok ? variables(template.value) : { variables: [], helpers: [] };
  return {
    name,
    path,
    output: outputName(name),
    valid: template.ok,
    problems: template.ok ? [] : problemsOf(template.failure),
    variables: [...needs.variables],
    helpers: [...needs.helpers],
  };
}
