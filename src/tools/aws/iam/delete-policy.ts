import { z } from 'zod';
import { count, list } from '../../../base/say.ts';
import { isProtected, notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { place, policy } from '../fields.ts';
import { isAbsent } from '../session/explain.ts';
import { thePolicy } from './policies.ts';
import { comparablePolicy, findPolicy, holdersOf, mustBeOwn, type OwnPolicy, type WholePolicy } from './policy.ts';

/** Whoever has it loses it first, and its older versions go, because AWS deletes only a bare policy; all of it is in the undo. */
export const deletePolicy = changingTool({
  name: 'aws.iam.deletePolicy',
  global: true,
  effect: 'destroy',
  summary: 'Delete an IAM policy of the account.',
  input: z.strictObject({ policy, ...place }),
  output: z.object({ policy: z.string(), arn: z.string() }),
  commands: ['aws iam delete-policy --policy-arn={policy}'],
  onlyWith: ['polic'],
  says: [
    'delete the iam policy old-deploy',
    'remove the iam policy legacy-read',
    'drop the iam policy arn:aws:iam::123456789012:policy/tmp',
    'the iam policy ci-old is not needed any more, delete it',
    'the iam policy scratch can go',
    'delete policy read-logs from the account',
    'erase the iam policy sandbox',
    'we no longer need the iam policy metrics',
    'Please remove the IAM policy BillingExport, nobody uses it.',
    "After the merge of both teams there are two policies for the same thing, and the one called queue-viewer-b isn't attached anywhere, so delete this IAM policy.",
    "Can you get rid of tmp-admin? It's an IAM policy someone made during the outage.",
    'I created the IAM policy alarm-viewer-test only to find out how the conditions work and forgot to remove it afterwards, please do that for me.',
    'The security tool marks arn:aws:iam::939244556677:policy/open-everything as critical every single day, nobody has it attached any more, and so I would like it deleted.',
    'throw out iam policy kiosk-iot-publish',
    'dele policy ses-send in iam',
    'we replaced the baseline in the gov partition with an scp, so remove the iam policy gov-baseline-old for good, region us-gov-west-1, profile gov',
    'clean up: arn:aws:iam::646466778899:policy/ci/ci-run can go',
    "We reached the limit of policies in this account and have to make room, let's begin with deleting the IAM policy beta-feature-access, which is a leftover.",
    'take atlas-tiles-rw out, the IAM policy I mean',
    'I made an iam policy with a typo in its name, secrts-read, delete it',
    'purge the managed policy support-reboot',
    'wipe jobs-runner-legacy from our iam policies',
    'we got rid of the old search cluster and its IAM policy search-es-http is left over; remove it with profile infra',
    'iam policy release-signing-2023, delete',
  ],
  examples: [{ title: 'Delete a policy that somebody has', input: { policy: 'old-deploy' } }],
  guessMs: 2_500,

  async see({ policy: named }, aws) {
    const { arn } = await thePolicy(named, aws);
    mustBeOwn(arn);
    const found = await findPolicy(arn, aws);
    if (found === undefined) throw new FailureError(notThere(`IAM policy ${named}`, aws.where));
    if (found.bounds > 0)
      throw new FailureError(
        isProtected(
          `The policy ${found.document.name}`,
          `it is the permissions boundary of ${count(found.bounds, 'role or user', 'roles and users')}, and without it they could do more`,
          'Give them another boundary first.',
        ),
      );
    return found;
  },

  tell: (_what, found, aws) => {
    const { name } = found.document;
    const holders = holdersOf(found.document);
    const older = found.versions.length - 1;
    return {
      summary: `Delete the IAM policy ${name} in ${aws.where}`,
      impacts: [
        {
          address: name,
          type: 'iam-policy',
          operation: 'delete',
          marks: holders.length > 0 ? ['cascades'] : [],
          detail: holders.length === 0 ? 'nobody has it' : `${list(holders)} can’t do any more what it allows`,
        },
      ],
      undo: undoOf(found.document, aws),
      warnings: [
        ...(older > 0 ? [`${count(older, 'other version')} of it ${older === 1 ? 'goes' : 'go'} along; made again they are counted from v1`] : []),
        'Made again it has another unique id and date',
      ],
      touches: { policy: name },
      covers: { id: found.id, document: comparablePolicy(found.document) },
    };
  },

  async act(_what, found, aws) {
    const { arn, name } = found.document;
    const undo = undoOf(found.document, aws);
    try {
      await takeOff(found, aws);
    } catch (error) {
      if (error instanceof FailureError) throw new PartlyDone(error.failure, undo);
      throw error;
    }
    return { output: { policy: name, arn }, summary: `Deleted the policy ${name}.`, undo };
  },

  missing: async (_what, { arn }, aws) => ((await findPolicy(arn, aws)) === undefined ? [] : [`the policy ${arn} is still there`]),

  async inspect({ policy: named }, aws) {
    try {
      await thePolicy(named, aws);
      return 'unknown';
    } catch (error) {
      if (error instanceof FailureError && error.failure.code === 'aws/not-found') return 'done';
      throw error;
    }
  },
});

async function takeOff({ document, versions }: WholePolicy, aws: Pinned): Promise<void> {
  const iam = await aws.service('iam');
  const { arn: PolicyArn, roles, users, groups } = document;
  const gone = (error: unknown) => (isAbsent(error) ? true : undefined);
  for (const RoleName of roles) await aws.ask('iam:DetachRolePolicy', iam.detachRolePolicy({ RoleName, PolicyArn }), gone);
  for (const UserName of users) await aws.ask('iam:DetachUserPolicy', iam.detachUserPolicy({ UserName, PolicyArn }), gone);
  for (const GroupName of groups) await aws.ask('iam:DetachGroupPolicy', iam.detachGroupPolicy({ GroupName, PolicyArn }), gone);
  for (const { version: VersionId } of versions.filter((v) => !v.isDefault))
    await aws.ask('iam:DeletePolicyVersion', iam.deletePolicyVersion({ PolicyArn, VersionId }), gone);
  await aws.ask('iam:DeletePolicy', iam.deletePolicy({ PolicyArn }), gone);
}

const undoOf = (document: OwnPolicy, { here }: Pinned): Undo => ({ steps: [{ tool: 'aws.iam.restorePolicy', input: { document, ...here } }] });
