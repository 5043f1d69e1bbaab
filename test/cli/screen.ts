import { vi } from 'vitest';
import { Screen } from '../../src/cli/screen.ts';
import { FailureError } from '../../src/domain/failure/failure.ts';

export interface Printed {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

/** A command in this process: what it prints, and its exit code. */
export async function printed(folder: string, work: (screen: Screen) => Promise<number>, { json = false } = {}): Promise<Printed> {
  const screen = new Screen({ cwd: folder, json, events: false, verbose: false, color: false });
  const said = { out: '', err: '' };
  const keep = (where: 'out' | 'err') => (text: unknown) => {
    said[where] += String(text);
    return true;
  };
  const spies = [vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')), vi.spyOn(process.stderr, 'write').mockImplementation(keep('err'))];
  try {
    const code = await work(screen).catch((error: unknown) => {
      if (error instanceof FailureError) return screen.fail(error.failure);
      throw error;
    });
    return { ...said, code };
  } finally {
    for (const spy of spies) spy.mockRestore();
    screen.dispose();
  }
}
