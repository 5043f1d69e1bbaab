import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { approve, ended, nameProject, openQuestionnaire, waitingPlan } from './nimbus.ts';
import { contents, plantWorkspace } from './workspace.ts';

const saving = /^Save \.nimbus\/templates\/terraform\//;

/** On a busy machine what takes a moment takes a while. */

test('templates of one’s own: seen as they are typed, checked, listed, saved and counted in', async () => {
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  const templates = join(workspaceFolder, '.nimbus', 'templates', 'terraform', 'docs');
  await mkdir(templates, { recursive: true });
  await writeFile(join(templates, 'about.md.hbs'), '# {{project.name}}\n\nIn {{project.region}}.\n');
  await writeFile(join(workspaceFolder, 'workflow.yaml'), 'token: ${{ secrets.TOKEN }}\n');

  await inVsCode('templates', { workspaceFolder, vsix: inject('vsix') }, async (code) => {
    const { workbench } = code;
    const before = await contents(code.folder);

    // From the palette, with nothing open yet.
    await workbench.runCommand('Nimbus: Preview Template to the Side');
    await workbench.pick('docs/about.md.hbs');
    const preview = await workbench.editor('Preview of about.md');
    await expect.poll(() => workbench.textOf(preview), { timeout: longMs }).toContain('# example');
    await preview.getByText('With sample answers').waitFor();

    const template = await workbench.editor('about.md.hbs');
    await workbench.replaceText(template, '# {{upper project.name}}\n\nFor {{project.environment}}, by {{project.owner}}.\n');
    await expect
      .poll(() => workbench.textOf(preview), { timeout: longMs, message: 'the preview follows the keys' })
      .toMatch(/# EXAMPLE\n+For dev, by team-example\./);
    await code.screenshot('template-preview');

    // Added at the end: a text that is replaced is empty for a moment, which can be filled in as well.
    await template.locator('.view-line').first().click();
    await workbench.page.keyboard.press('Control+End');
    await workbench.page.keyboard.insertText('In {{project.regoin}}.\n');
    await preview.getByText('Not up to date: 1 problem in the template').waitFor();
    await expect.poll(() => workbench.textOf(preview), { timeout: longMs, message: 'the last that could be filled in stays' }).toMatch(/For dev/);
    await workbench.runCommand('View: Focus Problems');
    await workbench.problem(/project\.regoin has no value.*\[Ln 4, Col 6\]/).waitFor();
    for (const theme of everyTheme.toReversed()) {
      await code.useTheme(theme);
      await code.screenshot(`template-problem-${theme.replaceAll(' ', '-')}`);
    }

    await workbench.replaceText(template, '# {{project.name}}\n\nIn {{project.region}}.\n');
    await expect.poll(() => workbench.problem(/regoin/).count(), { timeout: longMs, message: 'a problem that is mended goes' }).toBe(0);
    await workbench.runCommand('Nimbus: Show Template Variables…');
    await workbench.quickPick('project.region').waitFor();
    await expect.poll(() => workbench.quickPick('project.region').textContent()).toContain('eu-central-1');
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('File: Save');

    await workbench.runCommand('Nimbus: Check Templates');
    await workbench.notification('1 template checked, no mistakes.').waitFor();

    const questions = await openQuestionnaire(code, 'infra');
    await nameProject(questions, 'shop');
    await questions.getByText('With 1 template of your own.').waitFor();
    await code.screenshot('questionnaire-with-templates');
    expect(await contents(code.folder), 'looking writes nothing').toEqual(before);

    // Saved as one's own through the gate: a file with braces in it makes just that file again.
    await workbench.openFile('workflow.yaml');
    await workbench.runCommand('Nimbus: Save as Template…');
    await workbench.answer('.github/x.hbs');
    await workbench.page.getByText('Letters, digits, dots, hyphens and underscores').waitFor();
    await workbench.answer('ci/workflow.yaml.hbs');
    const plan = await waitingPlan(code, saving);
    await code.screenshot('template-save-plan');
    await approve(plan, saving);
    expect(await ended(plan)).toBe('Done');
    expect(await readFile(join(code.folder, '.nimbus/templates/terraform/ci/workflow.yaml.hbs'), 'utf8')).toBe('token: $\\{{ secrets.TOKEN }}\n');

    await workbench.runCommand('Nimbus: Show Templates…');
    await workbench.quickPick('ci/workflow.yaml.hbs').waitFor();
    await workbench.quickPick('environments/dev/main.tf').waitFor();
    await code.screenshot('template-list');
    await workbench.page.keyboard.press('Escape');
  });
});
