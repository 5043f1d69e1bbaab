import { z } from 'zod';
import { alreadyThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, type Pinned } from '../aws-tool.ts';
import { place, role } from '../fields.ts';
import { isError } from '../session/explain.ts';
import { findRole, parsed } from './role.ts';

export const createRole = changingTool({
  name: 'aws.iam.createRole',
  global: true,
  effect: 'change',
  summary: 'Create an IAM role that a service or an account may assume.',
  input: z.strictObject({
    role,
    trusts: z
      .string()
      .regex(/^([a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com|\d{12})$/, 'a service such as lambda.amazonaws.com, or an account id')
      .describe('Who may assume it: an AWS service such as lambda.amazonaws.com, or an account id.'),
    description: z
      .string()
      .max(1_000)
      .regex(/^[\t\n\r\x20-\x7e\u00a1-\u00ff]*$/, 'Latin letters, digits and punctuation')
      .optional()
      .describe('Description of the role.'),
    ...place,
  }),
  output: z.object({ role: z.string(), arn: z.string() }),
  commands: ['aws iam create-role'],
  says: [
    'create a role deployer for lambda',
    'make an iam role called ci-runner that ec2 can assume',
    'new iam role reader trusted by account 123456789012',
    'add a role',
    'create a role ci for ec2',
    'make an iam role called reader that lambda may assume',
    'new role worker trusted by ecs',
    'add a role auditor for account 123456789012',
    'set up an iam role batch for glue',
    'I need a role indexer that lambda can assume',
    'create the iam role exporter trusted by 123456789012',
    'new iam role node for ec2',
    'new role for lambda called thumbnailer',
    'a role builder that codebuild may assume',
    'we need an iam role named ingest for ec2',
    'add an iam role reader trusted by 123456789012',
    'set up role exporter for glue.amazonaws.com',
    'a role called glue-etl which glue may use',
    'make a role that lambda can assume, called worker',
    'role ci for codebuild',
    'new role partner trusting account 123456789012',
    'we need a role node for ec2',
    'let ecs assume a new role called task',
    'set up an iam role builder for codebuild',
    'I need an IAM role lambda-ingest that lambda.amazonaws.com can assume',
    'make a role PartnerAccess which account 373799001122 may assume',
    'The new thumbnail function has to run under its own identity and not under the shared one, so create a role thumbnailer for lambda.amazonaws.com in IAM please.',
    'Requesting IAM role "AuditReader", to be assumed by account 383800112233, description: read access for external auditors.',
    'The state machine needs its own identity, so create the role fleet-flow with trust for states.amazonaws.com.',
    'For the migration of the file servers the service datasync.amazonaws.com needs a role on our side, call it datasync-move with the description "temporary, file server migration".',
    'we want cross-account access from 414133445566, new role cross-read with the description "cross account read for atlas"',
    'we are about to bring up machines in the gov partition and they need an instance role, create gov-instance trusted by ec2.amazonaws.com, region us-gov-west-1',
    'spin up iam role jobs-batch, trust batch.amazonaws.com',
    'The data team in China starts with Glue next month, therefore make the IAM role cn-glue which glue.amazonaws.com may assume, in cn-north-1 with profile china.',
    'aws role for RDS monitoring: rds-monitor, trusted service monitoring.rds.amazonaws.com',
    'New IAM role wanted, name firehose-out, firehose.amazonaws.com as the trusted party, account 424244556677',
    'I was told that a log archive account, 919022334455, will collect the trails from now on and must get in, so please create the role trail-collector for it.',
    'iam: role scheduler-kick, trust scheduler.amazonaws.com, description kicks the nightly jobs',
    'give the transfer service a role, transfer.amazonaws.com, name sftp-drop',
  ],
  examples: [{ title: 'Create a role for a Lambda function', input: { role: 'thumbnails', trusts: 'lambda.amazonaws.com' } }],
  guessMs: 2_000,

  async see({ role: name }, aws) {
    if ((await findRole(name, aws)) !== undefined) throw new FailureError(alreadyThere(`An IAM role ${name}`, aws.where));
    return undefined;
  },

  tell: ({ role: name, trusts }, _seen, aws) => ({
    summary: `Create the IAM role ${name}, which ${trusts} may assume, in ${aws.where}`,
    impacts: [
      {
        address: name,
        type: 'iam-role',
        operation: 'create',
        marks: isOther(trusts, aws) ? ['widens-access'] : [],
        detail: isAccount(trusts) ? `whoever account ${trusts} lets may become this role` : `${trusts} may become this role; it has no permissions yet`,
      },
    ],
    undo: undoOf(name, undefined, aws),
    warnings: isOther(trusts, aws) ? [`Account ${trusts} is not this account: what the role may do, it may then do`] : [],
    touches: { role: name },
    covers: 'absent',
  }),

  async act({ role: RoleName, trusts, description }, _seen, aws) {
    const iam = await aws.service('iam');
    const made = await aws.ask(
      'iam:CreateRole',
      iam.createRole({ RoleName, AssumeRolePolicyDocument: trustOf(trusts, aws), ...(description === undefined ? {} : { Description: description }) }),
      (error) => {
        if (isError(error, 'EntityAlreadyExists', 'EntityAlreadyExistsException')) throw new FailureError(alreadyThere(`An IAM role ${RoleName}`, aws.where));
        return undefined;
      },
    );
    const { Arn = '', RoleId } = made.Role ?? {};
    return { output: { role: RoleName, arn: Arn }, summary: `Created the role ${RoleName}; it has no permissions yet.`, undo: undoOf(RoleName, RoleId, aws) };
  },

  async missing({ role: name, trusts }, _output, aws) {
    const now = await findRole(name, aws);
    if (now === undefined) return [`the role ${name} is not there`];
    return JSON.stringify(parsed(now.document.trust)).includes(trusts) ? [] : [`the role ${name} does not trust ${trusts}`];
  },

  inspect: async ({ role: name }, aws) => ((await findRole(name, aws)) === undefined ? 'not-started' : 'done'),
});

const isAccount = (trusts: string): boolean => /^\d{12}$/.test(trusts);
const isOther = (trusts: string, aws: Pinned): boolean => isAccount(trusts) && trusts !== aws.account;

function trustOf(trusts: string, aws: Pinned): string {
  const partition = aws.arn.split(':')[1] ?? 'aws';
  const Principal = isAccount(trusts) ? { AWS: `arn:${partition}:iam::${trusts}:root` } : { Service: trusts };
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] });
}

const undoOf = (role: string, id: string | undefined, { here }: Pinned): Undo => ({
  steps: [{ tool: 'aws.iam.takeBackRole', input: { role, ...(id === undefined ? {} : { id }), ...here } }],
});
