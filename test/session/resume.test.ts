import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isLookOnly } from '../../src/domain/effect.ts';
import type { RunEvent } from '../../src/domain/event.ts';
import { ok } from '../../src/domain/failure/failure.ts';
import type { Tool, Undo } from '../../src/domain/tool.ts';
import { allTools } from '../../src/host/tools.ts';
import { makePlan } from '../../src/planner/make.ts';
import { readyToResume, settle, standingOf } from '../../src/session/resume.ts';
import { write } from '../../src/tools/files/write.ts';
import { saysYes } from '../support/drive-tool.ts';
import { all, start, testHouse, testTool } from '../support/house.ts';

/** Tools whose steps are left to a person where they were cut off, and why the world can't tell. */
const leftToAPerson: Readonly<Record<string, string>> = {
  'kubernetes.exec': 'what a program did in a container is known to nobody but itself',
  'shell.run': 'what a program did is known to nobody but itself',
  'terraform.test': 'what its tests made and did not destroy is in no state',
};

test('of every step that was cut off the tool can tell what became of it, may do it again, or says why a person has to look', () => {
  const dumb = [...allTools().values()].filter((tool) => !isLookOnly(tool.effect) && tool.repeatable !== true && tool.inspect === undefined);
  expect(dumb.map(({ name }) => name).sort()).toEqual(Object.keys(leftToAPerson).sort());
});

test.each([
  { there: 'before\n', becomes: 'run again' },
  { there: 'before\nmore\n', becomes: 'finished' },
  { there: 'edited\n', becomes: 'run/not-resumable' },
  { there: 'before\nmore\n', becomes: 'run/not-resumable', needed: true },
])('a write cut off with $there in its place, output needed: $needed → $becomes', async ({ there, becomes, needed = false }) => {
  const house = testHouse([write as unknown as Tool]);
  const path = join(house.folder, 'notes.txt');
  writeFileSync(path, 'before\n');
  const at = house.workplace(house.folder, new AbortController().signal, () => {});
  const input = write.input.parse({ path: 'notes.txt', content: 'more\n', append: true });
  const seen = await write.preview?.(input, at);
  if (seen?.ok !== true) throw new Error('it can’t be written');
  const undo: Undo = seen.value.undo;
  const next = { id: 'next', tool: 'files.write', input: { path: 'copy.txt', content: `\${steps.note.output.path}` } };
  const plan = makePlan({ goal: 'Notes', steps: [{ id: 'note', tool: 'files.write', input }, ...(needed ? [next] : [])] }, house.tools);
  if (!plan.ok) throw new Error(plan.failure.message);
  const events: RunEvent[] = [
    { type: 'plan-ready', plan: plan.value },
    { type: 'step-started', id: 'note', attempt: 1, undo },
  ];
  const row = { id: 'run-1', goal: 'Notes', folder: house.folder, status: 'interrupted', startedAt: 0, durationMs: 0 } as const;
  const standing = standingOf(
    row,
    events.map((event, n) => ({ runId: row.id, seq: n + 1, at: n, event })),
  );
  if (!standing.ok) throw new Error(standing.failure.message);

  writeFileSync(path, there);
  const settled = await settle(row, standing.value, house.tools, at);
  expect(settled.ok ? (settled.value.has('note') ? 'finished' : 'run again') : settled.failure.code).toBe(becomes);
  if (!settled.ok)
    expect(settled.failure.message).toContain(
      needed ? 'step note took effect, and what it gave to the steps after it is lost' : 'whether step note took effect can’t be told',
    );
});

test('a tool is asked what became of a step by the key it had when it ran', async () => {
  const keys: (string | undefined)[] = [];
  const posts = testTool('t.posts', {
    effect: 'change',
    preview: async (_input, at) => {
      keys.push(at.idempotencyKey);
      return ok({ digest: 'd', summary: 'Post it', files: [], undo: { impossible: 'it was read' }, warnings: [] });
    },
    run: async (_input, at) => {
      keys.push(at.idempotencyKey);
      return { ok: true, output: {}, summary: 'Posted.', undo: 'nothing-changed' };
    },
    inspect: async (_input, at) => {
      keys.push(at.idempotencyKey);
      return 'not-started';
    },
  });
  const house = testHouse([posts]);
  const handle = start(house, [{ id: 'it', tool: 't.posts', input: {} }], { consent: saysYes });
  const events = await all(handle);
  const began = events.findIndex(({ event }) => event.type === 'step-started');
  const row = { id: handle.runId, goal: 'Post', folder: house.folder, status: 'interrupted', startedAt: 0, durationMs: 0 } as const;
  const ready = await readyToResume(house, row, events.slice(0, began + 1));
  expect(ready.ok).toBe(true);
  expect(new Set(keys)).toEqual(new Set([`${handle.runId}/it`]));
  // Seen, seen again right before it runs, run, asked about.
  expect(keys).toHaveLength(4);
  expect(events[began]?.event).toMatchObject({ idempotencyKey: keys[0] });
});
