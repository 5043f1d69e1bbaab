import { z } from 'zod';

/** What may become part of a request to GitHub. What stands in a path is of characters that can't leave it: no `.` or `..` alone. */
export const repository = z
  .string()
  .max(300)
  .regex(
    /^(?:(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?\/)?[A-Za-z0-9][\w-]*\/)?(?!\.{1,2}$)[\w.-]+$/,
    'owner/name, host/owner/name, or a name alone',
  )
  .optional()
  .describe('Repository as owner/name, or its name alone where the remote origin has the same owner; default: the one of that remote.');

export const number = z.int().min(1).max(2_147_483_647);

export const title = z
  .string()
  .max(256)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'a title is one line')
  .regex(/\S/, 'a title is not empty');

/** GitHub's own limit on what one may write. */
export const body = z
  .string()
  .max(65_536)
  .regex(/^[^\0\p{Cs}]*$/u, 'it holds a NUL character or half of one');
export const comment = body.regex(/\S/, 'a comment is not empty');

/** Part of a title, whatever its case. */
export const inTitle = title.optional().describe('Only with this in the title.');
export const hasInTitle = (wanted: string | undefined, one: { readonly title: string }): boolean =>
  wanted === undefined || one.title.toLowerCase().includes(wanted.toLowerCase());

/** With or without the `@`; taken off where it is used. */
export const login = z.string().regex(/^@?[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\[bot\])?$/, 'a login on GitHub, such as octocat');
export const bare = (name: string): string => name.replace(/^@/, '');

/** A branch, short. Git's own rules, so that it can be part of an address. */
export const branch = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^-]/, 'a branch does not start with "-"')
  .regex(/^[^\p{C}\s~^:?*[\\]+$/u, 'a branch has no spaces, no control characters and none of ~ ^ : ? * [ \\')
  .regex(/^(?!.*(?:\.\.|\/\/|@\{|\/\.|\.lock(?:\/|$)))(?![./])(?!.*[./]$)(?!@$)/, 'git does not allow a branch like this');

export const label = z
  .string()
  .max(50)
  .regex(/^[^\p{Cc}\p{Cs},]*$/u, 'a label is one line without commas')
  .regex(/\S/, 'a label is not empty');

export const limit = z.int().min(1).max(1_000).default(30).describe('The first so many at the most.');

/** A whole commit id. */
export const commit = z.string().regex(/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/, 'a whole commit id');

/** Number of something GitHub made: a comment, a review. */
export const id = z.int().min(1);

/** Where it is, whole: `host/owner/name`, as undo steps name it. */
export const exactRepository = repository.unwrap().regex(/\//, 'owner/name, or host/owner/name').describe('Repository as owner/name.');

/** What was posted, and where it is to be seen. */
export const posted = z.object({ number: z.int(), url: z.string() });
