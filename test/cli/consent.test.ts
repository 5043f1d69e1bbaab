import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { callTool } from '../../src/cli/commands/tools.ts';
import { consentFrom } from '../../src/cli/consent.ts';
import type { Decision } from '../../src/domain/plan.ts';
import { makePlan } from '../../src/planner/make.ts';
import { write } from '../../src/tools/files/write.ts';
import { tempFolder } from '../support/temp.ts';
import { tree } from '../support/tree.ts';
import { printed } from './screen.ts';

/** Whoever sits at a terminal is asked whether a file may be written, and types `keys`. */
async function check(keys: string, expected: { readonly code: number; readonly says: string; readonly written: boolean }, path = 'a.txt'): Promise<void> {
  const folder = tempFolder();
  vi.stubEnv('NIMBUS_DATA_DIR', tempFolder());
  vi.stubEnv('CI', undefined);
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin });
  const was = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY');
  Object.defineProperty(process.stderr, 'isTTY', { value: true, configurable: true });
  const spy = vi.spyOn(process, 'stdin', 'get').mockReturnValue(stdin as never);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    spy.mockRestore();
    if (was === undefined) Reflect.deleteProperty(process.stderr, 'isTTY');
    else Object.defineProperty(process.stderr, 'isTTY', was);
  });
  stdin.write(keys);
  const input = JSON.stringify({ path, content: 'a' });
  const { out, err, code } = await printed(folder, (screen) => callTool('files.write', { input }, screen));
  expect({ code, written: path in tree(folder) }).toEqual({ code: expected.code, written: expected.written });
  expect(out + err).toContain(expected.says);
  expect(out + err).not.toContain('fault in Nimbus');
}

for (const [keys, name, expected] of [
  ['y\r', 'y', { code: 0, says: 'Done: Created a.txt: +1 −0 lines.', written: true }],
  ['n\r', 'n', { code: 130, says: 'Cancelled: Create a.txt', written: false }],
  ['\r', 'nothing', { code: 130, says: 'Cancelled: Create a.txt', written: false }],
  ['\u0003', 'Ctrl-C', { code: 130, says: 'Cancelled: Create a.txt', written: false }],
  ['\u0004', 'Ctrl-D', { code: 130, says: 'Cancelled: Create a.txt', written: false }],
] as const)
  test(`asked on a terminal, answered by ${name}`, () => check(keys, expected));

test('what wants its name typed says which, and no other goes', async () => {
  const path = '.nimbus/policy.yaml';
  await check('default\r', { code: 130, says: `Create ${path}: type ${path} to confirm`, written: false }, path);
});

test.each([
  ['that is done, and has nothing left to do', { path: 'a.txt', content: 'a' }, 'was'],
  ['that only reads', { path: 'a.txt' }, 'f'.repeat(64)],
])('an approval for another plan is refused, also by a plan %s', async (_what, input, approve) => {
  const folder = tempFolder();
  vi.stubEnv('NIMBUS_DATA_DIR', tempFolder());
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const write = (options: { readonly approve?: string }) =>
    printed(folder, (screen) => callTool('files.write', { input: JSON.stringify({ path: 'a.txt', content: 'a' }), ...options }, screen));
  const asked = await write({});
  const hash = /[0-9a-f]{64}/.exec(asked.out + asked.err)?.[0] ?? '';
  expect({ asked: asked.code, done: (await write({ approve: hash })).code }).toEqual({ asked: 4, done: 0 });
  const tool = 'content' in input ? 'files.write' : 'files.read';
  const given = approve === 'was' ? hash : approve;
  const late = await printed(folder, (screen) => callTool(tool, { input: JSON.stringify(input), approve: given }, screen));
  expect(late.code).toBe(3);
  expect(late.out + late.err).toContain(`The approval is for ${given.slice(0, 12)}…`);
});

test.each([
  ['the first question', undefined, 'safety/other-hash'],
  ['a later stage, of a run under way', 'run-1', 'safety/needs-approval'],
])('an approval for another plan at %s: %s', async (_what, underWay, code) => {
  vi.stubEnv('NIMBUS_DATA_DIR', tempFolder());
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const made = makePlan(
    { goal: 'write', steps: [{ id: 'write', tool: 'files.write', input: { path: 'a.txt', content: 'a' } }] },
    new Map([['files.write', write]]),
  );
  if (!made.ok) throw new Error(made.failure.message);
  const seen = { plan: made.value, content: '', previews: new Map(), provisional: new Set<string>(), later: new Set<string>() };
  const decisions = new Map<string, Decision>([['write', { kind: 'confirm', reasons: ['it writes a file'] }]]);
  const codes: string[] = [];
  await printed(tempFolder(), async (screen) => {
    const consent = consentFrom({ approve: 'f'.repeat(64) }, screen);
    const answer = await consent(seen, decisions, new AbortController().signal, underWay);
    codes.push(answer.ok ? 'given' : answer.failure.code);
    return 0;
  });
  expect(codes).toEqual([code]);
});
