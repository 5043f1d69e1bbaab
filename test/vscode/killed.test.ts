import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { approve, ended, makePlan, nameProject, onlyNetworkAndBucket, openQuestionnaire, removing, waitingPlan, writing } from './nimbus.ts';
import { contents, plantWorkspace } from './workspace.ts';

/** A Terraform that goes on only once there is a file beside it. */
const patient = `#!/usr/bin/env bash
if [ "$1" = version ]; then
  echo '{"terraform_version": "1.12.0"}'
  exit 0
fi
touch "$(dirname "$0")/waits"
until [ -e "$(dirname "$0")/go" ]; do sleep 0.05; done
exit 1
`;

test('a run whose extension host is killed is told as cut off, taken up again, and taken back', async () => {
  const workspaceFolder = await plantWorkspace();
  const programs = await mkdtemp(join(tmpdir(), 'nimbus-programs-'));
  onTestFinished(async () => {
    for (const folder of [workspaceFolder, programs]) await rm(folder, { recursive: true, force: true });
  });
  await writeFile(join(programs, 'terraform'), patient);
  await chmod(join(programs, 'terraform'), 0o755);

  await inVsCode('killed', { workspaceFolder, vsix: inject('vsix'), settings: { 'nimbus.terraform.path': join(programs, 'terraform') } }, async (code) => {
    const { workbench } = code;
    const before = await contents(code.folder);
    const questions = await openQuestionnaire(code, 'infra');
    await nameProject(questions, 'shop');
    await onlyNetworkAndBucket(questions);
    const plan = await makePlan(code, questions);
    await approve(plan, writing);
    await expect.poll(() => existsSync(join(programs, 'waits')), { timeout: longMs, message: 'the files are written, and a check waits' }).toBe(true);
    const hosts = extensionHosts(code.pid);
    expect(hosts.length).toBeGreaterThan(0);
    for (const pid of hosts) process.kill(pid, 'SIGKILL');

    await workbench.reload();
    await workbench.openView('Nimbus');
    await workbench
      .treeItem(/cut off/)
      .first()
      .waitFor({ timeout: longMs });
    await code.screenshot('history-cut-off');

    // What was written stays written; only the checks are left, and those ask nobody.
    await writeFile(join(programs, 'go'), '');
    await workbench.runCommand('Nimbus: Resume Run');
    await workbench.quickPick('Terraform in infra').click();
    const run = await workbench.webview('Plan and Run');
    await run.getByRole('heading', { name: /failed after/, level: 2 }).waitFor({ timeout: longMs });
    await run.getByRole('button', { name: 'Roll back' }).click();
    const back = await waitingPlan(code, removing);
    await approve(back, removing);
    expect(await ended(back)).toBe('Done');
    expect(await contents(code.folder)).toEqual(before);
  });
});

/** Extension hosts among the processes below one. */
function extensionHosts(root: number): readonly number[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .map((found) => ({ pid: Number(found?.[1]), parent: Number(found?.[2]), args: found?.[3] ?? '' }));
  const below = new Set([root]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
  }
  return all.filter(({ pid, args }) => below.has(pid) && args.includes('--type=extensionHost')).map(({ pid }) => pid);
}
