import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { ok } from '../../../domain/failure/failure.ts';
import { tool } from '../../../domain/tool.ts';
import { succeeded } from '../repository/explain.ts';
import { resolveCommit, short } from '../repository/head.ts';
import { directory, objectId, text } from '../repository/names.ts';
import { openRepository } from '../repository/repository.ts';
import { stashesOf } from '../repository/stashes.ts';

export const restoreStashInput = z.strictObject({ directory, stash: objectId, message: text(1000) });

/** The undo of a stash that was popped or dropped: its entry is there again, on top. */
export const restoreStash = tool({
  name: 'git.restoreStash',
  effect: 'write',
  summary: 'Bring back a stash that was popped or dropped; files stay as they are.',
  input: restoreStashInput,
  output: z.object({ stash: z.string() }),
  says: [],
  guessMs: 100,
  repeatable: true,

  async preview(what, at) {
    const repo = await openRepository(what.directory, at);
    if (!repo.ok) return repo;
    const there = await resolveCommit(repo.value, what.stash);
    if (!there.ok) return there;
    return ok({
      digest: digestOf(what),
      summary: `Bring back the stash ${short(what.stash)}`,
      files: [],
      undo: { steps: [{ tool: 'git.stash', input: { directory: what.directory, action: 'drop', stash: what.stash } }] },
      warnings: [],
    });
  },

  async run(what, at) {
    const repo = await openRepository(what.directory, at);
    if (!repo.ok) return repo;
    const all = await stashesOf(repo.value);
    if (!all.ok) return all;
    if (all.value.some((s) => s.commit === what.stash))
      return { ok: true, output: { stash: what.stash }, summary: 'The stash is there.', undo: 'nothing-changed' };
    const stored = succeeded('stash', await repo.value.run(['stash', 'store', `--message=${what.message}`, what.stash], { writes: true }));
    if (!stored.ok) return stored;
    return {
      ok: true,
      output: { stash: what.stash },
      summary: `The stash ${short(what.stash)} is back, on top.`,
      undo: { steps: [{ tool: 'git.stash', input: { directory: what.directory, action: 'drop', stash: what.stash } }] },
    };
  },

  async verify(what, _seen, at) {
    const repo = await openRepository(what.directory, at);
    if (!repo.ok) return { met: false, missing: [repo.failure.message] };
    const all = await stashesOf(repo.value);
    return all.ok && all.value.some((s) => s.commit === what.stash) ? { met: true } : { met: false, missing: ['the stash is not there'] };
  },
});
