import { type Outcome, ok } from '../../domain/failure/failure.ts';
import type { Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import type { Github } from './connect.ts';
import type { Call } from './intent.ts';
import { notBefore, postOnce } from './post.ts';
import { type CommentShape, commentShape } from './shapes.ts';
import { login, sameText, type World } from './world.ts';

// A comment on a pull request is one on its issue: they share their numbers.

/** Posts a comment, and looks for it where no answer came. */
export const postComment = (at: Workplace, { github, me }: World, number: number, body: string, what: Call): Promise<Outcome<CommentShape>> =>
  postOnce(at, github, {
    what,
    called: `the comment on #${number}`,
    send: () =>
      github.ask('POST /issues/{number}/comments', { number, body }, commentShape, {
        verb: `comment on #${number}`,
        thing: `#${number} in ${github.repository}`,
      }),
    find: (_github, since) => findComment(github, number, body, since, me),
  });

/** The newest comment by this account with this text since then. */
export async function findComment(github: Github, number: number, body: string, since: string, me?: string): Promise<Outcome<CommentShape | undefined>> {
  const who = me === undefined ? await login(github) : ok(me);
  if (!who.ok) return who;
  const listed = await github.list(
    'GET /issues/{number}/comments',
    { number, since },
    {
      shape: commentShape,
      limit: 1_000,
      keep: (one) => (who.value === undefined || one.user === who.value) && notBefore(one.created_at, since) && sameText(one.body, body),
    },
    { verb: `read the comments of #${number}`, thing: `#${number} in ${github.repository}` },
  );
  return listed.ok ? ok(listed.value.items.at(-1)) : listed;
}

/** Takes a comment back: the one that was made, or what a call that was cut off may have made. */
export const commentUndo = (
  github: Github,
  number: number,
  body: string,
  which: { readonly comment: number } | { readonly call: Call },
): Extract<Undo, { steps: unknown }> => ({
  steps: [{ tool: 'github.deleteComment', input: { repository: github.repository, number, body, ...which } }],
});

/** What is missing of the comment at that address. */
export async function commentIsThere(github: Github, url: string, body: string): Promise<readonly string[]> {
  const comment = Number(/#issuecomment-(\d+)$/.exec(url)?.[1]);
  if (!Number.isSafeInteger(comment)) return ['GitHub gave the comment an address that says nothing'];
  const found = await readComment(github, comment);
  if (!found.ok) return [found.failure.message];
  return sameText(found.value.body, body) ? [] : ['the comment does not say what was written'];
}

export const readComment = (github: Github, comment: number): Promise<Outcome<CommentShape>> =>
  github.ask('GET /issues/comments/{comment}', { comment }, commentShape, { verb: 'read the comment', thing: `comment ${comment} in ${github.repository}` });
