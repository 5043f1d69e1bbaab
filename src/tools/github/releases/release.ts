import { z } from 'zod';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { Github } from '../connect.ts';
import { branch } from '../inputs.ts';
import { type ReleaseShape, releaseShape } from '../shapes.ts';

/** A tag, short: Git's rules for it are those for a branch. */
export const tag = branch;

/** A release as a list shows it. */
export const row = z.object({
  tag: z.string(),
  title: z.string(),
  state: z.string().describe('draft, pre-release or release.'),
  author: z.string(),
  published: z.string().optional().describe('When; absent for a draft.'),
  url: z.string(),
});

export const stateOf = ({ draft, prerelease }: Pick<ReleaseShape, 'draft' | 'prerelease'>): string =>
  draft ? 'draft' : prerelease ? 'pre-release' : 'release';

export const releaseAsRow = (one: ReleaseShape): z.output<typeof row> => ({
  tag: one.tag_name,
  title: one.name || one.tag_name,
  state: stateOf(one),
  author: one.author,
  ...(one.published_at ? { published: one.published_at } : {}),
  url: one.html_url,
});

export const releaseThing = (github: Github, called: string): string => `release ${called} in ${github.repository}`;

const draftsMax = 300;

/** The release of a tag, a draft of one too; `undefined`: there is none. */
export async function releaseOf(github: Github, wanted: string): Promise<Outcome<ReleaseShape | undefined>> {
  const doing = { verb: 'read the releases', thing: releaseThing(github, wanted) };
  const found = await github.ask('GET /releases/tags/{tag}', { tag: wanted }, releaseShape, doing);
  if (found.ok || found.failure.code !== 'github/not-found') return found;
  // A draft is only in the list; whoever may not write sees none.
  const listed = await github.list('GET /releases', {}, { shape: releaseShape, limit: draftsMax, keep: (one) => one.tag_name === wanted }, doing);
  return listed.ok ? ok(listed.value.items[0]) : listed;
}

const refShape = z.object({ object: z.object({ type: z.string(), sha: z.string() }) });

/** What a tag points to; `undefined`: there is no such tag. */
export async function tagOf(github: Github, wanted: string): Promise<Outcome<{ readonly type: string; readonly sha: string } | undefined>> {
  const doing = { verb: `look at the tag ${wanted}`, thing: `tag ${wanted}` };
  const found = await github.ask('GET /git/ref/{ref}', { ref: `tags/${wanted}` }, refShape, doing);
  if (found.ok) return ok(found.value.object);
  return found.failure.code === 'github/not-found' ? ok(undefined) : found;
}
