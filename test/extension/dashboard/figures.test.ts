import { expect, test } from 'vitest';
import type { Tool } from '../../../src/domain/tool.ts';
import { dayOf, everyDay, Figures } from '../../../src/extension/dashboard/figures.ts';
import { runJson, runMarkdown } from '../../../src/extension/dashboard/write-run.ts';
import { readToDashboard } from '../../../src/protocol/dashboard.ts';
import { emptyRun, foldRun } from '../../../src/protocol/run-fold.ts';
import { write } from '../../../src/tools/files/write.ts';
import { all, start, testHouse } from '../../support/house.ts';
import { rowOf } from '../rows.ts';

const days = (...named: string[]) => named.map((day) => ({ day, succeeded: 1, failed: 0, other: 0, durationMs: undefined }));

test('a chart has every day that was asked for, over the end of a month and a change of the clock', () => {
  const told = (from: string, today: string, period: number) => everyDay(days(from), today, period).map(({ day, succeeded }) => `${day} ${succeeded}`);
  expect(told('2026-02-27', '2026-03-02', 5)).toEqual(['2026-02-26 0', '2026-02-27 1', '2026-02-28 0', '2026-03-01 0', '2026-03-02 0']);
  expect(told('2026-03-28', '2026-03-30', 3)).toEqual(['2026-03-28 1', '2026-03-29 0', '2026-03-30 0']);
  expect(told('2026-01-01', '2026-03-02', 2)).toEqual(['2026-03-01 0', '2026-03-02 0']);
  expect(everyDay([], '2026-03-02', 30)).toEqual([]);
});

test('a day is the person’s own', () => {
  expect(dayOf(new Date(2026, 2, 29, 0, 5).getTime())).toBe('2026-03-29');
  expect(dayOf(new Date(2026, 2, 29, 23, 55).getTime())).toBe('2026-03-29');
});

test('an ended run is read once, a living one anew, and a newer look ends an older one', async () => {
  const reads: string[] = [];
  const events = (id: string): readonly [] => {
    reads.push(id);
    return [];
  };
  const figures = new Figures({ runs: () => [], events });
  const rows = [rowOf({ id: 'ended' }), rowOf({ id: 'living', status: 'running' })];
  const go = new AbortController();
  await figures.of(rows, go.signal);
  await figures.of(rows, go.signal);
  expect(reads).toEqual(['ended', 'living', 'living']);
  const older = figures.of(rows, go.signal);
  go.abort();
  await expect(older).rejects.toThrow();
});

test('what the host sends, the view can read', () => {
  const message = { type: 'show', protocol: 1, where: 'shop', period: 7, count: 0, cut: false, days: [], ever: false };
  expect(readToDashboard(message)).toMatchObject({ ok: true });
  expect(readToDashboard({ ...message, days: [{ day: 1 }] })).toMatchObject({ ok: false });
});

test('a run as a file: for people and for programs', async () => {
  const house = testHouse([write as unknown as Tool]);
  const events = await all(start(house, [{ id: 'note', tool: 'files.write', input: { path: 'a|b.md', content: 'x\n' } }]));
  const row = house.journal.runs()[0];
  if (row === undefined) throw new Error('no run');
  const looked = { row, events, view: foldRun(emptyRun, events).view };
  const stable = (text: string) =>
    text
      .replaceAll(row.id, '<id>')
      .replaceAll(row.folder, '${workspace}')
      .replaceAll(/Started \S+, took [\d.]+ \w+/g, 'Started <time>')
      .replaceAll(/ \d+ ms/g, ' <ms>')
      .replaceAll(/Plan `[^`]+`/g, 'Plan `<hash>`');
  expect(stable(runMarkdown(looked))).toBe(`# A test

Done in <ms>. Created a\\|b.md: +1 −0 lines.

- Run \`<id>\`, succeeded
- Started <time>
- In \`\${workspace}\`
- Plan \`<hash>\`

## 1 step

| step | tool | effect | ended | took | what |
|---|---|---|---|---|---|
| note | files.write | write | succeeded | <ms> | Created a\\|b.md: +1 −0 lines. |

## 1 file

- \`a|b.md\`: new, +1 −0
`);
  const document = JSON.parse(runJson(looked));
  expect(document).toMatchObject({ nimbus: 1, run: { id: row.id, status: 'succeeded' }, plan: { steps: [{ id: 'note' }] } });
  expect(document.events.map(({ event }: { event: { type: string } }) => event.type)).toEqual(
    expect.arrayContaining(['plan-ready', 'step-ended', 'run-ended']),
  );
});
