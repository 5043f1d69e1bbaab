import { z } from 'zod';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, type Pinned } from '../aws-tool.ts';
import { place, policy, role } from '../fields.ts';
import { type SeenPolicy, thePolicy } from './policies.ts';
import { attachedTo } from './role.ts';

export const attachPolicy = changingTool({
  name: 'aws.iam.attachPolicy',
  global: true,
  effect: 'change',
  summary: 'Attach an IAM policy to a role: grants what the policy allows.',
  input: z.strictObject({ policy, role, ...place }),
  output: z.object({ role: z.string(), policy: z.string() }),
  commands: ['aws iam attach-role-policy'],
  says: [
    'attach the policy ReadOnlyAccess to role deployer',
    'give role ci the policy arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    'add AmazonEKSWorkerNodePolicy to the role node',
    'grant the role deployer PowerUserAccess',
    'attach AmazonS3ReadOnlyAccess to ci',
    'give the role reader AmazonS3ReadOnlyAccess',
    'add the policy CloudWatchReadOnlyAccess to the role ops',
    'grant AmazonEC2ReadOnlyAccess to deployer',
    'let the role reader use AmazonSQSReadOnlyAccess',
    'give ReadOnlyAccess to auditor',
    'let auditor read with ReadOnlyAccess',
    'put the policy AmazonS3ReadOnlyAccess on the role ci',
    'add permission AmazonSSMReadOnlyAccess to role node',
    'role ci needs the policy AmazonS3ReadOnlyAccess',
    'give role ci AmazonEC2ReadOnlyAccess',
    'let the role ci have CloudWatchReadOnlyAccess',
    'add AmazonSQSReadOnlyAccess to role ci',
    'put policy ReadOnlyAccess on the role ci',
    'role batch needs AmazonSQSReadOnlyAccess',
    'role ci should have AmazonS3ReadOnlyAccess',
    'allow role ci to read from s3 with AmazonS3ReadOnlyAccess',
    'put policy deploy on role deployer',
    'hand CloudWatchReadOnlyAccess to role ops',
    'extend role ci by policy billing-ro',
    'grant the role reader AmazonEC2ReadOnlyAccess',
  ],
  examples: [{ title: 'Let a role read', input: { role: 'deployer', policy: 'AmazonS3ReadOnlyAccess' } }],
  guessMs: 1_500,

  see: (what, aws) => seePolicy(what, aws),

  tell: ({ role: name }, { found, attached }, aws) => ({
    summary: attached ? `Nothing to attach: ${name} has ${shortName(found)}` : `Attach ${shortName(found)} to the role ${name} in ${aws.where}`,
    impacts: attached
      ? []
      : [
          {
            address: `${name}/${shortName(found)}`,
            type: 'iam-role-policy-attachment',
            operation: 'create',
            marks: found.admin ? ['widens-access', 'privileged'] : ['widens-access'],
            detail: found.admin
              ? `whoever is ${name} may then do everything, or give it to themselves`
              : `whoever is ${name} may then do what ${shortName(found)} allows`,
          },
        ],
    undo: attached ? 'nothing-changed' : undoOf(name, found, aws),
    warnings: found.admin && !attached ? [`${shortName(found)} allows everything, or all of IAM`] : [],
    touches: { role: name },
    covers: { arn: found.arn, version: found.version, attached },
  }),

  async act({ role: RoleName }, { found, attached }, aws) {
    const output = { role: RoleName, policy: found.arn };
    if (attached) return { output, summary: `${RoleName} had ${shortName(found)} already.`, undo: 'nothing-changed' };
    const iam = await aws.service('iam');
    await aws.ask('iam:AttachRolePolicy', iam.attachRolePolicy({ RoleName, PolicyArn: found.arn }));
    return { output, summary: `Attached ${shortName(found)} to ${RoleName}.`, undo: undoOf(RoleName, found, aws) };
  },

  missing: async ({ role: name }, { policy: arn }, aws) => ((await hasPolicy(name, arn, aws)) ? [] : [`${name} does not have ${arn}`]),
  inspect: async (what, aws) => ((await seePolicy(what, aws)).attached ? 'done' : 'not-started'),
});

/** The policy that is meant, and whether the role has it. */
export async function seePolicy({ policy: named, role: name }: { readonly policy: string; readonly role: string }, aws: Pinned) {
  const [found, has] = await Promise.all([thePolicy(named, aws), attachedTo(name, aws)]);
  return { found, attached: has.some((p) => p.arn === found.arn) };
}

export const hasPolicy = async (role: string, arn: string, aws: Pinned): Promise<boolean> => (await attachedTo(role, aws)).some((p) => p.arn === arn);
export const shortName = ({ arn }: SeenPolicy): string => arn.split('/').at(-1) ?? arn;

const undoOf = (role: string, { arn }: SeenPolicy, { here }: Pinned): Undo => ({
  steps: [{ tool: 'aws.iam.detachPolicy', input: { role, policy: arn, ...here } }],
});
