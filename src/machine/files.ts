import { randomBytes } from 'node:crypto';
import { type FileHandle, lstat, mkdir, open, readdir, readFile, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isInGit } from '../base/git-folder.ts';
import { FailureError, failed, type Outcome, ok } from '../domain/failure/failure.ts';
import { fileFailed, insideGit, noFileName, notAFile, outsideWorkspace, ownFolder } from '../domain/failure/files.ts';
import type { FileInTheMaking, Files, FoundFile } from '../domain/workplace.ts';

/** Folders no listing enters: not a person's own text, and huge. */
export const foldersSkipped: ReadonlySet<string> = new Set(['.git', '.terraform', 'node_modules']);

/**
 * The files of one workspace folder on this machine's disk; see {@link Files} for what it promises. `folder` is absolute.
 * `closed`: a folder nothing in is touched, though it lies in the workspace: Nimbus's own, when somebody opens their home.
 */
export function workspaceFiles(folder: string, closed?: string): Files {
  /** Absolute, after all checks; throws {@link FailureError}. What git keeps for itself may be read and not changed. */
  const within = async (path: string, verb: 'read' | 'write' | 'remove'): Promise<string> => {
    if (path.includes('\0')) throw new FailureError(noFileName(path));
    const absolute = resolve(folder, path);
    if (isAbsolute(path) && !isBelow(folder, absolute)) throw new FailureError(outsideWorkspace(path, folder, 'path'));
    if (!isBelow(folder, absolute)) throw new FailureError(outsideWorkspace(path, folder, 'path'));
    const real = await realpath(folder);
    const there = await realOfNearest(absolute);
    if (!isBelow(real, there)) throw new FailureError(outsideWorkspace(path, folder, 'link'));
    if (closed !== undefined && (isBelow(closed, absolute) || isBelow(await realpath(closed).catch(() => closed), there)))
      throw new FailureError(ownFolder(path));
    if (verb !== 'read' && (isInGit(relative(folder, absolute)) || isInGit(relative(real, there)))) throw new FailureError(insideGit(path));
    return absolute;
  };
  /** Throws for a file that came to lie outside, as a folder above it became a link since it was looked at. */
  const inside = (path: string) => async (file: string) => {
    const there = await realpath(file);
    const real = await realpath(folder);
    if (!isBelow(real, there)) throw new FailureError(outsideWorkspace(path, folder, 'link'));
    if (isInGit(relative(real, there))) throw new FailureError(insideGit(path));
    if (closed !== undefined && isBelow(await realpath(closed).catch(() => closed), there)) throw new FailureError(ownFolder(path));
  };
  const attempt = async <T>(verb: 'read' | 'write' | 'remove', path: string, work: (absolute: string) => Promise<T>): Promise<Outcome<T>> => {
    try {
      return ok(await work(await within(path, verb)));
    } catch (error) {
      if (error instanceof FailureError) return failed(error.failure);
      if (isSystemError(error)) return failed(fileFailed(verb, path, error));
      throw error;
    }
  };

  return {
    read: (path) => attempt('read', path, (absolute) => readFile(absolute).catch(undefinedIfAbsent)),
    write: (path, content) => attempt('write', path, (absolute) => writeAtomically(absolute, (file) => file.writeFile(content), { staysIn: inside(path) })),
    remove: (path) => attempt('remove', path, (absolute) => rm(absolute, { force: true })),
    removeEmptyFolder: (path) =>
      attempt('remove', path, (absolute) =>
        rmdir(absolute).then(
          () => true,
          (error) => (['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code) ? false : Promise.reject(error)),
        ),
      ),
    kind: (path) =>
      attempt('read', path, async (absolute) => {
        const found = await lstat(absolute).catch(undefinedIfAbsent);
        return found === undefined ? 'nothing' : found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
      }),
    list: (path, seeLink) =>
      attempt('read', path, async (absolute) => {
        const named = (file: string): string => relative(folder, file).split(sep).join('/');
        return (await filesBelow(absolute, seeLink && ((link) => seeLink(named(link))))).map(named).sort();
      }),
    walk: (path) =>
      attempt('read', path, async (absolute) =>
        (await found(absolute, (full) => relative(folder, full).split(sep).join('/'))).sort((a, b) => (a.path < b.path ? -1 : 1)),
      ),
    fill: (path, fill, { durable = true, from } = {}) =>
      attempt('write', path, (absolute) => writeAtomically(absolute, (file) => fill(partsOf(file)), { durable, from, staysIn: inside(path) })),
    locate: (path) => attempt('read', path, async (absolute) => absolute),
  };
}

const isBelow = (folder: string, path: string): boolean => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error && 'syscall' in error;

const undefinedIfAbsent = (error: NodeJS.ErrnoException): undefined => {
  if (error.code === 'ENOENT') return undefined;
  throw error;
};

/** Where the path, or the nearest thing above it that is there, really is. A dangling link counts as where it points. */
async function realOfNearest(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const found = await lstat(at).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
      throw error;
    });
    if (found === undefined && at !== dirname(at)) continue;
    // A dangling link is there although nothing is behind it: `realpath` says so, and writing through it is refused.
    return realpath(at).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') throw new FailureError(notAFile(path));
      throw error;
    });
  }
}

/**
 * Writes a file outside a workspace: the old one or the new one, whole, whatever happens. What is there and no plain
 * file (a terminal, a pipe) is written to as it is. Throws {@link FailureError}.
 */
export async function writeWhole(
  path: string,
  text: string,
  { mode = 0o644, makeFolders = true }: { readonly mode?: number; readonly makeFolders?: boolean } = {},
): Promise<void> {
  try {
    const there = await stat(path).catch(undefinedIfAbsent);
    if (there !== undefined && !there.isFile() && !there.isDirectory()) return await writeFile(path, text);
    if (!makeFolders) await stat(dirname(path));
    await writeAtomically(there === undefined ? path : await realpath(path), (file) => file.writeFile(text), { mode });
  } catch (error) {
    if (isSystemError(error)) throw new FailureError(fileFailed('write', path, error));
    throw error;
  }
}

/**
 * Into a file beside it, forced to disk, then put in its place: a reader sees the old content or the new one. `staysIn` is asked about
 * that file before anything is in it; where a folder above is exchanged after that, the file is not there to be put in its place.
 */
async function writeAtomically<T>(
  absolute: string,
  fill: (file: FileHandle) => Promise<T>,
  {
    durable = true,
    mode = 0o644,
    from,
    staysIn,
  }: { readonly durable?: boolean; readonly mode?: number; readonly from?: string | undefined; readonly staysIn?: (file: string) => Promise<void> } = {},
): Promise<T> {
  const there = await lstat(absolute).catch(undefinedIfAbsent);
  if (there !== undefined && !there.isFile()) throw new FailureError(notAFile(absolute));
  await mkdir(dirname(absolute), { recursive: true });
  const beside = join(dirname(absolute), `.nimbus-${randomBytes(6).toString('hex')}.tmp`);
  try {
    if (from !== undefined) await rename(from, beside);
    const mask = there === undefined ? mode : there.mode & 0o777;
    const file = await open(beside, from === undefined ? 'wx' : 'r+', mask);
    let filled: T;
    try {
      await staysIn?.(beside);
      if (from !== undefined) await file.chmod(mask);
      filled = await fill(file);
      if (durable) await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, absolute);
    return filled;
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

const partsOf = (file: FileHandle): FileInTheMaking => ({
  async writeAt(content, position) {
    // One call may write less than it was given.
    for (let done = 0; done < content.byteLength; ) done += (await file.write(content, done, content.byteLength - done, position + done)).bytesWritten;
  },
});

async function found(path: string, name: (full: string) => string): Promise<FoundFile[]> {
  const stats = await lstat(path, { bigint: true }).catch(undefinedIfAbsent);
  if (stats === undefined) return [];
  if (stats.isDirectory()) {
    const below: FoundFile[] = [];
    // Folder by folder: a tree of many thousand files must not ask for all of them at once.
    const entries = await readdir(path, { withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory());
    for (const folder of entries.filter((entry) => entry.isDirectory())) below.push(...(await found(join(path, folder.name), name)));
    for (let i = 0; i < files.length; i += filesAtOnce)
      below.push(...(await Promise.all(files.slice(i, i + filesAtOnce).map((file) => found(join(path, file.name), name)))).flat());
    return below;
  }
  const { size, mtimeNs, ctimeNs, ino } = stats;
  const kind = stats.isFile() ? 'file' : stats.isSymbolicLink() ? 'link' : 'other';
  return [{ path: name(path), kind, bytes: Number(size), version: `${size}-${mtimeNs}-${ctimeNs}-${ino}` }];
}

const filesAtOnce = 64;

async function filesBelow(path: string, seeLink: ((path: string) => void) | undefined): Promise<string[]> {
  const found = await lstat(path).catch(undefinedIfAbsent);
  if (found === undefined) return [];
  if (found.isFile()) return [path];
  if (!found.isDirectory()) return [];
  const entries = await readdir(path, { withFileTypes: true });
  const below = await Promise.all(
    entries.map(async (entry) => {
      const full = join(path, entry.name);
      if (entry.isDirectory()) return foldersSkipped.has(entry.name) ? [] : filesBelow(full, seeLink);
      if (entry.isSymbolicLink()) seeLink?.(full);
      return entry.isFile() ? [full] : [];
    }),
  );
  return below.flat();
}
