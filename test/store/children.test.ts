import { spawn } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FailureError } from '../../src/domain/failure/failure.ts';
import { endOrphans } from '../../src/host/orphans.ts';
import { sqliteChildren } from '../../src/store/children.ts';
import { openDatabase } from '../../src/store/database.ts';
import { tempFolder } from '../support/temp.ts';

function children() {
  const db = openDatabase(join(tempFolder(), 'nimbus.db'));
  onTestFinished(() => db.close());
  return { db, known: sqliteChildren(db) };
}

/** A program of its own group that ends when it is asked to. */
function program(): number {
  const child = spawn('sleep', ['60'], { stdio: 'ignore', detached: true });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (child.pid === undefined) throw new Error('not started');
  return child.pid;
}

const here = test.skipIf(process.platform === 'win32');

here('a program whose starter is gone is found by either name of its folder, and ended; another’s is let be', async () => {
  const { db, known } = children();
  const folder = tempFolder();
  const link = join(tempFolder(), 'link');
  symlinkSync(folder, link);
  const [mine, left] = [program(), program()];
  known.started(link, mine, 1_000);
  known.started(link, left, 2_000);
  expect(known.orphans(folder)).toEqual([]);
  db.prepare("UPDATE children SET by_born = 'another' WHERE pid = ?").run(left);
  expect([known.orphans(folder), known.orphans(link)]).toEqual([[{ pid: left, graceMs: 2_000 }], [{ pid: left, graceMs: 2_000 }]]);

  await endOrphans(known, folder);
  expect(known.orphans(folder)).toEqual([]);
  expect(() => process.kill(mine, 0)).not.toThrow();
});

here('one that has to finish what it does stops whoever wants to work beside it, and stays noted down', async () => {
  const { db, known } = children();
  const folder = tempFolder();
  const left = program();
  known.started(folder, left, 600_000);
  db.prepare("UPDATE children SET by_born = 'another'").run();
  const refused = await endOrphans(known, folder, async () => false).catch((error: unknown) => error);
  if (!(refused instanceof FailureError)) throw new Error('it was not refused');
  expect(refused.failure).toMatchObject({
    code: 'run/left-at-work',
    fix: `Wait until process ${left} has ended, then try again. If it hangs, end it yourself, and look at what it made before you go on.`,
  });
  expect(known.orphans(folder)).toHaveLength(1);
});
