import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { expand, openTree, pressLens } from './kubernetes.ts';
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

  // A repository whose own configuration names programs that git starts when it only looks, and Terraform of the folder's own.
  const toldByGit = join(programs, 'told-by-git');
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: workspaceFolder, env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' } });
  git('init', '--quiet', '--initial-branch=main');
  git('add', 'README.md');
  await writeFile(join(programs, 'filter'), `#!/usr/bin/env bash\necho cleaned >> '${toldByGit}'\ncat\n`);
  await chmod(join(programs, 'filter'), 0o755);
  git('config', 'filter.tell.clean', join(programs, 'filter'));
  await writeFile(join(workspaceFolder, '.gitattributes'), 'README.md filter=tell\n');
  await writeFile(join(workspaceFolder, 'README.md'), '# Mill\n');
  await mkdir(join(workspaceFolder, 'live'));
  await writeFile(join(workspaceFolder, 'live', 'main.tf'), 'terraform {\n}\n');
  const startedByGit = (): Promise<string> => readFile(toldByGit, 'utf8').catch(() => 'nothing');

  await inVsCode('untrusted', { workspaceFolder, vsix: inject('vsix'), trust: 'ask' }, async (code) => {
    const { workbench } = code;
    const before = await contents(code.folder);

    // What the tree and the lenses would ask is refused, line by line, before any program is started.
    await openTree(code);
    const line = (name: RegExp) => workbench.treeItem(name).first();
    for (const [n, root] of [/^live/, /^Git\b/].entries()) {
      await expand(line(root));
      await expect.poll(() => workbench.treeItem(/not trusted/).count(), { timeout: longMs }).toBe(n + 1);
    }
    for (const tool of ['terraform.stateList', 'git.status']) {
      await line(new RegExp(`not trusted and ${tool}`)).click();
      const told = workbench.notification(new RegExp(`${tool}.*Trust the folder if you know where it comes from`));
      await told.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor({ timeout: longMs });
    }
    await code.screenshot('untrusted-tree');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.openFile('live/main.tf');
    await pressLens(code, 'Plan');
    const asked = await workbench.webview('Plan and Run');
    expect(await ended(asked)).toBe('Not run');
    await asked
      .getByText(/the folder is not trusted/)
      .first()
      .waitFor();
    await workbench.closeTab(/^Terraform plan of live/);
    expect([await started(), await startedByGit()], 'the tree and the lenses start nothing').toEqual(['nothing', 'nothing']);
    expect(await contents(code.folder)).toEqual(before);
    await workbench.openView('Explorer');

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
    await workbench.openView('Nimbus');
    await line(/^README\.md/).waitFor({ timeout: longMs });
    expect(await startedByGit()).toContain('cleaned');
  });
});
