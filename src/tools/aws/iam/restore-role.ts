import { z } from 'zod';
import { changedSince } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { place } from '../fields.ts';
import { addsNoPolicy, comparable, findRole, parsed, type RoleDocument, roleDocument, sameRole, theRole } from './role.ts';

/** The undo of deleting a role, and of a deletion that stopped half way: makes it what it was, and takes nothing from it. */
export const restoreRole = changingTool({
  name: 'aws.iam.restoreRole',
  global: true,
  effect: 'change',
  summary: 'Make an IAM role again as it was before a run, with all that was attached to it.',
  input: z.strictObject({ document: roleDocument, ...place }),
  output: z.object({ role: z.string(), arn: z.string() }),
  says: [],
  guessMs: 3_000,

  async see({ document }, aws) {
    const now = await findRole(document.role, aws);
    if (now !== undefined && !isPartOf(now.document, document)) throw new FailureError(changedSince(`The role ${document.role}`));
    return now?.document;
  },

  tell: ({ document }, now, aws) => ({
    summary: `Make the role ${document.role} what it was, in ${aws.where}`,
    impacts: [
      {
        address: document.role,
        type: 'iam-role',
        operation: now === undefined ? 'create' : 'update',
        marks: ['widens-access'],
        detail: 'it gets back what it was allowed before',
      },
    ],
    undo: { impossible: 'run the original again' },
    warnings: now === undefined ? ['It gets another unique id: policies elsewhere that name it as principal have to be saved anew'] : [],
    touches: { role: document.role },
    covers: now === undefined ? null : comparable(now),
  }),

  async act({ document }, now, aws) {
    try {
      const arn = await remake(document, now, aws);
      return { output: { role: document.role, arn }, summary: `The role ${document.role} is what it was.`, undo: { impossible: 'run the original again' } };
    } catch (error) {
      if (error instanceof FailureError) throw new PartlyDone(error.failure, { impossible: 'run it again: it goes on where it stopped' });
      throw error;
    }
  },

  async missing({ document }, _output, aws) {
    const now = await findRole(document.role, aws);
    return now !== undefined && sameRole(now.document, document) ? [] : [`the role ${document.role} is not what it was`];
  },

  async inspect({ document }, aws) {
    const now = await findRole(document.role, aws);
    return now === undefined ? 'not-started' : sameRole(now.document, document) ? 'done' : 'unknown';
  },
});

async function remake(wanted: RoleDocument, now: RoleDocument | undefined, aws: Pinned): Promise<string> {
  const iam = await aws.service('iam');
  const RoleName = wanted.role;
  if (now === undefined) {
    await aws.ask(
      'iam:CreateRole',
      iam.createRole({
        RoleName,
        Path: wanted.path,
        AssumeRolePolicyDocument: wanted.trust,
        Description: wanted.description,
        MaxSessionDuration: wanted.maxSessionSeconds,
        PermissionsBoundary: wanted.boundary,
        ...(wanted.tags.length === 0 ? {} : { Tags: wanted.tags.map(([Key, Value]) => ({ Key, Value })) }),
      }),
    );
  }
  for (const PolicyArn of wanted.attached.filter((arn) => !now?.attached.includes(arn)))
    await aws.ask('iam:AttachRolePolicy', iam.attachRolePolicy({ RoleName, PolicyArn }));
  for (const [PolicyName, PolicyDocument] of wanted.inline.filter(([name]) => !now?.inline.some(([n]) => n === name)))
    await aws.ask('iam:PutRolePolicy', iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument }));
  for (const InstanceProfileName of wanted.instanceProfiles.filter((name) => !now?.instanceProfiles.includes(name)))
    await aws.ask('iam:AddRoleToInstanceProfile', iam.addRoleToInstanceProfile({ RoleName, InstanceProfileName }));
  return (await theRole(RoleName, aws)).arn;
}

/** What a deletion leaves when it stops half way has nothing that was not there before. */
function isPartOf(now: RoleDocument, before: RoleDocument): boolean {
  const same = JSON.stringify(parsed(now.trust)) === JSON.stringify(parsed(before.trust));
  return same && addsNoPolicy(now, before) && now.instanceProfiles.every((name) => before.instanceProfiles.includes(name));
}
