import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tempFolder } from '../support/temp.ts';

const root = join(import.meta.dirname, '../..');

/** One file under Vitest with one more try, as `npm test` has it. */
async function ran(text: string): Promise<{ printed: string; totals: Record<string, unknown> }> {
  const folder = tempFolder();
  writeFileSync(join(folder, 'a.test.js'), text);
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
      '--retry',
      '1',
      `--reporter=${join(root, 'scripts/lib/vitest-reporter.mjs')}`,
    ],
    { cwd: folder, env: { ...process.env, VITEST: undefined, NIMBUS_TEST_TOTALS: totals, NO_COLOR: '1' } },
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
