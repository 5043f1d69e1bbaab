import { z } from 'zod';
import { changedSince } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { changingTool } from '../aws-tool.ts';
import { place, role } from '../fields.ts';
import { comparable, findRole, type RoleDocument } from './role.ts';

/** The undo of making a role: removes it as long as nothing was given to it since. It held nothing, so nothing is lost. */
export const takeBackRole = changingTool({
  name: 'aws.iam.takeBackRole',
  global: true,
  effect: 'change',
  summary: 'Remove an IAM role that a run made and that nothing was attached to since.',
  input: z.strictObject({
    role,
    id: z.string().optional().describe('Unique id that AWS gave it; absent when the run was cut off before it was known.'),
    ...place,
  }),
  output: z.object({ role: z.string() }),
  says: [],
  guessMs: 1_500,

  async see({ role: name, id }, aws) {
    const now = await findRole(name, aws);
    if (now !== undefined && ((id !== undefined && now.id !== id) || isInUse(now.document))) throw new FailureError(changedSince(`The role ${name}`));
    return now;
  },

  tell: ({ role: name }, now, aws) => ({
    summary: now === undefined ? `Nothing to take back: there is no role ${name}` : `Remove the role ${name}, which the run made, in ${aws.where}`,
    impacts: now === undefined ? [] : [{ address: name, type: 'iam-role', operation: 'delete', marks: [] }],
    undo: now === undefined ? 'nothing-changed' : { impossible: 'run the original again' },
    touches: { role: name },
    covers: now === undefined ? null : { id: now.id, document: comparable(now.document) },
  }),

  async act({ role: RoleName }, now, aws) {
    if (now === undefined) return { output: { role: RoleName }, summary: `There was no role ${RoleName}.`, undo: 'nothing-changed' };
    const iam = await aws.service('iam');
    await aws.ask('iam:DeleteRole', iam.deleteRole({ RoleName }));
    return { output: { role: RoleName }, summary: `Removed the role ${RoleName} again.`, undo: { impossible: 'run the original again' } };
  },

  missing: async ({ role: name }, _output, aws) => ((await findRole(name, aws)) === undefined ? [] : [`the role ${name} is still there`]),
  inspect: async ({ role: name }, aws) => ((await findRole(name, aws)) === undefined ? 'done' : 'not-started'),
});

const isInUse = ({ attached, inline, instanceProfiles }: RoleDocument): boolean => attached.length + inline.length + instanceProfiles.length > 0;
