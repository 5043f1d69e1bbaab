import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { inVsCode } from './harness/start.ts';
import { approve, ended, goTo, nameProject, onlyNetworkAndBucket, openQuestionnaire, waitingPlan, writing } from './nimbus.ts';
import { contents, plantWorkspace } from './workspace.ts';

/** A program of the folder's own that the folder's own settings name: it tells on whoever starts it. */
const telltale = (told: string): string => `#!/usr/bin/env bash
echo "$*" >> '${told}'
if [ "$1" = version ]; then echo '{"terraform_version": "1.12.0"}'; fi
exit 1
`;

test('a folder nobody trusts is looked at and planned for, and nothing else, until it is trusted', async () => {
  const workspaceFolder = await plantWorkspace();
  const programs = await mkdtemp(join(tmpdir(), 'nimbus-programs-'));
  onTestFinished(async () => {
    for (const folder of [workspaceFolder, programs]) await rm(folder, { recursive: true, force: true });
  });
  const told = join(programs, 'told');
  const started = (): Promise<string> => readFile(told, 'utf8').catch(() => 'nothing');
  await writeFile(join(programs, 'terraform'), telltale(told));
  await chmod(join(programs, 'terraform'), 0o755);
  await mkdir(join(workspaceFolder, '.vscode'));
  await writeFile(join(workspaceFolder, '.vscode', 'settings.json'), JSON.stringify({ 'nimbus.terraform.path': join(programs, 'terraform') }));

  await inVsCode('untrusted', { workspaceFolder, vsix: inject('vsix'), trust: 'ask' }, async (code) => {
    const { workbench } = code;
    const before = await contents(code.folder);

    const questions = await openQuestionnaire(code, 'infra');
    await nameProject(questions, 'shop');
    await onlyNetworkAndBucket(questions);
    await goTo(questions, 'Network');
    await questions.getByText(/^Saved/).waitFor();
    await goTo(questions, 'Review');
    await questions.getByRole('button', { name: 'Make the plan' }).click();

    const plan = await workbench.webview('Plan and Run');
    expect(await ended(plan)).toBe('Not run');
    await plan
      .getByText(/the folder is not trusted/)
      .first()
      .waitFor();
    await plan
      .getByRole('button', { name: /main\.tf: new, \d+ lines added/ })
      .first()
      .click();
    await expect.poll(async () => (await workbench.diffEditor()).textContent()).toMatch(/resource|module|terraform/);
    await code.screenshot('untrusted-diff');
    expect(await contents(code.folder), 'nothing is written').toEqual(before);
    expect(await started(), 'no program is started').toBe('nothing');

    await workbench.tab(/^Plan/).click();
    const refused = await workbench.webview('Plan and Run');
    await code.screenshot('untrusted-plan');
    await refused.getByRole('button', { name: 'Manage Workspace Trust' }).click();
    await workbench.trust();
    await workbench.tab(/^Plan/).click();
    const again = await waitingPlan(code, writing);
    expect(await contents(code.folder), 'trust alone writes nothing').toEqual(before);
    await code.screenshot('trusted-plan');

    await approve(again, writing);
    await again.getByRole('heading', { name: /failed after/, level: 2 }).waitFor();
    expect(await contents(code.folder)).toEqual(expect.arrayContaining([expect.stringMatching(/^infra\/.*main\.tf /), ...before]));
    // What the folder says counts from here on: without this the silence above would prove nothing.
    expect(await started()).toContain('version');
  });
});
