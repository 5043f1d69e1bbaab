import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tempFolder } from '../support/temp.ts';

const root = join(import.meta.dirname, '../..');

/** A file, and what is beside it, under Vitest with one more try, as `npm test` has it. */
async function ran(text: string, beside: Record<string, string> = {}): Promise<{ printed: string; totals: Record<string, unknown> }> {
  const folder = tempFolder();
  writeFileSync(join(folder, 'a.test.js'), text);
  for (const [name, other] of Object.entries(beside)) writeFileSync(join(folder, name), other);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  const totals = join(folder, 'totals.json');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--root',
      folder,
      '--globals',
      '--pool',
      'forks',
      '--maxWorkers',
      '2',
      '--retry',
      '1',
      `--reporter=${join(root, 'scripts/lib/vitest-reporter.mjs')}`,
    ],
    {
      cwd: folder,
      env: { ...process.env, VITEST: undefined, NIMBUS_TEST_TOTALS: totals, NO_COLOR: '1' },
    },
  ).catch((error: { stdout: string }) => error);
  return { printed: stdout, totals: JSON.parse(readFileSync(totals, 'utf8')) };
}

test('what passes at its second try only is counted, told with what went wrong first, and not taken for sound', async () => {
  const { printed, totals } = await ran("let tries = 0;\ntest('late', () => expect(++tries).toBe(2));\ntest('sound', () => expect(1).toBe(1));\n");
  expect(totals).toMatchObject({
    passed: 2,
    failures: [],
    clean: [],
    second: [{ name: 'a.test.js > late', output: expect.stringContaining('expected 1 to be 2') }],
  });
  expect(printed).toMatch(/↻ a\.test\.js > late, passed at the second try\n {4}expected 1 to be 2/);
});

test.each([
  [3, '3 passed, 0 failed'],
  [4, '4 passed, 1 failed'],
])('%i tests that needed a second try: %s', async (many, totals) => {
  const results = [{ passed: many, failures: [], skipped: [], second: Array.from({ length: many }, (_, i) => ({ name: `test ${i}`, output: 'late' })) }];
  const asked = `import { summarize } from ${JSON.stringify(join(root, 'scripts/lib/progress.mjs'))}; process.exitCode = summarize(${JSON.stringify(results)});`;
  const { stdout, code } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', asked]).then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  );
  expect({ last: stdout.trim().split('\n').at(-1), code }).toEqual({ last: totals, code: many > 3 ? 1 : 0 });
});

test('what fails twice is a failure', async () => {
  const { totals } = await ran("test('wrong', () => expect(1).toBe(2));\n");
  expect(totals).toMatchObject({ passed: 0, second: [], failures: [{ name: 'a.test.js > wrong' }] });
});

test('of a run that ends too soon, what it found is told, and which files were running', async () => {
  const ends = `
    import { readFileSync } from 'node:fs';
    test('ends it all', async () => {
      const counted = () => JSON.parse(readFileSync(process.env.NIMBUS_TEST_TOTALS, 'utf8')).failures.length > 0;
      while (!counted()) await new Promise((go) => setTimeout(go, 20));
      process.kill(process.ppid, 'SIGKILL');
      await new Promise(() => setInterval(() => {}, 1000));
    });`;
  const { totals } = await ran("test('sound', () => expect(1).toBe(1));\ntest('wrong', () => expect(1).toBe(2));\n", { 'b.test.js': ends });
  expect(totals).toMatchObject({ passed: 1, ended: false, running: ['b.test.js'] });

  const told = `import { failuresOf } from ${JSON.stringify(join(root, 'scripts/lib/parts.mjs'))};
    console.log(JSON.stringify(failuresOf('real', ${JSON.stringify(totals)}, { code: 137, output: 'last words', timedOut: true })));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', told]);
  expect(JSON.parse(stdout)).toMatchObject([
    { name: 'real: a.test.js > wrong' },
    { name: 'real did not finish', output: expect.stringMatching(/^last words\n.*was cut off\. Still running: b\.test\.js$/) },
  ]);
});

test('a program that is silent too long is ended', async () => {
  const silent = `import { run } from ${JSON.stringify(join(root, 'scripts/lib/process.mjs'))};
    const script = "console.log('begun'); setInterval(() => {}, 1000)";
    const { output, timedOut } = await run(process.execPath, ['-e', script], { silentMs: 2000 });
    console.log(JSON.stringify({ output, timedOut }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', silent]);
  expect(JSON.parse(stdout)).toMatchObject({ timedOut: true });
});
