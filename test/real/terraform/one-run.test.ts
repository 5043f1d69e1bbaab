import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../../src/domain/event.ts';
import { call, preview, saysYes, takeBack } from '../../support/drive-tool.ts';
import { all, start } from '../../support/house.ts';
import { planAndApply, stateFile, type World, world } from './support.ts';

const inputs = (at: World): readonly unknown[] =>
  JSON.parse(readFileSync(stateFile(at), 'utf8')).resources.flatMap(
    (r: { name: string; instances: { index_key?: number; attributes: { input: { value: unknown } } }[] }) =>
      r.instances.map((i) => `${r.name}${i.index_key === undefined ? '' : `[${i.index_key}]`} = ${JSON.stringify(i.attributes.input?.value ?? null)}`),
  );

test('plan and apply in one run: the apply is looked at when the plan is there, says how far it is, and is taken back with the run', async () => {
  const at = world({ 'infra/main.tf': 'resource "terraform_data" "a" {\n  count = 4\n  input = count.index\n}\n' });
  const steps = [
    { id: 'plan', tool: 'terraform.plan', input: { directory: 'infra' } },
    { id: 'apply', tool: 'terraform.apply', input: { directory: 'infra', plan: '${steps.plan.output.plan}' } },
  ];
  const handle = start(at, steps, { consent: saysYes });
  const events = await all(handle);
  const of = <T extends RunEvent['type']>(type: T) => events.flatMap(({ event }) => (event.type === type ? [event as Extract<RunEvent, { type: T }>] : []));
  expect(of('run-ended')).toMatchObject([{ outcome: 'succeeded', missing: [], unverified: [] }]);
  expect(of('step-previewed').find(({ id }) => id === 'apply')?.preview).toMatchObject({ summary: 'Apply to infra: create 4 resources' });
  const fractions = of('step-progressed').flatMap(({ id, fraction }) => (id === 'apply' && fraction !== undefined ? [fraction] : []));
  expect([...new Set(fractions)]).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(inputs({ ...at, folder: join(at.folder, 'infra') })).toEqual(['a[0] = 0', 'a[1] = 1', 'a[2] = 2', 'a[3] = 3']);
  const back = await takeBack(at, { runId: handle.runId, events });
  expect(back.failure).toBeUndefined();
  expect((await call(at, 'terraform.stateList', { directory: 'infra' })).output.addresses).toEqual([]);
});

const variables =
  'variable "names" {\n  type    = list(string)\n  default = []\n}\nvariable "size" {\n  default = 1\n}\nresource "terraform_data" "a" {\n  input = "${join(",", var.names)} ${var.size}"\n}\nresource "terraform_data" "b" {}\n';

test('variables, files of variables, targets and replacements do what they say, and are still so when it is applied', async () => {
  const at = world({ 'main.tf': variables, 'values/x.tfvars': 'size = 7\nnames = ["from file"]\n' });
  const values = { varFiles: ['values/x.tfvars'], vars: { names: ['a', '${b}', 'c"d'] } };
  const applied = await planAndApply(at, { ...values, targets: ['terraform_data.a'] });
  expect(applied.failure).toBeUndefined();
  expect(inputs(at)).toEqual(['a = "a,${b},c\\"d 7"']);
  const whole = await planAndApply(at, values);
  expect(whole.failure).toBeUndefined();
  const again = await call(at, 'terraform.plan', { ...values, replace: ['terraform_data.b'] });
  expect(again.output.changes).toMatchObject([{ address: 'terraform_data.b', action: 'replace', reason: 'requested' }]);
  const unknown = await call(at, 'terraform.plan', { vars: { nmes: [] } });
  expect(unknown.failure?.message).toBe('The configuration has no variable nmes; did you mean names?');
  const outside = await call(at, 'terraform.plan', { varFiles: ['../../elsewhere.tfvars'] });
  expect(outside.failure?.code).toBe('files/outside-workspace');
  const destroy = await call(at, 'terraform.plan', { ...values, destroy: true });
  expect(destroy.output.counts).toEqual({ add: 0, change: 0, remove: 2, import: 0 });
});

test('workspaces have states of their own', async () => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" {\n  input = terraform.workspace\n}\n' });
  await planAndApply(at);
  await call(at, 'terraform.init', { workspace: 'staging', createWorkspace: true });
  await call(at, 'terraform.init', { workspace: 'default' });
  const applied = await planAndApplyIn(at, 'staging');
  expect(applied.failure).toBeUndefined();
  const seen = await preview(at, 'terraform.destroy', { workspace: 'staging' });
  expect(seen).toMatchObject({
    target: {
      facts: { workspace: 'staging' },
      label: `workspace staging · local state ${join(at.folder, 'terraform.tfstate.d/staging/terraform.tfstate')}`,
      exclusive: `terraform:local:${join(at.folder, 'terraform.tfstate.d/staging/terraform.tfstate')}`,
    },
  });
  const gone = await call(at, 'terraform.destroy', { workspace: 'staging' });
  expect(gone.failure).toBeUndefined();
  expect((await call(at, 'terraform.stateList', { workspace: 'staging' })).output.addresses).toEqual([]);
  expect((await call(at, 'terraform.stateList')).output.addresses).toEqual(['terraform_data.a']);
});

async function planAndApplyIn(at: World, workspace: string) {
  const planned = await call(at, 'terraform.plan', { workspace });
  return call(at, 'terraform.apply', { plan: planned.output.plan, workspace });
}

test('path.cwd is the real folder, at plan as at apply', async () => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" {\n  input = path.cwd\n}\n' });
  const planned = await call(at, 'terraform.plan');
  expect(planned.output.changes).toHaveLength(1);
  const applied = await call(at, 'terraform.apply', { plan: planned.output.plan });
  // Nothing here needs a lock file, so that it was planned in the folder itself.
  expect(applied.failure).toBeUndefined();
  expect(inputs(at)).toEqual([`a = ${JSON.stringify(at.folder)}`]);
  writeFileSync(join(at.folder, 'main.tf'), 'resource "terraform_data" "a" {\n  input = "x"\n}\n');
  expect(existsSync(join(at.folder, '.terraform'))).toBe(false);
});
