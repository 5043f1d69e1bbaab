import { z } from 'zod';
import { type ToolSpec, toolSpec } from '../../../domain/tool.ts';
import { arn, place, role } from './fields.ts';

const policy = z
  .string()
  .regex(/^(arn:aws[\w-]*:iam::(aws|\d{12}):policy\/[\w+=,.@/-]+|[\w+=,.@-]{1,128})$/)
  .describe('IAM policy: its ARN, or the name of one managed by AWS or by the account.');
const changed = z.object({ role: z.string(), policy: z.string() });

const listUsers = toolSpec({
  name: 'aws.iam.listUsers',
  effect: 'read',
  summary: 'List the IAM users of the account.',
  input: z.strictObject({ ...place }),
  output: z.object({ users: z.array(z.object({ name: z.string(), arn: z.string(), createdAt: z.string(), lastUsedAt: z.string().optional() })) }),
  says: ['list the iam users', 'which users are in the aws account', 'who has an iam user', 'show all iam users'],
  guessMs: 1_500,
});

const listRoles = toolSpec({
  name: 'aws.iam.listRoles',
  effect: 'read',
  summary: 'List the IAM roles of the account.',
  input: z.strictObject({ filter: z.string().min(1).optional().describe('Only roles whose name matches.'), ...place }),
  output: z.object({ roles: z.array(z.object({ role: z.string(), arn: z.string(), createdAt: z.string() })) }),
  says: ['list the iam roles', 'which roles exist in this account', 'show all roles', 'what iam roles do we have'],
  guessMs: 1_500,
});

const listPolicies = toolSpec({
  name: 'aws.iam.listPolicies',
  effect: 'read',
  summary: 'List IAM policies.',
  input: z.strictObject({
    scope: z.enum(['local', 'aws', 'all']).default('local').describe('Local: managed by the account; aws: managed by AWS.'),
    role: role.optional().describe('Only those attached to this role.'),
    ...place,
  }),
  output: z.object({ policies: z.array(z.object({ name: z.string(), arn: z.string(), attachments: z.int() })) }),
  says: ['list the iam policies', 'which policies are attached to role deployer', 'show all customer managed policies', 'what iam policies do we have'],
  guessMs: 1_500,
});

const showRole = toolSpec({
  name: 'aws.iam.showRole',
  effect: 'read',
  summary: 'Show one IAM role: who may assume it and what is attached.',
  input: z.strictObject({ role, ...place }),
  output: z.object({ role: z.string(), arn: z.string(), trust: z.unknown(), policies: z.array(z.string()) }),
  says: ['show the role deployer', 'describe iam role ci-runner', 'who can assume the role admin', 'details of iam role deployer', 'get the role ci'],
  guessMs: 1_500,
});

const createRole = toolSpec({
  name: 'aws.iam.createRole',
  effect: 'change',
  summary: 'Create an IAM role that a service or an account may assume.',
  input: z.strictObject({
    role,
    trusts: z
      .string()
      .regex(/^([a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com|\d{12})$/, 'a service such as lambda.amazonaws.com, or an account id')
      .describe('Who may assume it: an AWS service such as lambda.amazonaws.com, or an account id.'),
    description: z.string().max(1_000).optional().describe('Description of the role.'),
    ...place,
  }),
  output: z.object({ role: z.string(), arn: z.string() }),
  says: [
    'create a role deployer for lambda',
    'make an iam role called ci-runner that ec2 can assume',
    'new iam role reader trusted by account 123456789012',
    'add a role',
  ],
  guessMs: 2_000,
});

const attachPolicy = toolSpec({
  name: 'aws.iam.attachPolicy',
  effect: 'change',
  summary: 'Attach an IAM policy to a role: grants what the policy allows.',
  input: z.strictObject({ policy, role, ...place }),
  output: changed,
  says: [
    'attach the policy ReadOnlyAccess to role deployer',
    'give role ci the policy arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    'add AmazonEKSWorkerNodePolicy to the role node',
    'grant the role deployer PowerUserAccess',
  ],
  guessMs: 1_500,
});

const detachPolicy = toolSpec({
  name: 'aws.iam.detachPolicy',
  effect: 'change',
  summary: 'Detach an IAM policy from a role: takes away what the policy allowed.',
  input: z.strictObject({ policy, role, ...place }),
  output: changed,
  says: [
    'detach the policy ReadOnlyAccess from role deployer',
    'remove AmazonS3FullAccess from the role ci',
    'revoke PowerUserAccess from role deployer',
    'take the policy away from the role',
  ],
  guessMs: 1_500,
});

const deleteRole = toolSpec({
  name: 'aws.iam.deleteRole',
  effect: 'destroy',
  summary: 'Delete an IAM role.',
  input: z.strictObject({ role, ...place }),
  output: z.object({ role: z.string() }),
  says: ['delete the role old-deployer', 'remove iam role ci-runner', 'drop the iam role reader'],
  guessMs: 1_500,
});

const simulatePolicy = toolSpec({
  name: 'aws.iam.simulatePolicy',
  effect: 'read',
  summary: 'Ask IAM whether a role or user may do certain actions, without doing them.',
  input: z.strictObject({
    principal: z.union([arn, role]).describe('Role or user to ask about: its ARN, or the name of the role.'),
    actions: z
      .array(z.string().regex(/^[a-z0-9-]+:[\w*]+$/i, 'an action such as s3:GetObject'))
      .min(1)
      .describe('Actions: s3:GetObject.'),
    resources: z
      .array(z.string().regex(/^(\*|arn:)/))
      .default(['*'])
      .describe('On these resources, by ARN.'),
    ...place,
  }),
  output: z.object({ results: z.array(z.object({ action: z.string(), resource: z.string(), allowed: z.boolean(), because: z.string().optional() })) }),
  says: [
    'can role deployer do s3:PutObject',
    'may the role ci call ec2:TerminateInstances',
    'simulate s3:GetObject for role reader',
    'is role app allowed to kms:Decrypt',
    'check whether the role has permission for sqs:SendMessage',
  ],
  guessMs: 1_500,
});

export const iamSpecs: readonly ToolSpec[] = [listUsers, listRoles, listPolicies, showRole, createRole, attachPolicy, detachPolicy, deleteRole, simulatePolicy];
