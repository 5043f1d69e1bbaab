import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { Screen } from '../../src/cli/screen.ts';
import { ok } from '../../src/domain/failure/failure.ts';
import type { ExecOptions } from '../../src/domain/workplace.ts';
import { allTools } from '../../src/host/tools.ts';
import { look } from '../../src/session/look.ts';
import { standingOf } from '../../src/session/resume.ts';
import { rollbackPlan } from '../../src/session/rollback.ts';
import { canaries, canariesIn, leak, leakingFailure, planted, sinksOfAll, sinksOfRun } from '../support/canaries.ts';
import { saysYes } from '../support/drive-tool.ts';
import { all, start, testHouse, testTool } from '../support/house.ts';
import { plant } from '../support/tree.ts';

const everything = { leak, password: canaries.password, list: [leak], object: { kind: 'Secret', data: { value: canaries.secret } } };

/** Puts the canaries wherever a tool can say something. */
const leaky = (effect: 'read' | 'change', fails = false) =>
  testTool(effect === 'read' ? 't.reads' : fails ? 't.fails' : 't.changes', {
    effect,
    input: z.looseObject({}),
    ...(effect === 'read'
      ? {}
      : {
          preview: async () =>
            ok({
              digest: 'd',
              summary: leak,
              files: [
                {
                  path: 'a',
                  action: 'update' as const,
                  before: leak,
                  after: leak,
                  added: 1,
                  removed: 1,
                  conflicts: [{ path: 'a', line: 1, yours: leak, ours: leak }],
                },
              ],
              undo: { steps: [{ tool: 't.changes', input: everything }] },
              warnings: [leak],
              target: { system: 'aws' as const, label: leak, facts: { note: leak } },
              impacts: [{ address: leak, type: 't', operation: 'update' as const, marks: [], detail: leak }],
            }),
        }),
    async run(_input, at) {
      at.hide('told', canaries.told);
      at.progress(leak);
      if (fails) return { ok: false, failure: leakingFailure, undo: { steps: [{ tool: 't.changes', input: everything }] } };
      return { ok: true, output: everything, summary: leak, undo: { steps: [{ tool: 't.changes', input: everything }] } };
    },
    verify: async () => ({ met: false, missing: [leak] }),
  });

test('no canary in journal, audit, events, lists, looks, what the command line prints', async () => {
  const at = testHouse([leaky('read'), leaky('change'), leaky('change', true)]);
  at.redactor.hide('told', canaries.told);
  const steps = [
    { id: 'reads', tool: 't.reads', input: { token: canaries.password, note: leak } },
    { id: 'changes', tool: 't.changes', input: everything, reason: leak },
    { id: 'fails', tool: 't.fails', input: { n: 1 } },
  ];
  const handle = start(at, steps, { goal: leak });
  const events = await all(handle);
  expect(events.at(-1)?.event.type).toBe('run-ended');

  const files = readdirSync(at.data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map((file) => file.name)).toContain('nimbus.db');
  const sinks: (readonly [string, string])[] = [
    ...(await sinksOfRun(at, handle.runId, events)),
    ...sinksOfAll(at),
    ['look', JSON.stringify(await look(at, at.folder, 't.reads', {}, { trusted: true }, new AbortController().signal))],
    ...files.map((file) => [file.name, readFileSync(join(file.parentPath, file.name)).toString('latin1')] as const),
  ];
  expect(sinks.flatMap(([what, text]) => canariesIn(what, text))).toEqual([]);
  // And it is not for want of anything to say.
  expect(JSON.stringify(events).match(/<secret:[\w-]+>/g)?.length).toBeGreaterThan(40);
});

test('what the command line prints, as text, as JSON, as events and when it fails', () => {
  const printed: string[] = [];
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation((text) => Boolean(printed.push(String(text)))));
  const { told: _, secret: __, ...formats } = canaries;
  const said = leak.replace(canaries.told, '');
  for (const options of [
    { json: true, events: false },
    { json: false, events: true },
    { json: false, events: false },
  ]) {
    const screen = new Screen({ ...options, verbose: true, color: false });
    screen.result({ leak: said, password: canaries.password }, () => said);
    screen.event({ said });
    screen.say(said);
    screen.fail({ ...leakingFailure, message: said, fix: said, details: said, problems: [{ path: 'a', message: said }] });
  }
  for (const spy of spies) spy.mockRestore();
  expect(printed.length).toBeGreaterThan(8);
  expect(Object.values(formats).filter((canary) => printed.join('').includes(canary))).toEqual([]);
});

test('a private key that a program prints line by line shows in no progress', async () => {
  const key = [
    '-----BEGIN RSA PRIVATE KEY-----',
    'MIIEpAIBAAKCAQEAexampleexampleexampleexampleexampleexampleexample',
    'x9'.repeat(32),
    '-----END RSA PRIVATE KEY-----',
  ];
  const prints = testTool('t.prints', {
    run: async (_input, at) => {
      for (const line of ['before', ...key, 'after', ...key.slice(0, 1), ...Array(200).fill('endless')]) at.progress(line);
      return { ok: true, output: {}, summary: 'Done.', undo: 'nothing-changed' };
    },
  });
  const events = await all(start(testHouse([prints]), [{ id: 'prints', tool: 't.prints', input: {} }]));
  const shown = events.flatMap(({ event }) => (event.type === 'step-progressed' ? [event.line] : []));
  expect(shown.slice(0, 4)).toEqual(['before', '<secret:private-key>', 'after', '<secret:private-key>']);
  // One that never ends hides no more than the longest key would.
  expect(shown.slice(4)).toEqual(Array(80).fill('endless'));
});

test('a run or a roll back that would need a secret again says so, and never runs on what stands in its place', async () => {
  const at = testHouse([leaky('read'), leaky('change')]);
  const handle = start(at, [
    { id: 'reads', tool: 't.reads', input: {} },
    { id: 'changes', tool: 't.changes', input: { password: canaries.password } },
  ]);
  const events = await all(handle);
  const rollback = rollbackPlan(handle.runId, 'g', events, at.tools);
  expect(rollback.ok ? 'a plan' : rollback.failure.message).toContain('changes can’t be undone: it would need a secret that was there before');
  const cutOff = events.filter(({ event }) => event.type !== 'run-ended' && !(event.type === 'step-ended' && event.id === 'changes'));
  const standing = standingOf({ id: handle.runId, goal: '', folder: '', status: 'interrupted', startedAt: 0, durationMs: 0 }, cutOff);
  expect(standing.ok ? 'it stands' : standing.failure.message).toContain('step changes needs a secret, and secrets are not kept');
});

const programs = [...allTools().values()].filter(({ name }) => /^(terraform|git|helm|files|rules|templates|generate|shell)\./.test(name));

test.each([
  ['fails', 1],
  ['ends well', 0],
])('no canary of any tool that starts programs or works on files gets through, where the program %s', async (_how, code) => {
  const at = testHouse(programs.filter(({ name }) => name !== 'files.restore'));
  at.redactor.hide('told', canaries.told);
  const house = {
    ...at,
    workplace: (folder: string, signal: AbortSignal, progress: (line: string, fraction?: number) => void) => ({
      ...at.workplace(folder, signal, progress),
      env: { PATH: '/nowhere', HOME: at.data, GIT_CONFIG_GLOBAL: '/dev/null' },
      exec: async (_program: string, _args: readonly string[], options?: ExecOptions) => {
        for (const line of [leak, 'Error: ', leak]) options?.onLine?.(line, 'stderr');
        return ok({ code, stdout: `${leak}\n`, stderr: `${leak}\n`, truncated: false });
      },
    }),
  };
  plant(at.folder, { 'infra/main.tf': `variable "db_password" {}\n# ${leak}\n`, 'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n' });
  const leaks: string[] = [];
  let withInput = 0;
  for (const tool of programs)
    for (const { input } of tool.examples ?? []) {
      const wanted = planted(tool, input as object);
      if (canariesIn('', JSON.stringify(wanted)).length > 0) withInput++;
      const handle = start(house, [{ id: 'a', tool: tool.name, input: wanted }], { consent: saysYes });
      const sinks = await sinksOfRun(at, handle.runId, await all(handle));
      leaks.push(...sinks.flatMap(([what, text]) => canariesIn(`${tool.name}, ${what}`, text)));
    }
  leaks.push(...sinksOfAll(at).flatMap(([what, text]) => canariesIn(what, text)));
  expect(leaks).toEqual([]);
  // And it is not for want of anything to say.
  expect(withInput).toBeGreaterThan(40);
});
