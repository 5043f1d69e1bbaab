import { z } from 'zod';
import { list } from '../../../base/say.ts';
import { alreadyThere, notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { group, place, user } from '../fields.ts';
import { isAbsent, isError } from '../session/explain.ts';
import { findUser } from './user.ts';

export const createUser = changingTool({
  name: 'aws.iam.createUser',
  global: true,
  effect: 'change',
  summary: 'Create an IAM user, without a password and without access keys.',
  input: z.strictObject({
    user,
    groups: z.array(group).max(10).default([]).describe('Groups to put the user into.'),
    path: z
      .string()
      .regex(/^\/([\x21-\x2e\x30-\x7e]+\/)*$/, 'a path such as /team/')
      .max(512)
      .optional()
      .describe('Path of the user, such as /team/; default: /.'),
    ...place,
  }),
  output: z.object({ user: z.string(), arn: z.string() }),
  commands: ['aws iam create-user'],
  onlyWith: ['iam', 'aws'],
  says: [
    'create an iam user ci-bot',
    'make an iam user called ada',
    'new iam user backup',
    'add an iam user named deploy-bot to the group deployers',
    'create the aws user kim',
    'set up an iam user for ci, call it ci-runner',
    'we need an iam user reporting',
    'create iam user ada in group admins',
    'add a new aws user named jo',
    'register the iam user audit-reader',
    'create iam user mira.k',
    "The old scanner in the mail room can't use roles, only access keys, so as a first step we need an IAM user called scanner-mailroom for it.",
    'Can you add an IAM user backup-agent to account 353577889900?',
    'Requesting a new IAM user o.petrov with membership in groups billing and readonly.',
    'A new database administrator joins us on the first of July, please set up the IAM user d.ferrari for her and put her in the group dba.',
    'set up user jonas in aws, he joins the platform group',
    'iam user finance-ro, path /finance/, groups auditors',
    'Following the naming rule that robots live below /robots/, I would like an IAM user named invoice-mailer with that path so we can filter for it later.',
    'we want to run the old ftp importer, it only speaks access keys, so create IAM user legacy-ftp for it',
    'creat user hana in iam, groups data and ml',
    'Please, to make new IAM user "ravi.s" with profile admin',
    'Our office in Shanghai has asked for a technical user to upload its own reports, so create the IAM user cn-reports in cn-north-1, member of the group uploaders.',
    'add sam to IAM',
    'Could somebody create an IAM user for me?',
    'iam user billing-bot needed',
    'our vendor needs programmatic access later on, for now just an IAM user vendor-acme in path /external/',
    'new user in IAM: s3-sync; groups: sync-users',
  ],
  examples: [{ title: 'Make a user', input: { user: 'reporting', groups: ['readers'] } }],
  guessMs: 1_500,

  async see({ user: name, groups }, aws) {
    const iam = await aws.service('iam');
    if ((await findUser(name, aws)) !== undefined) throw new FailureError(alreadyThere(`An IAM user ${name}`, aws.where));
    const seen = async (GroupName: string): Promise<void> => {
      const found = await aws.ask('iam:GetGroup', iam.getGroup({ GroupName, MaxItems: 1 }), (error) => (isAbsent(error) ? 'none' : undefined));
      if (found === 'none') throw new FailureError(notThere(`IAM group ${GroupName}`, 'the account'));
    };
    await Promise.all(groups.map(seen));
  },

  tell: ({ user: name, groups }, _seen, aws) => ({
    summary: `Create the IAM user ${name}${groups.length === 0 ? '' : ` in ${list(groups)}`}, in ${aws.where}`,
    impacts: [
      {
        address: name,
        type: 'iam-user',
        operation: 'create',
        marks: groups.length === 0 ? [] : ['widens-access'],
        detail: `nobody can sign in as ${name} until there is a password or an access key${groups.length === 0 ? '; it has no permissions yet' : `; it may do what ${list(groups)} may`}`,
      },
    ],
    undo: undoOf({ user: name, groups }, undefined, aws),
    touches: { user: name },
    covers: 'absent',
  }),

  async act({ user: UserName, groups, path }, _seen, aws) {
    const iam = await aws.service('iam');
    const made = await aws.ask('iam:CreateUser', iam.createUser({ UserName, ...(path === undefined ? {} : { Path: path }) }), (error) => {
      if (isError(error, 'EntityAlreadyExists', 'EntityAlreadyExistsException')) throw new FailureError(alreadyThere(`An IAM user ${UserName}`, aws.where));
      return undefined;
    });
    const { Arn = '', UserId } = made.User ?? {};
    const undo = undoOf({ user: UserName, groups }, UserId, aws);
    try {
      for (const GroupName of groups) await aws.ask('iam:AddUserToGroup', iam.addUserToGroup({ UserName, GroupName }));
    } catch (error) {
      if (error instanceof FailureError) throw new PartlyDone(error.failure, undo);
      throw error;
    }
    return { output: { user: UserName, arn: Arn }, summary: `Created the user ${UserName}; it has no password and no access key yet.`, undo };
  },

  async missing({ user: name, groups }, _output, aws) {
    const now = await findUser(name, aws);
    if (now === undefined) return [`the user ${name} is not there`];
    return groups.filter((one) => !now.document.groups.includes(one)).map((one) => `${name} is not in the group ${one}`);
  },

  async inspect({ user: name, groups }, aws) {
    const now = await findUser(name, aws);
    return now === undefined ? 'not-started' : groups.every((one) => now.document.groups.includes(one)) ? 'done' : 'unknown';
  },
});

const undoOf = (what: { readonly user: string; readonly groups: readonly string[] }, id: string | undefined, { here }: Pinned): Undo => ({
  steps: [{ tool: 'aws.iam.takeBackUser', input: { ...what, ...(id === undefined ? {} : { id }), ...here } }],
});
