import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { gitFailed } from '../../../domain/failure/git.ts';
import { fields } from './git.ts';
import type { Repository } from './repository.ts';

export interface ChangedFile {
  /** Relative to the top of the repository. */
  readonly path: string;
  readonly from?: string;
  readonly change: 'added' | 'modified' | 'deleted' | 'renamed' | 'copied' | 'type-changed' | 'unmerged';
  /** Lines; absent where it is binary. */
  readonly added?: number;
  readonly removed?: number;
  readonly binary: boolean;
  /** Object on the older and on the newer side; zeros: not in the repository (a file on disk, or nothing). */
  readonly objects: readonly [string, string];
}

const kinds = { A: 'added', M: 'modified', D: 'deleted', R: 'renamed', C: 'copied', T: 'type-changed', U: 'unmerged' } as const;

/** Files that differ; `about` is what `git diff` is asked: the sides, then `--` and paths. */
export async function changedFiles(repo: Repository, about: readonly string[]): Promise<Outcome<readonly ChangedFile[]>> {
  const asked = await repo.run(['diff', '--raw', '--numstat', '-z', '--abbrev=64', '--find-renames', '--no-ext-diff', '--no-textconv', ...about], {
    timeoutMs: 120_000,
    outputBytesMax: 64 * 1024 * 1024,
  });
  if (!asked.ok) return asked;
  if (asked.value.code !== 0) return failed(gitFailed('diff', asked.value.code, asked.value.stderr));
  return ok(parseChanges(asked.value.stdout));
}

/** Reads `git diff --raw --numstat -z`: first a record a file, then the counts of each. */
export function parseChanges(output: string): readonly ChangedFile[] {
  const all = fields(output);
  const files = new Map<string, ChangedFile>();
  for (let i = 0; i < all.length; i++) {
    const field = all[i] ?? '';
    if (field.startsWith(':')) {
      const [, , older = '', newer = '', status = 'M'] = field.slice(1).split(' ');
      const change = kinds[status[0] as keyof typeof kinds] ?? 'modified';
      const from = change === 'renamed' || change === 'copied' ? (all[++i] ?? '') : undefined;
      const path = all[++i] ?? '';
      // An unmerged file comes twice: once as such, once as what is on disk.
      if (files.get(path)?.change === 'unmerged') continue;
      files.set(path, { path, change, binary: false, objects: [older, newer], ...(from === undefined ? {} : { from }) });
      continue;
    }
    const [, added = '', removed = '', inline = ''] = /^(\d+|-)\t(\d+|-)\t(.*)$/s.exec(field) ?? [];
    if (added === '') continue;
    // A rename's counts come with an empty name, then both names.
    const path = inline === '' ? (all[i + 2] ?? '') : inline;
    if (inline === '') i += 2;
    const file = files.get(path);
    if (file === undefined) continue;
    files.set(path, added === '-' ? { ...file, binary: true } : { ...file, added: Number(added), removed: Number(removed) });
  }
  return [...files.values()];
}

/** The id of a tree that holds nothing, in this repository's hash. */
export async function emptyTree(repo: Repository): Promise<string> {
  const asked = await repo.run(['rev-parse', '--show-object-format']);
  return asked.ok && asked.value.stdout.trim() === 'sha256'
    ? '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321'
    : '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
}
