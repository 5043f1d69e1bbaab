import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { call, preview, workplace } from '../../support/drive-tool.ts';
import { tempFolder } from '../../support/temp.ts';
import { tree } from '../../support/tree.ts';
import { inItsPlace, planAndApply, stateFile, type World, world } from './support.ts';

test('a folder without configuration is told with those that have some, and nothing is asked for', async () => {
  const at = world({ 'infra/main.tf': 'output "a" { value = 1 }\n', 'docs/readme.md': '#\n' });
  for (const tool of ['terraform.plan', 'terraform.drift', 'terraform.init']) {
    const done = await call(at, tool, { directory: 'docs' });
    expect([tool, done.failure?.code, done.failure?.message, done.failure?.fix]).toEqual([
      tool,
      'terraform/no-configuration',
      'There is no Terraform configuration in docs. Nothing was done.',
      'Name the folder that holds the root module (`directory`), such as infra.',
    ]);
  }
});

interface Move {
  readonly what: string;
  readonly move: (at: World) => unknown;
  readonly says: RegExp;
}

const moves: readonly Move[] = [
  { what: 'a file', move: (at) => writeFileSync(join(at.folder, 'main.tf'), 'resource "terraform_data" "b" {}\n'), says: /no longer fits: main\.tf changed/ },
  { what: 'a new file', move: (at) => writeFileSync(join(at.folder, 'more.tf'), 'resource "terraform_data" "b" {}\n'), says: /more\.tf changed/ },
  { what: 'a variable file', move: (at) => writeFileSync(join(at.folder, 'x.auto.tfvars'), 'a = 1\n'), says: /x\.auto\.tfvars changed/ },
  { what: 'the lock file', move: (at) => writeFileSync(join(at.folder, '.terraform.lock.hcl'), '# new\n'), says: /\.terraform\.lock\.hcl changed/ },
  { what: 'a file it reads', move: (at) => writeFileSync(join(at.folder, 'text.txt'), 'two'), says: /text\.txt changed/ },
  {
    what: 'the serial',
    move: (at) => {
      const state = JSON.parse(readFileSync(stateFile(at), 'utf8'));
      writeFileSync(stateFile(at), JSON.stringify({ ...state, serial: state.serial + 1 }));
    },
    says: /the state went from serial \d+ to \d+/,
  },
  {
    what: 'the lineage',
    move: (at) => {
      const state = JSON.parse(readFileSync(stateFile(at), 'utf8'));
      writeFileSync(stateFile(at), JSON.stringify({ ...state, lineage: '00000000-0000-4000-8000-000000000000' }));
    },
    says: /the state is another one/,
  },
  { what: 'the state itself, which is gone,', move: (at) => rmSync(stateFile(at)), says: /the state is another one/ },
  {
    what: 'the workspace',
    move: (at) => {
      mkdirSync(join(at.folder, '.terraform'));
      writeFileSync(join(at.folder, '.terraform', 'environment'), 'prod');
    },
    says: /it is for workspace default, and prod is chosen/,
  },
  {
    what: 'the profile',
    move: () => {
      process.env.AWS_PROFILE = 'other';
      onTestFinished(() => {
        delete process.env.AWS_PROFILE;
      });
    },
    says: /AWS_PROFILE was not set and is other/,
  },
  {
    what: 'the kubeconfig',
    move: () => {
      process.env.KUBE_CONFIG_PATH = '/elsewhere/config';
      onTestFinished(() => {
        delete process.env.KUBE_CONFIG_PATH;
      });
    },
    says: /KUBE_CONFIG_PATH was not set and is \/elsewhere\/config/,
  },
];

test.each(moves)('a saved plan is refused when $what moved', async ({ move, says }) => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" {\n  input = file("text.txt")\n}\n', 'text.txt': 'one' });
  await planAndApply(at);
  writeFileSync(join(at.folder, 'main.tf'), 'resource "terraform_data" "a" {\n  input = "${file("text.txt")} more"\n}\n');
  const planned = await call(at, 'terraform.plan');
  expect(planned.failure).toBeUndefined();
  move(at);
  const before = tree(at.folder);
  const applied = await call(at, 'terraform.apply', { plan: planned.output.plan });
  expect({ code: applied.failure?.code, message: applied.failure?.message }).toEqual({ code: 'terraform/plan-outdated', message: expect.stringMatching(says) });
  expect(tree(at.folder)).toEqual(before);
});

test('a plan whose file was written to is not applied, nor one of another folder, nor one twice', async () => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" {}\n' });
  const planned = await call(at, 'terraform.plan');
  const plan = planned.output.plan;
  const place = join(await workplace(at).scratch('terraform'), 'plans', plan);
  const bytes = readFileSync(join(place, 'plan.tfplan'));
  writeFileSync(join(place, 'plan.tfplan'), Buffer.concat([bytes, Buffer.from([0])]));
  expect((await call(at, 'terraform.apply', { plan })).failure?.message).toBe(
    `The saved plan ${plan} is not what was made: the plan file differs. It is not applied.`,
  );
  writeFileSync(join(place, 'plan.tfplan'), bytes);
  const elsewhere = { ...at, folder: tempFolder() };
  expect((await call(elsewhere, 'terraform.apply', { plan })).failure?.code).toBe('terraform/plan-unknown');
  expect((await call(at, 'terraform.apply', { plan })).status).toBe('succeeded');
  expect((await call(at, 'terraform.apply', { plan })).failure?.message).toBe(`The saved plan ${plan} was applied already. A plan is applied once.`);
});

test('a state that is older than the one last seen, or gone, is told before anything is made twice', async () => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" {\n  count = 3\n}\n' });
  await planAndApply(at);
  const kept = readFileSync(stateFile(at), 'utf8');
  writeFileSync(join(at.folder, 'main.tf'), 'resource "terraform_data" "a" {\n  count = 5\n}\n');
  await planAndApply(at);
  writeFileSync(stateFile(at), kept);
  const planned = await call(at, 'terraform.plan');
  const seen = await preview(at, 'terraform.apply', { plan: planned.output.plan });
  expect('impacts' in seen && seen.impacts?.filter(({ marks }) => marks.includes('stale-state'))).toHaveLength(1);
  expect((await call(at, 'terraform.apply', { plan: planned.output.plan })).failure?.code).toBe('safety/refused');
  rmSync(stateFile(at));
  const anew = await call(at, 'terraform.plan');
  const refused = await call(at, 'terraform.apply', { plan: anew.output.plan });
  expect(refused.failure?.message).toMatch(/older than the one last seen, or empty where it was not: applying would create again what exists/);
});

interface Broken {
  readonly what: string;
  /** Lines of sh in the program's place. */
  readonly script?: string;
  readonly tool?: string;
  readonly says: RegExp;
}

const answersVersion = `if [ "$1" = version ]; then echo '{"terraform_version":"1.11.4","terraform_outdated":false}'; exit 0; fi\n`;
const broken: readonly Broken[] = [
  { what: 'missing', says: /^program\/missing: .* was not found on this machine/ },
  { what: 'too old', script: `echo '{"terraform_version":"1.5.7"}'`, says: /^program\/too-old: .* is version 1\.5\.7; this needs 1\.11\.0/ },
  { what: 'printing garbage for its version', script: 'echo hello', says: /^program\/garbled:/ },
  { what: 'printing garbage for a plan', script: `${answersVersion}echo '<html>'`, says: /^terraform\/not-plan-json: |^program\/garbled: / },
  {
    what: 'printing garbage for a state',
    script: `${answersVersion}echo '<html>'`,
    tool: 'terraform.stateList',
    says: /^program\/garbled: .* state pull printed something/,
  },
  {
    what: 'printing garbage for outputs',
    script: `${answersVersion}echo '[1'`,
    tool: 'terraform.output',
    says: /^program\/garbled: .* output -json printed something/,
  },
  { what: 'killed', script: `${answersVersion}kill -9 $$`, says: /^program\/killed: / },
  { what: 'without a word', script: `${answersVersion}exit 1`, says: /^terraform\/init-failed: / },
];

test.each(broken)('a program that is $what is told plainly, and nothing is left', async ({ script, tool = 'terraform.plan', says }) => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" {}\n' });
  const program = join(tempFolder(), 'terraform');
  if (script !== undefined) {
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
  }
  inItsPlace(program);
  const done = await call(at, tool);
  expect(`${done.failure?.code}: ${done.failure?.message}`).toMatch(says);
  expect(Object.keys(tree(at.folder))).toEqual(['main.tf']);
  const plans = join(await workplace(at).scratch('terraform'), 'plans');
  expect(existsSync(plans) ? readdirSync(plans).filter((name) => name.startsWith('tfplan-')) : []).toEqual([]);
});

test('a program that hangs is ended when the run is cancelled', async () => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" {}\n' });
  const program = join(tempFolder(), 'terraform');
  writeFileSync(program, `#!/bin/sh\n${answersVersion}echo waiting\nexec sleep 1000\n`, { mode: 0o755 });
  inItsPlace(program);
  expect((await call(at, 'terraform.plan', {}, { stop: (line) => line === 'waiting' })).status).toBe('cancelled');
});

test('OpenTofu is used where it is the only one there, and named', async () => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" {}\n' });
  const bin = tempFolder();
  const real = (process.env.PATH ?? '')
    .split(':')
    .map((folder) => join(folder, 'terraform'))
    .find(existsSync);
  // Answers as OpenTofu does where the two differ: no field for newer releases.
  writeFileSync(
    join(bin, 'tofu'),
    `#!/bin/sh\nif [ "$1" = version ]; then echo '{"terraform_version":"1.11.1","platform":"linux_amd64","provider_selections":{}}'; exit 0; fi\nexec ${real} "$@"\n`,
    { mode: 0o755 },
  );
  const path = process.env.PATH;
  process.env.PATH = `${bin}:/usr/bin:/bin`;
  onTestFinished(() => {
    process.env.PATH = path;
  });
  const valid = await call(at, 'terraform.validate');
  expect(valid.output?.program, valid.failure?.message).toBe('OpenTofu 1.11.1');
  const applied = await planAndApply(at);
  expect(applied.failure).toBeUndefined();
});
