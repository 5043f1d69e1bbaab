import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, ok } from '../../../domain/failure/failure.ts';
import { tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { explain } from '../explain.ts';
import { address, directory, workspace } from '../fields.ts';
import { folderName } from '../root/code-preview.ts';
import { readState } from '../root/state.ts';
import { withRoot } from '../root/with-root.ts';

const input = z.strictObject({ directory, address, workspace });
type Input = z.output<typeof input>;

/** The undo of an import: the thing itself is left alone. */
export const forget = tool({
  name: 'terraform.forget',
  effect: 'change',
  summary: 'Take one resource out of the Terraform state, and leave the thing itself as it is.',
  input,
  output: z.object({ address: z.string(), serial: z.int() }),
  commands: ['terraform state rm {address}'],
  says: [
    'stop tracking aws_s3_bucket.legacy in terraform',
    'forget aws_vpc.shared in the state',
    'take aws_iam_role.ci out of the state',
    'stop managing aws_instance.bastion with terraform but leave it running',
    'drop aws_vpc.shared from the state only',
    'untrack aws_s3_bucket.old',
    'terraform should no longer manage aws_iam_user.bob',
    'aws_instance.a out of the state, but keep it running',
    'stop managing aws_instance.a',
    'terraform should no longer know aws_instance.a',
    'untrack aws_s3_bucket.a',
    'let terraform no longer track aws_instance.old',
    'terraform should not manage module.legacy any more',
    'drop aws_instance.legacy from the tfstate but keep the server',
    'take aws_s3_bucket.old out of the state without deleting it',
    'remove aws_vpc.shared from the state only',
    'stop tracking aws_eip.nat',
    'untrack aws_iam_role.ci',
    'leave aws_db_instance.main alone from now on',
    'state rm aws_instance.old',
    'let go of aws_instance.jump in terraform',
    'release aws_vpc.shared from the control of terraform',
    'terraform should forget aws_instance.old in infra',
    'remove module.legacy from the state, keep what it made',
    'take aws_instance.jump out of the terraform state',
  ],
  examples: [{ title: 'Leave a resource to somebody else', input: { directory: 'infra', address: 'terraform_data.release' } }],
  guessMs: 3000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { state, backend, workspace: name } = seen.value;
    const isThere = state.addresses.includes(what.address);
    return ok({
      digest: digestOf({ what, lineage: state.lineage, serial: state.serial, backend, isThere }),
      summary: isThere ? `Take ${what.address} out of the state of ${folderName(what.directory)}` : `${what.address} is not in the state`,
      files: [],
      undo: { impossible: 'import it again' },
      warnings: [],
      target: {
        system: 'terraform' as const,
        label: `workspace ${name} · ${backend.label}`,
        facts: { workspace: name, lineage: state.lineage, serial: String(state.serial), backend: backend.identity },
        exclusive: `terraform:${backend.identity}`,
      },
      impacts: isThere
        ? [
            {
              address: what.address,
              type: what.address.split('.').at(-2) ?? '',
              operation: 'forget' as const,
              marks: [],
              detail: 'It stays in the world and nobody manages it any more.',
            },
          ]
        : [],
    });
  },

  async run(what, at) {
    const done = await withRoot({ directory: what.directory, workspace: what.workspace, for: 'state' }, at, async (root) => {
      const state = await readState(root);
      if (!state.ok) return state;
      if (!state.value.addresses.includes(what.address)) return ok({ serial: state.value.serial, was: false });
      // Beside a local state Terraform would leave its own copy of it.
      const backup = root.backend.type === 'local' ? [`-backup=${join(await at.scratch('terraform'), 'before-forget.tfstate')}`] : [];
      const removed = await root.run(['state', 'rm', '-lock-timeout=10s', ...backup, what.address], {
        timeoutMs: 120_000,
        interrupt: { signal: 'SIGINT', graceMs: 60_000 },
      });
      if (!removed.ok) return removed;
      if (removed.value.code !== 0) return failed(explain('state rm', removed.value, root));
      const after = await readState(root);
      return after.ok ? ok({ serial: after.value.serial, was: true }) : after;
    });
    if (!done.ok) return done;
    const { serial, was } = done.value;
    return {
      ok: true,
      output: { address: what.address, serial },
      summary: was ? `${what.address} is no longer in the state; the thing itself is as it was.` : `${what.address} was not in the state.`,
      undo: was ? { impossible: 'import it again' } : 'nothing-changed',
    };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.state.addresses.includes(what.address) ? { met: false, missing: [`${what.address} is still in the state`] } : { met: true };
  },

  async inspect(what, at) {
    const seen = await look(what, at);
    return seen.ok ? (seen.value.state.addresses.includes(what.address) ? 'not-started' : 'done') : 'unknown';
  },
});

const look = (what: Input, at: Workplace) =>
  withRoot({ directory: what.directory, workspace: what.workspace, for: 'state' }, at, async (root) => {
    const state = await readState(root);
    return state.ok ? ok({ state: state.value, backend: root.backend, workspace: root.workspace }) : state;
  });
