import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { count } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { cloneEdited } from '../../../domain/failure/git.ts';
import { tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { branchesOf } from '../repository/head.ts';
import { directory, objectId, path } from '../repository/names.ts';
import { parseStatus } from '../repository/parse-status.ts';
import { openRepository } from '../repository/repository.ts';
import { stashesOf } from '../repository/stashes.ts';

const input = z.strictObject({
  directory,
  commit: objectId.optional().describe('What was checked out when it was cloned.'),
  folders: z.array(path).default([]).describe('Folders made on the way: removed again when they are empty.'),
});
type Input = z.output<typeof input>;

/** The undo of a clone: removes the folder, unless it holds anything that its remote has not. */
export const removeClone = tool({
  name: 'git.removeClone',
  effect: 'write',
  summary: 'Remove a cloned folder again, if nothing in it is only there.',
  input,
  output: z.object({ removed: z.boolean() }),
  says: [],
  guessMs: 500,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    return ok({
      digest: digestOf({ what, there: seen.value !== undefined }),
      summary: seen.value === undefined ? `Nothing to remove: ${what.directory} is not there` : `Remove the clone ${what.directory}/`,
      files: [],
      undo: { impossible: 'clone it again' },
      warnings: [],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    if (seen.value !== undefined) await rm(seen.value, { recursive: true, force: true });
    for (const folder of what.folders) await at.files.removeEmptyFolder(folder);
    return {
      ok: true,
      output: { removed: seen.value !== undefined },
      summary: `${what.directory}/ is not there any more.`,
      undo: { impossible: 'clone it again' },
    };
  },

  async verify(what, _seen, at) {
    const kind = await at.files.kind(what.directory);
    return kind.ok && kind.value === 'nothing' ? { met: true } : { met: false, missing: [`${what.directory} is still there`] };
  },
});

/** Absolute path of a clone that nobody worked in; `undefined`: not there. */
async function look(what: Input, at: Workplace): Promise<Outcome<string | undefined>> {
  const kind = await at.files.kind(what.directory);
  if (!kind.ok) return kind;
  if (kind.value === 'nothing') return ok(undefined);
  const opened = await openRepository(what.directory, at);
  if (!opened.ok) return opened;
  const repo = opened.value;
  const absolute = await at.files.locate(what.directory);
  if (!absolute.ok) return absolute;
  if (repo.root !== absolute.value || repo.root === at.folder) return failed(cloneEdited(what.directory, 'it is not a clone of its own'));
  const asked = await repo.run(['status', '--porcelain=v2', '-z', '--untracked-files=all', '--ignored=traditional'], { timeoutMs: 120_000 });
  if (!asked.ok) return asked;
  const status = parseStatus(asked.value.stdout);
  const files = [...status.changed.map((e) => e.path), ...status.conflicts.map((c) => c.path), ...status.untracked, ...status.ignored];
  if (files.length > 0) return failed(cloneEdited(what.directory, count(files.length, 'changed or new file')));
  const stashes = await stashesOf(repo);
  if (!stashes.ok) return stashes;
  if (stashes.value.length > 0) return failed(cloneEdited(what.directory, count(stashes.value.length, 'stash', 'stashes')));
  const branches = await branchesOf(repo, 'heads');
  if (!branches.ok) return branches;
  const own = await repo.run(['rev-list', '--count', '--branches', '--not', '--remotes', ...(what.commit === undefined ? [] : [what.commit])]);
  if (!own.ok) return own;
  return Number(own.value.stdout.trim()) > 0 ? failed(cloneEdited(what.directory, count(Number(own.value.stdout.trim()), 'commit'))) : ok(absolute.value);
}
