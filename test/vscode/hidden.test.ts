import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { expand } from './kubernetes.ts';
import {
  approve,
  ended,
  goTo,
  makePlan,
  nameProject,
  onlyNetworkAndBucket,
  openQuestionnaire,
  questionnaire,
  removing,
  waitingPlan,
  writing,
} from './nimbus.ts';
import { contents, plantWorkspace } from './workspace.ts';

/** A Terraform that goes on only once there is a file beside it: the run lasts as long as the test wants it to. */
const patient = `#!/usr/bin/env bash
if [ "$1" = version ]; then
  echo '{"terraform_version": "1.12.0"}'
  exit 0
fi
until [ -e "$(dirname "$0")/go" ]; do sleep 0.05; done
exit 1
`;

test('what happens while nobody looks is told, with what can be done about it', async () => {
  const workspaceFolder = await plantWorkspace();
  const programs = await mkdtemp(join(tmpdir(), 'nimbus-programs-'));
  onTestFinished(async () => {
    for (const folder of [workspaceFolder, programs]) await rm(folder, { recursive: true, force: true });
  });
  await writeFile(join(programs, 'terraform'), patient);
  await chmod(join(programs, 'terraform'), 0o755);

  await inVsCode('hidden', { workspaceFolder, vsix: inject('vsix'), settings: { 'nimbus.terraform.path': join(programs, 'terraform') } }, async (code) => {
    const { workbench } = code;
    const before = await contents(code.folder);
    /** Of a run in the tree. */
    const line = (state: string) => workbench.treeItem(new RegExp(`^Terraform in infra, ${state}`)).first();
    const questions = await openQuestionnaire(code, 'infra');
    await nameProject(questions, 'shop');
    await onlyNetworkAndBucket(questions);
    const first = await makePlan(code, questions);

    // Back to the answers: they are as they were, and the plan that waited is given up.
    await first.getByRole('button', { name: 'Change answers' }).click();
    const changed = await questionnaire(workbench);
    await goTo(changed, 'Project');
    await expect.poll(() => changed.getByRole('textbox', { name: /^Name/ }).inputValue()).toBe('shop');
    await expect.poll(() => changed.getByRole('checkbox', { name: 'Cluster (EKS)' }).isChecked()).toBe(false);
    await workbench.tab(/^Plan/).waitFor({ state: 'detached', timeout: longMs });
    await workbench.openView('Nimbus');
    await line('cancelled').waitFor({ timeout: longMs });
    expect(await contents(code.folder)).toEqual(before);
    await makePlan(code, changed);

    // A closed tab is no answer: the plan goes on waiting, and says so.
    await workbench.closeTab(/^Plan/);
    await code.screenshot('waiting-notification');
    await workbench.notificationAction(/waits for your approval\. Nothing is written until then\./, 'Show Plan');
    const plan = await waitingPlan(code, writing);
    expect(await contents(code.folder)).toEqual(before);

    // Closed in the middle, it goes on; its line in the tree opens it again.
    await approve(plan, writing);
    await plan.getByText('running').first().waitFor();
    await workbench.closeTab(/^Run/);
    await workbench.clickUntil(line('running'), workbench.tab(/^Run/));
    await (await workbench.webview('Plan and Run')).getByText('running').first().waitFor({ timeout: longMs });
    await workbench.closeTab(/^Run/);

    // It ends while another editor is in front.
    await workbench.openFile('README.md');
    await writeFile(join(programs, 'go'), '');
    const told = workbench.notification(/failed after/);
    await told.getByRole('button', { name: 'Roll Back' }).waitFor({ timeout: longMs });
    await code.screenshot('ended-notification');
    await workbench.notificationAction(/failed after/, 'Show');
    await (await workbench.webview('Plan and Run')).getByRole('heading', { name: /failed after/, level: 2 }).waitFor({ timeout: longMs });
    await told.waitFor({ state: 'detached', timeout: longMs });

    // What it wrote stands below it, beside what is on disk now: one that was changed since is compared.
    const ignores = join(code.folder, 'infra', '.gitignore');
    const written = await readFile(ignores, 'utf8');
    await writeFile(ignores, `${written}# Mine, since then.\n`);
    const files = workbench.treeItem(/^\d+ files/).first();

    await expand(line('failed'));
    // A screen reader hears of a step what the line says, not what the pointer would show.
    await workbench.treeItem(/^Wrote 18 files in infra\//).waitFor({ timeout: longMs });
    const file = workbench.treeItem(/^\.gitignore, infra · changed since/).first();
    await expand(files);
    await workbench.clickUntil(file, workbench.tab(/^\.gitignore \(as the run left it/));
    await workbench.page.locator('.editor.modified').getByText('# Mine, since then.').waitFor({ timeout: longMs });
    await code.screenshot('files-of-a-run');
    await workbench.closeTab(/^\.gitignore/);
    await writeFile(ignores, written);

    await line('failed').hover();
    await line('failed').getByRole('button', { name: 'Roll Back Run…' }).click({ timeout: longMs });
    const back = await waitingPlan(code, removing);
    await approve(back, removing);
    expect(await ended(back)).toBe('Done');
    expect(await contents(code.folder)).toEqual(before);

    // The tree knows them all, and which was taken back.
    await workbench
      .treeItem(/Roll back: /)
      .first()
      .waitFor();
    await line('rolled back').waitFor();
    await code.screenshot('history-rolled-back');
  });
});
