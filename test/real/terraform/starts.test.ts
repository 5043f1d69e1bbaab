import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { call, preview, saysYes } from '../../support/drive-tool.ts';
import { all, start } from '../../support/house.ts';
import { tempFolder } from '../../support/temp.ts';
import { stateFile, type World, world } from './support.ts';

/** Terraform that notes down what it is started for, from here to the end of the test. */
function noted(): () => Readonly<Record<string, number>> {
  const folder = tempFolder();
  const [path, log] = [join(folder, 'terraform'), join(folder, 'starts')];
  writeFileSync(path, `#!/usr/bin/env bash\necho "$1" >> ${log}\nexec terraform "$@"\n`);
  chmodSync(path, 0o755);
  process.env.NIMBUS_TERRAFORM = path;
  onTestFinished(() => {
    delete process.env.NIMBUS_TERRAFORM;
  });
  return () => {
    const starts: Record<string, number> = {};
    for (const verb of existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []) starts[verb] = (starts[verb] ?? 0) + 1;
    rmSync(log, { force: true });
    return starts;
  };
}

const one = { 'main.tf': 'resource "terraform_data" "a" {\n  input = 1\n}\n' };
const planThenApply = [
  { id: 'plan', tool: 'terraform.plan', input: {} },
  { id: 'apply', tool: 'terraform.apply', input: { plan: '${steps.plan.output.plan}' } },
];
const run = async (at: World, meanwhile: () => Promise<void> | void = () => {}) => {
  const events = await all(
    start(at, planThenApply, {
      consent: async (seen, decisions, signal) => {
        await meanwhile();
        return saysYes(seen, decisions, signal);
      },
    }),
  );
  return events.flatMap(({ event }) =>
    'failure' in event && event.failure !== undefined ? [event.failure.code] : event.type === 'run-ended' ? [event.outcome] : [],
  );
};

test('a plan and its apply in one run ask for the version once, and for the state when it was made, looked at and changed', async () => {
  const starts = noted();
  expect([await run(world(one)), starts()]).toEqual([['succeeded'], { version: 1, init: 2, plan: 2, show: 1, state: 3, apply: 1 }]);
});

test('what is seen and what is done are in runs of their own: each asks for itself', async () => {
  const starts = noted();
  const at = world(one);
  const { output } = await call(at, 'terraform.plan');
  expect(starts()).toMatchObject({ version: 1, state: 1 });
  await preview(at, 'terraform.apply', { plan: output.plan });
  expect(starts()).toEqual({ version: 1, state: 1 });
  expect((await call(at, 'terraform.apply', { plan: output.plan })).failure).toBeUndefined();
  expect(starts()).toMatchObject({ version: 1, state: 3 });
});

test('a state that changes while somebody thinks it over is noticed all the same', async () => {
  const starts = noted();
  const at = world(one);
  await call(at, 'terraform.apply', { plan: (await call(at, 'terraform.plan')).output.plan });
  writeFileSync(join(at.folder, 'main.tf'), 'resource "terraform_data" "a" {\n  input = 2\n}\n');
  const moved = () => {
    const state = JSON.parse(readFileSync(stateFile(at), 'utf8'));
    writeFileSync(stateFile(at), JSON.stringify({ ...state, serial: state.serial + 1 }));
  };
  starts();
  expect(await run(at, moved)).toEqual(['terraform/plan-outdated', 'failed']);
  // Terraform itself would refuse it, too: it does not come to that.
  expect(starts().apply).toBeUndefined();
});

test('a file that makes a shim start another version is asked about anew, in one run too', async () => {
  const starts = noted();
  const at = world(one);
  expect(await run(at, () => writeFileSync(join(at.folder, '.terraform-version'), '1.11.0\n'))).toEqual(['succeeded']);
  expect(starts()).toMatchObject({ version: 2 });
});
