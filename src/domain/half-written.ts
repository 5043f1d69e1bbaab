import { posix } from 'node:path';
import type { Files } from './workplace.ts';

/** Name of the file a write goes to before it takes its place; one that is there without a living writer was cut off. */
export const halfWritten = /^\.nimbus-[0-9a-f]{12}\.tmp$/;

/** Removes what a process that was killed while it wrote left beside these files: never a person's. Nobody may be writing there. */
export async function sweepHalfWritten(paths: readonly string[], files: Files): Promise<void> {
  for (const folder of new Set(paths.map((path) => posix.dirname(path)))) {
    const listed = await files.list(folder);
    if (!listed.ok) continue;
    for (const path of listed.value) if (posix.dirname(path) === folder && halfWritten.test(posix.basename(path))) await files.remove(path);
  }
}
