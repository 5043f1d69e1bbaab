import { statSync } from 'node:fs';
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path';
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
  if (inside.startsWith('..') || isAbsolute(inside)) {
    return found.isDirectory() ? { folder: absolute, path: '.', base: '' } : { folder: dirname(absolute), path: basename(absolute), base: '' };
  }
  const clean = inside.replaceAll('\\', '/') || '.';
  const dir = found.isDirectory() ? clean : clean.includes('/') ? clean.slice(0, clean.lastIndexOf('/')) : '.';
  return { folder: screen.folder, path: clean, base: dir === '.' ? '' : `${dir}/` };
}
