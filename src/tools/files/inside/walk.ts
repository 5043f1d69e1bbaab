import { lstat, opendir, readFile } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { fileFailed, notAFolder, notFound } from '../../../domain/failure/files.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type Excluded, excluded, excludesOf } from './excludes.ts';
import { type Ignore, readIgnore } from './ignore.ts';

export interface Found {
  /** Relative to the workspace folder, with `/`. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  readonly depth: number;
}

export interface WalkOptions {
  /** Levels below the folder; 1: what is in it. */
  readonly depthMax: number;
  /** Also what .gitignore and `files.exclude` hide. */
  readonly ignored: boolean;
  readonly hidden: boolean;
}

/** Never entered, and never a person's own text. */
const skipped: ReadonlySet<string> = new Set(['.git', 'node_modules', '.terraform']);
/** One folder with more entries than this is cut off. */
const entriesMax = 20_000;

interface Layer {
  /** Relative to the workspace folder; '' for itself. */
  readonly folder: string;
  readonly ignore: Ignore;
}

/**
 * Everything below a folder of the workspace, folder by folder, sorted, each folder before what is in it. Links are
 * named and not followed. The caller stops when it has enough: nothing is read ahead but one folder's names.
 */
export async function* walk(at: Workplace, from: string, options: WalkOptions): AsyncGenerator<Found> {
  const root = posix.normalize(from).replace(/\/$/, '');
  const start = root === '.' ? '' : root;
  if (options.ignored) yield* below(at, start, 1, [], () => false, options);
  else yield* below(at, start, 1, await layersAbove(at, start), excluded(await excludesOf(at)), options);
}

/** The folder, when it is one that may be walked. */
export async function folderToWalk(at: Workplace, path: string): Promise<Outcome<string>> {
  const kind = await at.files.kind(path);
  if (!kind.ok) return kind;
  if (kind.value === 'nothing') return failed(notFound(path));
  return kind.value === 'folder' ? at.files.locate(path) : failed(notAFolder(path));
}

async function* below(
  at: Workplace,
  folder: string,
  depth: number,
  layers: readonly Layer[],
  isExcluded: Excluded,
  options: WalkOptions,
): AsyncGenerator<Found> {
  at.signal.throwIfAborted();
  const absolute = join(at.folder, folder);
  const names: { name: string; kind: Found['kind'] }[] = [];
  try {
    for await (const entry of await opendir(absolute)) {
      names.push({ name: entry.name, kind: entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other' });
      if (names.length >= entriesMax) break;
    }
  } catch (error) {
    // A folder that went, or may not be read, is as if it were empty: the listing says what it could see.
    if (['ENOENT', 'EACCES', 'EPERM', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return;
    throw error;
  }
  const here = options.ignored ? layers : [...layers, ...(await layerOf(at, folder))];
  for (const { name, kind } of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === '' ? name : `${folder}/${name}`;
    if (name === '.git' || (!options.hidden && name.startsWith('.'))) continue;
    if (isHidden(here, path, kind === 'folder') || isExcluded(path)) continue;
    yield { path, kind, depth };
    if (kind === 'folder' && depth < options.depthMax && (options.ignored ? name !== '.git' : !skipped.has(name)))
      yield* below(at, path, depth + 1, here, isExcluded, options);
  }
}

const isHidden = (layers: readonly Layer[], path: string, isFolder: boolean): boolean => {
  for (const layer of layers.toReversed()) {
    const said = layer.ignore(layer.folder === '' ? path : path.slice(layer.folder.length + 1), isFolder);
    if (said !== undefined) return said;
  }
  return false;
};

async function layersAbove(at: Workplace, folder: string): Promise<readonly Layer[]> {
  const parts = folder === '' ? [] : folder.split('/');
  const above = parts.map((_, n) => parts.slice(0, n).join('/'));
  return (await Promise.all(above.map((one) => layerOf(at, one)))).flat();
}

async function layerOf(at: Workplace, folder: string): Promise<readonly Layer[]> {
  const path = join(at.folder, folder, '.gitignore');
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isFile() || found.size > 1024 * 1024) return [];
  return [{ folder, ignore: readIgnore(await readFile(path, 'utf8')) }];
}

/** Size and time of a file; fails like any read of it. */
export async function statOf(at: Workplace, path: string): Promise<Outcome<{ readonly bytes: number; readonly modifiedMs: number }>> {
  const absolute = await at.files.locate(path);
  if (!absolute.ok) return absolute;
  try {
    const found = await lstat(absolute.value);
    return ok({ bytes: found.size, modifiedMs: Math.round(found.mtimeMs) });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? failed(notFound(path)) : failed(fileFailed('read', path, error));
  }
}

/** An absolute path as the tools of a workspace name it. */
export const nameIn = (at: Workplace, absolute: string): string => relative(at.folder, absolute).split(sep).join('/');
