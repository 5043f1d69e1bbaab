import { posix } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { duration } from '../../base/say.ts';
import { failed, ok } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { programFailed } from '../../domain/failure/process.ts';
import { tool } from '../../domain/tool.ts';
import { line, understand } from './understand.ts';

/** One program with its arguments, as a person typed or approved it. There is no shell in it: no pipes, no variables, no `&&`. */
export const run = tool({
  name: 'shell.run',
  effect: 'change',
  summary: 'Run one program with arguments in a folder of the workspace, without a shell.',
  input: z.strictObject({
    program: z
      .string()
      .regex(/^[\w./+-]+$/, 'the name or path of one program')
      .refine((program) => !program.startsWith('-'), 'a program does not start with -')
      .describe('Program to start.'),
    args: z
      .array(z.string().refine((arg) => !arg.includes('\0'), 'no NUL characters'))
      .default([])
      .describe('Arguments, each as it is.'),
    directory: z.string().min(1).default('.').describe('Folder it is started in, relative to the workspace folder.'),
    expectOutput: z.string().min(1).max(10_000).optional().describe('Text that must be in what it prints: otherwise it has not done what it is for.'),
    expectFiles: z
      .array(z.string().min(1))
      .max(100)
      .default([])
      .describe('Files that must be there when it has ended, relative to `directory`: otherwise it has not done what it is for.'),
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
    'run `make build`',
    'run go vet ./...',
    'start the script ./build.sh',
    'run the command `docker ps`',
    'run `python -m pytest` in services/api',
    'run `go build ./...`',
    'execute ./scripts/deploy.sh',
    'run npm run lint in web',
    'start `python app.py`',
    'call make clean',
    'npm test',
    'run make',
    'start pytest in services',
    'make build',
    'go test ./...',
    'use python3 to run tools/build.py',
    'execute `npm ci` inside web',
    'run make test in services/api, I fixed the flaky one yesterday and want to see it go through before I hand it over',
    'can you run go build ./... in tools/cli',
    "I need the frontend bundled, that's npm run build in apps/kiosk and it should leave dist/index.html behind",
    'Requesting execution of program "shellcheck" with argument deploy.sh in directory scripts',
    'cargo test, dir agents/collector, give it 15 minutes (900 seconds)',
    'run node --version, should say v20',
    'Before I open the merge request I would like to have pre-commit run --all-files executed here, please.',
    'yarn test in packages/ui pls',
    'what does openssl x509 -in tls.crt -noout -dates say in certs',
    'mvn package in ledger, there must be a target/ledger.jar afterwards',
    'go vet on everything: go vet ./...',
    'run yamllint . in gitops',
    'fire up python manage.py migrate in the forms folder',
    "does ./healthcheck.sh print OK when it's run in ops",
    'poetry install must be executed in folder reports',
    'my generated code is stale, can you run make generate in proto and see that gen/api.pb.go is there at the end',
    'run the make target docs in atlas, I changed a few comments and want to have the pages built anew before the others read them',
    'I want to know whether the loadtest still works, so run k6 run smoke.js in perf, timeout 120 secs, it should output "checks"',
  ],
  examples: [
    { title: 'Build the project', input: { program: 'npm', args: ['run', '--silent', 'build'] }, unproved: true },
    { title: 'Build it, and see that it says so', input: { program: 'npm', args: ['run', '--silent', 'build'], expectOutput: 'Built dist/shop.js' } },
  ],
  guessMs: 30_000,
  timeoutMs: 3_700_000,
  repeatable: false,

  async preview(what, at) {
    const folder = await at.files.kind(what.directory);
    if (!folder.ok) return folder;
    if (folder.value !== 'folder') return failed(notFound(what.directory));
    const { impact, warnings } = understand(what.program, what.args);
    return ok({
      digest: digestOf({ what, folder: at.folder, path: at.env.PATH }),
      summary: `Run ${line(what.program, what.args)}`,
      files: [],
      undo: { impossible: 'what a program does is known to nobody but itself' },
      warnings: [...warnings],
      target: {
        system: 'shell',
        label: `${what.directory === '.' ? 'the workspace folder' : what.directory}, on this machine`,
        facts: { directory: what.directory, program: what.program },
      },
      impacts: [impact],
    });
  },

  async run(what, at) {
    const cwd = await at.files.locate(what.directory);
    if (!cwd.ok) return cwd;
    const timeoutMs = what.timeoutSeconds * 1000;
    const done = await at.exec(what.program, what.args, { cwd: cwd.value, timeoutMs, outputBytesMax: 256 * 1024, onLine: (text) => at.progress(text) });
    const undo = { impossible: 'what a program does is known to nobody but itself' };
    if (!done.ok) return { ...done, undo: done.failure.missing ? ('nothing-changed' as const) : undo };
    if (done.value.code !== 0) return { ok: false, failure: programFailed(what.program, done.value.code, done.value.stderr || done.value.stdout), undo };
    const complained = done.value.stderr.trim() !== '';
    return {
      ok: true,
      output: done.value,
      summary: `${line(what.program, what.args)} ended with 0${complained ? `, and wrote to standard error: ${done.value.stderr.trim().split('\n').at(-1)}` : ''} (given ${duration(timeoutMs)} at the most).`,
      undo,
    };
  },

  // That it ended with 0 is what it says of itself: only what was expected of it can be looked for.
  async verify({ directory, expectOutput, expectFiles }, { stdout, stderr, truncated }, at) {
    const isPrinted = expectOutput === undefined || stdout.includes(expectOutput) || stderr.includes(expectOutput);
    // What lies beyond the bound was not kept, and may hold it.
    if (!isPrinted && truncated) return undefined;
    const missing = isPrinted ? [] : [`it did not print “${expectOutput}”`];
    for (const file of expectFiles) {
      const path = posix.join(directory, file);
      const kind = await at.files.kind(path);
      if (!kind.ok || kind.value !== 'file') missing.push(`${path} is not there`);
    }
    if (missing.length > 0) return { met: false, missing };
    return expectOutput === undefined && expectFiles.length === 0 ? undefined : { met: true };
  },
});
