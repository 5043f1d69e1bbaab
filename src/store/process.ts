import { readFileSync } from 'node:fs';

/**
 * When a process was started, in the system's own words, so that a number the system gave to another process later is
 * not taken for the first one. Empty where the system does not say (then the number alone decides).
 */
export function bornOf(pid: number): string {
  try {
    // Field 22, after the name in brackets, which may hold spaces.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

export const self = { pid: process.pid, born: bornOf(process.pid) };

/** Whether the process that held something still lives. */
export function isAlive(pid: number, born: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return born === '' || bornOf(pid) === born;
}
