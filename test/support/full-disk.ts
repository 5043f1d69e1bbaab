import { type FileHandle, open } from 'node:fs/promises';
import { onTestFinished, vi } from 'vitest';

export interface Full {
  readonly code?: 'ENOSPC' | 'EDQUOT';
  /** What of a file handle finds no room; default: all that writes. `sync`: what is written is told to have none when it is forced to disk. */
  readonly methods?: readonly ('write' | 'writeFile' | 'appendFile' | 'sync')[];
  /** There is room again right after the first error. */
  readonly passes?: boolean;
}

/**
 * From now until the test ends, or `empty` is called, what this process writes through a file handle finds room for so many bytes in
 * all: what fits is written, then the system's own error comes.
 */
export async function diskWithRoom(
  bytes: number,
  { code = 'ENOSPC', methods = ['write', 'writeFile', 'appendFile'], passes = false }: Full = {},
): Promise<{ empty(): void }> {
  const some = await open(import.meta.filename, 'r');
  const handles = Object.getPrototypeOf(some) as FileHandle;
  await some.close();
  let left = bytes;
  const full = (syscall: string) => {
    if (passes) left = Number.POSITIVE_INFINITY;
    return Object.assign(new Error(`${code}: no space left on device, ${syscall}`), { code, syscall });
  };
  const spies = methods.map((method) => {
    const real = handles[method] as (...given: unknown[]) => Promise<unknown>;
    return vi.spyOn(handles, method).mockImplementation(async function (this: FileHandle, ...given: unknown[]) {
      if (method === 'sync') throw full('fsync');
      const [content, offset = 0, length, position] = given as [string | Uint8Array, number?, number?, number?];
      const all = Buffer.from(content as Uint8Array);
      const wanted = method === 'write' ? all.subarray(offset, length === undefined ? undefined : offset + length) : all;
      if (wanted.length > 0 && left === 0) throw full('write');
      const fits = wanted.subarray(0, Math.min(left, wanted.length));
      left -= fits.length;
      const done = method === 'write' ? await real.call(this, fits, 0, fits.length, position) : await real.call(this, fits);
      // A single write says how much of it was written; the others write all or throw.
      if (method !== 'write' && fits.length < wanted.length) throw full('write');
      return done as never;
    });
  });
  const empty = () => {
    for (const spy of spies) spy.mockRestore();
  };
  onTestFinished(empty);
  return { empty };
}
