import { z } from 'zod';
import { count, list } from '../../../base/say.ts';
import { readingTool } from '../aws-tool.ts';
import { place, user } from '../fields.ts';
import { parsed } from './role.ts';
import { theUser } from './user.ts';

export const showUser = readingTool({
  name: 'aws.iam.showUser',
  global: true,
  summary: 'Show one IAM user: groups, policies, access keys with their age and last use, password, second factor.',
  input: z.strictObject({ user, ...place }),
  output: z.object({
    user: z.string(),
    arn: z.string(),
    createdAt: z.string(),
    groups: z.array(z.string()),
    policies: z.array(z.string()),
    inline: z.record(z.string(), z.unknown()),
    boundary: z.string().optional(),
    accessKeys: z.array(
      z.object({
        ends: z.string().describe('The last four characters of its id.'),
        active: z.boolean(),
        createdAt: z.string(),
        lastUsedAt: z.string().optional(),
        lastUsedFor: z.string().optional(),
      }),
    ),
    /** Can sign in to the console. */
    password: z.boolean(),
    passwordLastUsedAt: z.string().optional(),
    /** Second factors. */
    mfaDevices: z.int(),
    tags: z.record(z.string(), z.string()),
  }),
  commands: ['aws iam get-user --user-name={user}', 'aws iam list-access-keys|list-user-policies|list-groups-for-user --user-name={user}'],
  onlyWith: ['user', 'key', 'mfa', 'group', 'password'],
  says: [
    'show the iam user ada',
    'describe the user ci',
    'which groups is the iam user ada in',
    'does the iam user kim have mfa',
    'access keys of the iam user ci',
    'when did the iam user ada last sign in',
    'details of iam user deploy-bot',
    'how old are the keys of user ci',
    'policies of the iam user ada',
    'what may the iam user kim do',
    'show iam user mira.k',
    'I want to know when backup-agent last used its key, because we plan to turn it off.',
    "My colleague can't log in since he got a new phone and I would like to see which second factor his IAM user d.ferrari has at the moment.",
    'has dev-ops-3 got a console password',
    'look up user sam in iam for me',
    'Before I delete the robot user image-scaler from IAM I want to be really sure that nobody has used its access keys in the last three months.',
    'key age for terraform-user, profile security',
    'tell me about the iam user legacy-ftp',
    'Please give the information of the IAM user "ravi"',
    'During the access review the question came up why the IAM user b.lindt is able to see invoices, so please show his groups and the policies he has.',
    'describe iam user metrics-push',
    'the auditor wants evidence that user breakglass has a second factor, so show what IAM says about it',
    'iam user github-actions: keys, when used',
    'Do the keys of the user s3-sync need to be rotated? Show me how old they are.',
    'which polices are directly on iam user tom.b',
  ],
  examples: [{ title: 'Look at one user', input: { user: 'ci' } }],
  guessMs: 2_000,

  async read({ user }, aws) {
    const { document, credentials, arn, createdAt, passwordLastUsedAt } = await theUser(user, aws);
    const output = {
      user: document.user,
      arn,
      createdAt,
      groups: document.groups,
      policies: document.attached,
      inline: Object.fromEntries(document.inline.map(([name, json]) => [name, parsed(json)])),
      ...(document.boundary === undefined ? {} : { boundary: document.boundary }),
      accessKeys: credentials.keys.map(({ id, ...key }) => ({ ends: id.slice(-4), ...key })),
      password: credentials.password,
      ...(passwordLastUsedAt === undefined ? {} : { passwordLastUsedAt }),
      mfaDevices: credentials.mfa.length,
      tags: Object.fromEntries(document.tags),
    };
    const words = [
      output.groups.length === 0 ? 'in no group' : `in ${list(output.groups)}`,
      count(document.attached.length + document.inline.length, 'policy of its own', 'policies of its own'),
      count(credentials.keys.filter((key) => key.active).length, 'active access key'),
      !output.password ? 'no password' : output.mfaDevices === 0 ? 'a password without a second factor' : 'a password and a second factor',
    ];
    return { output, summary: `${output.user}: ${words.join(', ')}.` };
  },
});
