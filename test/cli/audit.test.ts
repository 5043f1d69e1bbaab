import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type AuditOptions, audit } from '../../src/cli/commands/audit.ts';
import { callTool } from '../../src/cli/commands/tools.ts';
import { tempFolder } from '../support/temp.ts';
import { printed } from './screen.ts';

/** A log with what a written file leaves in it, and `nimbus runs audit` on it. */
async function written() {
  const [folder, data] = [tempFolder(), tempFolder()];
  vi.stubEnv('NIMBUS_DATA_DIR', data);
  onTestFinished(() => void vi.unstubAllEnvs());
  const write = (path: string) => printed(folder, (screen) => callTool('files.write', { input: JSON.stringify({ path, content: 'a' }), yes: true }, screen));
  expect((await write('a.txt')).code).toBe(0);
  const check = async (options: AuditOptions = {}) => {
    const { out, err, code } = await printed(folder, (screen) => audit(options, screen), { json: options.export !== '-' });
    return { code, out, document: code !== 2 && options.export !== '-' ? JSON.parse(out) : err };
  };
  /** By who can write the file: past the triggers that keep others from it. */
  const force = (sql: string) => {
    const db = new DatabaseSync(join(data, 'nimbus.db'));
    db.exec(`DROP TRIGGER IF EXISTS audit_stays; DROP TRIGGER IF EXISTS audit_keeps; ${sql}`);
    db.close();
  };
  return { folder, write, check, force };
}

test('the log is checked and exported, entry by entry, and an export is never written over', async () => {
  const { folder, check } = await written();
  const path = join(folder, 'audit.ndjson');
  const { code, document } = await check({ export: path });
  expect([code, document]).toEqual([0, { nimbus: 1, ok: true, entries: expect.any(Number), head: expect.stringMatching(/^[0-9a-f]{64}$/), exported: path }]);
  const entries = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(entries.map(({ what }) => what.type)).toEqual(expect.arrayContaining(['run-started', 'step-decided', 'consent-given', 'run-ended']));
  expect(entries).toHaveLength(document.entries);
  expect(entries.at(-1).hash).toBe(document.head);
  for (const [index, entry] of entries.entries()) if (index > 0) expect(entry.prev).toBe(entries[index - 1].hash);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);

  writeFileSync(path, 'kept');
  expect((await check({ export: path })).code).toBe(2);
  expect(readFileSync(path, 'utf8')).toBe('kept');
  expect((await check({ export: '-' })).out.trim().split('\n')).toHaveLength(document.entries);
});

test('a head that was kept shows what was cut off, which the log alone can’t', async () => {
  const { write, check, force } = await written();
  const { head, entries } = (await check()).document;
  expect((await write('b.txt')).code).toBe(0);
  expect(await check({ sinceHead: head })).toMatchObject({ code: 0, document: { ok: true } });
  force(`DELETE FROM audit WHERE seq >= ${entries}`);
  expect(await check()).toMatchObject({ code: 0, document: { ok: true } });
  expect(await check({ sinceHead: head })).toMatchObject({
    code: 1,
    document: { ok: false, why: 'the head that was kept is not in it: its end was cut off, or it is another log' },
  });
});

test('an entry that was changed is named, and the exit code says so', async () => {
  const { check, force } = await written();
  force("UPDATE audit SET what = replace(what, 'files.write', 'files.list') WHERE seq = 2");
  expect(await check()).toMatchObject({ code: 1, document: { ok: false, why: 'entry 2 is not what was written' } });
});
