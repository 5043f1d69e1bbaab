import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ok } from '../domain/failure/failure.ts';
import type { Files } from '../domain/workplace.ts';
import { foldersSkipped, workspaceFiles } from './files.ts';

/**
 * {@link workspaceFiles} for a process that lists a folder and then reads all of it, and has nothing else to do meanwhile:
 * one call to the system where those take ten. A path that was listed was found by going down folders that are none but
 * folders, so it leads nowhere else; and what has become a link since is not followed.
 */
export function listedFiles(folder: string): Files {
  const all = workspaceFiles(folder);
  const listed = new Set<string>();
  return {
    ...all,
    async list(path) {
      const top = await all.locate(path);
      if (!top.ok) return top;
      const found: string[] = [];
      try {
        addBelow(top.value, found);
      } catch {
        // Whatever it was: the careful way says it in full.
        return all.list(path);
      }
      const paths = found.map((file) => relative(folder, file).split(sep).join('/')).sort();
      for (const file of paths) listed.add(file);
      return ok(paths);
    },
    async read(path) {
      const content = listed.has(path) ? readAtOnce(join(folder, path)) : undefined;
      return content === undefined ? all.read(path) : ok(content);
    },
  };
}

function addBelow(folder: string, found: string[]): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!foldersSkipped.has(entry.name)) addBelow(full, found);
    } else if (entry.isFile()) found.push(full);
  }
}

/** Windows knows neither of the last two. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** `undefined`: it is not the plain file it was. */
function readAtOnce(path: string): Uint8Array | undefined {
  let file: number;
  try {
    file = openSync(path, flags);
  } catch {
    return undefined;
  }
  try {
    return fstatSync(file).isFile() ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(file);
  }
}
