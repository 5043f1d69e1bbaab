import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sqliteApprovals } from '../../src/store/approvals.ts';
import { openDatabase } from '../../src/store/database.ts';
import { tempFolder } from '../support/temp.ts';

const asked = Date.UTC(2026, 0, 1, 12);
const minute = 60_000;

/** A yes to what was asked for at noon, so many minutes later: why it does not count. */
function check(minutes: number): string | undefined {
  const db = openDatabase(join(tempFolder(), 'n.db'));
  let now = asked;
  const approvals = sqliteApprovals(db, () => now);
  approvals.asked('h');
  now += minutes * minute;
  const failure = approvals.useApproval({ content: 'c', hash: 'h', runId: 'r', by: 'person' });
  // Whether it counted or not, it is used up.
  expect([approvals.timesApproved('c'), approvals.useApproval({ content: 'c', hash: 'h', runId: 'other', by: 'person' })?.code]).toEqual([
    1,
    'safety/already-approved',
  ]);
  db.close();
  return failure?.message.split(', ')[0];
}

test.each([
  ['at once', 0, undefined],
  ['within the day', 24 * 60, undefined],
  ['after it', 24 * 60 + 1, 'The approval h… was asked for more than a day ago'],
  ['with a clock that was set right meanwhile', -9, undefined],
  ['with a clock that went back', -11, 'This machine’s clock went back since the approval h… was asked for'],
  ['with a clock that went back by a year', -365 * 24 * 60, 'This machine’s clock went back since the approval h… was asked for'],
])('an approval given %s', (_what, minutes, expected) => expect(check(minutes)).toBe(expected));
