import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { count } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { stateMovedOn } from '../../../domain/failure/terraform-state.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { explain } from '../explain.ts';
import { directory, workspace } from '../fields.ts';
import { folderName } from '../root/code-preview.ts';
import { pullState, readState, type State } from '../root/state.ts';
import { withRoot } from '../root/with-root.ts';
import { writeWhole } from '../saved/record.ts';
import { backupId, idOf, keepBackup, readBackup } from '../state/backup.ts';
import { aboutState, editing, lookAtState, putBack, type SeenState, targetOfState } from '../state/edit.ts';

const input = z.strictObject({
  directory,
  workspace,
  backup: backupId.describe('The state as it was before.'),
  expect: z
    .strictObject({ lineage: z.string().max(200), serial: z.int().min(0) })
    .optional()
    .describe('What the run left: another state there stops this. Absent: an empty one.'),
});
type Input = z.output<typeof input>;

/** The undo of an edit of a state: puts the one back that was kept, under the next serial, as long as nothing happened to it since. */
export const restoreState = tool({
  name: 'terraform.restoreState',
  effect: 'destroy',
  summary: 'Put a Terraform state back to what it was before a run edited it.',
  input,
  output: z.object({ directory: z.string(), serial: z.int() }),
  says: [],
  guessMs: 3_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { state, before, root, same } = seen.value;
    const back = before.addresses.filter((address) => !state.addresses.includes(address));
    const gone = state.addresses.filter((address) => !before.addresses.includes(address));
    return ok({
      digest: digestOf({ what, lineage: state.lineage, serial: state.serial, backend: root.backend }),
      summary: same
        ? `Nothing to put back: the state of ${folderName(what.directory)} is as it was`
        : `Put the state of ${folderName(what.directory)} back: ${count(before.addresses.length, 'resource')}`,
      files: [],
      undo: same ? 'nothing-changed' : putBack(what, seen.value.backup, { lineage: before.lineage, serial: state.serial + 1 }),
      ...changesNothing(same),
      warnings: same ? [] : [aboutState(seen.value)],
      target: targetOfState(seen.value),
      impacts: [
        ...back.map((address) => ({ address, type: 'state', operation: 'import' as const, marks: [], detail: 'it is managed again' })),
        ...gone.map((address) => ({ address, type: 'state', operation: 'forget' as const, marks: [], detail: 'it leaves the state again' })),
      ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { text, same, state, before } = seen.value;
    if (same) return { ok: true, output: { directory: what.directory, serial: state.serial }, summary: 'The state is as it was.', undo: 'nothing-changed' };
    const done = await withRoot({ directory: what.directory, workspace: what.workspace, for: 'state' }, at, async (root) => {
      const now = await pullState(root);
      if (!now.ok) return now;
      if (idOf(now.value.text) !== seen.value.backup) return failed(stateMovedOn(what.directory));
      const kept = now.value.text.trim() === '' ? undefined : await keepBackup(now.value.text, at);
      const place = await mkdtemp(join(await at.scratch('terraform'), 'push-'));
      try {
        // Terraform takes no state that is older than the one that is there.
        const whole = JSON.stringify({ ...JSON.parse(text), serial: Math.max(state.serial, before.serial) + 1 });
        const file = join(place, 'state.tfstate');
        await writeWhole(file, whole);
        // An empty state of a new workspace has another lineage, or none.
        const force = what.expect === undefined ? ['-force'] : [];
        const pushed = await root.run(['state', 'push', '-lock-timeout=10s', ...force, file], editing);
        if (!pushed.ok) return pushed;
        if (pushed.value.code !== 0) return failed(explain('state push', pushed.value, root));
      } finally {
        await rm(place, { recursive: true, force: true });
      }
      const after = await readState(root);
      return after.ok ? ok({ serial: after.value.serial, kept, lineage: after.value.lineage }) : after;
    });
    if (!done.ok) return done;
    const { serial, kept, lineage } = done.value;
    return {
      ok: true,
      output: { directory: what.directory, serial },
      summary: `The state is as it was, at serial ${serial}.`,
      undo: kept === undefined ? { impossible: 'there was no state before' } : putBack(what, kept, { lineage, serial }),
    };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.same ? { met: true } : { met: false, missing: ['the state is not as it was'] };
  },

  async inspect(what, at) {
    const seen = await look(what, at);
    return seen.ok ? (seen.value.same ? 'done' : 'not-started') : 'unknown';
  },
});

interface Seen extends SeenState {
  readonly before: State;
  readonly text: string;
  /** What is managed is what was managed. */
  readonly same: boolean;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const kept = await readBackup(what.backup, at);
  if (!kept.ok) return kept;
  const seen = await lookAtState(what, at);
  if (!seen.ok) return seen;
  const { state } = seen.value;
  const before = kept.value.state;
  const same = state.lineage === before.lineage && [...state.addresses].sort().join('\n') === [...before.addresses].sort().join('\n');
  const fits = what.expect === undefined ? state.addresses.length === 0 : state.lineage === what.expect.lineage && state.serial === what.expect.serial;
  if (!same && !fits) return failed(stateMovedOn(what.directory));
  return ok({ ...seen.value, before, text: kept.value.text, same });
}
