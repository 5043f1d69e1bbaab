import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { inVsCode } from './harness/start.ts';
import { everyTheme } from './harness/theme.ts';
import { approve, ended, waitingPlan } from './nimbus.ts';
import { plantWorkspace } from './workspace.ts';

/** Made by Terraform itself: it needs no provider and no account. */
const config = `resource "terraform_data" "shop" {
  input = "hello"
}
`;

test('plain words → Terraform planned, approved by what it would do, applied, seen in the tree, taken back', async () => {
  const workspaceFolder = await plantWorkspace();
  onTestFinished(() => rm(workspaceFolder, { recursive: true, force: true }));
  await writeFile(join(workspaceFolder, 'infra', 'main.tf'), config);

  await inVsCode('infrastructure', { workspaceFolder, vsix: inject('vsix') }, async (code) => {
    const { workbench } = code;
    await workbench.openView('Nimbus');
    const state = async (): Promise<string[]> => {
      const text = await readFile(join(code.folder, 'infra', 'terraform.tfstate'), 'utf8').catch(() => '{}');
      return ((JSON.parse(text) as { resources?: { name: string }[] }).resources ?? []).map((resource) => resource.name);
    };

    // What is selected in the tree is what “this” means. What lacks something is asked again, with the words still there.
    await workbench.treeItem(/^infra/).click();
    await workbench.treeItem('Nothing was applied here yet').waitFor();
    await workbench.runCommand('Nimbus: Plan in Plain Words…');
    await workbench.page.locator('.quick-input-message', { hasText: '“It” is infra.' }).waitFor();
    await workbench.answer('frobnicate the flux');
    await code.screenshot('plain-words-asks');
    await workbench.answer('apply this');

    // The plan ran; what it would do is asked about now, and only now.
    const plan = await waitingPlan(code, /^Apply to infra/);
    await plan.locator('.impact', { hasText: 'terraform_data.shop' }).waitFor();
    expect(await state()).toEqual([]);
    for (const theme of everyTheme.toReversed()) {
      await code.useTheme(theme);
      await code.screenshot(`apply-${theme.replaceAll(' ', '-')}`);
    }
    await approve(plan, /^Apply to infra/);
    expect(await ended(plan)).toBe('Done');
    expect(await state()).toEqual(['shop']);

    // The tree shows it.
    await workbench.runCommand('Nimbus: Refresh Infrastructure');
    await workbench.treeItem('terraform_data.shop').waitFor();
    await code.screenshot('infrastructure-tree');

    const result = await workbench.webview('Plan and Run');
    await result.getByRole('button', { name: 'Roll back' }).click();
    const undo = await waitingPlan(code, /^Bring back infra/);
    const typed = undo.getByRole('textbox');
    await typed.fill('terraform_data.shop');
    await approve(undo, /^Bring back infra/);
    expect(await ended(undo)).toBe('Done');
    expect(await state()).toEqual([]);
  });
});
