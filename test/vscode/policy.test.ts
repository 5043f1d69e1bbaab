import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { approve, ended, waitingPlan } from './nimbus.ts';
import { plantWorkspace } from './workspace.ts';

/** Texts are put in as they are, and saved by nobody. */
const plain = {
  'files.autoSave': 'off',
  '[yaml]': { 'editor.autoIndent': 'none', 'editor.autoClosingBrackets': 'never', 'editor.autoClosingQuotes': 'never' },
};

/** On a busy machine what takes a moment takes a while. */

const rules = `nimbus: 1
rules:
  - id: no-pushes
    when: { tool: git.push }
    answer: deny
    because: pushes are made by hand
  - id: pushes
    when: { tool: [git.push] }
    answer: allow
    because: they are fine
examples:
  - name: a push is refused
    tool: git.push
    expect: confirm
`;

const slow = `nimbus: 1
goal: Something slow
steps:
  - id: look
    tool: files.list
    input: { path: infra }
  - id: slow
    tool: shell.run
    input: { program: sleep, args: ["600"] }
    dependsOn: [look]
`;

test('a policy: made through a plan, completed, explained, checked, its examples run, shown with what else is in force, and what a run uses of it', {
  timeout: 600_000,
}, async () => {
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));

  await inVsCode('policy', { workspaceFolder, vsix: inject('vsix'), settings: plain }, async (code) => {
    const { workbench } = code;
    const { page } = workbench;
    const path = join(code.folder, '.nimbus', 'policy.yaml');

    await workbench.runCommand('Nimbus: Create Policy…');
    await workbench.quickPick('For This Workspace').click();
    const plan = await waitingPlan(code, /^Create \.nimbus\/policy\.yaml$/);
    expect(existsSync(path), 'waiting writes nothing').toBe(false);
    // What Nimbus may do is never changed on a yes alone.
    const name = (await plan.locator('label code').first().textContent()) ?? '';
    await plan.getByRole('textbox').fill(name);
    await approve(plan, /^Create \.nimbus\/policy\.yaml$/);

    // It opens by itself; what is wrong is said at its place.
    const editor = await workbench.editor('.nimbus/policy.yaml');
    expect(await readFile(path, 'utf8')).toMatch(/^# What Nimbus may do in this folder/);
    await workbench.runCommand('View: Focus Problems');
    await workbench.replaceText(editor, rules.replace('rules:', 'ruels:'));
    await workbench.problem(/Ruels is not a word of a policy; did you mean rules\?.*\[Ln 2, Col 1\]/).waitFor({ timeout: longMs });
    await workbench.replaceText(editor, rules);
    await workbench.problem(/It contradicts no-pushes.*\[Ln 9, Col 13\]/).waitFor({ timeout: longMs });
    await workbench.problem(/It should come out as confirm, but comes out as deny.*\[Ln 14, Col 13\]/).waitFor({ timeout: longMs });
    for (const theme of everyTheme.toReversed()) {
      await code.useTheme(theme);
      await code.screenshot(`policy-problems-${theme.replaceAll(' ', '-')}`);
    }
    const lens = (title: RegExp) => editor.locator('.codelens-decoration a').filter({ hasText: title }).first();
    await lens(/deny, not confirm/).waitFor({ timeout: longMs });
    await lens(/Run Examples/).click();
    await workbench.notification(/1 of 1 example came out otherwise.*comes out as deny, not confirm/).waitFor({ timeout: longMs });

    const right = rules.replace('expect: confirm', 'expect: deny').replace(/ {2}- id: pushes\n(?: {4}.*\n){3}/, '');
    await workbench.replaceText(editor, right);
    await workbench.problem(/It contradicts|It should come out/).waitFor({ state: 'detached', timeout: longMs });
    await lens(/Run Examples/).click();
    await workbench.notification(/1 example of \.nimbus\/policy\.yaml came out as they say/).waitFor({ timeout: longMs });
    await editor.getByText('answer', { exact: true }).first().hover();
    await page
      .locator('.monaco-hover')
      .getByText(/Of the rules of one file the strictest counts/)
      .first()
      .waitFor({ timeout: longMs });
    await code.screenshot('policy-hover');

    // What could be written.
    await page.keyboard.press('Escape');
    await workbench.replaceText(editor, `${right}limits:\n  del`);
    await page.keyboard.press('Control+Space');
    await page
      .locator('.suggest-widget .monaco-list-row')
      .filter({ hasText: /^deletions/ })
      .first()
      .waitFor({ timeout: longMs });
    await code.screenshot('policy-completion');
    await page.keyboard.press('Escape');
    await workbench.replaceText(editor, `${right}limits: { deletions: 2, calls: 2 }\n`);
    await workbench.runCommand('File: Save');

    // Milder than what ships only once it is accepted as it is: leave given in advance is asked about once more.
    const dialog = page.locator('.monaco-dialog-box').filter({ hasText: 'be milder than what ships with Nimbus?' });
    // Saving makes VS Code draw the lenses anew, and a click that falls into it is lost.
    await workbench.clickUntil(lens(/^\W*Accept$/), dialog);
    await dialog.getByText('Its ceilings may be higher').waitFor({ timeout: longMs });
    await code.screenshot('policy-accept');
    await dialog.getByRole('button', { name: 'Accept' }).click();
    await workbench.notification(/\.nimbus\/policy\.yaml is accepted as it is now/).waitFor({ timeout: longMs });

    await lens(/Policies in Force/).click();
    const shown = await workbench.webviewSaying(/Policies in force in/);
    await shown.getByText('Accepted as it is: may be milder').waitFor({ timeout: longMs });
    await shown.getByText('pushes are made by hand').first().waitFor({ timeout: longMs });
    await expect.poll(() => shown.getByRole('row', { name: /deletions 2 this folder/ }).count()).toBe(1);
    await code.screenshot('policy-in-force');

    // A run under that policy: what it has used of what it may, in the status bar.
    await writeFile(join(code.folder, 'slow.plan.yaml'), slow);
    await workbench.openFile('slow.plan.yaml');
    await workbench.runCommand('Nimbus: Run Plan File');
    const run = await waitingPlan(code, /^Run sleep/);
    await approve(run, /^Run sleep/);
    const budget = page.locator('.statusbar').getByRole('button', { name: /^Nimbus budget: 1 of 2 steps, .*calls 2 of 2\. Nearly used up: calls/ });
    await budget.waitFor({ timeout: longMs });
    await code.screenshot('policy-budget');
    await page
      .locator('.statusbar-item.warning-kind')
      .filter({ hasText: /calls 2 of 2/ })
      .waitFor({ timeout: longMs });
    await workbench.tab(/^slow\.plan\.yaml/).click();
    await workbench.clickUntil(budget, workbench.activeTab(/^Something slow/));
    const opened = await workbench.webview('Plan and Run');
    await opened.getByRole('button', { name: 'Cancel', exact: true }).click();
    expect(await ended(opened)).toBe('Cancelled');
    await budget.waitFor({ state: 'hidden', timeout: longMs });
  });
});
