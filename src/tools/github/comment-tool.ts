import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { shorten } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { conversationLocked } from '../../domain/failure/github.ts';
import { type Example, tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { commentIsThere, commentUndo, findComment, postComment } from './comments.ts';
import type { Github } from './connect.ts';
import { connect } from './connect.ts';
import { comment, number, posted, repository } from './inputs.ts';
import { callAt, forgetIntent } from './intent.ts';
import { wasPosted } from './post.ts';
import { openWorld, targetOf, type World } from './world.ts';

/** So much of a comment is shown to whoever approves it, letters. */
const shownMax = 400;

/** What is commented on, as far as a comment needs to know it. */
interface Commented {
  readonly title: string;
  readonly state: string;
  readonly locked: boolean;
}

interface Kind {
  readonly name: string;
  /** `issue`, `pull request`. */
  readonly word: string;
  readonly says: readonly string[];
  readonly commands: readonly string[];
  readonly examples: readonly Example<{ readonly number: number; readonly body: string; readonly repository?: string }>[];
  read(github: Github, number: number): Promise<Outcome<Commented>>;
  /** In a sentence: `pull request #7 of example/shop`. */
  thing(github: Github, number: number): string;
}

/** A tool that comments on an issue or on a pull request: on GitHub one and the same, under one number. */
export function commentTool({ name, word, says, commands, examples, read, thing }: Kind) {
  const input = z.strictObject({
    number: number.describe(`Number of the ${word}.`),
    body: comment.describe('Text of the comment, in Markdown.'),
    repository,
  });
  type Input = z.output<typeof input>;
  const callOf = (at: Workplace, what: Input) => callAt(at, name, what);

  const look = async (what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly on: Commented }>> => {
    const world = await openWorld(what.repository, at);
    if (!world.ok) return world;
    const on = await read(world.value.github, what.number);
    if (!on.ok) return on;
    if (on.value.locked) return failed(conversationLocked(thing(world.value.github, what.number)));
    return ok({ world: world.value, on: on.value });
  };

  return tool({
    name,
    effect: 'change',
    summary: `Comment on ${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}.`,
    input,
    output: posted,
    says,
    commands,
    examples,
    guessMs: 1_500,

    async preview(what, at) {
      const seen = await look(what, at);
      if (!seen.ok) return seen;
      const { world, on } = seen.value;
      return ok({
        digest: digestOf({ what, repository: world.repository.full_name, me: world.me, title: on.title, state: on.state }),
        summary: `Comment on ${word} #${what.number} "${shorten(on.title, 80)}"`,
        files: [],
        undo: commentUndo(world.github, what.number, what.body, { call: callOf(at, what) }),
        warnings: [
          'whoever follows it is notified at once; deleting the comment later does not take that back',
          ...(on.state === 'open' || on.state === 'draft' ? [] : [`it is ${on.state}`]),
        ],
        target: targetOf(world, {}, what.number),
        impacts: [
          { address: `${world.github.repository}#${what.number}`, type: 'comment', operation: 'create', marks: [], detail: shorten(what.body, shownMax) },
        ],
      });
    },

    async run(what, at) {
      await forgetIntent(at, callOf(at, what));
      const seen = await look(what, at);
      if (!seen.ok) return seen;
      const { world } = seen.value;
      const made = await postComment(at, world, what.number, what.body, callOf(at, what));
      if (!made.ok) return made;
      return {
        ok: true,
        output: { number: what.number, url: made.value.html_url },
        summary: `Commented on #${what.number}: ${made.value.html_url}`,
        undo: commentUndo(world.github, what.number, what.body, { comment: made.value.id }),
      };
    },

    async verify(what, seen, at) {
      const github = await connect(what.repository, at);
      if (!github.ok) return { met: false, missing: [github.failure.message] };
      const missing = await commentIsThere(github.value, seen.url, what.body);
      return missing.length === 0 ? { met: true } : { met: false, missing };
    },

    inspect: (what, at) =>
      wasPosted(what.repository, at, { what: callOf(at, what), find: (github, since) => findComment(github, what.number, what.body, since) }),
  });
}
