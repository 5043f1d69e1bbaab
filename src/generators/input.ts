import { z } from 'zod';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** Answers by question id, as any generator's tool takes them; the questionnaire checks what they say. */
export const answersSchema = z.record(
  z.string(),
  z.union([scalar, z.array(z.string()), z.array(z.record(z.string(), z.union([scalar, z.array(z.string())])))]),
);

/** Input of every `generate.*` tool. */
export const generateInput = z.strictObject({
  answers: answersSchema.describe('Answers by question id; what is left out takes its default. `nimbus questions <generator>` lists them.'),
  out: z.string().min(1).describe('Folder to write into, relative to the workspace folder.'),
});

export const generateOutput = z.object({
  out: z.string().describe('Folder written into, relative to the workspace folder.'),
  directory: z.string().describe('Where the program is run, relative to the workspace folder.'),
  varFiles: z.array(z.string()).describe('Values to run it with, relative to `directory`.'),
  files: z.array(
    z.object({
      path: z.string().describe('Relative to `out`.'),
      bytes: z.number(),
      sha256: z.string(),
      action: z.enum(['create', 'update', 'delete', 'unchanged']),
    }),
  ),
  resources: z.number(),
  conflicts: z.number().describe('Places where an edit of yours was kept over the new text.'),
});
