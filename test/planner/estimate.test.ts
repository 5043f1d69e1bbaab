import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { estimateOf } from '../../src/planner/estimate.ts';
import { estimateWords } from '../../src/protocol/run-words.ts';
import { openDatabase } from '../../src/store/database.ts';
import { pastDurations } from '../../src/store/durations.ts';
import { all, gives, start, testHouse, testTool } from '../support/house.ts';

const check = (times: readonly number[] | undefined, expected: string): void =>
  expect(estimateWords(estimateOf('a.b', 4000, new Map(times === undefined ? [] : [['a.b', times]])))).toBe(expected);

test.each([
  ['nothing yet', undefined, 'about 4.0 s (a guess)'],
  ['too little', [1, 2], 'about 4.0 s (a guess)'],
  ['three runs', [9000, 1000, 2000], 'about 2.0 s (9 of 10 within 9.0 s, 3 runs)'],
  ['one slow run in ten does not count for 9 of 10', [...Array(9).fill(100), 60_000], 'about 100 ms (9 of 10 within 100 ms, 10 runs)'],
  ['the newest fifty alone', [...Array(50).fill(100), ...Array(500).fill(90_000)], 'about 100 ms (9 of 10 within 100 ms, 50 runs)'],
])('how long it will take, of %s', (_what, times, expected) => check(times, expected));

test('the past is what succeeded here, by tool, the newest first', async () => {
  let n = 0;
  const house = testHouse([
    testTool('a.good', {
      run: async () => {
        n++;
        return { ok: true, output: { text: '{"type":"plan-ready"' }, summary: 'Done.', undo: 'nothing-changed' };
      },
    }),
    testTool('a.bad', {
      run: async () => ({ ok: false, failure: { code: 'a/bad', category: 'system', severity: 'low', recoverable: false, message: 'No.', fix: 'None.' } }),
    }),
    testTool('a.never', gives({})),
  ]);
  for (let i = 0; i < 3; i++)
    await all(
      start(house, [
        { id: 'one', tool: 'a.good', input: { i } },
        { id: 'bad', tool: 'a.bad', input: {} },
        { id: 'never', tool: 'a.never', input: {}, dependsOn: ['bad'] },
      ]),
    );
  const db = openDatabase(join(house.data, 'nimbus.db'));
  onTestFinished(() => db.close());
  db.prepare('UPDATE calls SET ms = 100 * CAST(substr(run_id, 5) AS INTEGER)').run();
  expect(n).toBe(3);
  const past = pastDurations(db);
  expect([past.get('a.good'), past.get('a.bad'), past.get('a.never')]).toEqual([[300, 200, 100], [], []]);
});
