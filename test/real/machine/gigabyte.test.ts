import { expect, test } from 'vitest';
import { exec } from '../../../src/machine/exec.ts';
import { tempFolder } from '../../support/temp.ts';

test('a program that prints a gigabyte takes no gigabyte of ours, and its end is kept', async () => {
  const gigabyte = `const mb = Buffer.alloc(1 << 20, 'x'); mb[mb.length - 1] = 10; let n = 0;
    const more = () => { while (n++ < 1024) if (!process.stdout.write(mb)) return process.stdout.once('drain', more); console.log('the end'); };
    more();`;
  const before = process.memoryUsage().rss;
  let most = 0;
  let lines = 0;
  const outcome = await exec(
    process.execPath,
    ['-e', gigabyte],
    {
      cwd: tempFolder(),
      timeoutMs: 500_000,
      outputBytesMax: 1 << 20,
      onLine: () => {
        lines++;
        most = Math.max(most, process.memoryUsage().rss);
      },
    },
    new AbortController().signal,
  );
  if (!outcome.ok) throw new Error(outcome.failure.message);
  expect([lines, outcome.value.truncated, outcome.value.stdout.endsWith('x\nthe end\n')]).toEqual([1025, true, true]);
  expect(outcome.value.stdout.length).toBeLessThan(3 << 20);
  expect((most - before) / (1 << 20), 'MB more than before').toBeLessThan(600);
});
