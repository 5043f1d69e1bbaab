import { expect, test } from 'vitest';
import type { Workplace } from '../../../src/domain/workplace.ts';
import { test as testModule } from '../../../src/tools/terraform/test.ts';

const run = (status: string, n: number) => Array.from({ length: n }, (_, i) => ({ file: 'a.tftest.hcl', run: `r${i}`, status }));

// What is checked is counted: each test told by itself that it passed, and there was one.
test.each([
  ['all passed', { passed: 2, failed: 0, skipped: 0, runs: run('pass', 2) }, { met: true }],
  ['there are none', { passed: 0, failed: 0, skipped: 0, runs: [] }, undefined],
  ['some were skipped', { passed: 1, failed: 0, skipped: 1, runs: [...run('pass', 1), ...run('skip', 1)] }, undefined],
  ['fewer told than are counted', { passed: 2, failed: 0, skipped: 0, runs: run('pass', 1) }, undefined],
  [
    'one told that it failed',
    { passed: 1, failed: 0, skipped: 0, runs: [...run('pass', 1), ...run('fail', 1)] },
    { met: false, missing: ['not all tests passed'] },
  ],
])('tests of a module: %s', async (_what, seen, expected) => {
  const input = testModule.input.parse({ directory: 'modules/label' });
  expect(await testModule.verify?.(input, { directory: 'modules/label', ...seen }, {} as Workplace)).toEqual(expected);
});
