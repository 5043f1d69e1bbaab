import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { count, list } from '../../../base/say.ts';
import { ok } from '../../../domain/failure/failure.ts';
import { tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { directory, target, workspace } from '../fields.ts';
import { folderName } from '../root/code-preview.ts';
import { aboutState, coveredBy, declaredIn, editState, lookAtState, putBack, targetOfState } from '../state/edit.ts';

const input = z.strictObject({
  directory,
  address: target.describe('Address of the resource, with all its instances, or of a module.'),
  workspace,
});
type Input = z.output<typeof input>;

/** `state rm`, and the undo of an import: the thing itself is left alone. */
export const forget = tool({
  name: 'terraform.forget',
  effect: 'destroy',
  summary: 'Take a resource or a module out of the Terraform state, and leave the thing itself as it is.',
  input,
  output: z.object({ address: z.string(), serial: z.int(), forgotten: z.array(z.string()).readonly() }),
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
    'terraform state rm aws_s3_bucket.legacy',
    'remove aws_instance.jump from the terraform state but keep the machine running because we want to hand it to the support team next week, who do everything by hand',
    "stop managing module.monitoring with terraform in ml, don't delete it; the observability group moves it to their own repo and must find everything still running",
    'Requesting removal of aws_iam_user.ci from Terraform state (resource itself must remain), directory clusters/green',
    'state rm module.cache, workspace staging',
    'untrack aws_kms_key.ledger',
    'aws_sqs_queue.dead is handled by another repo now, please remove it from our terraform state and leave the queue alone',
    'detach module.legacy_vpc from terraform in network/vpn, nothing in aws should be touched',
    'terraform should not know aws_lambda_function.report any more, folder reports/infra, function must stay',
    'please delete only from state file the resource aws_dynamodb_table.locks, not the real table',
    "let's release aws_ecr_repository.web from terraform's control in scoring/tf, keeping the repository",
    'tf state rm \'aws_subnet.private["c"]\' in aws/shared-services',
    'take the bucket out of the terraform state in lambda/mailer but do not delete the bucket',
    'reomve module.search from terraform state, keep infra',
    'hand over aws_cloudfront_distribution.cdn: out of our state, distribution keeps serving',
  ],
  examples: [{ title: 'Leave a resource to somebody else', input: { directory: 'infra', address: 'terraform_data.release' } }],
  guessMs: 3000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { state, root, backup, gone } = seen.value;
    const declared = gone.length > 0 && declaredIn(what.address, root) === true;
    return ok({
      digest: digestOf({ what, lineage: state.lineage, serial: state.serial, backend: root.backend, gone, backup }),
      summary:
        gone.length === 0
          ? `${what.address} is not in the state`
          : `Take ${what.address}${gone.length === 1 && gone[0] === what.address ? '' : ` (${count(gone.length, 'resource')})`} out of the state of ${folderName(what.directory)}`,
      files: [],
      undo: gone.length === 0 ? 'nothing-changed' : putBack(what, backup, { lineage: state.lineage, serial: state.serial + 1 }),
      warnings:
        gone.length === 0
          ? []
          : [
              ...(declared ? [`the files still have ${what.address}: the next plan would make it a second time, unless they no longer have it`] : []),
              aboutState(seen.value),
            ],
      target: targetOfState(seen.value),
      impacts: gone.map((address) => ({
        address,
        type:
          address
            .replace(/\[[^\]]*\]$/, '')
            .split('.')
            .at(-2) ?? '',
        operation: 'forget' as const,
        marks: [],
        detail: 'It stays in the world and nobody manages it any more.',
      })),
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { state, gone, backup } = seen.value;
    if (gone.length === 0) {
      const output = { address: what.address, serial: state.serial, forgotten: [] };
      return { ok: true, output, summary: `${what.address} was not in the state.`, undo: 'nothing-changed' };
    }
    const done = await editState('rm', [what.address], what, backup, at);
    if (!done.ok) return done;
    const after = done.value;
    return {
      ok: true,
      output: { address: what.address, serial: after.serial, forgotten: gone },
      summary: `${list(gone.slice(0, 5))}${gone.length > 5 ? ` and ${gone.length - 5} more` : ''} ${gone.length === 1 ? 'is' : 'are'} no longer in the state; ${gone.length === 1 ? 'the thing itself is' : 'the things themselves are'} as before.`,
      undo: putBack(what, backup, after),
    };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.gone.length > 0 ? { met: false, missing: [`${what.address} is still in the state`] } : { met: true };
  },

  async inspect(what, at) {
    const seen = await look(what, at);
    return seen.ok ? (seen.value.gone.length > 0 ? 'not-started' : 'done') : 'unknown';
  },
});

async function look(what: Input, at: Workplace) {
  const seen = await lookAtState(what, at);
  return seen.ok ? ok({ ...seen.value, gone: coveredBy(what.address, seen.value.state) }) : seen;
}
