import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { chooseFile, goTo, makePlan, nameProject, onlyNetworkAndBucket, openQuestionnaire, questionnaire, waitingPlan, writing } from './nimbus.ts';
import { plantWorkspace } from './workspace.ts';

test('answers outlive a reload of the window, a closed panel, and so does a plan that waits', async () => {
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));

  // File dialogs are then VS Code's own, which can be typed into.
  const settings = { 'files.simpleDialog.enable': true };
  await inVsCode('reload', { workspaceFolder, vsix: inject('vsix'), settings }, async (code) => {
    const { workbench } = code;
    const questions = await openQuestionnaire(code, 'infra');
    await nameProject(questions, 'shop-after-reload');
    await onlyNetworkAndBucket(questions);
    await goTo(questions, 'Network');
    const cidr = questions.getByRole('textbox', { name: /^Addresses/ });
    await cidr.fill('10.77.0.0/16');
    await questions.getByText(/^Saved/).waitFor();

    await workbench.keeps(/nimbus\.questionnaire.*\bat\W+network\b/s);
    await workbench.reload();
    const again = await questionnaire(workbench);
    await expect.poll(() => again.getByRole('heading', { level: 2 }).first().textContent(), { message: 'the page it was on' }).toBe('Network');
    await expect.poll(() => again.getByRole('textbox', { name: /^Addresses/ }).inputValue()).toBe('10.77.0.0/16');
    await goTo(again, 'Project');
    await expect.poll(() => again.getByRole('textbox', { name: /^Name/ }).inputValue()).toBe('shop-after-reload');
    await expect.poll(() => again.getByRole('checkbox', { name: 'Cluster (EKS)' }).isChecked()).toBe(false);

    await workbench.closeTab(/^Generate Terraform/);
    const reopened = await openQuestionnaire(code, 'infra');
    await goTo(reopened, 'Project');
    await expect.poll(() => reopened.getByRole('textbox', { name: /^Name/ }).inputValue()).toBe('shop-after-reload');

    // Given to a file, set back, and taken from it again; a file that does not fit changes nothing.
    const name = reopened.getByRole('textbox', { name: /^Name/ });
    const press = (button: string) => reopened.getByRole('button', { name: button }).click();
    await press('Export… answers to a file');
    await expect.poll(() => workbench.question.inputValue(), { timeout: longMs }).toMatch(/terraform\.answers\.yaml$/);
    await workbench.answer(join(code.folder, 'answers.yaml'));
    await reopened.getByText('Wrote answers.yaml.').waitFor({ timeout: longMs });
    await press('Start over with the defaults');
    await workbench.dialogAction('Set Back');
    await expect.poll(() => name.inputValue()).not.toBe('shop-after-reload');
    await nameProject(reopened, 'mill');
    await press('Import… answers from a file');
    await chooseFile(code, 'answers.yaml');
    await workbench.dialogAction('Replace');
    await reopened.getByText(/^Imported \d+ answers\.$/).waitFor({ timeout: longMs });
    await expect.poll(() => name.inputValue()).toBe('shop-after-reload');
    await expect.poll(() => reopened.getByRole('checkbox', { name: 'Cluster (EKS)' }).isChecked()).toBe(false);
    const misspelt = { nimbus: 1, generator: 'terraform', answers: { 'project.name': 'mill', 'project.nmae': 'mill' } };
    await writeFile(join(code.folder, 'misspelt.json'), JSON.stringify(misspelt));
    await press('Import… answers from a file');
    await chooseFile(code, 'misspelt.json');
    await reopened.getByText(/^Not imported, nothing was changed\..*project\.nmae/).waitFor({ timeout: longMs });
    await expect.poll(() => name.inputValue()).toBe('shop-after-reload');
    await code.screenshot('import-refused');

    await makePlan(code, reopened);
    await workbench.keeps(/nimbus\.run.*subject/s);
    await workbench.reload();
    await waitingPlan(code, writing);
  });
});
