import { nearest } from '../../../base/nearest.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { gitFailed, revisionUnknown } from '../../../domain/failure/git.ts';
import type { Repository } from './repository.ts';

/** What is checked out. */
export interface Head {
  /** Short name; `undefined`: detached. */
  readonly branch: string | undefined;
  /** `undefined`: no commit yet. */
  readonly commit: string | undefined;
}

export async function headOf(repo: Repository): Promise<Outcome<Head>> {
  const [symbolic, commit] = await Promise.all([
    repo.run(['symbolic-ref', '--quiet', 'HEAD']),
    repo.run(['rev-parse', '--quiet', '--verify', 'HEAD^{commit}']),
  ]);
  if (!symbolic.ok) return symbolic;
  if (!commit.ok) return commit;
  if (symbolic.value.code > 1) return failed(gitFailed('symbolic-ref', symbolic.value.code, symbolic.value.stderr));
  return ok({
    branch: symbolic.value.code === 0 ? symbolic.value.stdout.trim().replace(/^refs\/heads\//, '') : undefined,
    commit: commit.value.code === 0 ? commit.value.stdout.trim() : undefined,
  });
}

/** The ref that a commit made here moves. */
export const refOf = (head: Head): string => (head.branch === undefined ? 'HEAD' : `refs/heads/${head.branch}`);

/** "main", "no branch (detached at 1a2b3c4d)". */
export const inWords = (head: Head): string => head.branch ?? `no branch (detached at ${short(head.commit ?? '')})`;

export const short = (commit: string): string => commit.slice(0, 8);

/** What a ref points at, or `undefined` where there is none. */
export async function readRef(repo: Repository, ref: string): Promise<Outcome<string | undefined>> {
  const asked = await repo.run(['rev-parse', '--quiet', '--verify', '--end-of-options', ref]);
  if (!asked.ok) return asked;
  return ok(asked.value.code === 0 ? asked.value.stdout.trim() : undefined);
}

/** The commit a revision names. */
export async function resolveCommit(repo: Repository, name: string): Promise<Outcome<string>> {
  const found = await readRef(repo, `${name}^{commit}`);
  if (!found.ok) return found;
  return found.value === undefined ? failed(revisionUnknown(name)) : ok(found.value);
}

export interface Branch {
  readonly name: string;
  readonly commit: string;
  readonly upstream: string | undefined;
  readonly subject: string;
  readonly current: boolean;
  /** Absolute, where another worktree has it checked out. */
  readonly worktree: string | undefined;
}

/** Local branches, or those of remotes, the last used first. */
export async function branchesOf(repo: Repository, where: 'heads' | 'remotes', most = 1000): Promise<Outcome<readonly Branch[]>> {
  const format = ['%(refname)', '%(objectname)', '%(upstream:short)', '%(HEAD)', '%(worktreepath)', '%(symref)', '%(contents:subject)'].join('%00');
  const asked = await repo.run(['for-each-ref', `--format=${format}%00`, `--count=${most}`, '--sort=-committerdate', `refs/${where}`]);
  if (!asked.ok) return asked;
  if (asked.value.code !== 0) return failed(gitFailed('for-each-ref', asked.value.code, asked.value.stderr));
  const branches: Branch[] = [];
  for (const line of asked.value.stdout.split('\0\n')) {
    const [ref = '', commit = '', upstream = '', mark, worktree = '', symref, subject = ''] = line.split('\0');
    if (ref === '' || symref !== '') continue;
    branches.push({
      name: ref.replace(/^refs\/(?:heads|remotes)\//, ''),
      commit,
      upstream: upstream || undefined,
      subject,
      current: mark === '*',
      worktree: mark === '*' ? undefined : worktree || undefined,
    });
  }
  return ok(branches);
}

/** The branch a person most likely meant. */
export async function nearestBranch(repo: Repository, name: string): Promise<string | undefined> {
  const branches = await branchesOf(repo, 'heads');
  return branches.ok
    ? nearest(
        name,
        branches.value.map((b) => b.name),
      )
    : undefined;
}
