import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect, inject, onTestFinished, test } from 'vitest';
import { did, longMs } from './harness/patience.ts';
import { inVsCode, type VsCode } from './harness/start.ts';
import { questionnaire } from './nimbus.ts';

const uses = (module: string): string => `module "net" {\n  source = "${module}"\n}\n`;

const planted: Readonly<Record<string, string>> = {
  'several.code-workspace': JSON.stringify({ folders: [{ path: 'shop' }, { path: 'notes' }] }),
  'notes/today.md': '# Today\n',
  'shop/live/main.tf': uses('../stack/net'),
  'shop/stack/net/main.tf': 'resource "terraform_data" "net" {}\n',
};

async function plant(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-workspace-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(planted)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/**
 * The same window with something else open: nothing, a folder, or a workspace of several; resolves when Nimbus's side bar
 * shows what is given. A server that is busy now and then gives VS Code a workspace file without its folders: opened
 * again, they are there.
 */
async function turnTo({ workbench }: VsCode, query: string, shows: Locator): Promise<void> {
  const { page } = workbench;
  const address = new URL(`?${query}`, page.url()).href;
  for (let patienceMs = longMs / 3; ; patienceMs = longMs) {
    await page.goto(address);
    await page.locator('.statusbar-item').first().waitFor({ timeout: longMs });
    await workbench.openView('Nimbus');
    const shown = shows.waitFor({ timeout: patienceMs });
    if (patienceMs === longMs) return shown;
    if (await did(shown)) return;
  }
}

/** What stands above a root module. */
const offered: ReadonlySet<string> = new Set(['Validate', 'Plan', 'Apply…']);

/** What a view that lists nothing says instead, with its buttons. */
const emptyView = ({ workbench }: VsCode, says: string) => workbench.page.locator('.sidebar .welcome-view-content').filter({ hasText: says }).first();

test('nothing open, several folders, no Terraform on this machine: what there is is said, with what to do next', async () => {
  const workspaceFolder = await plant();
  // A name that is on no PATH, as VS Code gives its extensions that of a login shell.
  const settings = { 'nimbus.terraform.path': 'terraform-of-another-machine' };
  // Whoever runs this may have accounts and clusters.
  const env = { AWS_PROFILE: '', AWS_ACCESS_KEY_ID: '', AWS_WEB_IDENTITY_TOKEN_FILE: '', KUBECONFIG: '' };

  await inVsCode('surroundings', { workspaceFolder, vsix: inject('vsix'), settings, env }, async (code) => {
    const { workbench } = code;
    const { page } = workbench;

    await turnTo(code, 'ew=true', emptyView(code, 'Nimbus writes into a folder'));
    for (const says of ['Nimbus writes into a folder', 'What there is around a folder', 'Best practices are looked for in a folder'])
      await emptyView(code, says).getByRole('button', { name: 'Open Folder' }).waitFor({ timeout: longMs });
    await code.screenshot('nothing-open');
    await workbench.runCommand('Nimbus: Plan in Plain Words…');
    await workbench.notification('No folder is open in this window').getByRole('button', { name: 'Open Folder…' }).waitFor({ timeout: longMs });

    const nothingYet = emptyView(code, 'There is none of them yet').getByRole('button', { name: 'Generate Terraform…' });
    await turnTo(code, `folder=${encodeURIComponent(join(code.folder, 'notes'))}`, nothingYet);
    await emptyView(code, 'There are no findings').waitFor({ timeout: longMs });
    // Begun without a folder, it proposes one.
    await nothingYet.click();
    await workbench.quickPick('will be made').waitFor({ timeout: longMs });
    await workbench.pick('infra/');
    await questionnaire(workbench);
    await workbench.closeTab(/^Generate Terraform/);

    const nothingHere = workbench.treeItem('No Terraform, cluster, account or repository here');
    await turnTo(code, `workspace=${encodeURIComponent(join(code.folder, 'several.code-workspace'))}`, nothingHere);
    // A module that another folder uses is no root.
    const root = workbench.treeItem(/^live/);
    await root.waitFor({ timeout: longMs });
    await expect.poll(() => workbench.treeItem(/stack/).count()).toBe(0);
    await root.click();
    await workbench.treeItem(/was not found on this machine/).click({ timeout: longMs });
    await workbench.notification(/Install Terraform 1\.\d+ or newer/).waitFor({ timeout: longMs });
    await code.screenshot('several-folders');
    for (const [file, offers] of [
      ['live/main.tf', ['Validate', 'Plan', 'Apply…']],
      ['net/main.tf', ['Validate']],
    ] as const) {
      await workbench.openFile(file);
      await expect.poll(async () => (await page.locator('.codelens-decoration:visible a').allInnerTexts()).filter((text) => offered.has(text))).toEqual(offers);
    }

    // Of several folders, which one is asked.
    await workbench.runCommand('Nimbus: Plan in Plain Words…');
    await workbench.pick('shop/');
    await workbench.answer('validate the terraform in live');
    const run = await workbench.webview('Plan and Run');
    await run.getByRole('heading', { name: /failed after/, level: 2 }).waitFor({ timeout: longMs });
    await run
      .getByText(/Install Terraform 1\.\d+ or newer/)
      .first()
      .waitFor({ timeout: longMs });
    await run.getByRole('button', { name: 'Try again' }).waitFor({ timeout: longMs });
    await code.screenshot('no-terraform');

    // Begun at a folder, it is about that one. What is asked is answered by itself; who goes back finds the request still there.
    await workbench.openView('Explorer');
    await workbench.chooseOn(workbench.explorerItem('stack'), 'Plan in Plain Words…', workbench.question);
    await workbench.answer('terraform destroy');
    const asked = page.locator('.quick-input-title').getByText('Destroy everything that stack manages?');
    await asked.waitFor({ timeout: longMs });
    await code.screenshot('plain-words-sure');
    await workbench.pick('Say It Differently…');
    await expect.poll(() => workbench.question.inputValue(), { timeout: longMs }).toBe('terraform destroy');
    await page.keyboard.press('Enter');
    await asked.waitFor({ timeout: longMs });
    await workbench.pick('Yes');
    await workbench.tab(/^terraform destroy/).waitFor({ timeout: longMs });
    await expect.poll(() => page.locator('.notifications-toasts .notification-list-item').filter({ hasText: /broke/ }).count()).toBe(0);
  });
});
