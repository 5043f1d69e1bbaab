import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Frame } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { planText } from '../../bench/support/plan-text.ts';
import { violations } from './harness/axe.ts';
import { longMs } from './harness/patience.ts';
import { inVsCode, type VsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { approve, ended, fitsItsWidth, waitingPlan } from './nimbus.ts';
import { plantWorkspace } from './workspace.ts';

/** On a busy machine what takes a moment takes a while. */

/** Made by Terraform itself: it needs no provider and no account. */
const configuration = (version: string, size: number): string => `resource "terraform_data" "database" {
  input = {
    size     = ${size}
    password = sensitive("correct-horse-${version}")
  }
  triggers_replace = { engine_version = "${version}" }
}

module "part" {
  source = "./part"
  of     = terraform_data.database.id
}

resource "terraform_data" "shop" {
  input      = "it stays as it is"
  depends_on = [terraform_data.database]
}
${version === '14' ? '\nresource "terraform_data" "extra" {\n  input = "new"\n}\n' : ''}`;

const part = `variable "of" {
  type = string
}

resource "terraform_data" "inner" {
  input = var.of
}
`;

/** In the page: how far it scrolls, and how many lines are drawn. */
const treeNow = (page: Frame) =>
  page.evaluate(() => {
    const { document } = globalThis as unknown as {
      document: { getElementById(id: string): Element & { scrollTop: number; scrollHeight: number; clientHeight: number } };
    };
    const tree = document.getElementById('tree');
    return { left: tree.scrollHeight - tree.clientHeight - tree.scrollTop, lines: tree.querySelectorAll('[role=treeitem]').length };
  });
interface Element {
  querySelectorAll(selector: string): { readonly length: number };
}

async function inEveryTheme(code: VsCode, what: string, page: Frame): Promise<void> {
  for (const theme of everyTheme.toReversed()) {
    await code.useTheme(theme);
    expect(await violations(page), `${what}, ${theme}`).toEqual([]);
    await code.screenshot(`${what}-${theme.replaceAll(' ', '-')}`);
  }
}

test('a real plan in its viewer: what and why, before and after, search, the block; and its lens', async () => {
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  const root = join(workspaceFolder, 'infra');
  const terraform = (...args: string[]) => promisify(execFile)('terraform', args, { cwd: root, env: { ...process.env, CHECKPOINT_DISABLE: '1' } });
  await mkdir(join(root, 'part'));
  await writeFile(join(root, 'part', 'main.tf'), part);
  await writeFile(join(root, 'main.tf'), configuration('13', 20));
  await terraform('init', '-input=false');
  await terraform('apply', '-input=false', '-auto-approve');
  await writeFile(join(root, 'main.tf'), configuration('14', 40));

  await inVsCode('terraform-plan', { workspaceFolder, vsix: inject('vsix') }, async (code) => {
    const { workbench } = code;
    const { page } = workbench;

    // Checked and planned from the lenses above the root module, opened from the run.
    const press = (text: RegExp) => page.locator('.codelens-decoration a', { hasText: text }).first().click({ timeout: longMs });
    await workbench.openFile('infra/main.tf');
    await press(/^Validate$/);
    const checked = await workbench.webview('Plan and Run');
    expect(await ended(checked)).toBe('Done');
    await checked
      .getByText(/^Valid, says Terraform/)
      .first()
      .waitFor({ timeout: longMs });
    await workbench.closeTab(/^Validate/);
    await press(/^Plan$/);
    const run = await workbench.webview('Plan and Run');
    expect(await ended(run)).toBe('Done');
    expect(await violations(run)).toEqual([]);
    await run.getByRole('button', { name: /^Open plan: / }).click();
    const plan = await workbench.webview('Terraform Plan');
    const line = (name: string | RegExp) => plan.getByRole('treeitem', { name });

    const database = line(/^replace terraform_data\.database forced by triggers_replace/);
    await database.waitFor({ timeout: longMs });
    await plan.getByRole('button', { name: '1 to replace' }).waitFor({ timeout: longMs });
    await plan.getByRole('button', { name: '1 to create' }).waitFor({ timeout: longMs });

    // By keyboard: opened, with what differs and what depends on it.
    await database.focus();
    await page.keyboard.press('Enter');
    await line(/^triggers_replace\.engine_version from "13" to "14" forces the replacement$/).waitFor({ timeout: longMs });
    await line('input.size from 20 to 40').waitFor({ timeout: longMs });
    await line('input.password from (sensitive) to (sensitive)').waitFor({ timeout: longMs });
    await line(/^It is replaced because triggers_replace/).waitFor({ timeout: longMs });
    await line('output from {"password":"(sensitive)","size":20} to (known after apply)').waitFor({ timeout: longMs });
    await expect.poll(() => plan.locator('body').textContent()).not.toMatch(/correct-horse|<secret:/);
    await page.keyboard.press('Control+c');
    await plan.getByText('Address copied').waitFor({ state: 'attached' });
    await line(/depends? on it/).click();
    await line(/^module\.part\.terraform_data\.inner change$/).waitFor({ timeout: longMs });
    await inEveryTheme(code, 'terraform-plan', plan);

    // Narrow, as beside another editor: nothing scrolls sideways.
    await page.setViewportSize({ width: 780, height: 800 });
    await code.screenshot('terraform-plan-narrow');
    await fitsItsWidth(plan);
    await page.setViewportSize({ width: 1280, height: 800 });

    // Searched by an attribute, then all again.
    const search = plan.getByRole('textbox', { name: 'Search' });
    await search.fill('triggers');
    await plan.getByText('1 of 3', { exact: true }).waitFor({ timeout: longMs });
    await expect.poll(() => line(/^create /).count(), { timeout: longMs }).toBe(0);
    await search.press('Escape');
    await line(/^create terraform_data\.extra/).waitFor({ timeout: longMs });

    // The block of a resource in a module is in the module's file.
    await line(/^change terraform_data\.inner/).hover();
    await plan.getByRole('button', { name: 'Go to the block of module.part.terraform_data.inner' }).click();
    await workbench.editor('part/main.tf');
    await page.locator('.statusbar').getByText('Ln 5, Col 1').waitFor({ timeout: longMs });

    // Above each block what the plan would do to it; pressed, the viewer is at that row.
    const lens = (text: string) => page.locator('.codelens-decoration a', { hasText: text }).first();
    await lens('Plan: change — input').waitFor({ timeout: longMs });
    const editor = await workbench.openFile('infra/main.tf');
    await lens('Plan: create').waitFor({ timeout: longMs });
    await lens('Plan: 1 to change in it').waitFor({ timeout: longMs });
    await code.screenshot('terraform-plan-lens');
    await lens('Plan: replace — forced by triggers_replace').click({ timeout: longMs });
    await (await workbench.webview('Terraform Plan')).locator('.node.active', { hasText: 'terraform_data.database' }).waitFor({ timeout: longMs });

    // That very plan can be applied from here; it is asked about, and a no changes nothing.
    await (await workbench.webview('Terraform Plan')).getByRole('button', { name: 'Apply…', exact: true }).click({ timeout: longMs });
    const asked = await waitingPlan(code, /^Apply to infra/);
    await asked.getByText('Exactly the plan that was looked at.').waitFor({ timeout: longMs });
    await asked.getByText('Reaches 1 resource that does not change and depends on what does:').waitFor({ timeout: longMs });
    await asked.locator('.reached', { hasText: 'terraform_data.shop' }).waitFor({ timeout: longMs });
    await code.screenshot('terraform-plan-reach');
    await asked.getByRole('button', { name: 'Cancel' }).click();
    expect(await ended(asked)).toBe('Cancelled');

    // Of another text than the one that was planned it says so; one that was taken back is that one again.
    await workbench.openFile('infra/main.tf');
    await editor.locator('.view-line').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('#');
    await lens('Plan, before this file changed: replace — forced by triggers_replace').waitFor({ timeout: longMs });
    await page.keyboard.press('Control+Z');
    await lens('Plan: replace — forced by triggers_replace').waitFor({ timeout: longMs });

    // Applied, it is over: the viewer says so, and the lenses are gone.
    await lens('Apply…').click({ timeout: longMs });
    const apply = await waitingPlan(code, /^Apply to infra/);
    const typed = apply.getByRole('textbox');
    if (await typed.isVisible()) await typed.fill('terraform_data.database');
    await apply
      .getByRole('button', { name: /^Open plan: / })
      .first()
      .waitFor({ timeout: longMs });
    await approve(apply, /^Apply to infra/);
    expect(await ended(apply)).toBe('Done');
    await workbench.openFile('infra/main.tf');
    await expect.poll(() => page.locator('.codelens-decoration a', { hasText: /^Plan[:,]/ }).count(), { timeout: longMs }).toBe(0);
    await workbench.openView('Nimbus');
    await workbench.runCommand('Nimbus: Refresh Infrastructure');
    await workbench
      .treeItem(/^infra/)
      .first()
      .click({ button: 'right', timeout: longMs });
    await page.getByRole('menuitem', { name: 'Show Last Plan' }).click({ timeout: longMs });
    await (await workbench.webviewSaying('This plan was applied')).getByText('This plan was applied').waitFor({ timeout: longMs });
    await code.screenshot('terraform-plan-applied');

    // Renamed, it would be destroyed and made again; the quick fix writes the block that keeps it, and the next plan does.
    const renamed = configuration('14', 40).replace('"terraform_data" "extra"', '"terraform_data" "kept"');
    await writeFile(join(code.folder, 'infra', 'main.tf'), renamed);
    const renaming = await workbench.openFile('infra/main.tf');
    await expect.poll(() => workbench.textOf(renaming), { timeout: longMs }).toContain('"kept"');
    await press(/^Plan$/);
    await workbench.webviewSaying(/Applying would create 1, change 0 and delete 1 resources\./);
    await workbench.openFile('infra/main.tf');
    await lens('Plan: create').waitFor({ timeout: longMs });
    await page.keyboard.press('Control+p');
    await workbench.answer(`:${renamed.split('\n').findIndex((text) => text.includes('"kept"')) + 1}`);
    await workbench.chooseFix(/^Keep terraform_data\.extra as terraform_data\.kept: add a moved block/);
    await expect
      .poll(async () => workbench.textOf(await workbench.editor('infra/main.tf')), { timeout: longMs })
      .toMatch(/moved \{\s+from = terraform_data\.extra\s+to {3}= terraform_data\.kept\s+\}/);
    await code.screenshot('terraform-moved');
    await workbench.runCommand('File: Save');
    await page.keyboard.press('Control+p');
    await workbench.answer(':1');
    await press(/^Plan$/);
    await workbench.webviewSaying(/Applying would create 0, change 0 and delete 0 resources\./);
  });
});

test('5,000 changes from a JSON file, scrolled to the end', async () => {
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  await writeFile(join(workspaceFolder, 'plan.json'), planText(5_833));
  await writeFile(join(workspaceFolder, 'later.json'), JSON.stringify({ format_version: '7.0', resource_changes: [] }));
  await writeFile(
    join(workspaceFolder, 'errored.json'),
    JSON.stringify({
      format_version: '1.2',
      terraform_version: '1.14.0',
      errored: true,
      resource_changes: [{ address: 'aws_vpc.a', mode: 'managed', type: 'aws_vpc', name: 'a', change: { actions: ['create'], before: null, after: {} } }],
      checks: [{ address: { to_display: 'aws_vpc.b' }, status: 'fail', instances: [{ problems: [{ message: 'The range must be private.' }] }] }],
    }),
  );
  await writeFile(
    join(workspaceFolder, 'same.json'),
    JSON.stringify({ format_version: '1.2', terraform_version: '1.14.0', resource_changes: [], errored: false }),
  );

  await inVsCode('terraform-plan-large', { workspaceFolder, vsix: inject('vsix') }, async (code) => {
    const { workbench } = code;
    const { page } = workbench;
    await workbench.contextMenu('plan.json', 'Open Terraform Plan…');
    const plan = await workbench.webview('Terraform Plan');
    await plan.getByRole('treeitem', { name: /^module\.part_0 / }).waitFor({ timeout: longMs });
    await inEveryTheme(code, 'terraform-plan-large', plan);

    await plan.getByRole('button', { name: 'Open all groups' }).click();
    const first = plan.getByRole('treeitem').first();
    await first.focus();
    await page.keyboard.press('End');
    const last = plan.getByRole('treeitem', { name: /^create aws_vpc\.vpc_/ }).last();
    await last.waitFor({ timeout: longMs });
    await expect.poll(async () => (await treeNow(plan)).left, { timeout: longMs }).toBeLessThan(2);
    expect((await treeNow(plan)).lines).toBeLessThan(120);
    await page.keyboard.press('Enter');
    await plan
      .getByRole('treeitem', { name: /^attribute_1 is set to/ })
      .first()
      .waitFor({ timeout: longMs });
    await code.screenshot('terraform-plan-large-end');

    // One letter after the other, and what is left is what has them.
    await plan.getByRole('textbox', { name: 'Search' }).pressSequentially('part_31 aws_db');
    await plan.getByText(/^\d+ of 5,000$/).waitFor({ timeout: longMs });
    await expect.poll(() => plan.getByRole('treeitem', { name: /part_30/ }).count(), { timeout: longMs }).toBe(0);
    await plan.getByRole('button', { name: 'Show all' }).click();
    await plan.getByRole('button', { name: /to destroy$/ }).click();
    await plan.getByText('833 of 5,000').waitFor({ timeout: longMs });
    await plan.getByRole('combobox', { name: 'Group by' }).selectOption('By risk');
    await plan.getByRole('treeitem', { name: /^Risk critical \d+ to destroy/ }).waitFor({ timeout: longMs });
    await workbench.closeTab(/^Plan/);

    // What is no plan, or one that changes nothing, says so.
    await workbench.contextMenu('later.json', 'Open Terraform Plan…');
    await (await workbench.webviewSaying(/in format 7\.0, and Nimbus reads format 1/)).getByText(/Update Nimbus/).waitFor({ timeout: longMs });
    await code.screenshot('terraform-plan-problem');
    await workbench.contextMenu('errored.json', 'Open Terraform Plan…');
    const errored = await workbench.webviewSaying('aws_vpc.b: The range must be private.');
    await errored.getByText(/^Planning failed half-way/).waitFor({ timeout: longMs });
    await errored.getByText('policies forbid applying it').waitFor({ timeout: longMs });
    await errored.getByRole('treeitem', { name: /^create aws_vpc\.a/ }).waitFor({ timeout: longMs });
    await expect.poll(() => errored.getByRole('button', { name: 'Apply…' }).count(), { message: 'it can’t be applied' }).toBe(0);
    await inEveryTheme(code, 'terraform-plan-errored', errored);
    await workbench.contextMenu('same.json', 'Open Terraform Plan…');
    const same = await workbench.webviewSaying(/Nothing would change/);
    expect(await violations(same)).toEqual([]);
    await code.screenshot('terraform-plan-empty');

    // It is there again after a reload of the window.
    await workbench.keeps(/subject[^}]*same\.json/s);
    await workbench.reload();
    await workbench.webviewSaying(/Nothing would change/);
  });
});
