import { z } from 'zod';
import { changedSince } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { place } from '../fields.ts';
import { addsNoPolicy } from './role.ts';
import { comparableUser, findUser, sameUser, theUser, type UserDocument, userDocument } from './user.ts';

/** The undo of deleting a user that nobody could sign in as, and of a deletion that stopped half way: makes it what it was, and takes nothing from it. */
export const restoreUser = changingTool({
  name: 'aws.iam.restoreUser',
  global: true,
  effect: 'change',
  summary: 'Make an IAM user again as it was before a run, with its groups and policies.',
  input: z.strictObject({ document: userDocument, ...place }),
  output: z.object({ user: z.string(), arn: z.string() }),
  says: [],
  guessMs: 3_000,

  async see({ document }, aws) {
    const now = await findUser(document.user, aws);
    if (now !== undefined && !isPartOf(now.document, document)) throw new FailureError(changedSince(`The user ${document.user}`));
    return now?.document;
  },

  tell: ({ document }, now, aws) => ({
    summary: `Make the user ${document.user} what it was, in ${aws.where}`,
    impacts: [
      {
        address: document.user,
        type: 'iam-user',
        operation: now === undefined ? 'create' : 'update',
        marks: ['widens-access'],
        detail: 'it gets back what it was allowed before',
      },
    ],
    undo: { impossible: 'run the original again' },
    warnings: now === undefined ? ['It gets another unique id: policies elsewhere that name it as principal have to be saved anew'] : [],
    touches: { user: document.user },
    covers: now === undefined ? null : comparableUser(now),
  }),

  async act({ document }, now, aws) {
    try {
      const arn = await remake(document, now, aws);
      return { output: { user: document.user, arn }, summary: `The user ${document.user} is what it was.`, undo: { impossible: 'run the original again' } };
    } catch (error) {
      if (error instanceof FailureError) throw new PartlyDone(error.failure, { impossible: 'run it again: it goes on where it stopped' });
      throw error;
    }
  },

  async missing({ document }, _output, aws) {
    const now = await findUser(document.user, aws);
    return now !== undefined && sameUser(now.document, document) ? [] : [`the user ${document.user} is not what it was`];
  },

  async inspect({ document }, aws) {
    const now = await findUser(document.user, aws);
    return now === undefined ? 'not-started' : sameUser(now.document, document) ? 'done' : 'unknown';
  },
});

async function remake(wanted: UserDocument, now: UserDocument | undefined, aws: Pinned): Promise<string> {
  const iam = await aws.service('iam');
  const UserName = wanted.user;
  if (now === undefined) {
    const Tags = wanted.tags.map(([Key, Value]) => ({ Key, Value }));
    const more = { PermissionsBoundary: wanted.boundary, ...(Tags.length === 0 ? {} : { Tags }) };
    await aws.ask('iam:CreateUser', iam.createUser({ UserName, Path: wanted.path, ...more }));
  }
  for (const GroupName of wanted.groups.filter((one) => !now?.groups.includes(one)))
    await aws.ask('iam:AddUserToGroup', iam.addUserToGroup({ UserName, GroupName }));
  for (const PolicyArn of wanted.attached.filter((arn) => !now?.attached.includes(arn)))
    await aws.ask('iam:AttachUserPolicy', iam.attachUserPolicy({ UserName, PolicyArn }));
  for (const [PolicyName, PolicyDocument] of wanted.inline.filter(([name]) => !now?.inline.some(([n]) => n === name)))
    await aws.ask('iam:PutUserPolicy', iam.putUserPolicy({ UserName, PolicyName, PolicyDocument }));
  return (await theUser(UserName, aws)).arn;
}

/** What a deletion leaves when it stops half way has nothing that was not there before. */
const isPartOf = (now: UserDocument, before: UserDocument): boolean => now.groups.every((one) => before.groups.includes(one)) && addsNoPolicy(now, before);
