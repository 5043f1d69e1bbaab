import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { FailureError } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import type { Screen } from '../screen.ts';

/** What a scan is of. */
export interface Place {
  /** The workspace, absolute. */
  readonly folder: string;
  /** Relative to it: a folder or a file. */
  readonly path: string;
  /** What paths in the report are relative to; empty, or it ends with `/`. */
  readonly base: string;
}

/** Looking is allowed anywhere the person points at: a place outside the workspace is a workspace of its own. */
export function placeOf(path: string, screen: Screen): Place {
  const absolute = resolve(screen.folder, path);
  const found = statSync(absolute, { throwIfNoEntry: false });
  if (found === undefined) throw new FailureError(notFound(path));
  const inside = relative(screen.folder, absolute);
  const real = realpathSync(absolute);
  // A link is followed where it is what the person points at; none is on the way through what it leads to.
  if (inside.startsWith('..') || isAbsolute(inside) || real !== absolute) {
    return found.isDirectory() ? { folder: real, path: '.', base: '' } : { folder: dirname(real), path: basename(real), base: '' };
  }
  const clean = inside.replaceAll('\\', '/') || '.';
  const dir = found.isDirectory() ? clean : clean.includes('/') ? clean.slice(0, clean.lastIndexOf('/')) : '.';
  return { folder: screen.folder, path: clean, base: dir === '.' ? '' : `${dir}/` };
}

/** As {@link Place.base}, from the top of the repository the workspace is in; from the workspace where it is in none. */
export function baseInRepository({ folder, base }: Place): string {
  for (let top = folder; ; top = dirname(top)) {
    // A working tree of its own, or a submodule, has a file of that name.
    if (existsSync(join(top, '.git'))) return top === folder ? base : `${relative(top, folder).replaceAll('\\', '/')}/${base}`;
    if (top === dirname(top)) return base;
  }
}
