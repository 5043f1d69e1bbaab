import { z } from 'zod';
import { sha256 } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { type Observation, tool } from '../../domain/tool.ts';
import { readWhole } from './inside/open.ts';
import { decodeText } from './inside/text.ts';

export const encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'latin1']);
export const path = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[^\0]*$/, 'a path has no NUL character');

const output = z.object({
  path: z.string(),
  text: z.string().describe('Empty for a binary file.'),
  binary: z.boolean(),
  encoding: encoding.optional(),
  byteOrderMark: z.boolean(),
  eol: z.enum(['lf', 'crlf', 'mixed', 'none']),
  bytes: z.number(),
  sha256: z.string().describe('Of the whole file: files.write takes it as `expect`.'),
  lines: z.number().describe('In the whole file.'),
  startLine: z.number(),
  endLine: z.number().describe('The last line that is here; 0: none.'),
  truncated: z.boolean().describe('There is more after it.'),
});

export const read = tool({
  name: 'files.read',
  effect: 'read',
  summary: 'Read a text file, or some lines of it.',
  input: z.strictObject({
    path: path.describe('Relative to the workspace folder.'),
    startLine: z.number().int().min(1).default(1),
    lineCount: z.number().int().min(1).max(100_000).default(2000),
    encoding: encoding.optional().describe('Default: by its byte order mark, else UTF-8.'),
    charactersMax: z.number().int().min(100).max(2_000_000).default(200_000),
  }),
  output,
  commands: ['cat {path}'],
  says: [
    'read main.tf',
    'show me the file README.md',
    'what is in infra/variables.tf',
    'show lines 10 to 40 of app.py',
    'open the values file',
    'show README.md',
    'print the contents of config/app.yaml',
    'what does src/index.ts say',
    'display the first 20 lines of CHANGELOG.md',
    'let me see docker-compose.yml',
    'read lines 5 to 25 of main.go',
    'show the content of src/app.ts',
    'let me read docs/setup.md',
    'first 10 lines of README.md',
    "what's in Makefile",
    'view config/prod.json',
    'give me lines 20 to 40 of src/app.ts',
    'open up infra/main.tf',
    'content of Makefile',
    'open docs/guide.md',
    'what is written in setup.cfg?',
    'first 30 lines of src/app.ts',
    'lines 5 to 25 of main.tf',
    'i’d like to read CHANGELOG.md',
    'let me see package.json',
    'let me see README.md',
    'let me read docs/a.md',
    'what does src/a.ts say',
    'what is written in docs/a.md',
    'what is in src/a.ts',
    'what is inside config.yaml',
    'open up src/a.ts',
    'pull up config.yaml',
    'bring up docs/a.md',
    'the contents of docs/a.md',
    'contents of the file src/a.ts',
    'show the file src/a.ts',
    'view src/a.ts',
    'view lines 10 to 20 of src/a.ts',
    'lines 5-9 of src/a.ts',
    'line 42 of src/a.ts',
    'first 20 lines of docs/a.md',
    'top 5 lines of data.csv',
    'head of server.log',
    'the beginning of docs/a.md',
    'show src/a.ts from line 100 on',
    'i would like to look at docs/a.md',
    'can i see config.yaml',
    'give me package.json',
    'get me the text of docs/a.md',
    'dump config.yaml',
    'display Dockerfile',
    'read out docs/a.md',
    'show me how src/a.ts is written',
    'i want to read .gitignore',
    'what are the contents of docs/a.md',
    'what are the contents of the file src/a.ts',
    'i need the text of docs/a.md',
    'print the first 10 lines of server.log',
    'from line 5 to line 9 in src/a.ts',
    "what's in .gitlab-ci.yml? My job is skipped on every branch and I would like to see with my own eyes which rules it has",
    'cat Dockerfile',
    'let me see envs/staging.tfvars, I want to know which instance size the testers have there before I argue with them about it',
    'the windows people sent us export.csv in utf-16le, read it to me',
    'Requesting contents of file k8s/kiosk/deployment.yaml.',
    'from line 120 on, 30 lines of ansible/site.yml',
    'how does our Makefile look right now, I can never remember what the targets are called and someone moved things around lately',
    'the readme of the fleet module pls, modules/fleet/README.md, at most 4000 characters',
    'I need to know what somebody put into config/feature-flags.json last week, show it',
    'display scripts/rotate.sh starting at line 15',
  ],
  examples: [{ title: 'Read the first lines of a file', input: { path: 'README.md', lineCount: 3 } }],
  guessMs: 20,

  async run(input, at): Promise<Observation<z.output<typeof output>>> {
    const content = await readWhole(at, input.path);
    if (!content.ok) return content;
    const bytes = content.value.byteLength;
    const about = { path: input.path, bytes, sha256: sha256(content.value) };
    const decoded = decodeText(content.value, input.encoding);
    if (decoded === undefined) {
      return {
        ok: true,
        output: { ...about, text: '', binary: true, byteOrderMark: false, eol: 'none', lines: 0, startLine: 0, endLine: 0, truncated: false },
        summary: `${input.path} is not text (${bytes.toLocaleString('en-US')} bytes).`,
        undo: 'nothing-changed',
      };
    }
    const all = linesWithEnds(decoded.text);
    const wanted = all.slice(input.startLine - 1, input.startLine - 1 + input.lineCount);
    const taken: string[] = [];
    let characters = 0;
    for (const line of wanted) {
      if (characters + line.length > input.charactersMax) {
        // One line that is too long alone: its beginning, so that something is seen.
        if (taken.length === 0) taken.push(line.slice(0, input.charactersMax));
        break;
      }
      characters += line.length;
      taken.push(line);
    }
    const endLine = taken.length === 0 ? 0 : input.startLine + taken.length - 1;
    const text = taken.join('');
    const truncated = endLine < all.length && all.length >= input.startLine ? true : text.length < wanted.join('').length;
    return {
      ok: true,
      output: {
        ...about,
        text,
        binary: false,
        encoding: decoded.encoding,
        byteOrderMark: decoded.mark,
        eol: decoded.eol,
        lines: all.length,
        startLine: input.startLine,
        endLine,
        truncated,
      },
      summary: `${input.path}: ${taken.length === all.length ? count(all.length, 'line') : taken.length === 0 ? `no line ${input.startLine}; it has ${count(all.length, 'line')}` : `lines ${input.startLine} to ${endLine} of ${all.length}`}.`,
      undo: 'nothing-changed',
    };
  },
});

/** Each line with its end, so that joining gives the text again. */
const linesWithEnds = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
