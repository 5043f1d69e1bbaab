import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { gitFailed } from '../../../domain/failure/git.ts';
import { type ParsedStatus, parseStatus } from './parse-status.ts';
import type { Repository } from './repository.ts';

export interface StatusOptions {
  readonly untracked: 'all' | 'no';
  /** Also what .gitignore hides. */
  readonly ignored?: boolean;
  /** Relative to the top of the repository. Default: all of it. */
  readonly below?: readonly string[];
}

/** What is staged, changed and in conflict, for a tool about to change the index: renames as what went and what came. */
export async function statusBelow(repo: Repository, { untracked, ignored = false, below }: StatusOptions): Promise<Outcome<ParsedStatus>> {
  const asked = await repo.run(
    [
      'status',
      '--porcelain=v2',
      '-z',
      `--untracked-files=${untracked}`,
      '--no-renames',
      ...(ignored ? ['--ignored=matching'] : []),
      ...(below === undefined ? [] : ['--', ...below]),
    ],
    { timeoutMs: 120_000, outputBytesMax: 64 * 1024 * 1024 },
  );
  if (!asked.ok) return asked;
  if (asked.value.code !== 0) return failed(gitFailed('status', asked.value.code, asked.value.stderr));
  return ok(parseStatus(asked.value.stdout));
}
