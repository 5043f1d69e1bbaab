import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { movedSince } from '../../../domain/failure/git.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { short } from '../repository/head.ts';
import { openRepository } from '../repository/repository.ts';
import { stashesOf } from '../repository/stashes.ts';
import { stash } from '../stash.ts';
import { takeBackStashInput } from './take-back-stash-input.ts';

type Input = z.output<typeof takeBackStashInput>;

/**
 * The undo of changes that were being put aside when it was cut off: what came on top of the stashes since is taken up again,
 * and where nothing did, nothing is, however many others there are.
 */
export const takeBackStash = tool({
  name: 'git.takeBackStash',
  effect: 'write',
  summary: 'Take up again what a run that was cut off put aside; other stashes stay.',
  input: takeBackStashInput,
  output: z.object({ stash: z.string().optional() }),
  says: [],
  guessMs: 300,
  repeatable: true,

  async preview(what, at) {
    const made = await madeSince(what, at);
    if (!made.ok) return made;
    if (made.value === undefined)
      return ok({
        digest: digestOf(what),
        summary: 'Nothing to take up: nothing was put aside',
        files: [],
        undo: 'nothing-changed',
        warnings: [],
        ...changesNothing(true),
      });
    const seen = await stash.preview?.(popOf(what, made.value), at);
    return seen ?? failed(movedSince('refs/stash'));
  },

  async run(what, at) {
    const made = await madeSince(what, at);
    if (!made.ok) return made;
    if (made.value === undefined) return { ok: true, output: {}, summary: 'Nothing was put aside.', undo: 'nothing-changed' };
    const popped = await stash.run(popOf(what, made.value), at);
    return popped.ok ? { ...popped, output: { stash: made.value }, summary: `What was put aside as ${short(made.value)} is back.` } : popped;
  },

  async verify(what, _seen, at) {
    const made = await madeSince(what, at);
    if (!made.ok) return { met: false, missing: [made.failure.message] };
    return made.value === undefined ? { met: true } : { met: false, missing: [`the stash ${short(made.value)} is still there`] };
  },
});

const popOf = (what: Input, commit: string) => stash.input.parse({ directory: what.directory, action: 'pop', stash: commit, index: true });

/** The one stash that came on top since then; `undefined`: none did. */
async function madeSince(what: Input, at: Workplace): Promise<Outcome<string | undefined>> {
  const repo = await openRepository(what.directory, at);
  if (!repo.ok) return repo;
  const all = await stashesOf(repo.value);
  if (!all.ok) return all;
  const [newest, next] = all.value;
  if ((newest?.commit ?? null) === what.before) return ok(undefined);
  return (next?.commit ?? null) === what.before ? ok(newest?.commit) : failed(movedSince('refs/stash'));
}
