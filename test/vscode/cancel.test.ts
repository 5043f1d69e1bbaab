import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { longMs } from './harness/patience.ts';
import { inVsCode } from './harness/start.ts';
import { approve, ended, makePlan, nameProject, onlyNetworkAndBucket, openQuestionnaire, removing, waitingPlan, writing } from './nimbus.ts';
import { contents, plantWorkspace } from './workspace.ts';

/**
 * A Terraform that hangs in `init` with a child of its own, as one does that waits for a registry: both write down their
 * process ids, and neither ends when asked (SIGTERM).
 */
const hanging = `#!/usr/bin/env bash
if [ "$1" = version ]; then
  echo '{"terraform_version": "1.12.0"}'
  exit 0
fi
case " $* " in *" init "*) ;; *) exit 0 ;; esac
trap '' TERM INT
bash -c 'trap "" TERM INT; while true; do sleep 1; done' &
echo "$$ $!" > "$(dirname "$0")/pids"
wait
`;

test('cancelling in the middle leaves no process and nothing half-written', async () => {
  const workspaceFolder = await plantWorkspace();
  const programs = await mkdtemp(join(tmpdir(), 'nimbus-programs-'));
  onTestFinished(async () => {
    for (const folder of [workspaceFolder, programs]) await rm(folder, { recursive: true, force: true });
  });
  await writeFile(join(programs, 'terraform'), hanging);
  await chmod(join(programs, 'terraform'), 0o755);

  await inVsCode('cancel', { workspaceFolder, vsix: inject('vsix'), settings: { 'nimbus.terraform.path': join(programs, 'terraform') } }, async (code) => {
    const before = await contents(code.folder);
    const questions = await openQuestionnaire(code, 'infra');
    await nameProject(questions, 'shop');
    await onlyNetworkAndBucket(questions);
    const run = await makePlan(code, questions);
    const planned = await run.getByRole('button', { name: writing }).textContent();
    await approve(run, writing);

    const noted = (): Promise<string> => readFile(join(programs, 'pids'), 'utf8').catch(() => '');
    await expect.poll(noted, { timeout: longMs, message: 'terraform init was started' }).toMatch(/^\d+ \d+\n$/);
    const pids = (await noted()).trim().split(' ').map(Number);
    await code.screenshot('running');
    await run.getByRole('button', { name: 'Cancel', exact: true }).click();
    expect(await ended(run)).toBe('Cancelled');
    expect(pids.filter(isAlive), 'processes left').toEqual([]);
    await code.screenshot('cancelled');

    // What was written before is whole: taking it back finds every file as it was written, and leaves what was there.
    const written = (await contents(code.folder)).filter((line) => !before.includes(line));
    expect(`Write ${written.length} files in infra/`).toBe(planned?.trim());
    await run.getByRole('button', { name: 'Roll back' }).click();
    const back = await waitingPlan(code, removing);
    await approve(back, removing);
    expect(await ended(back)).toBe('Done');
    expect(await contents(code.folder)).toEqual(before);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A zombie runs no more: it only waits for its parent to hear of it.
  const stat = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
  return !stat.includes(') Z ');
}
