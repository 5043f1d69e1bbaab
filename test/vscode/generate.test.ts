import { rm } from 'node:fs/promises';
import { expect, inject, onTestFinished, test } from 'vitest';
import { findTerraform } from '../support/terraform.ts';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { approve, ended, makePlan, nameProject, onlyNetworkAndBucket, openQuestionnaire, removing, waitingPlan, writing } from './nimbus.ts';
import { contents, plantWorkspace } from './workspace.ts';

test('right-click to reviewed, validated Terraform, and back to what was there', async ({ skip }) => {
  const terraform = await findTerraform();
  if ('missing' in terraform) return skip(terraform.missing);
  await using _ends = terraform;
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));

  await inVsCode('generate', { workspaceFolder, vsix: inject('vsix'), env: { ...terraform.env } }, async (code) => {
    const { workbench, folder } = code;
    const before = await contents(folder);

    const questions = await openQuestionnaire(code, 'infra');
    await nameProject(questions, 'shop');
    await code.screenshot('questionnaire');
    await onlyNetworkAndBucket(questions);
    const plan = await makePlan(code, questions);
    expect(await contents(folder), 'a plan writes nothing').toEqual(before);
    await code.screenshot('plan');

    await plan
      .getByRole('button', { name: /main\.tf: new, \d+ lines added, 0 removed\. Open the diff/ })
      .first()
      .click();
    const diff = await workbench.diffEditor();
    await expect.poll(() => diff.textContent()).toMatch(/resource|module|terraform/);
    await code.screenshot('diff');
    expect(await contents(folder), 'looking writes nothing').toEqual(before);

    await workbench.tab(/^Plan/).click();
    const run = await waitingPlan(code, writing);
    await approve(run, writing);
    expect(await ended(run)).toBe('Done');
    await code.screenshot('result');
    await run.getByText(/^Valid, says Terraform/).waitFor();

    const written = await contents(folder);
    expect(written).toEqual(expect.arrayContaining([...before]));
    expect(written.filter((line) => /\.tf /.test(line)).length).toBeGreaterThan(3);

    await run.getByRole('button', { name: 'Open README' }).click();
    await workbench.webviewSaying('terraform init');
    await code.screenshot('result-readme');

    // What applying it would do is one click away; whether an account can be reached from here is not what this is about.
    await workbench.tab(/^Run/).click();
    await (await workbench.webview('Plan and Run')).getByRole('button', { name: 'Plan…' }).click();
    const asked = await workbench.webviewSaying('Terraform plan of infra');
    const cancel = asked.getByRole('button', { name: 'Cancel' });
    const end = asked.getByRole('heading', { level: 2 });
    await cancel.or(end).first().waitFor({ timeout: longMs });
    await cancel.click({ timeout: 10_000 }).catch(() => undefined);
    await ended(asked);
    await code.screenshot('result-plan');

    await workbench.tab(/^Run/).click();
    await (await workbench.webview('Plan and Run')).getByRole('button', { name: 'Roll back' }).click();
    const back = await waitingPlan(code, removing);
    await approve(back, removing);
    expect(await ended(back)).toBe('Done');
    await expect.poll(() => contents(folder), { message: 'byte for byte as it was' }).toEqual(before);
  });
});
