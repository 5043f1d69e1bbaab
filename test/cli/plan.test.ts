import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { plan } from '../../src/cli/commands/plan.ts';
import { readPlan } from '../../src/planner/file.ts';
import { tempFolder } from '../support/temp.ts';
import { type Printed, printed } from './screen.ts';

/** `nimbus plan` in a folder of its own; what it says, and what it left there. */
async function check(
  request: string,
  options: { readonly planner?: string; readonly output?: string; readonly answer?: readonly string[]; readonly json?: true },
): Promise<Printed & { readonly folder: string }> {
  const folder = tempFolder();
  vi.stubEnv('NIMBUS_DATA_DIR', tempFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const { planner = 'offline', output, answer = [], json = false } = options;
  const given = { planner, answer, ...(output === undefined ? {} : { output }) };
  return { folder, ...(await printed(folder, (screen) => plan(request, given, screen), { json })) };
}

const fallback = 'No model is configured; the offline planner answered.';

test('a model is asked for and none is configured: the offline planner answers, and that is said', async () => {
  const text = await check('show the git status', { planner: 'model' });
  expect([text.code, text.out]).toEqual([0, expect.stringContaining(`⚠ ${fallback}`)]);
  expect(text.out).toContain('git.status');

  const json = await check('show the git status', { planner: 'model', json: true });
  expect([json.code, JSON.parse(json.out)]).toEqual([
    0,
    expect.objectContaining({
      nimbus: 1,
      planner: 'offline',
      warnings: expect.arrayContaining([fallback]),
      steps: [expect.objectContaining({ tool: 'git.status' })],
    }),
  ]);
});

test('also where the answer is a question or no', async () => {
  expect(await check('scale it', { planner: 'model' })).toMatchObject({ code: 0, out: expect.stringContaining(`⚠ ${fallback}`) });
  const no = await check('disable the audit log', { planner: 'model' });
  expect([no.code, no.out]).toEqual([3, expect.stringContaining(`⚠ ${fallback}`)]);
});

test('the offline planner says nothing of models', async () => {
  expect((await check('show the git status', {})).out).not.toContain('model');
});

test('another planner is bad usage', async () => {
  expect(await check('show the git status', { planner: 'best' })).toMatchObject({ code: 2, err: expect.stringContaining('There is no planner best.') });
});

test('a question says how it is answered, and with the answer the plan can be saved', async () => {
  const asked = await check('destroy infra/dev', {});
  expect(asked.out).toContain('destroy.sure: What it manages is gone for good, data as well. (yes)');
  expect(asked.out).toContain('Next: the same with --answer destroy.sure=yes, or say it again with what is missing.');
  const saved = await check('destroy infra/dev', { answer: ['destroy.sure=yes'], output: 'away.plan.yaml' });
  expect([saved.code, readdirSync(saved.folder)]).toEqual([0, ['away.plan.yaml']]);
  const json = JSON.parse((await check('scale web', { json: true })).out);
  expect(json.questions).toEqual([{ id: 'scale.replicas', label: expect.any(String), why: expect.any(String), answer: { type: 'number' } }]);
});

test('an answer that is none is bad usage, and a model takes none', async () => {
  expect(await check('scale web', { answer: ['3'] })).toMatchObject({ code: 2, err: expect.stringContaining('--answer 3 is not id=value.') });
  expect(await check('scale web', { answer: ['scale.replicas=3'], planner: 'model' })).toMatchObject({
    code: 2,
    err: expect.stringContaining('offline planner'),
  });
});

test('a plan is saved whole, or not at all', async () => {
  const saved = await check('show the git status', { output: 'status.plan.yaml' });
  expect([saved.code, readdirSync(saved.folder)]).toEqual([0, ['status.plan.yaml']]);
  expect(readPlan(readFileSync(join(saved.folder, 'status.plan.yaml'), 'utf8'), 'status.plan.yaml')).toMatchObject({ ok: true });
  const nowhere = await check('show the git status', { output: 'no/such/status.plan.yaml' });
  expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining('can’t be saved'.replace('’', "'")) });
  expect(readdirSync(nowhere.folder)).toEqual([]);
});
