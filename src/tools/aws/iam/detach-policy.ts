import { z } from 'zod';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, type Pinned } from '../aws-tool.ts';
import { place, policy, role } from '../fields.ts';
import { hasPolicy, seePolicy, shortName } from './attach-policy.ts';
import { theRole } from './role.ts';

export const detachPolicy = changingTool({
  name: 'aws.iam.detachPolicy',
  global: true,
  effect: 'change',
  summary: 'Detach an IAM policy from a role: takes away what the policy allowed.',
  input: z.strictObject({ policy, role, ...place }),
  output: z.object({ role: z.string(), policy: z.string() }),
  commands: ['aws iam detach-role-policy'],
  says: [
    'detach the policy ReadOnlyAccess from role deployer',
    'remove AmazonS3FullAccess from the role ci',
    'revoke PowerUserAccess from role deployer',
    'take the policy away from the role',
    'detach AmazonS3ReadOnlyAccess from ci',
    'remove the policy CloudWatchReadOnlyAccess from the role ops',
    'take AmazonEC2ReadOnlyAccess from deployer',
    'revoke AmazonS3FullAccess from the role ci',
    'strip the role ci of AmazonS3FullAccess',
    'take ReadOnlyAccess away from auditor',
    'remove AmazonS3ReadOnlyAccess from role ci',
    'drop the policy CloudWatchFullAccess from deployer',
    'the role ci should lose AmazonS3FullAccess',
    'role ci should lose the policy AdministratorAccess',
    'take AdministratorAccess away from ci',
    'remove PowerUserAccess from role ci',
    'ci must not have AmazonS3FullAccess any more',
    'revoke policy ReadOnlyAccess of role ci',
    'role finance should no longer have billing-ro',
    'take AmazonS3FullAccess off role ci',
    'role ci must not have PowerUserAccess any more',
    'strip the policy deploy off role ci',
    'drop CloudWatchReadOnlyAccess from role ops',
    'pull policy billing-ro from role finance',
    'role ci loses AmazonS3FullAccess',
    'drop CloudWatchReadOnlyAccess from the iam role ops',
    'revoke the policy deploy of role deployer',
    'delete policy billing-ro from role finance',
  ],
  examples: [{ title: 'Take a policy away from a role', input: { role: 'deployer', policy: 'ReadOnlyAccess' } }],
  guessMs: 1_500,

  async see(what, aws) {
    const [seen, { lastUsedAt }] = await Promise.all([seePolicy(what, aws), theRole(what.role, aws)]);
    return { ...seen, lastUsedAt };
  },

  tell: ({ role: name }, { found, attached, lastUsedAt }, aws) => ({
    summary: attached ? `Detach ${shortName(found)} from the role ${name} in ${aws.where}` : `Nothing to detach: ${name} does not have ${shortName(found)}`,
    impacts: attached
      ? [
          {
            address: `${name}/${shortName(found)}`,
            type: 'iam-role-policy-attachment',
            operation: 'delete',
            marks: [],
            detail: `what runs as ${name} can’t do any more what ${shortName(found)} allowed`,
          },
        ]
      : [],
    undo: attached ? undoOf(name, found.arn, aws) : 'nothing-changed',
    warnings: attached && lastUsedAt !== undefined ? [`${name} was last used on ${lastUsedAt.slice(0, 10)}`] : [],
    touches: { role: name },
    covers: { arn: found.arn, attached },
  }),

  async act({ role: RoleName }, { found, attached }, aws) {
    const output = { role: RoleName, policy: found.arn };
    if (!attached) return { output, summary: `${RoleName} did not have ${shortName(found)}.`, undo: 'nothing-changed' };
    const iam = await aws.service('iam');
    await aws.ask('iam:DetachRolePolicy', iam.detachRolePolicy({ RoleName, PolicyArn: found.arn }));
    return { output, summary: `Detached ${shortName(found)} from ${RoleName}.`, undo: undoOf(RoleName, found.arn, aws) };
  },

  missing: async ({ role: name }, { policy: arn }, aws) => ((await hasPolicy(name, arn, aws)) ? [`${name} still has ${arn}`] : []),
  inspect: async (what, aws) => ((await seePolicy(what, aws)).attached ? 'not-started' : 'done'),
});

const undoOf = (role: string, arn: string, { here }: Pinned): Undo => ({ steps: [{ tool: 'aws.iam.attachPolicy', input: { role, policy: arn, ...here } }] });
