import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { patternInvalid } from '../../domain/failure/files.ts';
import { type Observation, tool } from '../../domain/tool.ts';
import { searchWithRipgrep } from './inside/ripgrep.ts';
import { type Match, type Search, searchInProcess } from './inside/search-in-process.ts';
import { path } from './read.ts';

const input = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(1000)
    .regex(/^[^\0\n\r]*$/, 'one line, without NUL')
    .describe('What to look for.'),
  path: path.default('.').describe('Folder or file, relative to the workspace folder.'),
  regex: z.boolean().default(false).describe('`text` is a regular expression.'),
  caseSensitive: z.boolean().default(false),
  wholeWord: z.boolean().default(false),
  include: z
    .string()
    .min(1)
    .max(500)
    .regex(/^[^!\0]/, 'a pattern to include does not start with "!"')
    .optional()
    .describe('Only files like this: `*.tf`.'),
  ignored: z.boolean().default(false).describe('Also in what .gitignore and `files.exclude` hide.'),
  limit: z.number().int().min(1).max(10_000).default(200).describe('Matches, at most.'),
});
export type SearchInput = z.output<typeof input>;

const found = z.object({
  path: z.string(),
  line: z.number(),
  column: z.number().describe('From 1, in characters.'),
  text: z.string().describe('The line, cut when it is long.'),
});

const output = z.object({
  matches: z.array(found).readonly(),
  files: z.number(),
  truncated: z.boolean(),
  engine: z.enum(['ripgrep', 'built-in']),
  notes: z.array(z.string()).readonly(),
});

export const search = tool({
  name: 'files.search',
  effect: 'read',
  summary: 'Search the files of the workspace for a text or a regular expression.',
  input,
  output,
  commands: ['grep {text} {path?} -i{caseSensitive:false} -w{wholeWord:true} -E{regex:true}'],
  says: [
    'find TODO in the *.ts files',
    'find order_total in the *.sql files',
    'search for aws_s3_bucket',
    'where is the variable region used',
    'find TODO in all python files',
    'grep for password',
    'which files mention eks',
    'search for "TODO" in src',
    'find every use of parseConfig',
    'where do we reference DATABASE_URL',
    'look for "deprecated" in the docs folder',
    'which files contain "localhost"',
    'grep for console.log in src',
    'find the string "us-east-1"',
    'where is API_URL used',
    'search src for fetchUser',
    'which files use lodash',
    'all occurrences of "password" in config',
    'look through docs for "deprecated"',
    'who calls parseConfig',
    'does anything mention "TODO" in src',
    'occurrences of legacy_flag',
    'who calls fetchUser?',
    'which files mention acme?',
    'where is DB_HOST set?',
    'any use of eval( in the code?',
    'find "deprecated" in all *.py',
    'every place with the word retry in services',
    'look for usages of fetchUser',
    'look for references to fetchUser',
    'find references to fetchUser',
    'find every use of fetchUser',
    'find usages of API_URL',
    'hunt for OldName',
    'hunt down every mention of OldName',
    'who calls fetchUser',
    'who uses fetchUser',
    'what calls fetchUser',
    'where does fetchUser get called',
    'where is fetchUser defined',
    'in which file is API_URL defined',
    'in what file is fetchUser',
    'which file contains "timeout"',
    'which files have "timeout" in them',
    'anything with "timeout" in it',
    'is "timeout" anywhere in the code',
    'is there anything in the repo that contains "timeout"',
    'does the code mention "timeout"',
    'case sensitive search for "Id"',
    'search for "Id", matching case',
    'search with the regex "v\\d+"',
    'search for the regular expression "v\\d+"',
    'search the ignored files for "x"',
    'scan the code for "eval("',
    'go through src and find "TODO"',
    'look through the docs for "login"',
    'where do we mention OldName',
    'where does it say "deprecated"',
    'every line with FIXME',
    'all occurrences of "x" in yaml files',
    'lines that contain "x" in src',
    'search src for "x"',
    'search config for "featureFlags"',
    'grep "x" in *.ts files',
    'whole word search for cache',
    'show all lines mentioning "x" in src',
    'all lines with "x"',
    'is the string "x" present anywhere',
    'is "x" present in src',
    'find me where we use fetchUser',
    'which source files reference fetchUser',
    'search for "x" but only in *.md files',
    'where does "x" turn up',
    'grep for eu-west-1 in infra',
    'where do we use registry.acme.test in the code? It is going to be switched off and every line with it has to be found',
    'search for the regex image:.*:latest in k8s',
    "which file mentions DB_PASSWORD? I have to rotate it and don't want to miss a place where it is used",
    'Requesting text search for "t2.micro" in *.tf files',
    'search also in ignored files for AKIA',
    'who still references the old queue orders-v1, only yaml files',
    'does the string proxy-body-size appear anywhere in charts? Uploads over one megabyte fail since the update and I suspect we lost that annotation',
    'first 10 hits of timeout in services/ingest',
    'find me the place where the port 9443 is configured in ansible/',
  ],
  examples: [{ title: 'Find what is left to do', input: { text: 'TODO', include: '*.ts' } }],
  guessMs: 500,
  timeoutMs: 120_000,

  async run(what, at): Promise<Observation<z.output<typeof output>>> {
    if (what.regex) {
      const wrong = regexProblem(what.text);
      if (wrong !== undefined) return failed(patternInvalid(what.text, wrong));
    }
    const kind = await at.files.locate(what.path);
    if (!kind.ok) return kind;
    const quick = await searchWithRipgrep(what, at);
    if (!quick.ok && !quick.failure.missing) return quick;
    const done = quick.ok ? quick : await searchInProcess(what, at);
    if (!done.ok) return done;
    const result: Search = done.value;
    const files = new Set(result.matches.map((m: Match) => m.path)).size;
    return {
      ok: true,
      output: {
        matches: result.matches,
        files,
        truncated: result.truncated,
        engine: quick.ok ? 'ripgrep' : 'built-in',
        notes: [
          ...result.notes,
          ...(quick.ok
            ? []
            : [
                `${quick.failure.code === 'program/too-old' ? quick.failure.message.replace(/\.$/, '') : 'ripgrep (rg) is not on the PATH'}: a plain search was done, which is slower and reads .gitignore files but not git’s other excludes`,
              ]),
        ],
      },
      summary:
        result.matches.length === 0
          ? `No match for "${what.text}".`
          : `${count(result.matches.length, 'match', 'matches')}${result.truncated ? ' and more' : ''} in ${count(files, 'file')}.`,
      undo: 'nothing-changed',
    };
  },
});

function regexProblem(text: string): string | undefined {
  try {
    new RegExp(text, 'u');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^Invalid regular expression: /, '') : String(error);
  }
}
