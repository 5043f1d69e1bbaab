import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { call, inspect, preview, rollBack } from '../../support/drive-tool.ts';
import { planAndApply, stateFile, type World, world } from './support.ts';

const files = {
  'main.tf': `resource "terraform_data" "a" {
  input = "one"
}
resource "terraform_data" "many" {
  count = 2
}
resource "terraform_data" "renamed" {
}
`,
};

/** What is managed with its values, the serial left out. */
const managed = (at: World, file = stateFile(at)): string => {
  const { lineage, resources } = JSON.parse(readFileSync(file, 'utf8'));
  return JSON.stringify({ lineage, resources });
};
const serial = (at: World): number => JSON.parse(readFileSync(stateFile(at), 'utf8')).serial;

/** A workspace folder where a, many[0] and many[1] are managed, and the files have one more by now. */
async function applied(): Promise<World> {
  const at = world({ 'main.tf': files['main.tf'].replace(/resource "terraform_data" "renamed" \{\n\}\n/, '') });
  expect((await planAndApply(at)).failure).toBeUndefined();
  writeFileSync(join(at.folder, 'main.tf'), files['main.tf'].replace('"a" {', '"b" {'));
  return at;
}

test('out of the state and back: kept first, told whole, and put back with every value', async () => {
  const at = await applied();
  const before = managed(at);
  const input = { address: 'terraform_data.many' };
  expect(await preview(at, 'terraform.forget', input)).toMatchObject({
    summary: 'Take terraform_data.many (2 resources) out of the state of this folder',
    warnings: [
      expect.stringMatching(/^the files still have terraform_data\.many: the next plan/),
      expect.stringMatching(/^the state is at serial \d+ with 3 resources/),
    ],
    impacts: [
      { address: 'terraform_data.many[0]', type: 'terraform_data', operation: 'forget' },
      { address: 'terraform_data.many[1]', type: 'terraform_data', operation: 'forget' },
    ],
  });
  const done = await call(at, 'terraform.forget', input);
  expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
  expect(done.decision).toMatchObject({ kind: 'confirm', typed: basename(at.folder) });
  expect(await inspect(at, 'terraform.forget', input)).toBe('done');
  expect((await call(at, 'terraform.stateList')).output.addresses).toEqual(['terraform_data.a']);
  expect(await rollBack(at, done)).toBe('succeeded');
  expect(managed(at)).toBe(before);
  expect(serial(at)).toBeGreaterThan(done.output.serial);
});

test('another address and back; what the next plan would make of it is said', async () => {
  const at = await applied();
  const before = managed(at);
  const input = { from: 'terraform_data.a', to: 'terraform_data.b' };
  expect(await preview(at, 'terraform.stateMove', input)).toMatchObject({
    summary: 'Move terraform_data.a to terraform_data.b in the state of this folder',
    warnings: [expect.stringContaining('the next plan changes nothing for the address alone'), expect.stringContaining('lineage')],
    impacts: [{ address: 'terraform_data.a', operation: 'update', marks: ['moved'], detail: 'becomes terraform_data.b' }],
  });
  const done = await call(at, 'terraform.stateMove', input);
  expect([done.failure, done.verdict, done.output?.moved]).toEqual([undefined, { met: true }, ['terraform_data.b']]);
  expect(await inspect(at, 'terraform.stateMove', input)).toBe('done');
  const planned = await call(at, 'terraform.plan');
  expect(planned.output.changes.map((one: { address: string; action: string }) => `${one.action} ${one.address}`)).toEqual(['create terraform_data.renamed']);
  expect(await rollBack(at, done)).toBe('succeeded');
  expect(managed(at)).toBe(before);
});

test('a state that somebody changed since is left alone', async () => {
  const at = await applied();
  const done = await call(at, 'terraform.stateMove', { from: 'terraform_data.many', to: 'terraform_data.renamed' });
  expect(done.failure).toBeUndefined();
  expect(done.output?.moved).toEqual(['terraform_data.renamed[0]', 'terraform_data.renamed[1]']);
  expect((await call(at, 'terraform.forget', { address: 'terraform_data.a' })).failure).toBeUndefined();
  const now = managed(at);
  expect(await rollBack(at, done)).not.toBe('succeeded');
  expect(managed(at)).toBe(now);
});

const refusals: readonly { readonly tool: string; readonly input: object; readonly says: string }[] = [
  {
    tool: 'terraform.stateMove',
    input: { from: 'terraform_data.c', to: 'terraform_data.b' },
    says: 'terraform/not-in-state: The state of . has no terraform_data.c; did you mean terraform_data.a?',
  },
  {
    tool: 'terraform.stateMove',
    input: { from: 'terraform_data.a', to: 'terraform_data.many[1]' },
    says: 'terraform/already-managed: terraform_data.many[1] is in the state already. Nothing was changed.',
  },
  {
    tool: 'terraform.stateMove',
    input: { from: 'terraform_data.a', to: 'aws_vpc.a' },
    says: 'terraform/different-kinds: terraform_data.a is terraform_data and aws_vpc.a would be aws_vpc: only the name and the module of a resource can change.',
  },
  { tool: 'terraform.unlock', input: { lock: 'a-b-c' }, says: 'terraform/not-locked: Nobody holds the lock of the state of .. Nothing was changed.' },
  {
    tool: 'terraform.workspace',
    input: { action: 'delete', name: 'default' },
    says: 'terraform/workspace-in-use: The workspace default is always there and is not deleted.',
  },
  {
    tool: 'terraform.workspace',
    input: { action: 'select', name: 'stagng' },
    says: 'terraform/workspace-missing: There is no Terraform workspace stagng There are: default. Nothing was changed.',
  },
];
test('what stands in the way is said before anything happens', async () => {
  const at = await applied();
  const before = readFileSync(stateFile(at), 'utf8');
  const said: string[] = [];
  for (const { tool, input } of refusals) {
    const done = await call(at, tool, input);
    said.push(`${done.failure?.code}: ${done.failure?.message}`);
  }
  expect(said).toEqual(refusals.map((one) => one.says));
  expect(readFileSync(stateFile(at), 'utf8')).toBe(before);
});

test('workspaces: made, selected, listed, kept while they manage something, deleted with what they manage and put back', async () => {
  const at = await applied();
  const selected = () => readFileSync(join(at.folder, '.terraform/environment'), 'utf8');
  const made = await call(at, 'terraform.workspace', { action: 'create', name: 'try' });
  expect([made.failure, made.verdict, selected()]).toEqual([undefined, { met: true }, 'try']);
  expect((await call(at, 'terraform.workspace')).summary).toBe('2 workspaces: default, try; try is selected.');
  expect(await rollBack(at, made)).toBe('succeeded');
  expect((await call(at, 'terraform.workspace')).output).toEqual({ workspaces: ['default'], selected: 'default' });

  const file = join(at.folder, 'terraform.tfstate.d/try/terraform.tfstate');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, readFileSync(stateFile(at), 'utf8'));
  const before = managed(at, file);

  const input = { action: 'delete', name: 'try' };
  expect((await call(at, 'terraform.workspace', input)).failure?.code).toBe('terraform/workspace-not-empty');
  const gone = await call(at, 'terraform.workspace', { ...input, force: true });
  expect([gone.failure, gone.verdict, gone.output?.workspaces]).toEqual([undefined, { met: true }, ['default']]);
  expect(gone.decision).toMatchObject({ kind: 'confirm', typed: 'try' });
  expect(await inspect(at, 'terraform.workspace', { ...input, force: true })).toBe('done');
  expect(await rollBack(at, gone)).toBe('succeeded');
  expect([managed(at, file), selected()]).toEqual([before, 'default']);
});

test('what an apply made is taken back however much it is, and the same is too much to destroy', async () => {
  const at = world({ 'main.tf': 'resource "terraform_data" "many" {\n  count = 25\n}\n' });
  const made = await planAndApply(at);
  expect(made.failure).toBeUndefined();
  expect((await call(at, 'terraform.destroy')).failure?.message).toMatch(/delete or replace 2\d things, and 20 at once are the most/);
  expect(await rollBack(at, made)).toBe('succeeded');
  expect(JSON.parse(readFileSync(stateFile(at), 'utf8')).resources).toEqual([]);
});

test('what came to be beside it since counts', async () => {
  const at = world({ 'main.tf': 'resource "terraform_data" "first" {\n}\n' });
  const made = await planAndApply(at);
  writeFileSync(join(at.folder, 'more.tf'), 'resource "terraform_data" "many" {\n  count = 25\n}\n');
  expect((await planAndApply(at)).failure).toBeUndefined();
  const back = await rollBack(at, made);
  expect([back, JSON.parse(readFileSync(stateFile(at), 'utf8')).resources.length]).toEqual([expect.not.stringMatching(/^succeeded/), 2]);
});
