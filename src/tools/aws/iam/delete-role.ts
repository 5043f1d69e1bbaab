import { z } from 'zod';
import { list } from '../../../base/say.ts';
import { isProtected } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { place, role } from '../fields.ts';
import { isAbsent } from '../session/explain.ts';
import { comparable, findRole, type RoleDocument, theRole } from './role.ts';

/** What is attached to it goes first, because AWS deletes only a bare role; all of it is in the undo. */
export const deleteRole = changingTool({
  name: 'aws.iam.deleteRole',
  global: true,
  effect: 'destroy',
  summary: 'Delete an IAM role.',
  input: z.strictObject({ role, ...place }),
  output: z.object({ role: z.string() }),
  commands: ['aws iam delete-role'],
  says: [
    'delete the role old-deployer',
    'remove iam role ci-runner',
    'drop the iam role reader',
    'delete role ci',
    'remove the iam role old-runner',
    'get rid of the role reader',
    'drop role tmp',
    'delete the iam role exporter',
    'the role tmp-role is not needed any more, delete it',
    'remove role auditor',
    'role old-ci is no longer needed, delete it',
    'get rid of iam role old-ci',
    'drop the role old-ci',
    'the role old-ci can go',
    'the iam role legacy can go',
    'we no longer need role partner',
    'get rid of role tmp',
    'role old-ci is not used any more, delete it',
    'erase the iam role sandbox',
    'throw away iam role old',
    'delete role checkout-api-old',
    'aws iam delete-role --role-name lambda-ingest-test',
    'Can you get rid of the role PartnerAccess in account 606022334455?',
    'The consultants have finished their project and gave back their laptops yesterday, so please delete the role consultant-access over which they came into our account.',
    'drop iam role eks-node-green',
    'When we renamed the function, terraform made a new role and forgot the old one, image-resizer-exec, so that IAM role can be deleted by hand.',
    'I want the iam role data-scientist gone',
    'remove role "blue" from IAM',
    'We ended the contract with the monitoring company, so delete the role vendor-metrics they used to come in.',
    'throw away iam role glue-etl-draft',
    'deleet role api-gw-logs',
    'Could the role SecurityScan in the staging account be deleted, please?',
    'nothing runs in the gov partition any more except the logs, so get rid of the iam role gov-instance in us-gov-west-1 using the gov profile',
    'erase the aws role firehose-out, profile org-root',
    'The data team in China gave up on their project before it really began, hence delete the IAM role cn-glue in cn-north-1 that we made for them.',
    'the name of my new role clashes with build-runner, delete the existing iam role build-runner',
    'time to remove cross-read, that cross account role in IAM',
    "The access analyzer reports a role that trusts an unknown account; it's called shared-ext-read and I have agreed with security that we simply delete the role.",
    'iam role fleet-flow: delete',
    'scrap the execution role mail-sender-exec in IAM',
    "on call note: role breakglass-temp was made for tonight's incident and is no longer needed, delete it",
    'wipe the IAM role rds-monitor-dev in the sandbox account',
  ],
  examples: [{ title: 'Delete a role', input: { role: 'deployer' } }],
  guessMs: 1_500,

  async see({ role: name }, aws) {
    const seen = await theRole(name, aws);
    if (seen.document.path.startsWith('/aws-service-role/'))
      throw new FailureError(
        isProtected(`The role ${name}`, 'it belongs to an AWS service', 'Remove what that service uses it for; AWS then removes the role.'),
      );
    return seen;
  },

  tell: ({ role: name }, { document, id, lastUsedAt }, aws) => {
    const goes = [...document.attached.map((arn) => arn.split('/').at(-1) ?? arn), ...document.inline.map(([policy]) => `${policy} (inline)`)];
    return {
      summary: `Delete the IAM role ${name} in ${aws.where}`,
      impacts: [
        {
          address: name,
          type: 'iam-role',
          operation: 'delete',
          marks: goes.length + document.instanceProfiles.length > 0 ? ['cascades'] : [],
          detail: `what runs as ${name} loses its permissions${goes.length === 0 ? '' : `; taken off it first: ${list(goes)}`}`,
        },
      ],
      undo: undoOf(document, aws),
      warnings: [
        ...(lastUsedAt === undefined ? [] : [`It was last used on ${lastUsedAt.slice(0, 10)}`]),
        ...(document.instanceProfiles.length === 0
          ? []
          : [`The instance profile ${list(document.instanceProfiles)} is left without a role: its instances lose their credentials`]),
        'Made again it has another unique id: policies elsewhere that name it as principal have to be saved anew',
      ],
      touches: { role: name },
      covers: { id, document: comparable(document) },
    };
  },

  async act({ role: RoleName }, { document }, aws) {
    const iam = await aws.service('iam');
    const undo = undoOf(document, aws);
    const gone = (error: unknown) => (isAbsent(error) ? true : undefined);
    try {
      for (const InstanceProfileName of document.instanceProfiles)
        await aws.ask('iam:RemoveRoleFromInstanceProfile', iam.removeRoleFromInstanceProfile({ RoleName, InstanceProfileName }), gone);
      for (const PolicyArn of document.attached) await aws.ask('iam:DetachRolePolicy', iam.detachRolePolicy({ RoleName, PolicyArn }), gone);
      for (const [PolicyName] of document.inline) await aws.ask('iam:DeleteRolePolicy', iam.deleteRolePolicy({ RoleName, PolicyName }), gone);
      await aws.ask('iam:DeleteRole', iam.deleteRole({ RoleName }), gone);
    } catch (error) {
      if (error instanceof FailureError) throw new PartlyDone(error.failure, undo);
      throw error;
    }
    return { output: { role: RoleName }, summary: `Deleted the role ${RoleName}.`, undo };
  },

  missing: async ({ role: name }, _output, aws) => ((await findRole(name, aws)) === undefined ? [] : [`the role ${name} is still there`]),
  inspect: async ({ role: name }, aws) => ((await findRole(name, aws)) === undefined ? 'done' : 'unknown'),
});

const undoOf = (document: RoleDocument, { here }: Pinned): Undo => ({ steps: [{ tool: 'aws.iam.restoreRole', input: { document, ...here } }] });
