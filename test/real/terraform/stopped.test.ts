import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { call, takeBack } from '../../support/drive-tool.ts';
import { planAndApply, theProgram, type World, world } from './support.ts';

const slow = `
resource "terraform_data" "first" { input = "one" }
resource "terraform_data" "slow" {
  depends_on = [terraform_data.first]
  provisioner "local-exec" { command = "echo begun; exec sleep 600" }
}
resource "terraform_data" "never" { input = terraform_data.slow.id }
`;

const addresses = async (at: World): Promise<readonly string[]> => (await call(at, 'terraform.stateList')).output.addresses;
const locks = (at: World): readonly string[] => readdirSync(at.folder).filter((name) => name.endsWith('.lock.info'));

test('cancelled in the middle: Terraform stops in order, keeps what is done, lets go of the lock, and it can be taken back', async () => {
  const at = world({ 'main.tf': slow });
  const planned = await call(at, 'terraform.plan');
  const applied = await call(at, 'terraform.apply', { plan: planned.output.plan }, { stop: (line) => line.endsWith(': begun') });
  expect(applied.status).toBe('cancelled');
  expect(applied.progress).toContain('Stopping operation...');
  expect(locks(at)).toEqual([]);
  expect(await addresses(at)).toEqual(['terraform_data.first', 'terraform_data.slow']);
  const again = await call(at, 'terraform.apply', { plan: planned.output.plan });
  expect(again.failure?.message).toBe(`The saved plan ${planned.output.plan} was begun before and did not come to its end. A plan is applied once.`);
  const back = await takeBack(at, applied);
  expect(back.failure).toBeUndefined();
  expect(await addresses(at)).toEqual([]);
});

test('a part that fails is told from what is done and what was not begun; the rest is taken back', async () => {
  const at = world({
    'main.tf': `
resource "terraform_data" "good" { input = "one" }
resource "terraform_data" "bad" {
  depends_on = [terraform_data.good]
  provisioner "local-exec" { command = "exit 3" }
}
resource "terraform_data" "after" { input = terraform_data.bad.id }
`,
  });
  const applied = await planAndApply(at);
  expect({ code: applied.failure?.code, message: applied.failure?.message.split(' First error')[0] }).toEqual({
    code: 'terraform/partly-applied',
    message: 'Only a part was applied: terraform_data.good is done; terraform_data.bad failed and may be half done; terraform_data.after was not begun.',
  });
  const back = await takeBack(at, applied);
  expect(back.failure).toBeUndefined();
  expect(await addresses(at)).toEqual([]);
});

test('Terraform is killed in mid-apply: what it leaves beside a local state locks nothing, and is not told as a lock', async () => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" {\n  provisioner "local-exec" { command = "kill -KILL $PPID" }\n}\n' });
  const applied = await planAndApply(at);
  expect(applied.failure).toMatchObject({ code: 'terraform/may-exist', fix: expect.stringMatching(/Plan again: the new plan holds what is left\.$/) });
  expect([applied.failure?.message, ...applied.progress].join('\n')).not.toMatch(/locked/);
  writeFileSync(join(at.folder, 'main.tf'), 'resource "terraform_data" "b" {}\n');
  expect((await planAndApply(at)).failure).toBeUndefined();
});

/** Terraform, holding the lock of a state until it is ended. */
async function holder(at: World): Promise<ChildProcess> {
  const child = spawn(theProgram(), ['apply', '-auto-approve', '-input=false', '-no-color'], {
    cwd: at.folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid as number), 'SIGKILL');
  });
  await new Promise<void>((done) => child.stdout?.on('data', (chunk: Buffer) => chunk.includes('begun') && done()));
  return child;
}

test('a lock that somebody holds is told with its id and holder; one that a dead process left does not stop anything', async () => {
  const first = 'resource "terraform_data" "first" { input = "one" }\n';
  const at = world({ 'main.tf': first });
  // OpenTofu writes what is made into the file of the state later than Terraform does.
  expect((await planAndApply(at)).failure).toBeUndefined();
  writeFileSync(join(at.folder, 'main.tf'), slow);
  const child = await holder(at);
  const planned = await call(at, 'terraform.plan', { refresh: false });
  expect(planned.failure).toBeUndefined();
  const locked = await call(at, 'terraform.apply', { plan: planned.output.plan });
  const { ID } = JSON.parse(readFileSync(join(at.folder, '.terraform.tfstate.lock.info'), 'utf8'));
  expect(locked.failure?.code).toBe('terraform/state-locked');
  expect(locked.failure?.message).toContain(`lock ${ID}. Nothing was changed.`);
  expect(locked.failure?.fix).toMatch(/^Wait until that is done and try again\. Only when /);
  expect(locked.failure?.fix).toMatch(new RegExp(`: \\S*${basename(theProgram())} force-unlock ${ID}$`));

  const again = await call(at, 'terraform.plan', { refresh: false });
  const from = performance.now();
  const waited = await call(at, 'terraform.apply', { plan: again.output.plan, lockTimeoutSeconds: 3, parallelism: 1 });
  expect(waited.failure?.code).toBe('terraform/state-locked');
  expect(performance.now() - from).toBeGreaterThan(3_000);

  // An import comes alone: what is configured is all that the state has yet.
  writeFileSync(join(at.folder, 'main.tf'), first);
  const since = performance.now();
  const imported = await call(at, 'terraform.import', { address: 'terraform_data.taken', id: 'taken', lockTimeoutSeconds: 2 });
  expect(imported.failure?.code).toBe('terraform/state-locked');
  expect(performance.now() - since).toBeGreaterThan(2_000);

  const gone = new Promise((done) => child.once('close', done));
  process.kill(-(child.pid as number), 'SIGKILL');
  await gone;
  expect(locks(at)).toHaveLength(1);
  writeFileSync(join(at.folder, 'main.tf'), 'resource "terraform_data" "other" {}\n');
  const after = await planAndApply(at);
  expect(after.failure).toBeUndefined();
  expect(await addresses(at)).toEqual(['terraform_data.other']);

  // It is destroyed without a look at what is really there.
  const destroyed = await call(at, 'terraform.destroy', { refresh: false });
  expect([destroyed.failure, destroyed.progress.filter((line) => line.includes('Refreshing state'))]).toEqual([undefined, []]);
});
