import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { approve, ended, waitingPlan } from './nimbus.ts';
import { contents, plantWorkspace } from './workspace.ts';

const plan = `nimbus: 1
goal: A note beside the files
steps:
  - id: look
    tool: files.list
    input: { path: infra }
  - id: note
    tool: files.write
    input:
      path: infra/note.md
      content: "Looked at.\\n"
    dependsOn: [look]
`;

/** Texts are put in as they are, and saved by nobody. */
const plain = {
  'files.autoSave': 'off',
  '[yaml]': { 'editor.autoIndent': 'none', 'editor.autoClosingBrackets': 'never', 'editor.autoClosingQuotes': 'never' },
};

const writing = /^Create infra\/note\.md$/;

/** On a busy machine what takes a moment takes a while. */

test('a plan file: completed, explained, checked, previewed and run from its editor', async () => {
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  await mkdir(join(workspaceFolder, '.nimbus', 'plans'), { recursive: true });
  await writeFile(join(workspaceFolder, '.nimbus', 'plans', 'note.plan.yaml'), plan);
  await writeFile(
    join(workspaceFolder, '.nimbus', 'plans', 'broken.plan.yaml'),
    `${plan.replace('files.write', 'files.wriet').replace('[look]', '[lok]')}  - id: "x\n`,
  );

  await inVsCode('planfile', { workspaceFolder, vsix: inject('vsix'), settings: plain }, async (code) => {
    const { workbench } = code;
    const { page } = workbench;
    const before = await contents(code.folder);

    // What is wrong, at its place: first the YAML, then, once that is mended, the steps.
    const broken = await workbench.openFile('broken.plan.yaml');
    await workbench.runCommand('View: Focus Problems');
    await workbench.problem(/Missing closing "quote/).waitFor();
    await workbench.replaceText(broken, plan.replace('files.write', 'files.wriet').replace('[look]', '[lok]'));
    await workbench.problem(/There is no tool files\.wriet; did you mean files\.write\?.*\[Ln 8, Col 11\]/).waitFor();
    await workbench.problem(/There is no step lok; did you mean look\?.*\[Ln 12, Col 17\]/).waitFor();
    for (const theme of everyTheme.toReversed()) {
      await code.useTheme(theme);
      await code.screenshot(`planfile-problems-${theme.replaceAll(' ', '-')}`);
    }

    // What could be written: tools with what they do, then the inputs of the one that was chosen.
    await workbench.replaceText(broken, 'nimbus: 1\ngoal: Look\nsteps:\n  - id: look\n    tool: files.tr');
    await page.keyboard.press('Control+Space');
    const suggestion = (name: RegExp) => page.locator('.suggest-widget .monaco-list-row').filter({ hasText: name }).first();
    await suggestion(/^files\.tree/).waitFor();
    await code.screenshot('planfile-completion');
    await suggestion(/^files\.tree/).click();
    await expect.poll(() => workbench.textOf(broken), { timeout: longMs }).toContain('tool: files.tree');
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await page.keyboard.insertText('\n    input: { pa');
    await page.keyboard.press('Control+Space');
    await suggestion(/^path/).waitFor();
    await page.keyboard.press('Escape');
    await broken.getByText('files.tree').first().hover();
    await page.locator('.monaco-hover').getByText(/read/).first().waitFor();
    await code.screenshot('planfile-hover');
    await workbench.runCommand('File: Revert File');

    await workbench.openFile('note.plan.yaml');
    const editor = await workbench.editor('note.plan.yaml');
    const lens = (name: string) => editor.locator('.codelens-decoration a').filter({ hasText: name }).first();
    await lens('Explain').click();
    await workbench.webviewSaying(/1 step of 2 changes something/);
    await code.screenshot('planfile-explain');

    await workbench.tab(/^note\.plan\.yaml/).click();
    await lens('Preview').click();
    const previewed = await workbench.webviewSaying(/You would be asked about 1 step/);
    await previewed
      .getByText(/Looked at\./)
      .first()
      .waitFor();
    await code.screenshot('planfile-preview');
    expect(await contents(code.folder), 'looking writes nothing').toEqual(before);

    await workbench.tab(/^note\.plan\.yaml/).click();
    await lens('Run').click();
    const run = await waitingPlan(code, writing);
    expect(await contents(code.folder), 'waiting writes nothing').toEqual(before);
    const status = (says: string) => page.locator('.statusbar').getByRole('button', { name: `Nimbus: ${says}` });
    await status('1 to approve').waitFor({ timeout: longMs });
    await code.screenshot('planfile-run');
    await approve(run, writing);
    expect(await ended(run)).toBe('Done');
    await status('nothing runs').waitFor({ timeout: longMs });
    expect(await readFile(join(code.folder, 'infra', 'note.md'), 'utf8')).toBe('Looked at.\n');
  });
});
