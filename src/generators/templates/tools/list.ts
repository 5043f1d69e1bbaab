import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { tool } from '../../../domain/tool.ts';
import { readOwn } from '../own.ts';
import { outputName, templateFolder } from '../set.ts';
import { generator } from './generators.ts';

export const listTemplates = tool({
  name: 'templates.list',
  effect: 'read',
  summary: 'List your own templates of a generator: the file each makes, and whether it can be used.',
  input: z.strictObject({ generator }),
  output: z.object({
    folder: z.string().describe('Where they are, relative to the workspace folder.'),
    templates: z.array(
      z.object({
        name: z.string(),
        path: z.string().describe('Relative to the workspace folder.'),
        output: z.string().describe('The file it makes, relative to the output folder.'),
        bytes: z.number(),
        valid: z.boolean(),
      }),
    ),
    notes: z.array(z.string()).describe('What was left out, and why.'),
  }),
  says: [
    'which templates of my own are there',
    'show my own templates',
    'which handlebars templates of my own are there',
    'which custom templates are there',
    'show the templates we made ourselves',
    'our custom terraform templates',
    'templates',
    'which templates did i write?',
    'own templates',
    'what templates do i have?',
    'my own templates',
    'what templates have i made',
    'are there custom templates',
    'show the templates i wrote',
    'do i have templates',
    'which of my templates are broken',
    'show my custom terraform templates',
    'what templates have we written ourselves and which file does each one produce',
    'overview of our own generator templates please',
    "I'd like to see all the custom templates we saved in this workspace because I am going to clean up the old ones with the team later today",
    'Hello, I joined this week and was told that we have templates of our own for generating Terraform. Could you show me which ones exist?',
    'are there any house templates set up here',
    'what does the generator use of ours, i mean which own templates does it have',
    'names of my templates and the files they make',
    'ls my templates',
    'show which output file every template of mine makes',
    'before I write another one I want to know what templates of our own are already there',
    "let's look at what custom templates exist",
    'please show me list of templates what our team has made, I am writing the onboarding page and must name all of them there',
    'Can I get an overview of the templates that we, not the product, provide?',
  ],
  examples: [{ title: 'List your own templates', input: {} }],
  guessMs: 50,

  async run(input, at) {
    const own = await readOwn(input.generator, at.files);
    if (!own.ok) return own;
    const templates = own.value.templates.map(({ name, path, bytes, template }) => ({ name, path, output: outputName(name), bytes, valid: template.ok }));
    const broken = templates.filter(({ valid }) => !valid).length;
    return {
      ok: true,
      output: { folder: templateFolder(input.generator), templates, notes: [...own.value.notes] },
      summary: `${count(templates.length, 'template')} of your own${broken > 0 ? `, ${broken} with mistakes` : ''}.`,
      undo: 'nothing-changed',
    };
  },
});
