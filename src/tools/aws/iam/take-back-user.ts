import { z } from 'zod';
import { changedSince } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { changingTool } from '../aws-tool.ts';
import { group, place, user } from '../fields.ts';
import { comparableUser, credentialsInWords, findUser, type SeenUser } from './user.ts';

/** The undo of making a user: removes it as long as nothing but its groups was given to it since, and nobody can sign in as it. */
export const takeBackUser = changingTool({
  name: 'aws.iam.takeBackUser',
  global: true,
  effect: 'change',
  summary: 'Remove an IAM user that a run made and that nothing was given to since.',
  input: z.strictObject({
    user,
    groups: z.array(group).max(10).default([]).describe('Groups the run put the user into.'),
    id: z.string().optional().describe('Unique id that AWS gave it; absent when the run was cut off before it was known.'),
    ...place,
  }),
  output: z.object({ user: z.string() }),
  says: [],
  guessMs: 1_500,

  async see({ user: name, groups, id }, aws) {
    const now = await findUser(name, aws);
    if (now !== undefined && ((id !== undefined && now.id !== id) || isInUse(now, groups))) throw new FailureError(changedSince(`The user ${name}`));
    return now;
  },

  tell: ({ user: name }, now, aws) => ({
    summary: now === undefined ? `Nothing to take back: there is no user ${name}` : `Remove the user ${name}, which the run made, in ${aws.where}`,
    impacts: now === undefined ? [] : [{ address: name, type: 'iam-user', operation: 'delete', marks: [] }],
    undo: now === undefined ? 'nothing-changed' : { impossible: 'run the original again' },
    touches: { user: name },
    covers: now === undefined ? null : { id: now.id, document: comparableUser(now.document) },
  }),

  async act({ user: UserName }, now, aws) {
    if (now === undefined) return { output: { user: UserName }, summary: `There was no user ${UserName}.`, undo: 'nothing-changed' };
    const iam = await aws.service('iam');
    for (const GroupName of now.document.groups) await aws.ask('iam:RemoveUserFromGroup', iam.removeUserFromGroup({ UserName, GroupName }));
    await aws.ask('iam:DeleteUser', iam.deleteUser({ UserName }));
    return { output: { user: UserName }, summary: `Removed the user ${UserName} again.`, undo: { impossible: 'run the original again' } };
  },

  missing: async ({ user: name }, _output, aws) => ((await findUser(name, aws)) === undefined ? [] : [`the user ${name} is still there`]),
  inspect: async ({ user: name }, aws) => ((await findUser(name, aws)) === undefined ? 'done' : 'not-started'),
});

const isInUse = ({ document, credentials }: SeenUser, own: readonly string[]): boolean =>
  document.attached.length + document.inline.length + credentialsInWords(credentials).length > 0 || document.groups.some((one) => !own.includes(one));
