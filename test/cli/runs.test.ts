import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { rollBack } from '../../src/cli/commands/rollback.ts';
import { runFile } from '../../src/cli/commands/run.ts';
import { known, listRuns, runStats, showRun, sinceOf } from '../../src/cli/commands/runs.ts';
import { callTool } from '../../src/cli/commands/tools.ts';
import { withHouse } from '../../src/cli/house.ts';
import { runMarkdown } from '../../src/extension/dashboard/write-run.ts';
import { rowLook } from '../../src/extension/views/row-look.ts';
import { emptyRun, foldRun } from '../../src/protocol/run-fold.ts';
import { leftSentences, openEndsOf, outcomeSentence, outcomeWords, proofWords } from '../../src/protocol/run-words.ts';
import { tempFolder } from '../support/temp.ts';
import { printed } from './screen.ts';

/** A history of a written file, a list of files, and a file that is not there. */
async function history(): Promise<string> {
  const folder = tempFolder();
  vi.stubEnv('NIMBUS_DATA_DIR', tempFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const call = (name: string, input: object) => printed(folder, (screen) => callTool(name, { input: JSON.stringify(input), yes: true }, screen));
  expect((await call('files.write', { path: 'a.txt', content: 'a' })).code).toBe(0);
  expect((await call('files.list', { path: '.' })).code).toBe(0);
  expect((await call('files.read', { path: 'gone.txt' })).code).not.toBe(0);
  return folder;
}

test('runs are listed by status, words, tool, what they touch, and time', async () => {
  const folder = await history();
  const list = async (options: object) => {
    const { out, err, code } = await printed(folder, (screen) => listRuns({ all: false, limit: '50', ...options }, screen), { json: true });
    return code === 0 ? (JSON.parse(out).runs as { goal: string }[]).map(({ goal }) => goal) : [code, err.split('\n')[0]];
  };
  expect(await list({})).toEqual(['Call files.read', 'Call files.list', 'Call files.write']);
  expect(await list({ tool: 'files.write' })).toEqual(['Call files.write']);
  expect(await list({ tool: 'files.*', status: 'succeeded' })).toEqual(['Call files.list', 'Call files.write']);
  expect(await list({ resource: '*.txt' })).toEqual(['Call files.write']);
  expect(await list({ since: '1h', text: 'read' })).toEqual(['Call files.read']);
  expect(await list({ since: '2999-01-01' })).toEqual([]);
  expect(await list({ since: 'yesterday' })).toEqual([2, expect.stringContaining('--since takes a day or how long ago, not yesterday.')]);
});

test('what a run adds to the bill is told where its steps said it, and not known elsewhere', async () => {
  const folder = await history();
  const { out } = await printed(folder, (screen) => listRuns({ all: false, limit: '1' }, screen), { json: true });
  const [run] = JSON.parse(out).runs as { id: string; cost: unknown }[];
  expect(run?.cost).toBeNull();
  const shown = await printed(folder, (screen) => showRun(run?.id ?? '', screen), { json: true });
  expect(JSON.parse(shown.out).run.cost).toBeNull();

  // As an apply is told that costs something.
  const id = run?.id ?? '';
  const cost = { monthlyDelta: 73.2, currency: 'USD', priced: 3, unpriced: 1, asOf: '2026-11-01' } as const;
  await printed(folder, () =>
    withHouse(async ({ journal }) => {
      journal.append(id, {
        type: 'step-previewed',
        id: 'apply',
        preview: { digest: 'd', summary: 's', files: [], undo: 'nothing-changed', warnings: [], cost },
      });
      journal.append(id, { type: 'step-ended', id: 'apply', status: 'succeeded', durationMs: 1, summary: 's', undo: 'nothing-changed' });
      return 0;
    }),
  );
  const told = await printed(folder, (screen) => listRuns({ all: false, limit: '1' }, screen), { json: true });
  expect(JSON.parse(told.out).runs[0]).toMatchObject({ id, cost: 73.2, bill: { monthlyDelta: 73.2, priced: 3, unpriced: 1 } });
  const says = 'about +73 US dollars a month; 3 priced, 1 not';
  expect((await printed(folder, (screen) => showRun(id, screen))).out).toContain(`The bill: ${says}.`);
  expect((await printed(folder, (screen) => runStats(screen))).out).toContain(`the bill: ${says}`);
  expect(JSON.parse((await printed(folder, (screen) => runStats(screen), { json: true })).out)).toMatchObject({ bill: { monthlyDelta: 73.2 } });
});

test.each([
  ['24h', 24 * 3_600_000],
  ['7d', 7 * 24 * 3_600_000],
])('%s ago', (text, ms) => expect(sinceOf(text, 1e12)).toBe(1e12 - ms));

test('figures by tool and by day', async () => {
  const folder = await history();
  const { out } = await printed(folder, (screen) => runStats(screen));
  expect(out).toMatch(/^3 runs, 67 % of those that ended succeeded$/m);
  expect(out).toMatch(/^ {2}files\.read +1 call, 1 failed, half under /m);
  // One day, or two where midnight came between.
  expect(out).toMatch(/^ {2}\d{4}-\d{2}-\d{2} {2}\d succeeded, \d failed, 0 other$/m);
});

test('a roll-back that can’t take all of a run back says so wherever it is told, and what is left', async () => {
  const folder = tempFolder();
  vi.stubEnv('NIMBUS_DATA_DIR', tempFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const plan = join(folder, 'mixed.plan.yaml');
  writeFileSync(
    plan,
    `nimbus: 1
goal: Note and build
steps:
  - { id: note, tool: files.write, input: { path: note.txt, content: hello } }
  - { id: build, tool: shell.run, dependsOn: [note], input: { program: touch, args: [built.txt] } }
`,
  );
  const json = async (work: Parameters<typeof printed>[1]) => {
    const { out, code } = await printed(folder, work, { json: true });
    return { code, document: JSON.parse(out) };
  };
  const dry = await json((screen) => runFile(plan, { dryRun: true }, screen));
  const { runId: id } = (await json((screen) => runFile(plan, { approve: dry.document.hash }, screen))).document;
  const left = [{ step: 'build', reason: 'what a program does is known to nobody but itself' }];
  const says = 'What build did stays as it is: what a program does is known to nobody but itself.';

  const shown = await json((screen) => rollBack(id, {}, screen));
  expect(shown).toMatchObject({ code: 0, document: { left } });
  const back = await json((screen) => rollBack(id, { approve: shown.document.hash }, screen));
  expect([existsSync(join(folder, 'note.txt')), readFileSync(join(folder, 'built.txt'), 'utf8')]).toEqual([false, '']);
  expect(back).toMatchObject({
    code: 1,
    document: { status: 'failed', verdict: { met: false, checked: false, missing: [`build can’t be undone: ${left[0]?.reason}`] }, left },
  });

  const text = await printed(folder, (screen) => showRun(back.document.runId, screen));
  expect(text.out).toContain(`Rolled back in part: Roll back: Note and build\n  ${says}`);
  expect(text.out).not.toMatch(/as it was before|not met/);
  expect((await printed(folder, (screen) => showRun(id, screen))).out).toContain(`Rolled back in part by ${back.document.runId}:\n  ${says}`);
  const list = await printed(folder, (screen) => listRuns({ all: false, limit: '9' }, screen));
  expect(list.out).toMatch(/done in part .* Roll back: Note and build\n.* Note and build {2}\(rolled back in part, but not build\)$/m);
  const listed = await json((screen) => listRuns({ all: false, limit: '9' }, screen));
  expect(listed.document.runs).toMatchObject([
    { rollbackOf: id, left },
    { id, rolledBackInPartBy: back.document.runId, left },
  ]);
  expect(listed.document.runs[1]).not.toHaveProperty('rolledBackBy');

  await printed(folder, () =>
    withHouse(async (house) => {
      const [run, taken] = [known(house, back.document.runId), known(house, id)];
      const events = house.journal.events(run.id);
      const { view } = foldRun(emptyRun, events);
      expect(outcomeWords(view).head.replace(/ in [\d.]+ m?s$/, '')).toBe('Rolled back in part');
      expect(outcomeSentence(view)).toMatch(new RegExp(`^Rolled back in part in .*\\. Removed 1 file\\. ${says}$`));
      expect([leftSentences(view), openEndsOf(view, 'missing'), proofWords(view, { isRollback: true })]).toEqual([[says], [], undefined]);
      expect(rowLook(run, 0)).toMatchObject({ state: 'done in part', can: [] });
      expect(rowLook(taken, 0)).toMatchObject({ state: 'rolled back in part', can: ['undoable'], tooltip: expect.stringContaining('What build did stays') });
      expect(runMarkdown({ row: run, events, view })).toContain('What build did stays as it is');
      return 0;
    }),
  );

  // What has been taken back already is left alone when somebody rolls it back once more.
  const again = await json((screen) => rollBack(id, {}, screen));
  expect(await json((screen) => rollBack(id, { approve: again.document.hash }, screen))).toMatchObject({ code: 1, document: { left } });
});
