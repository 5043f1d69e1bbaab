import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Frame } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { renderTerraform } from '../../src/generators/terraform/render.ts';
import { startMoto } from '../support/moto.ts';
import { findTerraform, textOf } from '../support/terraform.ts';
import { stagingAnswers } from '../support/terraform-answers.ts';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { expand, openTree } from './kubernetes.ts';
import { approve, ended, goTo, makePlan, nameProject, onlyNetworkAndBucket, openQuestionnaire, removing, waitingPlan, writing } from './nimbus.ts';
import { contents, plantWorkspace } from './workspace.ts';

/** Terraform asks a provider for every plan, and a plan is made before and after each apply. */
const cloudMs = 300_000;

/** Types each name that a plan asks for. */
async function typeNames(plan: Frame): Promise<void> {
  for (const field of await plan.locator('.typed .field').all()) await field.getByRole('textbox').fill((await field.locator('code').textContent()) ?? '');
}

test('right-click to reviewed, validated Terraform, and back to what was there; once more, and applied, and destroyed', { timeout: 4 * cloudMs }, async ({
  skip,
}) => {
  const terraform = await findTerraform();
  if ('missing' in terraform) return skip(terraform.missing);
  await using _ends = terraform;
  await using moto = await startMoto();
  // One that stays: each start of it takes longer than all it does here. The sample has all that is answered here, and more.
  await using provider = await terraform.startProvider(moto.env, textOf(renderTerraform(stagingAnswers())));
  /** Of the account, but for the one that is there from the start. */
  const networks = async (): Promise<readonly string[]> => {
    const told = await moto.call('ec2', 'eu-central-1', 'Version=2016-11-15&Action=DescribeVpcs&Filter.1.Name=is-default&Filter.1.Value.1=false');
    return [...told.matchAll(/<vpcId>[^<]*<\/vpcId>[\s\S]*?<cidrBlock>([^<]*)</g)].map(([, range = '']) => range);
  };
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));

  await inVsCode(
    'generate',
    { workspaceFolder, vsix: inject('vsix'), env: { ...terraform.env, ...moto.env, ...provider.env }, size: { width: 1280, height: 1000 } },
    async (code) => {
      const { workbench, folder } = code;
      const before = await contents(folder);

      const questions = await openQuestionnaire(code, 'infra');
      await nameProject(questions, 'shop');
      await code.screenshot('questionnaire');
      await onlyNetworkAndBucket(questions);
      const plan = await makePlan(code, questions);
      expect(await contents(folder), 'a plan writes nothing').toEqual(before);
      await plan.getByText('Once this is written, the best practices find nothing.').waitFor();
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

      await workbench.tab(/^Run/).click();
      await (await workbench.webview('Plan and Run')).getByRole('button', { name: 'Roll back' }).click();
      const back = await waitingPlan(code, removing);
      await approve(back, removing);
      expect(await ended(back)).toBe('Done');
      await expect.poll(() => contents(folder), { message: 'byte for byte as it was' }).toEqual(before);
      await workbench.runCommand('View: Close All Editors');

      // Once more, and on to the account: a network, planned, approved by what it would make, made, seen in the tree, destroyed.
      const again = await openQuestionnaire(code, 'infra');
      // It has the answers of the first time.
      await goTo(again, 'Project');
      await again.getByRole('checkbox', { name: /^Bucket/ }).uncheck();
      await makePlan(code, again);
      const writes = await waitingPlan(code, writing);
      await approve(writes, writing);
      expect(await ended(writes)).toBe('Done');
      // What applying it would do is one click away.
      await writes.getByRole('button', { name: 'Plan…' }).click();
      const planned = await workbench.webviewSaying(/Applying would create \d+, change 0 and delete 0 resources\./);
      expect(await networks()).toEqual([]);
      await code.screenshot('result-plan');
      await planned.getByRole('button', { name: 'Open plan', exact: true }).click();
      const shown = await workbench.webview('Terraform Plan');
      await shown
        .getByRole('treeitem', { name: /aws_vpc/ })
        .first()
        .waitFor({ timeout: longMs });
      await shown.getByRole('button', { name: 'Apply…', exact: true }).click();
      const apply = await workbench.webviewSaying('Exactly the plan that was looked at.');
      await apply.getByRole('button', { name: /^Apply to infra/ }).waitFor({ timeout: longMs });
      expect(await networks()).toEqual([]);
      await code.screenshot('generate-apply');
      await typeNames(apply);
      await approve(apply, /^Apply to infra/);
      expect(await ended(apply, cloudMs)).toBe('Done');
      expect(await networks()).toEqual(['10.0.0.0/16']);
      await code.screenshot('generate-applied');

      // The state, in the tree; and from there it is destroyed, with the name typed.
      await openTree(code);
      await workbench.runCommand('Nimbus: Refresh Infrastructure');
      const root = workbench.treeItem(/^infra/).first();
      await expand(root);
      await workbench
        .treeItem(/^(module\.network|aws_vpc)/)
        .first()
        .waitFor({ timeout: cloudMs });
      await code.screenshot('generate-tree');
      await workbench.chooseOn(root, 'Destroy…', workbench.tab(/^Destroy infra/));
      // So much at once is refused, and it is told what to do; that done, it goes.
      const refused = await workbench.webviewSaying(/raise limits\.deletions in your policy/);
      expect(await ended(refused, cloudMs)).toBe('Not run');
      await code.screenshot('generate-destroy-refused');
      await mkdir(join(dirname(folder), '.local', 'share', 'nimbus'), { recursive: true });
      await writeFile(join(dirname(folder), '.local', 'share', 'nimbus', 'policy.yaml'), 'nimbus: 1\nlimits: { deletions: 40 }\n');
      await refused.getByRole('button', { name: 'Plan again' }).click();
      const destroy = await workbench.webviewSaying(/to confirm$/);
      await typeNames(destroy);
      await code.screenshot('generate-destroy');
      await approve(destroy, /^Destroy /);
      expect(await ended(destroy, cloudMs)).toBe('Done');
      expect(await networks()).toEqual([]);
    },
  );
});
