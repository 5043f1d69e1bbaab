import { duration } from '../../../base/say.ts';
import { type Failure, failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import {
  gitFailed,
  gitNoRoom,
  gitTimedOut,
  hookRefused,
  noIdentity,
  saysNoRoom,
  signingFailed,
  unrelatedHistories,
  wouldOverwrite,
} from '../../../domain/failure/git.ts';
import type { Finished } from '../../../domain/workplace.ts';
import { lockedIndex } from './lock.ts';
import { hooksOf, type Repository } from './repository.ts';

/**
 * What git's refusal means. Git gives programs no codes, only words, which it has kept for years under LC_ALL=C; what
 * is not known here is told with git's own last line.
 */
export async function explain(repo: Repository, what: string, done: Finished, hooks: readonly string[] = []): Promise<Failure> {
  const said = `${done.stderr}\n${done.stdout}`;
  if (saysNoRoom(done.stderr)) return gitNoRoom(said);
  if (/index\.lock': File exists|Unable to (?:create|write).*index\.lock/.test(said)) {
    const locked = await lockedIndex(repo);
    if (locked !== undefined) return locked;
  }
  if (/Author identity unknown|Committer identity unknown|empty ident name|no email was given|auto-detection is disabled/.test(said)) return noIdentity();
  if (/failed to sign the data|gpg: (?:signing|skipped)|cannot run gpg|Load key .*(?:No such file|invalid format)|user\.signingkey|ssh-keygen/i.test(said))
    return signingFailed(said.slice(-4000));
  if (/failed to write commit object/.test(said) && (await signs(repo))) return signingFailed(said.slice(-4000));
  if (/would be overwritten by|Your local changes|not uptodate\. Cannot merge|untracked working tree file/.test(said))
    return wouldOverwrite(sentence(what), overwritten(said));
  if (/unrelated histories/.test(said)) return unrelatedHistories(sentence(what));
  const running = await hooksOf(repo, hooks);
  // Git says nothing of its own when a hook refuses; all there is comes from the hook.
  if (running.length > 0 && !/^fatal: /m.test(done.stderr)) return hookRefused(what, said);
  return gitFailed(what, done.code, said);
}

/** A run of git that took too long, told with what may have hung. */
export async function ended(
  repo: Repository,
  what: string,
  outcome: Outcome<Finished>,
  hooks: readonly string[],
  timeoutMs: number,
): Promise<Outcome<Finished>> {
  if (outcome.ok || outcome.failure.code !== 'program/timeout') return outcome;
  return failed(gitTimedOut(what, duration(timeoutMs), await hooksOf(repo, hooks)));
}

/** The output, or why there is none. */
export const succeeded = (what: string, outcome: Outcome<Finished>): Outcome<string> =>
  !outcome.ok ? outcome : outcome.value.code === 0 ? ok(outcome.value.stdout) : failed(gitFailed(what, outcome.value.code, outcome.value.stderr));

async function signs(repo: Repository): Promise<boolean> {
  const asked = await repo.run(['config', '--type=bool', '--get', 'commit.gpgSign']);
  return asked.ok && asked.value.stdout.trim() === 'true';
}

/** The indented names below "… would be overwritten by …". */
const overwritten = (said: string): string[] => [
  ...new Set(
    [...said.matchAll(/^\t(.+)$/gm)]
      .map((m) => m[1] ?? '')
      .concat([...said.matchAll(/Entry '(.+)' (?:not uptodate|would be overwritten)/g)].map((m) => m[1] ?? ''))
      .concat([...said.matchAll(/[Uu]ntracked working tree file '(.+)' would be overwritten/g)].map((m) => m[1] ?? '')),
  ),
];

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
