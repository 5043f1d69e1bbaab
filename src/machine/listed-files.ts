import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { relative, sep } from 'node:path';
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
    async list(path, seeLink) {
      const top = path === '.' ? ok(folder) : await all.locate(path);
      if (!top.ok) return top;
      const found: string[] = [];
      try {
        const from = relative(folder, top.value).split(sep).join('/');
        addBelow(top.value, from === '' ? '' : `${from}/`, found, seeLink);
      } catch {
        // Whatever it was: the careful way says it in full.
        return all.list(path, seeLink);
      }
      for (const file of found.sort()) listed.add(file);
      return ok(found);
    },
    async read(path) {
      const content = listed.has(path) ? readAtOnce(`${folder}${sep}${path}`) : undefined;
      if (content !== undefined) return ok(content);
      return isAbsent(folder, path) ? ok(undefined) : all.read(path);
    },
    async kind(path) {
      if (path === '.' && lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return ok('folder');
      return isAbsent(folder, path) ? ok('nothing') : all.kind(path);
    },
  };
}

/** Whether nothing is there: the way to it ends, and went through none but folders as far as it got. */
function isAbsent(folder: string, path: string): boolean {
  if (!/^\.?\w[\w.-]*\//.test(path) || path.includes('..')) return false;
  try {
    for (let end = path.indexOf('/'); ; end = path.indexOf('/', end + 1)) {
      const found = lstatSync(`${folder}${sep}${end < 0 ? path : path.slice(0, end)}`, { throwIfNoEntry: false });
      if (found === undefined) return true;
      if (end < 0 || !found.isDirectory()) return false;
    }
  } catch {
    return false;
  }
}

/** `name`: the folder's, with `/` behind it where it has one. */
function addBelow(folder: string, name: string, found: string[], seeLink: ((path: string) => void) | undefined): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      if (!foldersSkipped.has(entry.name)) addBelow(`${folder}${sep}${entry.name}`, `${name}${entry.name}/`, found, seeLink);
    } else if (entry.isFile()) found.push(name + entry.name);
    else if (seeLink && entry.isSymbolicLink()) seeLink(name + entry.name);
  }
}

/** Windows knows neither of the last two. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Most files fit in here, and are copied out of it at their length. */
const space = new Uint8Array(64 * 1024);

/** `undefined`: it is not the plain file it was. */
function readAtOnce(path: string): Uint8Array | undefined {
  let file: number;
  try {
    file = openSync(path, flags);
  } catch {
    return undefined;
  }
  try {
    const length = readSync(file, space);
    // It ends where nothing more comes: asking for its size takes longer.
    if (length < space.length) return readSync(file, space, length, 1, null) === 0 ? space.slice(0, length) : undefined;
    return fstatSync(file).isFile() ? Buffer.concat([space, readFileSync(file)]) : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(file);
  }
}
