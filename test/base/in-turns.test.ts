import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inTurns } from '../../src/base/in-turns.ts';

test('everything else has its turn after ten, and what comes out is in order', async () => {
  const all = Array.from({ length: 35 }, (_, n) => n);
  const done: number[] = [];
  const seen: number[] = [];
  const working = inTurns(
    all,
    (n) => {
      done.push(n);
      return n * 2;
    },
    new AbortController().signal,
  );
  while (done.length < all.length) {
    seen.push(done.length);
    await nextTurn();
  }
  expect(await working).toEqual(all.map((n) => n * 2));
  expect(seen).toEqual([10, 20, 30]);
});

test('it goes no further once it is told to end', async () => {
  const over = new AbortController();
  const done: number[] = [];
  const working = inTurns(
    Array.from({ length: 35 }, (_, n) => n),
    (n) => done.push(n),
    over.signal,
  );
  over.abort(new Error('enough'));
  await expect(working).rejects.toThrow('enough');
  expect(done).toHaveLength(10);
});
