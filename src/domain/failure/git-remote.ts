import { shorten } from '../../base/say.ts';
import type { Failure } from './failure.ts';

const user = { category: 'user', severity: 'low', recoverable: true } as const;
const api = { category: 'api', severity: 'medium', recoverable: true } as const;
const auth = { category: 'auth', severity: 'medium', recoverable: true } as const;

export const remoteUnknown = (name: string, near: string | undefined): Failure => ({
  ...user,
  code: 'git/remote-unknown',
  message: name === '' ? 'This repository has no remote.' : `There is no remote ${name} here.`,
  fix: near === undefined ? 'Add one: git remote add origin URL' : `Did you mean ${near}?`,
});

export const noUpstream = (branch: string): Failure => ({
  ...user,
  code: 'git/no-upstream',
  message: `${branch} follows no branch of a remote, so there is nothing to pull from. Nothing was changed.`,
  fix: 'Name one (`remote` and `branch`), or push it once with `setUpstream: true`.',
});

/** `where`: the remote, without what may be secret in its address. */
export const remoteGone = (where: string, details: string): Failure => ({
  ...api,
  code: 'git/remote-gone',
  message: `There is no repository at ${where}, or you may not see it. Nothing was changed.`,
  fix: 'Check the address (git remote -v) and whether your account may read it.',
  details,
});

export const remoteUnreachable = (where: string, details: string): Failure => ({
  ...api,
  code: 'git/remote-unreachable',
  message: `${where} can't be reached from here. Nothing was changed.`,
  fix: 'Check the network, the address and a proxy (git config http.proxy), then try again.',
  details,
});

/** It answered, but not with what was asked for. */
export const remoteTrouble = (where: string, status: number, details: string): Failure => ({
  ...api,
  code: 'git/remote-trouble',
  message:
    status === 429 ? `${where} asks to slow down (429). Nothing was changed.` : `${where} answered ${status}: the trouble is on its side. Nothing was changed.`,
  fix: 'Try again in a while.',
  details,
});

/** A partial clone whose remote did not give what it left out. */
export const contentsMissing = (details: string): Failure => ({
  ...api,
  code: 'git/contents-missing',
  message: 'Not all of it is here: this clone fetches contents from its remote when they are looked at, and could not.',
  fix: 'See that the remote can be reached and that you are signed in to it (git.pull tells what is wrong), then try again.',
  details,
});

export const authRequired = (where: string, details: string): Failure => ({
  ...auth,
  code: 'git/auth-required',
  missing: true,
  message: `${where} asks who you are, and no credential for it is set up here. Nobody was asked for a password; nothing was changed.`,
  fix: 'Sign in through a credential helper: gh auth login for GitHub, glab auth login for GitLab, git credential-manager, or one that git config credential.helper names, which keeps what a git fetch in a terminal asks you for (a token in place of the password for Bitbucket, Gitea and most others). Or use an SSH address; for github.com a token in GH_TOKEN or the editor’s GitHub session will do. Never put a password in the address.',
  details,
});

export const authRefused = (where: string, details: string): Failure => ({
  ...auth,
  code: 'git/auth-refused',
  message: `${where} refused the credential that is set up here. Nothing was changed.`,
  fix: 'Sign in again with an account that may do this, then try again.',
  details,
});

export const hostUnknown = (where: string, details: string): Failure => ({
  ...auth,
  code: 'git/host-unknown',
  message: `The host key of ${where} is not known here, or is another one than before, so nobody can tell whether it is that host. Nothing was changed.`,
  fix: 'Compare the fingerprint with what the host publishes, then connect once by hand (ssh) and accept it. If it changed and nobody said why, tell those who run it first; an old key is removed with ssh-keygen -R HOST.',
  details,
});

export const certificateExpired = (where: string, details: string): Failure => ({
  ...auth,
  code: 'git/certificate-expired',
  message: `The certificate of ${where} has expired or is not valid yet, so nothing was sent to it. Nothing was changed.`,
  fix: 'Check the clock of this machine. If it is right, whoever runs that host has to renew the certificate; nothing here can.',
  details,
});

/** Somebody else vouches for it than those who are trusted here, or it is for another name; GnuTLS does not say why, and it may have expired too. */
export const certificateNotTrusted = (where: string, details: string): Failure => ({
  ...auth,
  code: 'git/certificate',
  message: `The certificate of ${where} is not trusted here, so nothing was sent to it. Nothing was changed.`,
  fix: 'Check the address, the clock of this machine and until when the certificate is good. If a certificate authority of your company signed it, name its certificate: git config --global http.sslCAInfo FILE (or GIT_SSL_CAINFO). Do not turn the check off.',
  details,
});

export const pushBehind = (branch: string, where: string): Failure => ({
  ...user,
  code: 'git/push-behind',
  message: `${where} has commits on ${branch} that are not here, so it refused the push. Nothing was changed there.`,
  fix: 'Pull first (git.pull), then push again.',
});

export const leaseLost = (branch: string, where: string): Failure => ({
  ...user,
  code: 'git/lease-lost',
  severity: 'medium',
  message: `${branch} on ${where} is not what was last seen from here: somebody pushed since. Nothing was overwritten.`,
  fix: 'Fetch and look at what is new (git.pull), then decide again.',
});

export const pushRefused = (branch: string, where: string, reason: string, details: string): Failure => ({
  ...api,
  code: 'git/push-refused',
  message: `${where} refused ${branch}: ${shorten(reason, 300)}. Nothing was changed there.`,
  fix: /protected|denied|hook|policy/i.test(reason)
    ? 'Its rules don’t allow this: push another branch and open a pull request.'
    : 'Do what it asks for, then push again.',
  details,
});

export const goneOnRemote = (name: string, remote: string): Failure => ({
  ...user,
  code: 'git/gone-on-remote',
  message: `${remote} has no ${name}. Nothing was changed there.`,
  fix: 'Check the name: git.branch with `remotes` shows what was last seen of it. What is only here is deleted with git.branch or git.tag.',
});

export const tagDiffers = (names: readonly string[], remote: string): Failure => ({
  ...user,
  code: 'git/tag-differs',
  message: `${remote} has ${names.slice(0, 5).join(', ')} already, on another commit: who fetched it keeps the old one. Nothing was changed there.`,
  fix: 'Choose a new name; or, if it must move, push it with `force: true`.',
});
