import { rm } from 'node:fs/promises';
import { expect, inject, onTestFinished, test } from 'vitest';
import { inVsCode } from './harness/start.ts';
import { goTo, makePlan, nameProject, onlyNetworkAndBucket, openQuestionnaire, questionnaire, waitingPlan, writing } from './nimbus.ts';
import { plantWorkspace } from './workspace.ts';

test('answers outlive a reload of the window, a closed panel, and so does a plan that waits', async () => {
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));

  await inVsCode('reload', { workspaceFolder, vsix: inject('vsix') }, async (code) => {
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

    await makePlan(code, reopened);
    await workbench.keeps(/nimbus\.run.*subject/s);
    await workbench.reload();
    await waitingPlan(code, writing);
  });
});
