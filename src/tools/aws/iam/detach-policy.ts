import type { Undo } from '../../../domain/tool.ts';
import { changingTool, type Pinned } from '../aws-tool.ts';
import { detach, type Holder, hasPolicy, holderInput, holderOf, holderOutput, seeHolder, shortName } from './holder.ts';
import { theRole } from './role.ts';

export const detachPolicy = changingTool({
  name: 'aws.iam.detachPolicy',
  global: true,
  effect: 'change',
  summary: 'Detach an IAM policy from a role, a user or a group: takes away what the policy allowed.',
  input: holderInput,
  output: holderOutput,
  commands: ['aws iam detach-role-policy|detach-user-policy|detach-group-policy'],
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
    'detach the policy ReadOnlyAccess from the user ada',
    'take AmazonS3FullAccess away from the iam user ci-bot',
    'detach PowerUserAccess from the group developers',
    'the group interns must not have AdministratorAccess any more',
    'remove the policy billing-ro from user kim',
    'revoke CloudWatchFullAccess from the group ops',
    'take ReadOnlyAccess off deployer',
    'pull AmazonS3FullAccess off the role web',
    'ci should no longer have PowerUserAccess',
    'detach acme-s3-read from role checkout-api',
    'Take AdministratorAccess away from the user jonas',
    'aws iam detach-user-policy --user-name ci-bot --policy-arn arn:aws:iam::565688990011:policy/deploy',
    'Can you revoke BillingExport from the finance group?',
    "I don't want lambda-ingest-role to have ingest-writer any longer",
    'unattach IAMFullAccess from group developers',
    'The audit found that kiosk-uploader can delete buckets, so please detach AmazonS3FullAccess from this IAM user.',
    'get ecr-push off gha-release',
    "let's withdraw AmazonRDSFullAccess from role report-gen in the staging account",
    'deatch arn:aws:iam::aws:policy/PowerUserAccess from user sam',
    'please disconnect the policy jobs-runner of the role jobs-batch',
  ],
  examples: [{ title: 'Take a policy away from a role', input: { role: 'deployer', policy: 'ReadOnlyAccess' } }],
  guessMs: 1_500,

  async see(what, aws) {
    const [seen, lastUsedAt] = await Promise.all([
      seeHolder(what, aws),
      what.role === undefined ? undefined : theRole(what.role, aws).then((r) => r.lastUsedAt),
    ]);
    return { ...seen, lastUsedAt };
  },

  tell: (_what, { holder, found, attached, lastUsedAt }, aws) => {
    const { kind, name } = holder;
    return {
      summary: attached
        ? `Detach ${shortName(found)} from the ${kind} ${name} in ${aws.where}`
        : `Nothing to detach: ${name} does not have ${shortName(found)}`,
      impacts: attached
        ? [
            {
              address: `${name}/${shortName(found)}`,
              type: `iam-${kind}-policy-attachment`,
              operation: 'delete',
              marks: [],
              detail: `${losesIt(holder)} can’t do any more what ${shortName(found)} allowed`,
            },
          ]
        : [],
      undo: attached ? undoOf(holder, found.arn, aws) : 'nothing-changed',
      warnings: attached && lastUsedAt !== undefined ? [`${name} was last used on ${lastUsedAt.slice(0, 10)}`] : [],
      touches: holder.touches,
      covers: { arn: found.arn, attached },
    };
  },

  async act(_what, { holder, found, attached }, aws) {
    const output = { ...holder.said, policy: found.arn };
    if (!attached) return { output, summary: `${holder.name} did not have ${shortName(found)}.`, undo: 'nothing-changed' };
    await detach(holder, found.arn, aws);
    return { output, summary: `Detached ${shortName(found)} from ${holder.name}.`, undo: undoOf(holder, found.arn, aws) };
  },

  missing: async (what, { policy: arn }, aws) => ((await hasPolicy(what, arn, aws)) ? [`${holderOf(what).name} still has ${arn}`] : []),
  inspect: async (what, aws) => ((await seeHolder(what, aws)).attached ? 'not-started' : 'done'),
});

const losesIt = ({ kind, name }: Holder): string => (kind === 'role' ? `what runs as ${name}` : kind === 'user' ? name : `who is in ${name}`);

const undoOf = ({ said }: Holder, policy: string, { here }: Pinned): Undo => ({
  steps: [{ tool: 'aws.iam.attachPolicy', input: { ...said, policy, ...here } }],
});
