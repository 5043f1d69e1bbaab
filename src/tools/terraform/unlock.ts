import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import type { StateLock } from '../../domain/failure/terraform.ts';
import { lockIsLocal, lockIsOther, notLocked } from '../../domain/failure/terraform-state.ts';
import type { Target } from '../../domain/impact.ts';
import { tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { explain, lockIn, problemsIn, saidIn } from './explain.ts';
import { directory, workspace } from './fields.ts';
import { folderName } from './root/code-preview.ts';
import type { Root } from './root/open.ts';
import { withRoot } from './root/with-root.ts';
import { editing } from './state/edit.ts';

const input = z.strictObject({
  lock: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9][\w.:/+=-]*$/, 'the id of a lock')
    .describe('Id of the lock, as Terraform told it.'),
  directory,
  workspace,
});
type Input = z.output<typeof input>;

/** `force-unlock`, for a lock whose process is dead. Who holds it is looked up first, by asking for the lock and not getting it. */
export const unlock = tool({
  name: 'terraform.unlock',
  effect: 'destroy',
  needsTrust: true,
  summary: 'Remove the lock of a Terraform state that a dead process left behind.',
  input,
  output: z.object({ lock: z.string(), holder: z.string().optional(), since: z.string().optional() }),
  onlyWith: ['lock', 'unlock', 'locked', 'locks', 'force-unlock'],
  commands: ['terraform force-unlock {lock}'],
  says: [
    'terraform force-unlock 5c0e9d6f-0000-4000-8000-000000000001',
    'remove the terraform lock 5c0e9d6f-0000-4000-8000-000000000001',
    'unlock the terraform state, lock 5c0e9d6f-0000-4000-8000-000000000001',
    'force unlock the state 5c0e9d6f-0000-4000-8000-000000000001 in infra',
    'release the state lock 5c0e9d6f-0000-4000-8000-000000000001',
    'unlock terraform, the lock is 5c0e9d6f-0000-4000-8000-000000000001',
  ],
  examples: [{ title: 'Free a state after its apply was killed', input: { directory: 'infra', lock: '5c0e9d6f-0000-4000-8000-000000000001' } }],
  guessMs: 4_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { lock, target } = seen.value;
    return ok({
      digest: digestOf({ what, lock, backend: target.facts.backend }),
      summary: `Remove the lock ${lock.id} of the state of ${folderName(what.directory)}, ${heldBy(lock)}`,
      files: [],
      undo: { impossible: 'a lock that was removed is gone; whoever held it works on without one' },
      warnings: ['if whoever holds it still works, two write the same state and it is damaged: make sure that process is dead'],
      target,
      impacts: [{ address: lock.id, type: 'state-lock', operation: 'delete', marks: ['protection-off'], detail: heldBy(lock) }],
    });
  },

  async run(what, at) {
    const done = await withRoot({ directory: what.directory, workspace: what.workspace, for: 'state' }, at, async (root) => {
      const held = await lockOf(what, root);
      if (!held.ok) return held;
      const removed = await root.run(['force-unlock', '-force', what.lock], editing);
      if (!removed.ok) return removed;
      return removed.value.code === 0 ? ok(held.value) : failed(explain('force-unlock', removed.value, root));
    });
    if (!done.ok) return done;
    const { id, holder, since } = done.value;
    return {
      ok: true,
      output: { lock: id, ...(holder === undefined ? {} : { holder }), ...(since === undefined ? {} : { since }) },
      summary: `The lock ${id} is gone (it was ${heldBy(done.value)}).`,
      undo: { impossible: 'a lock that was removed is gone' },
    };
  },

  async verify(what, _seen, at) {
    const now = await heldNow(what, at);
    if (!now.ok) return { met: false, missing: [now.failure.message] };
    return now.value?.id === what.lock ? { met: false, missing: [`the lock ${what.lock} is still there`] } : { met: true };
  },

  async inspect(what, at) {
    const now = await heldNow(what, at);
    return now.ok ? (now.value?.id === what.lock ? 'not-started' : 'done') : 'unknown';
  },
});

const heldBy = ({ holder, operation, since }: StateLock): string =>
  `held by ${holder ?? 'somebody'}${operation ? ` (${operation.replace('OperationType', '').toLowerCase()})` : ''}${since === undefined ? '' : ` since ${since}`}`;

const heldNow = (what: Input, at: Workplace) => withRoot({ directory: what.directory, workspace: what.workspace, for: 'state' }, at, (root) => readLock(root));

const look = (what: Input, at: Workplace): Promise<Outcome<{ readonly lock: StateLock; readonly target: Target }>> =>
  withRoot({ directory: what.directory, workspace: what.workspace, for: 'state' }, at, async (root) => {
    const lock = await lockOf(what, root);
    if (!lock.ok) return lock;
    const { backend, workspace: name } = root;
    const facts = { workspace: name, backend: backend.identity };
    return ok({
      lock: lock.value,
      target: { system: 'terraform', label: `workspace ${name} · ${backend.label}`, facts, exclusive: `terraform:${backend.identity}` },
    });
  });

/** The lock that is meant, as long as it is the one that is held. */
async function lockOf({ lock, directory: folder }: Input, root: Root): Promise<Outcome<StateLock>> {
  // The system itself frees it when the process ends: one that is held has somebody alive behind it.
  const held = await readLock(root);
  if (!held.ok) return held;
  if (held.value === undefined) return failed(notLocked(folder));
  if (root.backend.type === 'local') return failed(lockIsLocal(held.value));
  return held.value.id === lock ? ok(held.value) : failed(lockIsOther(lock, held.value));
}

/** An address nothing has: a dry run asks for the lock before it looks, and changes nothing in any case. */
const nothing = 'terraform_data.nimbus_looks_for_the_lock';

/** Who holds the lock; `undefined`: nobody. */
async function readLock(root: Root): Promise<Outcome<StateLock | undefined>> {
  const asked = await root.run(['state', 'rm', '-dry-run', '-lock-timeout=0s', nothing], { ...editing, quietly: true });
  if (!asked.ok) return asked;
  const { stdout, stderr } = asked.value;
  const said = saidIn(problemsIn(stdout, stderr), stderr);
  if (/error acquiring the state lock|error locking state|state is already locked/i.test(said)) return ok(lockIn(said));
  // Where there is no state, or not that address, it had the lock and gave it back.
  if (asked.value.code === 0 || /no state file was found|no matching objects|matching objects/i.test(said)) return ok(undefined);
  return failed(explain('state rm', asked.value, root));
}
