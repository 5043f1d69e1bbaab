import { basename } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import type { StateLock } from '../../domain/failure/terraform.ts';
import { lockIsLocal, lockIsOther, notLocked } from '../../domain/failure/terraform-state.ts';
import type { Target } from '../../domain/impact.ts';
import { tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { explain } from './explain.ts';
import { directory, workspace } from './fields.ts';
import { folderName } from './root/code-preview.ts';
import type { Root } from './root/open.ts';
import { withRoot } from './root/with-root.ts';
import { editing } from './state/edit.ts';
import { readLock } from './state/lock.ts';

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
    'unlock the terraform state, lock id 3f1c9a2e-77b1-4a0d-9c1e-2b6d8e0f4a11',
    'Requesting removal of orphaned state lock 5d41402a-bc4b-4a76-b971-9d911017c592 in directory mail/infra, workspace staging',
    'get rid of tf lock 7d793037-a076-4cd1-8d1f-aa6f9c2f1e01',
    "break the lock 9e107d9d-372b-4b68-a6d8-1f2e3d4c5b6a on ci/cache's terraform state",
    'nobody is running terraform in ops/alerts but it says locked by ci-runner-7, unlock 2c1743a3-91d2-4b07-a1ec-0ab1cd2ef345 please',
    'free up the state in windows-hosts, terraform keeps telling me that a lock is held by a runner which was terminated last night',
    'terraform is stuck on a lock, id 6512bd43-d9ca-46e0-8e3c-c4ca4238a0b9, the job that held it was killed an hour ago',
    'unlock 1f0e3dad-9990-4983-85f7-219e18cd81ff in apps/booking, I checked with everybody in the channel and nobody is running anything against that terraform state at the moment',
    'force unlock terraform/edge with 37693cfc-7480-49e4-9d87-b8c7d8b9aadb',
    'please unlock terraform state, i cannot make plan because lock 1ff1de77-4005-4f8d-93f4-2943881c655f is remaining',
    "it's 3am, the apply hung, i killed it and now the state in stacks/catalog is locked: 8e296a06-7a37-4633-b0de-d05f5a3bf3ec. unlock",
    "somebody ctrl-c'd terraform, lock left over 4e732ced-3463-4d06-9e0c-a9a15b61536f, clean that up",
    'how do I unlock the state in live/us/kiosk? the id shown is 02e74f10-e032-4ad8-a8d1-38f2b4fdd6f0',
    'dead lock on transcoder/infra, terraform, workspace green: 34173cb3-8f07-4d89-bebc-7e5b8b6c2b11. remove it please',
    'lock 6364d3f0-f495-46b6-9dcf-8d3b5c6e0b1a: unlock, folder factory',
    "time to unlock web/cdn, e369853d-f766-4a44-a1ed-0ff613f563bd is from yesterday's crashed run",
    'tf state unlock d67d8ab4-f4c1-4bf2-aaa3-53e27879133c ws=tenant-b',
    'our terraform state is locked by a build agent that no longer exists, can you unlock it',
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
    const { backend, workspace: name, folder } = root;
    const facts = { workspace: name, folder: basename(folder), backend: backend.identity };
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
