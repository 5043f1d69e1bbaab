import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { readingTool } from '../aws-tool.ts';
import { more, place, role } from '../fields.ts';
import { collect, cutNote, itemsMax } from '../pages.ts';
import { attachedTo } from './role.ts';

const scopes = { local: 'Local', aws: 'AWS', all: 'All' } as const;

export const listPolicies = readingTool({
  name: 'aws.iam.listPolicies',
  global: true,
  summary: 'List IAM policies.',
  input: z.strictObject({
    scope: z.enum(['local', 'aws', 'all']).default('local').describe('Local: managed by the account; aws: managed by AWS.'),
    role: role.optional().describe('Only those attached to this role.'),
    ...place,
  }),
  output: z.object({ policies: z.array(z.object({ name: z.string(), arn: z.string(), attachments: z.int() })), more }),
  commands: ['aws iam list-policies --scope={scope}', 'aws iam list-attached-role-policies'],
  says: [
    'list the iam policies',
    'which policies are attached to role deployer',
    'show all customer managed policies',
    'what iam policies do we have',
    'list the policies',
    'which policies does the role ci have',
    'show the aws managed policies',
    'what iam policies did we write',
    'policies attached to deployer',
    'policies of the role ci',
    'which policies did we write ourselves',
    'what is attached to the role deployer',
    'policies we wrote ourselves',
    'which policies hang on role ci?',
    'policies managed by aws',
    'what is attached to role ci?',
    'our iam policies',
    'permissions attached to the role ci',
    'what is role ci allowed to do',
    'permissions of role deployer',
    'what may role lambda-exec do',
    'policies on role batch',
    'our own policies',
    'customer managed policies',
    'policies made by aws',
    'rights of the role ci',
    'all iam policies, those of aws as well',
    'which policies are attached to role batch',
    'list our own iam policies',
    "show me all IAM policies, ours and amazon's",
    'I think there must be a ready-made policy by AWS for what I need, so please list the AWS managed ones before I write my own.',
    'aws iam list-policies --scope Local --profile security',
    'look up the policies of lambda-ingest-role in the dev account',
    'how many custom policies do we have in IAM?',
    'Please show the IAM policys belonging to role FleetReader',
    'every single iam policy incl the predefined ones',
    'built-in aws policies list, account 606044557788',
  ],
  examples: [{ title: 'See what is attached to a role', input: { role: 'deployer' } }],
  guessMs: 1_500,

  async read({ scope, role: attachedRole }, aws) {
    const iam = await aws.service('iam');
    if (attachedRole !== undefined) {
      const attached = await attachedTo(attachedRole, aws);
      const policies = await Promise.all(
        attached.map(async ({ name, arn }) => {
          const { Policy } = await aws.ask('iam:GetPolicy', iam.getPolicy({ PolicyArn: arn }));
          return { name, arn, attachments: Policy?.AttachmentCount ?? 1 };
        }),
      );
      return { output: { policies }, summary: `${count(policies.length, 'policy', 'policies')} attached to ${attachedRole}.` };
    }
    const found = await collect(itemsMax, async (Marker) => {
      const page = await aws.ask('iam:ListPolicies', iam.listPolicies({ Scope: scopes[scope], Marker, MaxItems: 1_000 }));
      return { items: page.Policies, next: page.Marker };
    });
    const policies = found.items.map((p) => ({ name: p.PolicyName ?? '', arn: p.Arn ?? '', attachments: p.AttachmentCount ?? 0 }));
    return {
      output: { policies, ...(found.more ? { more: true } : {}) },
      summary: `${count(policies.length, 'IAM policy', 'IAM policies')}.${cutNote(found.more)}`,
    };
  },
});
