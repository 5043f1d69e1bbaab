import { z } from 'zod';
import { list } from '../../../base/say.ts';
import { readingTool } from '../aws-tool.ts';
import { place, role } from '../fields.ts';
import { parsed, theRole } from './role.ts';

export const showRole = readingTool({
  name: 'aws.iam.showRole',
  global: true,
  summary: 'Show one IAM role: who may assume it and what is attached.',
  input: z.strictObject({ role, ...place }),
  output: z.object({
    role: z.string(),
    arn: z.string(),
    trust: z.unknown(),
    policies: z.array(z.string()),
    inline: z.record(z.string(), z.unknown()).optional(),
    description: z.string().optional(),
    boundary: z.string().optional(),
    instanceProfiles: z.array(z.string()).optional(),
    createdAt: z.string().optional(),
    lastUsedAt: z.string().optional(),
  }),
  commands: ['aws iam get-role'],
  says: [
    'show the role deployer',
    'describe iam role ci-runner',
    'who can assume the role admin',
    'details of iam role deployer',
    'get the role ci',
    'show role ci',
    'who may assume deployer',
    'trust policy of the role ci',
    'describe the iam role node',
    'what can the role ci-runner be assumed by',
    'who is trusted by the role ci',
    'details of role deployer',
    'trust relationship of ci-runner',
    'when was the role ci last used',
    'trust policy of role ci',
    'what may the role ci do?',
    'role ci',
    'permissions of role ci',
    'details on iam role ci',
    'who can assume role ci',
    'which services may use role lambda-exec',
    'when was role deployer last used',
    'who trusts role partner',
    'max session duration of role ci',
    'tell me about iam role batch',
    'who can assume ci-role',
    'who may use role deployer',
    'show me what hangs on the role ci',
    'what is left on role ci',
    'Who may assume the role ci-deployer?',
    'The new pipeline in the other account gets refused when it tries to take on the role release-publisher, so show me who is trusted by that role.',
    'Can you tell me which accounts are trusted by IAM role PartnerAccess, account 303122334455?',
    'I need to tell the auditors in writing which services and accounts can assume our IAM role LogArchiveWriter, could you show me how the role is defined?',
    'Requesting full description of role BreakGlassAdmin for audit purposes.',
    'describe role atlas-batch, profile maps',
    'how is the role "jobs" set up in IAM',
    'Somebody changed the trust of the role cn-operator over the weekend and since then nothing works in cn-north-1, let me see what the IAM role looks like now.',
    'we want to copy the set-up of the role gov-reader to a second account, so i need its details from iam in us-gov-west-1, profile gov',
    'When has anyone last used the IAM role legacy-cron? I would like to see before we drop it.',
    'I need to check an IAM role.',
    'look up the role OrganizationAccountAccessRole with profile org-root',
  ],
  examples: [{ title: 'See who may assume a role', input: { role: 'deployer' } }],
  guessMs: 1_500,

  async read({ role: name }, aws) {
    const { document, arn, createdAt, lastUsedAt } = await theRole(name, aws);
    const output = {
      role: name,
      arn,
      trust: parsed(document.trust),
      policies: document.attached,
      inline: Object.fromEntries(document.inline.map(([policy, json]) => [policy, parsed(json)])),
      ...(document.description === undefined ? {} : { description: document.description }),
      ...(document.boundary === undefined ? {} : { boundary: document.boundary }),
      instanceProfiles: document.instanceProfiles,
      createdAt,
      ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
    };
    const has = [...document.attached.map((p) => p.split('/').at(-1) ?? p), ...document.inline.map(([policy]) => `${policy} (inline)`)];
    return { output, summary: `${name}: ${has.length === 0 ? 'no policies' : list(has)}.` };
  },
});
