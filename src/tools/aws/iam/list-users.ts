import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { readingTool } from '../aws-tool.ts';
import { more, place } from '../fields.ts';
import { collect, cutNote, itemsMax } from '../pages.ts';

export const listUsers = readingTool({
  name: 'aws.iam.listUsers',
  global: true,
  summary: 'List the IAM users of the account.',
  input: z.strictObject({ ...place }),
  output: z.object({ users: z.array(z.object({ name: z.string(), arn: z.string(), createdAt: z.string(), lastUsedAt: z.string().optional() })), more }),
  commands: ['aws iam list-users'],
  says: [
    'list the iam users',
    'which users are in the aws account',
    'who has an iam user',
    'show all iam users',
    'list the users',
    'which iam users do we have',
    'who has access to the account',
    'show all aws users',
    'how many iam users are there',
    'iam users please',
    'every user in this aws account',
    'which people have aws users',
    'iam users',
    'people with access to the account',
    'which users exist in aws?',
    'accounts of people in iam',
    'which people have aws logins',
    'who has access keys in aws',
    'user accounts in aws',
    'everyone with an iam user',
    'people in the aws account',
    'list iam users',
    'which iam users exist in account 262677889900',
    'people with aws logins, full list please',
    'Our security guy asks for the names of all IAM users in the payments account.',
    'look up the iam users with profile legacy',
    "What users did we create in AWS over the years? I'd like to see them all.",
    'we have a strict no-users policy in the partition for government, so check which iam users there are in us-gov-west-1 with the profile gov please',
    'any service users left in iam? list users',
    'who can log in to aws with an iam user, account 303011224455',
    'all iam user names in prod, i mean the prod account',
    'The Chinese colleagues have their own AWS partition, please list for me the IAM users with profile china in the region cn-north-1 for the user review.',
    'every IAM user, when created, that kind of thing',
    'Could I see our AWS users?',
    'We are off-boarding a vendor and would like to check which IAM users exist at all first.',
  ],
  examples: [{ title: 'List the users', input: {} }],
  guessMs: 1_500,

  async read(_what, aws) {
    const iam = await aws.service('iam');
    const found = await collect(itemsMax, async (Marker) => {
      const page = await aws.ask('iam:ListUsers', iam.listUsers({ Marker, MaxItems: 1_000 }));
      return { items: page.Users, next: page.Marker };
    });
    const users = found.items.map((user) => ({
      name: user.UserName ?? '',
      arn: user.Arn ?? '',
      createdAt: user.CreateDate?.toISOString() ?? '',
      ...(user.PasswordLastUsed === undefined ? {} : { lastUsedAt: user.PasswordLastUsed.toISOString() }),
    }));
    return { output: { users, ...(found.more ? { more: true } : {}) }, summary: `${count(users.length, 'IAM user')}.${cutNote(found.more)}` };
  },
});
