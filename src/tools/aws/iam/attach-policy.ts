import type { Undo } from '../../../domain/tool.ts';
import { changingTool, type Pinned } from '../aws-tool.ts';
import { attach, type Holder, hasPolicy, holderInput, holderOf, holderOutput, seeHolder, shortName, whoIs } from './holder.ts';

export const attachPolicy = changingTool({
  name: 'aws.iam.attachPolicy',
  global: true,
  effect: 'change',
  summary: 'Attach an IAM policy to a role, a user or a group: grants what the policy allows.',
  input: holderInput,
  output: holderOutput,
  commands: ['aws iam attach-role-policy|attach-user-policy|attach-group-policy'],
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
    'attach the policy ReadOnlyAccess to the user ada',
    'give the iam user ci-bot the policy AmazonS3ReadOnlyAccess',
    'attach PowerUserAccess to the group developers',
    'let the group auditors have ReadOnlyAccess',
    'put the policy billing-ro on user kim',
    'the group ops needs CloudWatchReadOnlyAccess',
    'attach acme-s3-read to role checkout-api',
    "The thumbnail function can't read the original pictures yet because nobody gave it rights, so attach the policy originals-read to the role thumbnailer please.",
    'aws iam attach-role-policy --role-name ci-deployer --policy-arn arn:aws:iam::535355667788:policy/deploy',
    'Can you grant BillingExport to the group finance?',
    'Requesting attachment of policy SecurityAudit to IAM user o.petrov in account 545466778899.',
    'Our new database administrator has to look at everything during her first weeks without changing anything, so attach ReadOnlyAccess to the IAM user d.ferrari for now.',
    'I would like the group developers to have PowerUserAccess',
    "the films can't be opened in beijing because the role cn-operator lacks the rights for it, please add cn-media-read to that role in cn-north-1",
    'Please to assign MfaRequired policy for the group everyone',
    'iam: secrets-read onto role api, eu account 555577889900',
  ],
  examples: [{ title: 'Let a role read', input: { role: 'deployer', policy: 'AmazonS3ReadOnlyAccess' } }],
  guessMs: 1_500,

  see: (what, aws) => seeHolder(what, aws),

  tell: (_what, { holder, found, attached }, aws) => {
    const { kind, name } = holder;
    return {
      summary: attached ? `Nothing to attach: ${name} has ${shortName(found)}` : `Attach ${shortName(found)} to the ${kind} ${name} in ${aws.where}`,
      impacts: attached
        ? []
        : [
            {
              address: `${name}/${shortName(found)}`,
              type: `iam-${kind}-policy-attachment`,
              operation: 'create',
              marks: found.admin ? ['widens-access', 'privileged'] : ['widens-access'],
              detail: found.admin
                ? `${whoIs(holder)} may then do everything, or give it to themselves`
                : `${whoIs(holder)} may then do what ${shortName(found)} allows`,
            },
          ],
      undo: attached ? 'nothing-changed' : undoOf(holder, found.arn, aws),
      warnings: found.admin && !attached ? [`${shortName(found)} allows everything, or all of IAM`] : [],
      touches: holder.touches,
      covers: { arn: found.arn, version: found.version, attached },
    };
  },

  async act(_what, { holder, found, attached }, aws) {
    const output = { ...holder.said, policy: found.arn };
    if (attached) return { output, summary: `${holder.name} had ${shortName(found)} already.`, undo: 'nothing-changed' };
    await attach(holder, found.arn, aws);
    return { output, summary: `Attached ${shortName(found)} to ${holder.name}.`, undo: undoOf(holder, found.arn, aws) };
  },

  missing: async (what, { policy: arn }, aws) => ((await hasPolicy(what, arn, aws)) ? [] : [`${holderOf(what).name} does not have ${arn}`]),
  inspect: async (what, aws) => ((await seeHolder(what, aws)).attached ? 'done' : 'not-started'),
});

const undoOf = ({ said }: Holder, policy: string, { here }: Pinned): Undo => ({
  steps: [{ tool: 'aws.iam.detachPolicy', input: { ...said, policy, ...here } }],
});
