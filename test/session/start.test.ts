import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ok } from '../../src/domain/failure/failure.ts';
import type { Tool } from '../../src/domain/tool.ts';
import { generateTerraform } from '../../src/generators/terraform/tool.ts';
import { look } from '../../src/session/look.ts';
import { write } from '../../src/tools/files/write.ts';
import { all, gives, start, testHouse, testTool, transcript } from '../support/house.ts';
import { tree } from '../support/tree.ts';

const generate = [{ id: 'files', tool: 'generate.terraform', input: { answers: { 'project.name': 'shop', 'project.components': ['bucket'] }, out: 'infra' } }];
const house = () => testHouse([generateTerraform as unknown as Tool]);

test('a folder that is not trusted: the plan is made and shown, nobody is asked, nothing is written', async () => {
  const untrusted = house();
  let asked = false;
  const events = await all(
    start(untrusted, generate, {
      circumstances: { trusted: false, mode: 'act' },
      consent: async ({ plan }) => {
        asked = true;
        return ok({ hash: plan.hash, by: 'test' });
      },
    }),
  );
  expect(transcript(events)).toBe('run-started\nplan-ready\nstep-previewed files\nstep-decided files deny\nrun-ended refused safety/refused');
  expect(asked).toBe(false);
  expect(tree(untrusted.folder)).toEqual({});
});

test('a person who says no, and a yes for another plan, write nothing', async () => {
  for (const [consent, end] of [
    [async () => ok(undefined), 'run-ended cancelled'],
    [async () => ok({ hash: 'of another plan', by: 'test' }), 'run-ended failed run/broke'],
  ] as const) {
    const at = house();
    expect(transcript((await all(start(at, generate, { consent }))).slice(-1))).toBe(end);
    expect(tree(at.folder)).toEqual({});
  }
});

test('a plan that can’t be looked at is told all the same, so that it can be tried again', async () => {
  const at = testHouse([write as unknown as Tool]);
  const told = transcript(await all(start(at, [{ id: 'note', tool: 'files.write', input: { path: '../note.txt', content: 'x' } }])));
  expect(told).toMatch(/^run-started\nplan-ready\nrun-ended failed files\//);
  expect(at.journal.runs()[0]).toMatchObject({ status: 'failed', goal: 'A test' });
});

test('what has nothing to do asks nobody, and says so; what would be otherwise by the time it runs is refused', async () => {
  for (const [meanwhile, end] of [
    [() => {}, 'step-started note\nstep-ended note succeeded: note.txt is like that already.\nrun-ended succeeded'],
    [(folder: string) => writeFileSync(join(folder, 'note.txt'), 'mine'), 'step-ended note failed: '],
  ] as const) {
    const at = testHouse([
      testTool('t.reads', {
        ...gives({}),
        run: async () => {
          meanwhile(at.folder);
          return { ok: true, output: {}, summary: 'Read.', undo: 'nothing-changed' };
        },
      }),
      write as unknown as Tool,
    ]);
    writeFileSync(join(at.folder, 'note.txt'), 'hello');
    const steps = [
      { id: 'first', tool: 't.reads', input: {} },
      { id: 'note', tool: 'files.write', input: { path: 'note.txt', content: 'hello' }, dependsOn: ['first'] },
    ];
    const consent = () => Promise.reject(new Error('nobody is to be asked'));
    const told = transcript(await all(start(at, steps, { consent })));
    expect(told).toContain('step-decided note allow');
    expect(told).toContain(end);
    expect(tree(at.folder)).toEqual({ 'note.txt': end.startsWith('step-started') ? 'hello' : 'mine' });
  }
});

test('a step after one that changes something is asked about with it, though it looks as if it had nothing to do', async () => {
  const at = testHouse([testTool('t.writes', { ...gives({}), effect: 'write' }), write as unknown as Tool]);
  writeFileSync(join(at.folder, 'note.txt'), 'hello');
  const steps = [
    { id: 'first', tool: 't.writes', input: {} },
    { id: 'note', tool: 'files.write', input: { path: 'note.txt', content: 'hello' }, dependsOn: ['first'] },
  ];
  expect(transcript(await all(start(at, steps)))).toContain('step-decided first confirm\nstep-decided note confirm\nconsent-asked');
});

test('what only looks leaves no history; what does more is refused there', async () => {
  const at = testHouse([testTool('t.reads', gives({ n: 1 })), testTool('t.writes', { ...gives({}), effect: 'write' })]);
  const never = new AbortController().signal;
  expect(await look(at, at.folder, 't.reads', {}, { trusted: true }, never)).toEqual({ ok: true, value: { n: 1 } });
  expect(await look(at, at.folder, 't.writes', {}, { trusted: true }, never)).toMatchObject({ ok: false, failure: { code: 'safety/refused' } });
  expect(at.journal.runs()).toEqual([]);
});

test('every run ends with one end event, and lets go of its folder', async () => {
  const at = testHouse([testTool('t.reads', gives({}))]);
  for (let i = 0; i < 3; i++) {
    const events = await all(start(at, [{ id: 'a', tool: 't.reads', input: {} }]));
    expect(events.filter((e) => e.event.type === 'run-ended')).toHaveLength(1);
  }
  expect(at.journal.runs().map((run) => run.status)).toEqual(['succeeded', 'succeeded', 'succeeded']);
});
