import { expect, test } from 'vitest';
import { ok } from '../../src/domain/failure/failure.ts';
import type { Tool } from '../../src/domain/tool.ts';
import { generateTerraform } from '../../src/generators/terraform/tool.ts';
import { look } from '../../src/session/look.ts';
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
