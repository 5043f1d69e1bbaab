import { rm } from 'node:fs/promises';
import type { Frame } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { violations } from './harness/axe.ts';
import { inVsCode, type VsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { approve, ended, goTo, makePlan, nameProject, openQuestionnaire, writing } from './nimbus.ts';
import { plantWorkspace } from './workspace.ts';

const pages = ['Project', 'Network', 'Cluster (EKS)', 'Database (RDS)', 'Buckets (S3)', 'State', 'Files', 'Review'];

test('axe-core finds nothing in any panel, in light, dark and high contrast', async () => {
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  const found: string[] = [];

  // Without Terraform: the result then shows steps that were left out as well as done ones.
  const settings = { 'nimbus.terraform.path': '/nowhere/terraform' };
  await inVsCode('accessible', { workspaceFolder, vsix: inject('vsix'), settings }, async (code) => {
    const look = async (what: string, frame: Frame): Promise<void> => {
      found.push(...(await violations(frame)).map((line) => `${what}: ${line}`));
    };
    const inEveryTheme = (what: string, frame: Frame): Promise<void> => themed(code, what, (theme) => look(`${what}, ${theme}`, frame));

    const questions = await openQuestionnaire(code, 'infra');
    await questions.getByRole('textbox', { name: /^Name/ }).fill('Not A Name');
    await questions.getByRole('button', { name: /^Next/ }).click();
    await inEveryTheme('questionnaire with a problem', questions);
    await nameProject(questions, 'shop');
    await themed(code, 'questionnaire', async (theme) => {
      for (const page of pages) {
        await goTo(questions, page);
        await look(`questionnaire, ${page}, ${theme}`, questions);
      }
    });

    const run = await makePlan(code, questions);
    await inEveryTheme('plan', run);
    await approve(run, writing);
    await ended(run);
    await inEveryTheme('result', run);
  });
  expect(found.join('\n')).toBe('');
});

/** Leaves the window in the first theme. */
async function themed(code: VsCode, what: string, look: (theme: string) => Promise<void>): Promise<void> {
  for (const theme of everyTheme.toReversed()) {
    await code.useTheme(theme);
    await look(theme);
    await code.screenshot(`${what.replaceAll(/\W+/g, '-')}-${theme.replaceAll(' ', '-')}`);
  }
}
