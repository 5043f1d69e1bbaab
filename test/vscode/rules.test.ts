import { existsSync } from 'node:fs';
import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { longMs } from './harness/patience.ts';
import { inVsCode, type VsCode } from './harness/start.ts';
import { pressLens } from './kubernetes.ts';
import { approve, ended, waitingPlan } from './nimbus.ts';
import { leadsToPage, pressedInReport, reported } from './rules-report.ts';

const key = (name: string) => `resource "aws_kms_key" "${name}" {\n  description = "${name}"\n}\n`;
/** One that is not encrypted, which is mended by making it anew only. */
const disk = (name: string, type: string) => `resource "aws_ebs_volume" "${name}" {\n  size = 20\n  type = "${type}"\n}\n`;
const fixing = /^Fix \d+ findings? in/;

/** `alone`: one file with one key; else more of them, beside it and in a folder below, with a disk each, and a Dockerfile. */
async function plantRules(alone = false): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-rules-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'keys.tf'), `# One key.\n${key('first')}`);
  if (!alone) {
    await mkdir(join(folder, 'stack'));
    await writeFile(join(folder, 'stack', 'more.tf'), `# Ours.\n${key('second')}\n${key('third')}\n${disk('kept', 'gp3')}`);
    await writeFile(join(folder, 'disks.tf'), `${disk('old', 'gp2')}\n${key('fourth')}\n${key('fifth')}`);
    await writeFile(
      join(folder, 'Dockerfile'),
      'FROM node:24.1.0-slim\nWORKDIR /app\nRUN sudo npm ci\nUSER node\nHEALTHCHECK CMD node check.js\nCMD ["node", "main.js"]\n',
    );
  }
  await mkdir(join(folder, '.nimbus'));
  const quiet = ['aws-kms-key-policy', 'tf-required-version', 'tf-required-providers'];
  await writeFile(join(folder, '.nimbus', 'rules.yaml'), `rules:\n${quiet.map((id) => `  ${id}: off\n`).join('')}`);
  return folder;
}

const problems = ({ workbench }: VsCode): Locator => workbench.page.locator('.markers-panel');
const problem = (code: VsCode, text: RegExp): Locator => problems(code).getByRole('treeitem', { name: text }).first();

/** What the status bar says of findings. */
const count = ({ workbench }: VsCode, said: string): Locator =>
  workbench.page.locator('.statusbar').getByRole('button', { name: `Nimbus best practices: ${said}`, exact: true });

/** Opens a file by its name, with the cursor on a line. */
async function goTo(code: VsCode, path: string, line: number): Promise<void> {
  const { page } = code.workbench;
  await page.keyboard.press('Control+p');
  await code.workbench.pick(path);
  await code.workbench.tab(path.split('/').at(-1) ?? path).waitFor();
  await page.keyboard.press('Control+p');
  await code.workbench.answer(`:${line}`);
}

const showProblems = (code: VsCode): Promise<void> => code.workbench.runCommand('Problems: Focus on Problems View');

/** On save, where a person asked for it, every sure fix is made. */
async function fixedOnSave(code: VsCode): Promise<void> {
  await goTo(code, 'saved.tf', 2);
  await showProblems(code);
  await problem(code, /key never rotates/).waitFor({ timeout: longMs });
  await goTo(code, 'saved.tf', 1);
  await code.workbench.page.keyboard.press('End');
  await code.workbench.page.keyboard.type(' Mine.');
  // On a busy machine a save goes without its fixes and says so; a person saves again.
  const saved = async (): Promise<string> => {
    await code.workbench.page.keyboard.press('Control+s');
    return readFile(join(code.folder, 'saved.tf'), 'utf8');
  };
  await expect
    .poll(saved, { timeout: longMs, interval: 2_000 })
    .toBe('# One key. Mine.\nresource "aws_kms_key" "saved" {\n  description         = "saved"\n  enable_key_rotation = true\n}\n');
}

/** A problem as it is typed: quick fix, and it is gone; ignored with a reason, and it is quiet. */
async function fixedAsTyped(code: VsCode): Promise<void> {
  const { page } = code.workbench;
  await goTo(code, 'keys.tf', 2);
  await showProblems(code);
  await problem(code, /key never rotates/).waitFor({ timeout: longMs });
  await count(code, '1 finding: 1 medium').waitFor({ timeout: longMs });
  await code.screenshot('rules-problems');

  await goTo(code, 'keys.tf', 2);
  await page
    .locator('.codelens-decoration')
    .getByText(/finding/)
    .first()
    .waitFor({ timeout: longMs });
  await code.workbench.chooseFix(/^Fix: KMS key rotates/);
  await expect.poll(() => page.locator('.editor-instance').first().textContent(), { timeout: longMs }).toMatch(/enable_key_rotation/);
  await showProblems(code);
  await problem(code, /key never rotates/).waitFor({ state: 'detached', timeout: longMs });
  await count(code, 'no findings').waitFor({ timeout: longMs });

  // Typed in: found without a save, and ignored with a reason.
  await goTo(code, 'keys.tf', 6);
  await page.keyboard.press('Control+End');
  await page.keyboard.type('resource "aws_kms_key" "typed" {}', { delay: 20 });
  await showProblems(code);
  await problem(code, /key never rotates/).waitFor({ timeout: longMs });
  await goTo(code, 'keys.tf', 6);
  await code.workbench.chooseFix(/^Ignore “KMS key rotates” here/);
  await code.workbench.answer('rotated by hand');
  await expect
    .poll(() => page.locator('.editor-instance').first().textContent(), { timeout: longMs })
    .toMatch(/nimbus:ignore\s+aws-kms-rotation\s+rotated\s+by\s+hand/);
  await showProblems(code);
  await problem(code, /key never rotates/).waitFor({ state: 'detached', timeout: longMs });
  await code.screenshot('rules-ignored');
}

/** Fix all of a folder: a plan with its diff, written once it is approved. */
async function fixedAll(code: VsCode): Promise<void> {
  const { workbench, folder } = code;
  const text = (): Promise<string> => readFile(join(folder, 'stack', 'more.tf'), 'utf8');
  const before = await text();
  await workbench.contextMenu('stack', 'Fix All Best-Practice Findings…');
  const plan = await waitingPlan(code, fixing);
  expect(await text(), 'a plan writes nothing').toBe(before);
  // The first look is over: what is counted later is compared with it.
  await count(code, '9 findings: 2 high, 6 medium, 1 low').waitFor({ timeout: longMs });
  await plan
    .getByRole('button', { name: /more\.tf.*Open the diff/ })
    .first()
    .click();
  const diff = await workbench.diffEditor();
  await expect.poll(() => diff.textContent()).toMatch(/enable_key_rotation/);
  await code.screenshot('rules-diff');
  await workbench.tab(/^Plan|^Fix/).click();
  const run = await waitingPlan(code, fixing);
  await approve(run, fixing);
  expect(await ended(run)).toBe('Done');
  expect((await text()).match(/enable_key_rotation = true/g)).toHaveLength(2);
  expect(await text()).toMatch(/^# Ours\.\n/);
  expect(await text(), 'what would be made anew is left').not.toContain('encrypted');
}

/** From the number above a block to what can be done there; what replaces says so, and is in no "fix all". */
async function fixedInFile(code: VsCode): Promise<void> {
  const { page } = code.workbench;
  const offered = page.locator('.action-widget .monaco-list-row');
  const offers = (text: RegExp) => offered.filter({ hasText: text });
  await goTo(code, 'disks.tf', 6);
  const fromCount = async (finding: string): Promise<void> => {
    await pressLens(code, '2 findings: 1 high, 1 low');
    await code.workbench.quickPick(finding).click({ timeout: longMs });
  };
  await fromCount('gp2 costs more than gp3');
  await offers(/^Fix: Disks are gp3, not gp2$/).waitFor({ timeout: longMs });
  await page.keyboard.press('Escape');
  const replacing = offers(/^Fix: EBS volume is encrypted \(applying it replaces or restarts what exists\)$/);
  await fromCount('The volume is not encrypted');
  await replacing.waitFor({ timeout: longMs });
  await code.screenshot('rules-replaces');
  await expect.poll(() => offers(/^(Fix all|Preview).*EBS volume is encrypted/).count()).toBe(0);
  await replacing.click();
  await page.getByRole('button', { name: 'Discard', exact: true }).click({ timeout: longMs });
  await page.getByRole('tab', { name: 'Refactor Preview' }).waitFor({ state: 'detached', timeout: longMs });

  await goTo(code, 'disks.tf', 6);
  await code.workbench.chooseFix(/^Fix all 2 of “KMS key rotates” in this file$/);
  await expect
    .poll(async () => (await code.workbench.textOf(await code.workbench.editor('disks.tf'))).match(/enable_key_rotation = true/g), { timeout: longMs })
    .toHaveLength(2);
  await page.keyboard.press('Control+s');
  const text = (): Promise<string> => readFile(join(code.folder, 'disks.tf'), 'utf8');
  await expect.poll(text, { timeout: longMs }).toContain('enable_key_rotation');
  expect((await text()).startsWith(disk('old', 'gp2')), 'nothing else is touched').toBe(true);
}

// What can be seen in one window is: each takes seconds of the processor to open.
test('on save every sure fix is made, where a person asked for it; a problem as it is typed is fixed, or ignored with a reason', async () => {
  const settings = { 'editor.codeActionsOnSave': { 'source.fixAll.nimbus': 'explicit' } };
  const workspaceFolder = await plantRules(true);
  await writeFile(join(workspaceFolder, 'saved.tf'), `# One key.\n${key('saved')}`);
  await inVsCode('rules-on-save', { workspaceFolder, vsix: inject('vsix'), settings }, async (code) => {
    await fixedOnSave(code);
    await fixedAsTyped(code);
  });
});

test('a finding says why it matters where the pointer rests, and leads to its rule’s page and to the block it is in', async () => {
  const workspaceFolder = await plantRules(true);
  await writeFile(join(workspaceFolder, 'off.tf'), 'resource "aws_kms_key" "off" {\n  description         = "off"\n  enable_key_rotation = false\n}\n');
  await inVsCode('rules-why', { workspaceFolder, vsix: inject('vsix') }, async (code) => {
    const { page } = code.workbench;
    await goTo(code, 'keys.tf', 2);
    await showProblems(code);
    await problem(code, /key never rotates/).waitFor({ timeout: longMs });
    await goTo(code, 'keys.tf', 2);
    await code.workbench.runCommand('Show or Focus Hover');
    const hover = page.locator('.monaco-hover').filter({ hasText: 'A key that never changes' }).first();
    await hover.waitFor({ timeout: longMs });
    await code.screenshot('rules-hover');
    await leadsToPage(code, hover.getByText('Show rule', { exact: true }), 'rules-page-beside');
    await goTo(code, 'keys.tf', 2);
    await code.workbench.runCommand('Show or Focus Hover');
    await leadsToPage(code, hover.getByRole('link', { name: 'aws-kms-rotation' }), 'rules-page');
    await showProblems(code);
    await leadsToPage(code, problem(code, /key never rotates/).getByText('aws-kms-rotation', { exact: true }), 'rules-page-problem');
    await showProblems(code);
    await problem(code, /In aws_kms_key\.off/).waitFor({ timeout: longMs });
    await code.screenshot('rules-related');
  });
});

test('in a folder nobody trusts problems are shown and rules of the folder count as data; nothing is fixed, and no helm started for a chart', async () => {
  const workspaceFolder = await plantRules(true);
  await mkdir(join(workspaceFolder, '.nimbus', 'rules'));
  await writeFile(
    join(workspaceFolder, '.nimbus', 'rules', 'name.yaml'),
    'id: shop-key-name\ntitle: Keys are named after the shop\nwhy: Bills go by name.\ntargets: [aws_kms_key]\npath: description\nmust: { like: shop-* }\nmessage: Start the description with shop.\nfix: shop-data\n',
  );
  const started = join(workspaceFolder, 'started');
  const NIMBUS_HELM = join(workspaceFolder, 'helm');
  await writeFile(NIMBUS_HELM, `#!/bin/sh\ntouch '${started}'\n`, { mode: 0o755 });
  await writeFile(join(workspaceFolder, 'Chart.yaml'), 'apiVersion: v2\nname: shop\nversion: 0.1.0\n');
  await inVsCode('rules-untrusted', { workspaceFolder, vsix: inject('vsix'), trust: 'ask', env: { NIMBUS_HELM } }, async (code) => {
    const before = await readFile(join(code.folder, 'keys.tf'), 'utf8');
    const { page } = code.workbench;
    await goTo(code, 'keys.tf', 2);
    await showProblems(code);
    await problem(code, /key never rotates/).waitFor({ timeout: longMs });
    await problem(code, /Start the description with shop/).waitFor({ timeout: longMs });
    await goTo(code, 'keys.tf', 2);
    await page.keyboard.press('Control+.');
    await page
      .locator('.action-widget')
      .getByText(/^Show why: KMS key rotates/)
      .waitFor({ timeout: longMs });
    await expect.poll(() => page.locator('.action-widget .monaco-list-row:not(.option-disabled)').filter({ hasText: /^Fix/ }).count()).toBe(0);
    await code.screenshot('rules-untrusted');
    await page.keyboard.press('Escape');
    expect(await readFile(join(code.folder, 'keys.tf'), 'utf8')).toBe(before);

    // A chart is not rendered, which is said once.
    for (const line of [1, 2]) await goTo(code, 'Chart.yaml', line);
    const logs = async (): Promise<string> => {
      const paths = await Array.fromAsync(glob(join(dirname(code.folder), 'user-data', 'logs', '**', 'Nimbus.log')));
      return (await Promise.all(paths.map((path) => readFile(path, 'utf8')))).join('\n');
    };
    await expect.poll(async () => (await logs()).match(/Helm charts are not rendered/g), { timeout: longMs }).toHaveLength(1);
    expect(existsSync(started), 'helm was started').toBe(false);
  });
});

test('fix all of a folder, and of a file; the tree and the report', async () => {
  await inVsCode('rules-report', { workspaceFolder: await plantRules(), vsix: inject('vsix') }, async (code) => {
    await fixedAll(code);
    await fixedInFile(code);
    await reported(code);
    await pressedInReport(code);
  });
});
