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
