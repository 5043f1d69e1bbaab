import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { gitFailed } from '../../../domain/failure/git.ts';
import type { FileChange } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { conflictsFrom, type FileConflict } from './conflicts.ts';
import { succeeded } from './explain.ts';
import { fields } from './git.ts';
import { withoutTrace } from './index-tree.ts';
import type { Repository } from './repository.ts';
import { filesBetween } from './switching.ts';

/** What one commit does to its parent, to be done again elsewhere, or backwards: from one tree to another. */
export interface Step {
  readonly commit: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
}

export interface Replayed {
  readonly files: readonly FileChange[];
  /** Of the first commit that does not fit; none after it is tried. */
  readonly conflicts: readonly FileConflict[];
  readonly stoppedAt?: Step;
  /** Commits that would change nothing: what they do is there already. */
  readonly empty: readonly Step[];
}

/**
 * What comes of doing steps on top of a commit, without doing them: each is a merge whose base is where it begins. The
 * commits it takes to say so to git are made where nothing of them is left.
 */
export function predictReplay(repo: Repository, at: Workplace, what: string, head: string, steps: readonly Step[]): Promise<Outcome<Replayed>> {
  return withoutTrace(repo, at, async (env) => {
    const aside: Repository = { ...repo, run: (args, options) => repo.run(args, { ...options, env: { ...options?.env, ...env, ...nobody } }) };
    const first = await treeOf(aside, head);
    if (!first.ok) return first;
    let tree = first.value;
    const empty: Step[] = [];
    for (const step of steps) {
      const tried = await replay(aside, tree, step);
      if (!tried.ok) return tried;
      if (tried.value.records !== undefined) {
        const conflicts = await conflictsFrom(aside, at, tried.value.records, tried.value.tree, env);
        return ok({ files: [], conflicts, stoppedAt: step, empty });
      }
      if (tried.value.tree === tree) empty.push(step);
      tree = tried.value.tree;
    }
    const files = await filesBetween(aside, at, what, head, tree);
    return files.ok ? ok({ files: files.value, conflicts: [], empty }) : files;
  });
}

/** `records`: what is in conflict, where something is. */
async function replay(repo: Repository, tree: string, step: Step): Promise<Outcome<{ readonly tree: string; readonly records?: readonly string[] }>> {
  const base = await commitOf(repo, step.from);
  if (!base.ok) return base;
  const ours = await commitOf(repo, tree, base.value);
  if (!ours.ok) return ours;
  const theirs = await commitOf(repo, step.to, base.value);
  if (!theirs.ok) return theirs;
  const tried = await repo.run(['merge-tree', '--write-tree', '-z', '--no-messages', ours.value, theirs.value], { timeoutMs: 120_000 });
  if (!tried.ok) return tried;
  const [made = '', ...records] = fields(tried.value.stdout);
  if (tried.value.code > 1 || !/^[0-9a-f]{40,64}$/.test(made)) return failed(gitFailed('merge-tree', tried.value.code, tried.value.stderr));
  return ok(tried.value.code === 0 ? { tree: made } : { tree: made, records });
}

async function commitOf(repo: Repository, tree: string, parent?: string): Promise<Outcome<string>> {
  const made = succeeded('commit-tree', await repo.run(['commit-tree', '-m', 'looking ahead', ...(parent === undefined ? [] : ['-p', parent]), tree]));
  return made.ok ? ok(made.value.trim()) : made;
}

export async function treeOf(repo: Repository, commit: string): Promise<Outcome<string>> {
  const asked = succeeded('rev-parse', await repo.run(['rev-parse', '--verify', '--end-of-options', `${commit}^{tree}`]));
  return asked.ok ? ok(asked.value.trim()) : asked;
}

const nobody = {
  GIT_AUTHOR_NAME: 'nimbus',
  GIT_AUTHOR_EMAIL: 'nimbus@localhost',
  GIT_COMMITTER_NAME: 'nimbus',
  GIT_COMMITTER_EMAIL: 'nimbus@localhost',
};
