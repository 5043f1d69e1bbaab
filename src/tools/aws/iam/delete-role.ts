import { z } from 'zod';
import { list } from '../../../base/say.ts';
import { isProtected } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { place, role } from '../fields.ts';
import { isAbsent } from '../session/explain.ts';
import { comparable, findRole, type RoleDocument, theRole } from './role.ts';

/** What is attached to it goes first, because AWS deletes only a bare role; all of it is in the undo. */
export const deleteRole = changingTool({
  name: 'aws.iam.deleteRole',
  global: true,
  effect: 'destroy',
  summary: 'Delete an IAM role.',
  input: z.strictObject({ role, ...place }),
  output: z.object({ role: z.string() }),
  commands: ['aws iam delete-role'],
  says: [
    'delete the role old-deployer',
    'remove iam role ci-runner',
    'drop the iam role reader',
    'delete role ci',
    'remove the iam role old-runner',
    'get rid of the role reader',
    'drop role tmp',
    'delete the iam role exporter',
    'the role tmp-role is not needed any more, delete it',
    'remove role auditor',
    'role old-ci is no longer needed, delete it',
    'get rid of iam role old-ci',
    'drop the role old-ci',
    'the role old-ci can go',
    'the iam role legacy can go',
    'we no longer need role partner',
    'get rid of role tmp',
    'role old-ci is not used any more, delete it',
    'erase the iam role sandbox',
    'throw away iam role old',
  ],
  examples: [{ title: 'Delete a role', input: { role: 'deployer' } }],
  guessMs: 1_500,

  async see({ role: name }, aws) {
    const seen = await theRole(name, aws);
    if (seen.document.path.startsWith('/aws-service-role/'))
      throw new FailureError(
        isProtected(`The role ${name}`, 'it belongs to an AWS service', 'Remove what that service uses it for; AWS then removes the role.'),
      );
    return seen;
  },

  tell: ({ role: name }, { document, id, lastUsedAt }, aws) => {
    const goes = [...document.attached.map((arn) => arn.split('/').at(-1) ?? arn), ...document.inline.map(([policy]) => `${policy} (inline)`)];
    return {
      summary: `Delete the IAM role ${name} in ${aws.where}`,
      impacts: [
        {
          address: name,
          type: 'iam-role',
          operation: 'delete',
          marks: goes.length + document.instanceProfiles.length > 0 ? ['cascades'] : [],
          detail: `what runs as ${name} loses its permissions${goes.length === 0 ? '' : `; taken off it first: ${list(goes)}`}`,
        },
      ],
      undo: undoOf(document, aws),
      warnings: [
        ...(lastUsedAt === undefined ? [] : [`It was last used on ${lastUsedAt.slice(0, 10)}`]),
        ...(document.instanceProfiles.length === 0
          ? []
          : [`The instance profile ${list(document.instanceProfiles)} is left without a role: its instances lose their credentials`]),
        'Made again it has another unique id: policies elsewhere that name it as principal have to be saved anew',
      ],
      touches: { role: name },
      covers: { id, document: comparable(document) },
    };
  },

  async act({ role: RoleName }, { document }, aws) {
    const iam = await aws.service('iam');
    const undo = undoOf(document, aws);
    const gone = (error: unknown) => (isAbsent(error) ? true : undefined);
    try {
      for (const InstanceProfileName of document.instanceProfiles)
        await aws.ask('iam:RemoveRoleFromInstanceProfile', iam.removeRoleFromInstanceProfile({ RoleName, InstanceProfileName }), gone);
      for (const PolicyArn of document.attached) await aws.ask('iam:DetachRolePolicy', iam.detachRolePolicy({ RoleName, PolicyArn }), gone);
      for (const [PolicyName] of document.inline) await aws.ask('iam:DeleteRolePolicy', iam.deleteRolePolicy({ RoleName, PolicyName }), gone);
      await aws.ask('iam:DeleteRole', iam.deleteRole({ RoleName }), gone);
    } catch (error) {
      if (error instanceof FailureError) throw new PartlyDone(error.failure, undo);
      throw error;
    }
    return { output: { role: RoleName }, summary: `Deleted the role ${RoleName}.`, undo };
  },

  missing: async ({ role: name }, _output, aws) => ((await findRole(name, aws)) === undefined ? [] : [`the role ${name} is still there`]),
  inspect: async ({ role: name }, aws) => ((await findRole(name, aws)) === undefined ? 'done' : 'unknown'),
});

const undoOf = (document: RoleDocument, { here }: Pinned): Undo => ({ steps: [{ tool: 'aws.iam.restoreRole', input: { document, ...here } }] });
