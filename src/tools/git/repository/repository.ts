import { access, readdir, stat } from 'node:fs/promises';
import { join, posix, relative, resolve, sep } from 'node:path';
import { type Failure, failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { notAFolder, notFound } from '../../../domain/failure/files.ts';
import { bareRepository, gitFailed, notARepository, notTrustedByGit, operationInProgress, repositoryAbove } from '../../../domain/failure/git.ts';
import { programGarbled } from '../../../domain/failure/process.ts';
import type { Finished, Workplace } from '../../../domain/workplace.ts';
import { type GitOptions, git } from './git.ts';

export type Operation = 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect';

/** A repository with files, seen from the workspace. */
export interface Repository {
  /** As it was asked for, relative to the workspace folder. */
  readonly directory: string;
  /** Top of the working tree, absolute. */
  readonly root: string;
  /** Absolute; of this worktree alone where there are several. */
  readonly gitDir: string;
  /** Absolute; what all worktrees share. */
  readonly commonDir: string;
  /** Runs git at {@link root}. */
  run(args: readonly string[], options?: GitOptions): Promise<Outcome<Finished>>;
}

/** Finds the repository around a folder of the workspace. */
export async function openRepository(directory: string, at: Workplace): Promise<Outcome<Repository>> {
  const cwd = await folderAt(directory, at);
  if (!cwd.ok) return cwd;
  const asked = await git(at, cwd.value, ['rev-parse', '--is-inside-work-tree', '--absolute-git-dir', '--git-common-dir', '--show-prefix'], {
    timeoutMs: 20_000,
  });
  if (!asked.ok) return asked;
  if (asked.value.code !== 0) return failed(notOpened(directory, cwd.value, asked.value));
  const [inside, gitDir = '', commonDir = '', ...prefix] = asked.value.stdout.replace(/\n$/, '').split('\n');
  if (inside !== 'true' && inside !== 'false') return failed(programGarbled('git rev-parse', asked.value.stdout, 'what git answers'));
  if (inside === 'false') return failed(bareRepository(directory));
  const root = prefix
    .join('\n')
    .split('/')
    .filter(Boolean)
    .reduce((up) => resolve(up, '..'), cwd.value);
  return ok({
    directory,
    root,
    gitDir,
    commonDir: resolve(cwd.value, commonDir),
    run: (args, options) => git(at, root, args, options),
  });
}

/** The same, for what changes files: refused where the repository reaches above the workspace. */
export async function openForFiles(directory: string, at: Workplace): Promise<Outcome<Repository>> {
  const repo = await openRepository(directory, at);
  if (!repo.ok) return repo;
  return isAbove(repo.value, at) ? failed(repositoryAbove(repo.value.root, at.folder)) : repo;
}

/** Whether it also holds files outside the workspace. */
export const isAbove = (repo: Repository, at: Workplace): boolean => repo.root !== at.folder && relative(at.folder, repo.root).startsWith('..');

/** The folder, absolute, when it is one of the workspace. */
export async function folderAt(directory: string, at: Workplace): Promise<Outcome<string>> {
  const kind = await at.files.kind(directory);
  if (!kind.ok) return kind;
  if (kind.value === 'nothing') return failed(notFound(directory));
  if (kind.value !== 'folder') return failed(notAFolder(directory));
  return at.files.locate(directory);
}

export function notOpened(directory: string, cwd: string, { code, stderr }: Finished): Failure {
  if (/dubious ownership/.test(stderr)) return notTrustedByGit(cwd);
  if (/not a git repository/.test(stderr)) return notARepository(directory);
  if (/must be run in a work tree/.test(stderr)) return bareRepository(directory);
  return gitFailed('rev-parse', code, stderr);
}

/** A path git printed, as the tools of a workspace name it. */
export const inWorkspace = (repo: Repository, at: Workplace, path: string): string =>
  posix.normalize(posix.join(relative(at.folder, repo.root).split(sep).join('/'), path));

/** Paths of the workspace as git at {@link Repository.root} takes them, behind `--`. */
export async function inRepository(repo: Repository, at: Workplace, paths: readonly string[]): Promise<Outcome<readonly string[]>> {
  const found: string[] = [];
  for (const path of paths) {
    const absolute = await at.files.locate(path);
    if (!absolute.ok) return absolute;
    const inside = relative(repo.root, absolute.value).split(sep).join('/');
    if (inside.startsWith('..')) return failed(notFound(path));
    found.push(inside === '' ? '.' : inside);
  }
  return ok(found);
}

/** What was begun and neither finished nor given up. */
export async function operationOf(repo: Repository): Promise<Operation | undefined> {
  const marks: readonly (readonly [string, Operation])[] = [
    ['rebase-merge', 'rebase'],
    ['rebase-apply', 'rebase'],
    ['MERGE_HEAD', 'merge'],
    ['CHERRY_PICK_HEAD', 'cherry-pick'],
    ['REVERT_HEAD', 'revert'],
    ['BISECT_LOG', 'bisect'],
  ];
  const found = await Promise.all(marks.map(([name]) => isThere(join(repo.gitDir, name))));
  return marks[found.indexOf(true)]?.[1];
}

/** Fails while something is in progress that `what` would get in the way of. */
export async function requireQuiet(repo: Repository, what: string): Promise<Failure | undefined> {
  const operation = await operationOf(repo);
  return operation === undefined || operation === 'bisect' ? undefined : operationInProgress(operation, what);
}

export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Names of hooks that would run, of those asked for. */
export async function hooksOf(repo: Repository, names: readonly string[]): Promise<readonly string[]> {
  const asked = await repo.run(['rev-parse', '--git-path', 'hooks']);
  if (!asked.ok || asked.value.code !== 0) return [];
  const folder = resolve(repo.root, asked.value.stdout.replace(/\n$/, ''));
  const there = await readdir(folder).catch((): string[] => []);
  const found = await Promise.all(
    names.filter((name) => there.includes(name)).map(async (name) => (((await stat(join(folder, name))).mode & 0o111) !== 0 ? [name] : [])),
  );
  return found.flat();
}
