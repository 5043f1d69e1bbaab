import { nearest } from '../../../base/nearest.ts';
import { list } from '../../../base/say.ts';
import { type Failure, failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { gitFailed, gitNoRoom, saysNoRoom } from '../../../domain/failure/git.ts';
import {
  authRefused,
  authRequired,
  certificateExpired,
  certificateNotTrusted,
  hostUnknown,
  remoteGone,
  remoteTrouble,
  remoteUnknown,
  remoteUnreachable,
} from '../../../domain/failure/git-remote.ts';
import type { Impact, Mark, Target } from '../../../domain/impact.ts';
import type { Finished } from '../../../domain/workplace.ts';
import { fields } from './git.ts';
import { withoutCredentials } from './names.ts';
import { looksProtected } from './ready.ts';
import type { Repository } from './repository.ts';

export interface Remote {
  readonly name: string;
  /** For people: without what stands before the `@`. */
  readonly address: string;
}

/** The remote of that name; without one: what the branch follows, else `origin`, else the only one there is. */
export async function remoteFor(repo: Repository, name: string | undefined, branch: string | undefined): Promise<Outcome<Remote>> {
  const listed = await repo.run(['config', '-z', '--get-regexp', '^remote\\..*\\.url$']);
  if (!listed.ok) return listed;
  const remotes = new Map<string, string>();
  for (const line of fields(listed.value.stdout)) {
    const [key = '', value = ''] = line.split(/\n/);
    const remote = key.slice('remote.'.length, -'.url'.length);
    if (!remotes.has(remote)) remotes.set(remote, withoutCredentials(value));
  }
  const followed = name === undefined && branch !== undefined ? await configured(repo, `branch.${branch}.remote`) : undefined;
  const wanted = name ?? followed ?? (remotes.has('origin') ? 'origin' : remotes.size === 1 ? [...remotes.keys()][0] : undefined);
  const address = wanted === undefined ? undefined : remotes.get(wanted);
  if (wanted === undefined || address === undefined)
    return failed(remoteUnknown(wanted ?? '', wanted === undefined ? undefined : nearest(wanted, remotes.keys())));
  return ok({ name: wanted, address });
}

/** The same, with the address a push really goes to, which may be another one than it is fetched from, or several. */
export async function pushRemoteFor(repo: Repository, name: string | undefined, branch: string | undefined): Promise<Outcome<Remote>> {
  const remote = await remoteFor(repo, name, branch);
  if (!remote.ok) return remote;
  const asked = await repo.run(['remote', 'get-url', '--push', '--all', remote.value.name]);
  if (!asked.ok) return asked;
  if (asked.value.code !== 0) return failed(gitFailed('remote', asked.value.code, asked.value.stderr));
  return ok({ ...remote.value, address: list(asked.value.stdout.trim().split('\n').map(withoutCredentials)) });
}

/** A branch of a remote, as the place a push acts on. */
export const remoteTarget = ({ name, address }: Remote, branch: string): Target => ({
  system: 'git',
  label: `${branch} on ${name} (${address})`,
  facts: { remote: name, address, branch },
  exclusive: `git:${address}#${branch}`,
});

/** What becomes of a branch there; `marks`: beside what its name says. */
export const branchImpact = (branch: string, operation: 'create' | 'update' | 'delete', marks: readonly Mark[]): Impact => ({
  address: `refs/heads/${branch}`,
  type: 'branch',
  operation,
  marks: [...marks, ...(looksProtected(branch) && operation !== 'create' ? (['protected-branch'] as const) : [])],
});

/** The branch on the remote that a local one follows: `refs/heads/main`. */
export const followedRef = (repo: Repository, branch: string): Promise<string | undefined> => configured(repo, `branch.${branch}.merge`);

async function configured(repo: Repository, key: string): Promise<string | undefined> {
  const asked = await repo.run(['config', '--get', key]);
  return asked.ok && asked.value.code === 0 ? asked.value.stdout.trim() : undefined;
}

/** What a remote's refusal means; from git's and curl's and ssh's words. */
export function explainRemote(what: string, where: string, done: Finished): Failure {
  const said = withoutCredentials(`${done.stderr}\n${done.stdout}`).trim().slice(-4000);
  if (saysNoRoom(said)) return gitNoRoom(said);
  if (/terminal prompts disabled|could not read (?:Username|Password)|no askpass/i.test(said)) return authRequired(where, said);
  if (/Authentication failed|HTTP 401|error: 403|returned error: 40[13]|Permission denied \(publickey|Permission to .* denied|access denied/i.test(said))
    return authRefused(where, said);
  if (/Host key verification failed/i.test(said)) return hostUnknown(where, said);
  // As OpenSSL, GnuTLS and Schannel say it, which git's curl hands on.
  if (/certificate (?:has expired|is not yet valid)|expired certificate|CERT_E_EXPIRED|expired, or is not yet valid|not activated/i.test(said))
    return certificateExpired(where, said);
  if (/server certificate|SSL certificate|certificate verif(?:y|ication) failed|certificate subject name|CERT_E_UNTRUSTEDROOT/i.test(said))
    return certificateNotTrusted(where, said);
  if (
    /Could not resolve host|Failed to connect|Connection refused|Connection timed out|Network is unreachable|Could not connect|unable to look up|Connection reset|Empty reply/i.test(
      said,
    )
  )
    return remoteUnreachable(where, said);
  const status = /returned error: (429|5\d\d)/.exec(said)?.[1];
  if (status !== undefined) return remoteTrouble(where, Number(status), said);
  if (/not found|does not appear to be a git repository|does not exist|Could not read from remote repository|no such remote/i.test(said))
    return remoteGone(where, said);
  return gitFailed(what, done.code, said);
}
