import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** In the environment of what is started here, and of all it starts: so what went away into a session of its own is found, too. */
export const markName = 'NIMBUS_STARTED_BY';

/** A process, by its number and when it began, so that another which got the number later is not taken for it. */
export interface Process {
  readonly pid: number;
  readonly born: string;
}

interface Looked extends Process {
  readonly parent: number;
  readonly group: number;
}

/**
 * All that lives of what a program started, itself included: its group, its descendants, what bears its mark though its parents are gone,
 * and what is left of `known`, which were seen before. Nothing where the system does not tell (anywhere but on Linux, or without /proc).
 */
export async function familyOf(pid: number, mark: string, known: readonly Process[] = []): Promise<readonly Process[]> {
  if (process.platform !== 'linux') return [];
  // Where it is hidden from us there is nothing to be told.
  const names = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(names.map(look))).filter((one) => one !== undefined);
  const wanted = Buffer.from(`${markName}=${mark}`);
  const family = new Map<number, Process>();
  const add = (one: Looked): void => {
    if (family.has(one.pid)) return;
    family.set(one.pid, one);
    for (const child of all) if (child.parent === one.pid) add(child);
  };
  for (const one of all) if (one.group === pid || known.some((before) => before.pid === one.pid && before.born === one.born)) add(one);
  await Promise.all(
    all.map(async (one) => {
      if (family.has(one.pid)) return;
      // Of another user, or gone.
      const environment = await readFile(`/proc/${one.pid}/environ`).catch(() => undefined);
      if (environment?.includes(wanted) === true) add(one);
    }),
  );
  return [...family.values()];
}

/** Ends them, and what they start meanwhile, and waits until they are gone, or `waitMs` are over. */
export async function endFamily(pid: number, mark: string, known: readonly Process[], waitMs: number): Promise<void> {
  const beyondUs = new Set<number>();
  for (let waitedMs = 0; waitedMs < waitMs; waitedMs += 10) {
    const left = (await familyOf(pid, mark, known)).filter((one) => !beyondUs.has(one.pid));
    if (left.length === 0) return;
    for (const one of left) if (tell(one.pid, 'SIGKILL') === 'not ours') beyondUs.add(one.pid);
    await delay(10);
  }
}

/** Sends a signal, to a group where the number is negative. `not ours`: it went over to another user, and only that one may end it. */
export function tell(pid: number, signal: NodeJS.Signals): 'told' | 'gone' | 'not ours' {
  try {
    process.kill(pid, signal);
    return 'told';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH') return 'gone';
    if (code === 'EPERM') return 'not ours';
    throw error;
  }
}

/** `undefined`: gone, or only waiting to be cleared away. */
async function look(name: string): Promise<Looked | undefined> {
  const text = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined);
  // Fields 3 to 5 and 22, after the name in brackets, which may hold anything. Source: proc(5).
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return { pid: Number(name), parent: Number(fields[1]), group: Number(fields[2]), born: fields[19] ?? '' };
}
