import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { approve, ended, makePlan, nameProject, onlyNetworkAndBucket, openQuestionnaire, removing, waitingPlan, writing } from './nimbus.ts';
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
    const questions = await openQuestionnaire(code, 'infra');
    await nameProject(questions, 'shop');
    await onlyNetworkAndBucket(questions);
    await makePlan(code, questions);

    // A closed tab is no answer: the plan goes on waiting, and says so.
    await workbench.closeTab(/^Plan/);
    await code.screenshot('waiting-notification');
    await workbench.notificationAction(/waits for your approval\. Nothing is written until then\./, 'Show Plan');
    const plan = await waitingPlan(code, writing);
    expect(await contents(code.folder)).toEqual(before);

    // It ends while another editor is in front.
    await approve(plan, writing);
    await plan.getByText('running').first().waitFor();
    await workbench.openFile('README.md');
    await writeFile(join(programs, 'go'), '');
    await workbench.notification(/failed after/).waitFor({ timeout: longMs });
    await code.screenshot('ended-notification');
    await workbench.notificationAction(/failed after/, 'Roll Back');
    const back = await waitingPlan(code, removing);
    await approve(back, removing);
    expect(await ended(back)).toBe('Done');
    expect(await contents(code.folder)).toEqual(before);

    // The tree knows both runs, and that the first was taken back.
    await workbench.openView('Nimbus');
    await workbench
      .treeItem(/Roll back: /)
      .first()
      .waitFor();
    await workbench
      .treeItem(/rolled back/)
      .first()
      .waitFor();
    await code.screenshot('history-rolled-back');
  });
});
