import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { violations } from './harness/axe.ts';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { approve, ended, fitsItsWidth, waitingPlan } from './nimbus.ts';
import { plantWorkspace } from './workspace.ts';

const plan = `nimbus: 1
goal: A note beside the files
steps:
  - id: look
    tool: files.list
    input: { path: infra }
  - id: note
    tool: files.write
    input: { path: infra/note.md, content: "Looked at.\\n" }
    dependsOn: [look]
`;
const broken = 'nimbus: 1\ngoal: Read what is not there\nsteps:\n  - id: read\n    tool: files.read\n    input: { path: infra/nothing.md }\n';

const writing = /^Create infra\/note\.md$/;

/** On a busy machine what takes a moment takes a while. */

test('history in numbers, and a run as a file', async () => {
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  await mkdir(join(workspaceFolder, 'plans'));
  await writeFile(join(workspaceFolder, 'plans', 'note.plan.yaml'), plan);
  await writeFile(join(workspaceFolder, 'plans', 'broken.plan.yaml'), broken);

  // The file dialog is then VS Code's own, which can be typed into.
  const settings = { 'files.simpleDialog.enable': true };
  await inVsCode('dashboard', { workspaceFolder, vsix: inject('vsix'), settings }, async (code) => {
    const { workbench } = code;
    const { page } = workbench;

    await workbench.runCommand('Nimbus: Show Dashboard');
    const empty = await workbench.webview('Nimbus Dashboard');
    await empty.getByText(/is counted here/).waitFor();
    expect(await violations(empty)).toEqual([]);
    await code.screenshot('dashboard-empty');
    await workbench.closeTab('Nimbus Dashboard');

    await workbench.openFile('note.plan.yaml');
    await workbench.runCommand('Nimbus: Run Plan File');
    const run = await waitingPlan(code, writing);
    await approve(run, writing);
    expect(await ended(run)).toBe('Done');
    await workbench.openFile('broken.plan.yaml');
    await workbench.runCommand('Nimbus: Run Plan File');
    await workbench.webviewSaying(/Failed|failed after/);

    await workbench.runCommand('Nimbus: Show Dashboard');
    const board = await workbench.webview('Nimbus Dashboard');
    await board.getByRole('rowheader', { name: 'files.write' }).waitFor();
    await board.getByText('50 %').first().waitFor();
    for (const theme of everyTheme.toReversed()) {
      await code.useTheme(theme);
      expect(await violations(board), theme).toEqual([]);
      await code.screenshot(`dashboard-${theme.replaceAll(' ', '-')}`);
    }

    // By keyboard: the periods are one stop, and arrows go through them.
    await board.getByRole('radio', { name: '30 days' }).focus();
    await page.keyboard.press('ArrowLeft');
    await board.getByRole('radio', { name: '7 days', checked: true }).waitFor();
    await board.getByText('By day, as a table').click();
    await board.getByRole('columnheader', { name: 'Half under' }).first().waitFor();

    // Narrow, as beside another editor.
    await page.setViewportSize({ width: 760, height: 800 });
    await code.screenshot('dashboard-narrow');
    await fitsItsWidth(board);
    await page.setViewportSize({ width: 1280, height: 800 });

    // The tree lists those that failed alone, and all again; a run becomes a file.
    await board.getByRole('button', { name: 'Show those that failed' }).click();
    await workbench.treeItem(/Read what is not there/).waitFor();
    await expect.poll(() => workbench.treeItem(/A note beside the files/).count(), { timeout: longMs }).toBe(0);
    await workbench.runCommand('Nimbus: Show All Plans and Runs');
    const note = workbench.treeItem(/A note beside the files/).first();
    await note.waitFor();
    await code.screenshot('history');

    await workbench.runCommand('Nimbus: Export Run…');
    await workbench.quickPick('A note beside the files').click();
    await workbench.pick('JSON');
    const name = workbench.question;
    await expect.poll(() => name.inputValue(), { timeout: longMs }).toMatch(/run-[\w-]+\.json$/);
    const path = await name.inputValue();
    await page.keyboard.press('Enter');
    await expect.poll(() => readFile(path, 'utf8').catch(() => ''), { timeout: longMs }).toContain('"goal": "A note beside the files"');
    const written = JSON.parse(await readFile(path, 'utf8'));
    expect(written).toMatchObject({ nimbus: 1, run: { status: 'succeeded' }, plan: { steps: [{ id: 'look' }, { id: 'note' }] } });
  });
});
