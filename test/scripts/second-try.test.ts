import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { tempFolder } from '../support/temp.ts';

const root = join(import.meta.dirname, '../..');

/** One file under Vitest with one more try, as the tests in VS Code have. */
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

test('what fails twice is a failure', async () => {
  const { totals } = await ran("test('wrong', () => expect(1).toBe(2));\n");
  expect(totals).toMatchObject({ passed: 0, second: [], failures: [{ name: 'a.test.js > wrong' }] });
});
