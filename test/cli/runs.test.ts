import { expect, onTestFinished, test, vi } from 'vitest';
import { listRuns, runStats, showRun, sinceOf } from '../../src/cli/commands/runs.ts';
import { callTool } from '../../src/cli/commands/tools.ts';
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

test('what a run spent is not recorded, and told as not known', async () => {
  const folder = await history();
  const { out } = await printed(folder, (screen) => listRuns({ all: false, limit: '1' }, screen), { json: true });
  const [run] = JSON.parse(out).runs as { id: string; cost: unknown }[];
  expect(run?.cost).toBeNull();
  const shown = await printed(folder, (screen) => showRun(run?.id ?? '', screen), { json: true });
  expect(JSON.parse(shown.out).run.cost).toBeNull();
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
