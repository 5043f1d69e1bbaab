import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { succeeded } from './explain.ts';
import type { Repository } from './repository.ts';

export interface Worktree {
  /** Absolute, without links on the way. */
  readonly path: string;
  /** Short name; `undefined`: none is checked out. */
  readonly branch: string | undefined;
  readonly commit: string | undefined;
  /** The first one, that holds the repository. */
  readonly isMain: boolean;
  /** Why it must not go, which may be empty; `undefined`: it is not locked. */
  readonly locked: string | undefined;
  /** Its folder is not there any more. */
  readonly isGone: boolean;
}

/** The main one first. */
export async function worktreesOf(repo: Repository): Promise<Outcome<readonly Worktree[]>> {
  const listed = succeeded('worktree list', await repo.run(['worktree', 'list', '--porcelain', '-z'], { outputBytesMax: 16 * 1024 * 1024 }));
  if (!listed.ok) return listed;
  const records = listed.value.split('\0\0').filter((record) => record !== '');
  return ok(
    records.map((record, n): Worktree => {
      const facts = new Map(
        record.split('\0').map((line) => [line.replace(/ .*$/s, ''), line.includes(' ') ? line.slice(line.indexOf(' ') + 1) : ''] as const),
      );
      const commit = facts.get('HEAD');
      return {
        path: facts.get('worktree') ?? '',
        branch: facts.get('branch')?.replace(/^refs\/heads\//, ''),
        commit: commit === undefined || /^0+$/.test(commit) ? undefined : commit,
        isMain: n === 0,
        locked: facts.get('locked'),
        isGone: facts.has('prunable'),
      };
    }),
  );
}

/** A path without links on the way, as git tells of worktrees; what is not there yet stands below what is. */
export const realOf = (path: string): Promise<string> =>
  realpath(path).catch(async () => (path === dirname(path) ? path : join(await realOf(dirname(path)), basename(path))));

/** As the tools of a workspace name it; absolute where it lies elsewhere. */
export async function placeOf(path: string, at: Workplace): Promise<string> {
  const inside = relative(await realOf(at.folder), path);
  return inside === '' ? '.' : inside.split(sep)[0] === '..' ? path : inside.split(sep).join('/');
}

/** What is told of one to people and programs. */
export const toldOf = async ({ path, branch, commit, isMain, locked, isGone }: Worktree, at: Workplace) => ({
  path: await placeOf(path, at),
  ...(branch === undefined ? {} : { branch }),
  ...(commit === undefined ? {} : { commit }),
  main: isMain,
  ...(locked === undefined ? {} : { locked }),
  gone: isGone,
});
