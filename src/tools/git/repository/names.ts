import { z } from 'zod';

/**
 * What may reach git's command line. Every text that becomes an argument goes through one of these: none starts with `-`
 * (git would take it for an option), none holds a control character.
 */
const notAnOption = 'it starts with "-", which git would take for an option';

/** A branch or tag, short: `main`, `feature/login`. The rules are git's own (git check-ref-format). */
export const branchName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^-]/, notAnOption)
  .regex(/^[^\p{C}\s~^:?*[\\]+$/u, 'a branch name has no spaces, no control characters and none of ~ ^ : ? * [ \\')
  .regex(/^(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))(?![./])(?!.*[./]$)(?!@$)(?!HEAD$)/, 'git does not allow a branch name like this (git check-ref-format)');

/** Anything that names a commit: `HEAD~2`, `main@{1}`, `v1.2`, a hash. */
export const revision = z
  .string()
  .min(1)
  .max(250)
  .regex(/^[^-]/, notAnOption)
  .regex(/^[^^]/, 'it begins with "^", which means all but this one: name the commit itself')
  .regex(/^[^\p{C}\s:]+$/u, 'a revision has no spaces and no ":"')
  .regex(/^(?!.*\.\.)/, 'one revision, not a range: give the two ends apart');

export const remoteName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^-]/, notAnOption)
  .regex(/^[\w][\w.-]*(?:\/[\w.-]+)*$/, 'the name of a remote, such as origin; not an address');

/** Relative to the workspace folder; the files port confines it. It goes behind `--`, so that a leading `-` is harmless. */
export const path = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[^\0]*$/, 'a path has no NUL character');

export const directory = path.default('.').describe('A folder of the repository, relative to the workspace folder.');

export const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\0]*$/, 'it holds a NUL character');

export const timeoutSeconds = z.number().int().min(1).max(570).default(300).describe('Stopped after this time, hooks included.');

/** Whole object id, SHA-1 or SHA-256. */
export const objectId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'a whole object id');

export const fullRef = z
  .string()
  .regex(/^(?:HEAD$|refs\/(?:heads|tags|remotes)\/)/, 'HEAD, or a whole name below refs/heads, refs/tags or refs/remotes')
  .refine((name) => name === 'HEAD' || branchName.safeParse(name.replace(/^refs\/(?:heads|tags|remotes)\//, '')).success, 'not the name of a branch or tag');

/** Where a repository is: https, http, ssh, git, `host:path`, `file:` or an absolute path. No transport that runs a program, no password. */
export const address = z
  .string()
  .min(1)
  .max(2000)
  .regex(/^[^-]/, notAnOption)
  .regex(/^[^\p{C}\s]+$/u, 'an address has no spaces')
  .regex(/^(?:(?:https?|ssh|git|file):\/\/|\/|[\w.-]+@[\w.-]+:(?!:)|[A-Za-z]:[\\/])/, 'an https, ssh or file address, or an absolute path')
  .refine((value) => !holdsCredential(value), 'it holds a password or token; use a credential helper or SSH instead');

/** A password, or a user name that looks like a token, in an address over HTTP or SSH. */
function holdsCredential(value: string): boolean {
  const userinfo = /^[a-z]+:\/\/([^/?#]*)@/i.exec(value)?.[1];
  if (userinfo === undefined) return false;
  return userinfo.includes(':') || /^(?:gh[pousr]_|github_pat_|glpat-|x-oauth)/i.test(userinfo) || userinfo.length >= 30;
}

/** Text of git's without what stands before the `@` of an address: it may be a password. */
export const withoutCredentials = (said: string): string => said.replaceAll(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@'"]*@/gi, '$1');

/** A name for people: control characters, and what was not UTF-8, shown as `\n`, `\t`, `\u{1b}`, `�`. */
export const shown = (name: string): string =>
  name.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (c) =>
    c === '\n' ? '\\n' : c === '\t' ? '\\t' : c === '\r' ? '\\r' : `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`,
  );
