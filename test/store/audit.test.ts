import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { sqliteAudit } from '../../src/store/audit.ts';
import { all, gives, start, testHouse, testTool } from '../support/house.ts';

async function audited() {
  const at = testHouse([testTool('t.acts', { ...gives({}), effect: 'change' })]);
  await all(start(at, [{ id: 'a', tool: 't.acts', input: {} }]));
  const db = new DatabaseSync(join(at.data, 'nimbus.db'));
  return { at, db, audit: sqliteAudit(db) };
}

test('who decided what and what was done, chained', async () => {
  const { audit, db } = await audited();
  expect([...audit.entries()].map((entry) => JSON.parse(entry.what).type)).toEqual([
    'run-started',
    'plan-ready',
    'step-decided',
    'consent-asked',
    'consent-given',
    'step-started',
    'step-ended',
    'run-ended',
  ]);
  const verdict = audit.verify();
  expect(verdict).toMatchObject({ ok: true, entries: 8 });
  db.close();
});

test('it can’t be changed by the way', async () => {
  const { db } = await audited();
  expect(() => db.exec("UPDATE audit SET what = '{}' WHERE seq = 3")).toThrow('append-only');
  expect(() => db.exec('DELETE FROM audit')).toThrow('append-only');
  db.close();
});

test.each([
  ['an entry is changed', "UPDATE audit SET what = replace(what, 'confirm', 'allow') WHERE seq = 3", 3, 'entry 3 is not what was written'],
  ['an entry is taken out', 'DELETE FROM audit WHERE seq = 4', 5, 'entries 4 to 4 are missing'],
  ['a time is changed', 'UPDATE audit SET at = at + 1 WHERE seq = 1', 1, 'entry 1 is not what was written'],
  ['the beginning is cut off', 'DELETE FROM audit WHERE seq < 3', 3, 'entries 1 to 2 are missing'],
])('by force it is seen: %s', async (_what, sql, at, why) => {
  const { db, audit } = await audited();
  db.exec('DROP TRIGGER audit_stays; DROP TRIGGER audit_keeps');
  db.exec(sql);
  expect(audit.verify()).toMatchObject({ ok: false, at, why });
  db.close();
});
