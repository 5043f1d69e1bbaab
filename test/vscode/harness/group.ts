import type { ChildProcess } from 'node:child_process';

/** Ends a detached process and all it started: asks, and after five seconds insists. */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const group = -child.pid;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  process.kill(group, 'SIGTERM');
  const insist = setTimeout(() => process.kill(group, 'SIGKILL'), 5_000);
  await gone;
  clearTimeout(insist);
  try {
    // What the leader left behind in its group.
    process.kill(group, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
