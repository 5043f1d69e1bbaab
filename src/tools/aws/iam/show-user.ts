import { z } from 'zod';
import { count, list } from '../../../base/say.ts';
import { notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { readingTool } from '../aws-tool.ts';
import { place, user } from '../fields.ts';
import { collect, itemsMax } from '../pages.ts';
import { isAbsent } from '../session/explain.ts';
import type { Session } from '../session.ts';
import { decoded, parsed } from './role.ts';

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
  ],
  examples: [{ title: 'Look at one user', input: { user: 'ci' } }],
  guessMs: 2_000,

  async read({ user: UserName }, aws) {
    const iam = await aws.service('iam');
    const found = await aws.ask('iam:GetUser', iam.getUser({ UserName }), (error) => (isAbsent(error) ? { User: undefined } : undefined));
    const one = found.User;
    if (one === undefined) throw new FailureError(notThere(`IAM user ${UserName}`, 'the account'));
    const [groups, attached, inline, keys, devices, tags, password] = await Promise.all([
      collect(itemsMax, async (Marker) => {
        const page = await aws.ask('iam:ListGroupsForUser', iam.listGroupsForUser({ UserName, Marker }));
        return { items: page.Groups, next: page.Marker };
      }),
      collect(itemsMax, async (Marker) => {
        const page = await aws.ask('iam:ListAttachedUserPolicies', iam.listAttachedUserPolicies({ UserName, Marker }));
        return { items: page.AttachedPolicies, next: page.Marker };
      }),
      inlineOf(UserName, aws),
      keysOf(UserName, aws),
      collect(itemsMax, async (Marker) => {
        const page = await aws.ask('iam:ListMFADevices', iam.listMFADevices({ UserName, Marker }));
        return { items: page.MFADevices, next: page.Marker };
      }),
      collect(itemsMax, async (Marker) => {
        const page = await aws.ask('iam:ListUserTags', iam.listUserTags({ UserName, Marker }));
        return { items: page.Tags, next: page.Marker };
      }),
      aws.ask('iam:GetLoginProfile', iam.getLoginProfile({ UserName }), (error) => (isAbsent(error) ? 'none' : undefined)),
    ]);
    const output = {
      user: one.UserName ?? UserName,
      arn: one.Arn ?? '',
      createdAt: one.CreateDate?.toISOString() ?? '',
      groups: groups.items.map((group) => group.GroupName ?? '').sort(),
      policies: attached.items.map((policy) => policy.PolicyArn ?? '').sort(),
      inline,
      ...(one.PermissionsBoundary?.PermissionsBoundaryArn === undefined ? {} : { boundary: one.PermissionsBoundary.PermissionsBoundaryArn }),
      accessKeys: keys,
      password: password !== 'none',
      ...(one.PasswordLastUsed === undefined ? {} : { passwordLastUsedAt: one.PasswordLastUsed.toISOString() }),
      mfaDevices: devices.items.length,
      tags: Object.fromEntries(tags.items.map((tag) => [tag.Key ?? '', tag.Value ?? ''])),
    };
    const words = [
      output.groups.length === 0 ? 'in no group' : `in ${list(output.groups)}`,
      count(output.policies.length + Object.keys(inline).length, 'policy of its own', 'policies of its own'),
      count(keys.filter((key) => key.active).length, 'active access key'),
      !output.password ? 'no password' : output.mfaDevices === 0 ? 'a password without a second factor' : 'a password and a second factor',
    ];
    return { output, summary: `${output.user}: ${words.join(', ')}.` };
  },
});

async function inlineOf(UserName: string, aws: Session): Promise<Record<string, unknown>> {
  const iam = await aws.service('iam');
  const names = await collect(itemsMax, async (Marker) => {
    const page = await aws.ask('iam:ListUserPolicies', iam.listUserPolicies({ UserName, Marker }));
    return { items: page.PolicyNames, next: page.Marker };
  });
  const read = async (PolicyName: string): Promise<[string, unknown]> => {
    const { PolicyDocument } = await aws.ask('iam:GetUserPolicy', iam.getUserPolicy({ UserName, PolicyName }));
    return [PolicyName, parsed(decoded(PolicyDocument))];
  };
  return Object.fromEntries(await Promise.all([...names.items].sort().map(read)));
}

async function keysOf(UserName: string, aws: Session) {
  const iam = await aws.service('iam');
  const keys = await collect(itemsMax, async (Marker) => {
    const page = await aws.ask('iam:ListAccessKeys', iam.listAccessKeys({ UserName, Marker }));
    return { items: page.AccessKeyMetadata, next: page.Marker };
  });
  return Promise.all(
    keys.items.map(async ({ AccessKeyId = '', Status, CreateDate }) => {
      const used = await aws.ask('iam:GetAccessKeyLastUsed', iam.getAccessKeyLastUsed({ AccessKeyId }));
      const { LastUsedDate, ServiceName } = used.AccessKeyLastUsed ?? {};
      return {
        ends: AccessKeyId.slice(-4),
        active: Status === 'Active',
        createdAt: CreateDate?.toISOString() ?? '',
        ...(LastUsedDate === undefined ? {} : { lastUsedAt: LastUsedDate.toISOString() }),
        ...(LastUsedDate === undefined || ServiceName === undefined || ServiceName === 'N/A' ? {} : { lastUsedFor: ServiceName }),
      };
    }),
  );
}
