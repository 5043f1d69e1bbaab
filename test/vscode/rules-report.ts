import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { expect } from 'vitest';
import { violations } from './harness/axe.ts';
import { longMs } from './harness/patience.ts';
import type { VsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { approve, ended, waitingPlan } from './nimbus.ts';

/** Presses what leads to the page of the rule: it is opened to be read, from what VS Code has and not from a network, and closed again. */
export async function leadsToPage({ workbench, screenshot }: VsCode, link: Locator, name: string): Promise<void> {
  await link.click({ timeout: longMs });
  await workbench.tab(/aws-kms-rotation/).waitFor({ timeout: longMs });
  const shown = await workbench.webviewSaying('CKV_AWS_7');
  await shown.getByRole('heading', { name: 'KMS key rotates', level: 1 }).waitFor();
  await screenshot(name);
  await workbench.closeTab(/aws-kms-rotation/);
}

/** By file and back. */
async function grouped({ workbench, screenshot }: VsCode): Promise<void> {
  await workbench.runCommand('Nimbus: Group Best Practices By…');
  await workbench.pick('File');
  for (const file of ['Dockerfile, 1 finding, medium', 'disks.tf, 2 findings, high', 'keys.tf, 1 finding, medium', 'stack/more.tf, 1 finding, high'])
    await workbench.treeItem(file).waitFor({ timeout: longMs });
  await workbench.page.locator('.sidebar').getByText('5 findings: 2 high, 2 medium, 1 low', { exact: true }).waitFor();
  await screenshot('rules-tree-by-file');
  await workbench.runCommand('Nimbus: Group Best Practices By…');
  await workbench.pick('Severity, then rule');
  await workbench.treeItem('high, 2 findings').waitFor({ timeout: longMs });
}

/** What was planted, the rules' own settings among it, and is not mended by now: in the head, in both tables, and filtered by a bar. */
async function totalled(report: Frame): Promise<void> {
  await report.getByRole('status').getByText('5 files · 5 findings · 4 have a fix', { exact: true }).waitFor({ timeout: longMs });
  const rows = (table: string) =>
    report
      .getByRole('table', { name: table })
      .locator('tr')
      .evaluateAll((all) => all.map((row) => (row as unknown as { textContent: string }).textContent.trim().replaceAll(/\s+/g, ' ')));
  await expect.poll(() => rows('By severity')).toEqual(['critical 0', 'high 2', 'medium 2', 'low 1', 'info 0']);
  await expect.poll(() => rows('By category')).toEqual(['cost 1', 'security 4']);
  const listed = () => report.locator('.group-title').allTextContents();
  const all = ['EBS volume is encrypted', 'No sudo in a build', 'KMS key rotates', 'Disks are gp3, not gp2'];
  await expect.poll(listed).toEqual(all);
  await report.getByRole('button', { name: 'medium: 2. Show only these' }).click();
  await expect.poll(listed).toEqual(all.slice(1, 3));
  await report.getByRole('button', { name: 'medium: 2. Show all' }).click();
  await report.getByRole('button', { name: 'cost: 1. Show only these' }).click();
  await expect.poll(listed).toEqual(all.slice(3));
  await report.getByRole('button', { name: 'cost: 1. Show all' }).click();
  await expect.poll(listed).toEqual(all);
}

/** The tree and the report: what there is, in every theme, narrow too, and axe-core finds nothing. */
export async function reported(code: VsCode): Promise<void> {
  const found: string[] = [];
  const { workbench } = code;
  await workbench.openView('Nimbus');
  await workbench
    .treeItem(/KMS key rotates/)
    .first()
    .waitFor({ timeout: longMs });
  await code.screenshot('rules-tree');
  await grouped(code);
  await workbench.runCommand('Nimbus: Show Best-Practices Report');
  const report = await workbench.webview('Best Practices Report');
  await totalled(report);
  // Looked at again, there are fewer than at first: in words, beside the line that shows it.
  await report.getByRole('button', { name: 'Check again' }).click();
  const trend = report.getByRole('figure', { name: 'Over time' });
  await trend.getByText(/^9 findings at first \(.+\), 5 now: 4 fewer$/).waitFor({ timeout: longMs });
  const rule = report.getByRole('button', { name: /KMS key rotates/, expanded: false });
  await rule.click();
  await report.getByRole('button', { name: /Open keys\.tf:2/ }).waitFor();
  for (const theme of everyTheme.toReversed()) {
    await code.useTheme(theme);
    found.push(...(await violations(report)).map((line) => `${theme}: ${line}`));
    await code.screenshot(`rules-report-${theme.replaceAll(' ', '-')}`);
  }
  await workbench.page.setViewportSize({ width: 720, height: 800 });
  await code.screenshot('rules-report-narrow');
  await report.getByRole('textbox', { name: 'Filter' }).fill('nothing like it');
  await report.getByText('No finding matches.').waitFor();
  await report.getByRole('textbox', { name: 'Filter' }).press('Escape');
  await report.getByRole('button', { name: /Open keys\.tf:2/ }).click();
  await workbench.tab('keys.tf').waitFor();
  expect(found.join('\n')).toBe('');
}

/** What the report's buttons do: the page of a rule; a plan of what fixes it, with its diff, approved; a plan of all fixes, cancelled. */
export async function pressedInReport(code: VsCode): Promise<void> {
  const { workbench, folder } = code;
  const report = async (): Promise<Frame> => {
    await workbench.tab('Best Practices').click();
    return workbench.webview('Best Practices Report');
  };
  const texts = (): Promise<string[]> =>
    Promise.all(['keys.tf', 'disks.tf', 'stack/more.tf', 'Dockerfile'].map((path) => readFile(join(folder, path), 'utf8')));
  const [, ...others] = await texts();
  await workbench.page.setViewportSize({ width: 1280, height: 800 });
  await leadsToPage(code, (await report()).getByRole('button', { name: 'Show the rule KMS key rotates' }), 'rules-page-of-report');

  await (await report()).getByRole('button', { name: 'Fix all of KMS key rotates' }).click();
  const one = /^Fix 1 finding in/;
  const plan = await waitingPlan(code, one);
  await plan.getByRole('button', { name: /keys\.tf.*Open the diff/ }).click();
  await expect
    .poll(async () => (await workbench.diffEditor()).textContent(), { timeout: longMs })
    .toMatch(/enable_key_rotation.*first|first.*enable_key_rotation/s);
  await workbench.tab('Fix “KMS key rotates” in the workspace folder').click();
  const run = await waitingPlan(code, one);
  await approve(run, one);
  expect(await ended(run)).toBe('Done');
  const [fixed, ...left] = await texts();
  expect(fixed).toContain('enable_key_rotation = true');
  expect(left).toEqual(others);

  const shown = await report();
  await shown.getByRole('status').getByText('5 files · 4 findings · 3 have a fix', { exact: true }).waitFor({ timeout: longMs });
  await shown.getByRole('button', { name: 'Plan the fixes…' }).click();
  const all = await waitingPlan(code, one);
  await all.getByRole('button', { name: /disks\.tf.*Open the diff/ }).waitFor();
  await code.screenshot('rules-report-plan');
  await all.getByRole('button', { name: 'Cancel', exact: true }).click();
  expect(await ended(all)).toBe('Cancelled');
  expect(await texts()).toEqual([fixed, ...others]);
}
