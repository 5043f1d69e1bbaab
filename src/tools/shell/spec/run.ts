import { z } from 'zod';
import { type ToolSpec, toolSpec } from '../../../domain/tool.ts';

/** One program with its arguments. There is no shell in it: no pipes, no variables, no `&&`. */
const run = toolSpec({
  name: 'shell.run',
  effect: 'change',
  summary: 'Run one program with arguments in a folder of the workspace, without a shell.',
  input: z.strictObject({
    program: z
      .string()
      .regex(/^[\w./+-]+$/, 'the name or path of one program')
      .describe('Program to start.'),
    args: z.array(z.string()).default([]).describe('Arguments, each as it is.'),
    directory: z.string().min(1).default('.').describe('Folder it is started in, relative to the workspace folder.'),
    timeoutSeconds: z.int().min(1).max(3_600).default(600).describe('Stopped when it takes longer, in seconds.'),
  }),
  output: z.object({ code: z.int(), stdout: z.string(), stderr: z.string(), truncated: z.boolean() }),
  says: [
    'run `npm test`',
    'execute the script ./build.sh',
    'run the command "make lint" in backend',
    'run npm install',
    'start `python manage.py migrate`',
    'run the shell command ls -la',
  ],
  guessMs: 30_000,
});

export const shellSpecs: readonly ToolSpec[] = [run];
