import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count } from '../../base/say.ts';
import { failed, ok, type Problem } from '../../domain/failure/failure.ts';
import { testsFailed, testsLeft } from '../../domain/failure/terraform.ts';
import { tool } from '../../domain/tool.ts';
import { explain } from './explain.ts';
import { directory, path, varFiles, vars } from './fields.ts';
import { codeImpacts, codeIn } from './root/code.ts';
import { folderName } from './root/code-preview.ts';
import { join, readConfig } from './root/config.ts';
import { withRoot } from './root/with-root.ts';
import { writeWhole } from './saved/record.ts';
import { type Message, messageIn, readMessage } from './stream.ts';

const verdict = z.object({ file: z.string(), run: z.string(), status: z.string() });

/** `terraform test`: what its runs apply is real, for as long as they take. */
export const test = tool({
  name: 'terraform.test',
  effect: 'change',
  summary: 'Run the tests of a Terraform module.',
  input: z.strictObject({
    directory,
    files: z
      .array(path.regex(/\.tftest\.(hcl|json)$/, 'a file that ends with .tftest.hcl'))
      .default([])
      .describe('Only these test files, relative to `directory`.'),
    testDirectory: path.default('tests').describe('Folder of the tests, relative to `directory`.'),
    varFiles,
    vars,
  }),
  output: z.object({ directory: z.string(), passed: z.int(), failed: z.int(), skipped: z.int(), runs: z.array(verdict).readonly() }),
  commands: ['terraform test -filter={files}'],
  says: [
    'run the terraform tests',
    'terraform test',
    'run the tests of the terraform module',
    'do the terraform tests pass',
    'run the terraform tests in modules/vpc',
    'test the module modules/dns',
    'do the tests of modules/vpc pass',
    'execute the tf tests',
    'run the module tests',
    'execute the tests in modules/vpc',
    'are the terraform tests green',
    'test modules/dns',
    'test the module modules/vpc',
    'are the terraform tests of modules/vpc green',
    'do the tests of the module modules/vpc pass',
    'run the tftest files of modules/s3',
    'run tests/basic.tftest.hcl',
    'test suite of the terraform module modules/net',
    'execute the terraform tests',
    'check that modules/vpc passes its tests',
    'try out modules/eks with its terraform tests',
    'did I break the tests of modules/vpc',
    'check the tftest files in modules/dns',
    'terraform test for modules/vpc',
    'execute the tests of modules/vpc',
    'run the tests of the terraform in infra',
    'terraform test in modules/vpc',
    'run the tests of the rds module, modules/rds, I bumped the engine version in there and want to see the assertions still hold',
    'do the terraform tests pass in modules/cache',
    "I'm sitting in the folder of the module and would only like to know if its own terraform tests still pass, so tf test",
    'only run tests/naming.tftest.hcl in modules/bucket',
    'I changed the defaults in the module under modules/eks, could you please run its terraform tests so that I know nothing broke?',
    'try the module tests in platform/iam with region=eu-west-1',
    'are the hcl tests in modules/alb green',
    'test the terraform module atlas/network, a colleague rewrote the cidr calculation in it and there are tests for exactly that',
    'the tests for module fleet/asg are in spec, run them with terraform',
    "let's run the tftest suite in kiosk/modules/web with env=ci",
    'terrafrom test modules/sns',
    'the module tests under billing/modules/db should be run by terraform before we tag a new version of it for the other teams',
    'can you see whether defaults.tftest.hcl passes',
  ],
  examples: [{ title: 'Run the tests of a module', input: { directory: 'modules/label' } }],
  guessMs: 30_000,
  timeoutMs: 60 * 60_000,

  async preview(what, at) {
    const config = await readConfig(what.directory, what.varFiles, at);
    if (!config.ok) return config;
    const tests = await at.files.list(join(config.value.directory, what.testDirectory) || '.');
    if (!tests.ok) return tests;
    const code = codeIn(config.value);
    return ok({
      digest: digestOf({ what, config: config.value.digest, code }),
      summary: `Run the tests of ${folderName(what.directory)}`,
      files: [],
      undo: 'nothing-changed' as const,
      warnings: ['what the tests apply is made for real, and destroyed when they end', ...code.map(({ says }) => says)],
      target: { system: 'terraform' as const, label: `tests of ${folderName(what.directory)}`, facts: { directory: config.value.directory || '.' } },
      impacts: codeImpacts(code),
    });
  },

  async run(what, at) {
    const messages: Message[] = [];
    const ran = await withRoot({ directory: what.directory, varFiles: what.varFiles, for: 'check' }, at, async (root) => {
      for (const file of [...what.varFiles, ...what.files, what.testDirectory]) {
        const located = await at.files.locate(join(root.directory, file));
        if (!located.ok) return located;
      }
      const values = join(String(root.env.TF_DATA_DIR), 'values.tfvars.json');
      const hasValues = Object.keys(what.vars).length > 0;
      if (hasValues) await writeWhole(values, JSON.stringify(what.vars));
      return root.run(
        [
          ...['test', '-json', '-no-color', `-test-directory=${what.testDirectory}`],
          ...what.files.map((file) => `-filter=${file}`),
          ...what.varFiles.map((file) => `-var-file=${join(root.cwd, file)}`),
          ...(hasValues ? [`-var-file=${values}`] : []),
        ],
        {
          timeoutMs: 55 * 60_000,
          interrupt: { signal: 'SIGINT', graceMs: 10 * 60_000 },
          onLine: (line) => {
            const message = readMessage(line);
            if (message?.type?.startsWith('test_') || message?.type === 'diagnostic') messages.push(message);
            at.progress(messageIn(line));
          },
        },
      );
    });
    if (!ran.ok) return ran;
    const left = messages.flatMap((m) => leftIn(m));
    if (left.length > 0) return { ok: false, failure: testsLeft(left), undo: { impossible: 'the tests could not destroy what they had made' } };
    const runs = messages.flatMap((m) => runIn(m));
    const summary = summaryIn(messages);
    if (summary === undefined) return failed(explain('test', ran.value, { program: { command: 'terraform', product: 'Terraform', version: '' } }));
    if (ran.value.code !== 0 || summary.failed + summary.errored > 0) return failed(testsFailed(problemsOf(messages, runs), summary.passed));
    return {
      ok: true,
      output: { directory: what.directory, passed: summary.passed, failed: 0, skipped: summary.skipped, runs },
      summary:
        summary.passed + summary.skipped === 0
          ? 'There are no tests.'
          : `${count(summary.passed, 'test')} passed${summary.skipped > 0 ? `, ${summary.skipped} skipped` : ''}.`,
      undo: 'nothing-changed',
    };
  },

  // The tests are the look. They prove something where there are some, and each of them told by itself that it passed.
  async verify(_what, { passed, failed: lost, skipped, runs }) {
    if (lost > 0 || runs.some(({ status }) => status === 'fail' || status === 'error')) return { met: false, missing: ['not all tests passed'] };
    const told = runs.filter(({ status }) => status === 'pass').length;
    return passed > 0 && skipped === 0 && told === passed ? { met: true } : undefined;
  },
});

const runMessage = z.object({ path: z.string(), run: z.string(), progress: z.string().optional(), status: z.string().optional() });

function runIn(message: Message): readonly z.output<typeof verdict>[] {
  const run = message.type === 'test_run' ? runMessage.safeParse(message.test_run).data : undefined;
  return run === undefined || run.status === undefined || (run.progress !== undefined && run.progress !== 'complete')
    ? []
    : [{ file: run.path, run: run.run, status: run.status }];
}

const counts = z.object({ passed: z.number().default(0), failed: z.number().default(0), errored: z.number().default(0), skipped: z.number().default(0) });
const summaryIn = (messages: readonly Message[]) => counts.safeParse(messages.findLast((m) => m.type === 'test_summary')?.test_summary).data;

const cleanup = z.object({ failed_resources: z.array(z.object({ instance: z.string() })).default([]) });
const leftIn = (message: Message): readonly string[] =>
  message.type === 'test_cleanup' ? (cleanup.safeParse(message.test_cleanup).data?.failed_resources ?? []).map(({ instance }) => instance) : [];

const diagnostic = z.object({ severity: z.string(), summary: z.string(), detail: z.string().default('') });

/** Each error with the test it belongs to; runs that failed without a word count too. */
function problemsOf(messages: readonly Message[], runs: readonly z.output<typeof verdict>[]): readonly Problem[] {
  const told = messages.flatMap((m): Problem[] => {
    const found = diagnostic.safeParse(m.diagnostic).data;
    return found?.severity === 'error'
      ? [{ path: [m['@testfile'], m['@testrun']].filter(Boolean).join(' '), message: `${found.summary}: ${found.detail}`.replaceAll(/\s+/g, ' ') }]
      : [];
  });
  const silent = runs.filter(({ status, file, run }) => (status === 'fail' || status === 'error') && !told.some(({ path: p }) => p === `${file} ${run}`));
  return [...told, ...silent.map(({ file, run, status }) => ({ path: `${file} ${run}`, message: status }))];
}
