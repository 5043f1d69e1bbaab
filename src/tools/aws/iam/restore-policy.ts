import { z } from 'zod';
import { changedSince } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { place } from '../fields.ts';
import { comparablePolicy, findPolicy, holdersOf, type OwnPolicy, ownPolicy, samePolicy } from './policy.ts';
import { parsed } from './role.ts';

/** The undo of deleting a policy, and of a deletion that stopped half way: makes it what it was, and takes it from nobody. */
export const restorePolicy = changingTool({
  name: 'aws.iam.restorePolicy',
  global: true,
  effect: 'change',
  summary: 'Make an IAM policy again as it was before a run, and give it to those who had it.',
  input: z.strictObject({ document: ownPolicy, ...place }),
  output: z.object({ policy: z.string(), arn: z.string() }),
  says: [],
  guessMs: 3_000,

  async see({ document }, aws) {
    const now = (await findPolicy(document.arn, aws))?.document;
    if (now !== undefined && !isPartOf(now, document)) throw new FailureError(changedSince(`The policy ${document.name}`));
    return now;
  },

  tell: ({ document }, now, aws) => ({
    summary: `Make the policy ${document.name} what it was, in ${aws.where}`,
    impacts: [
      {
        address: document.name,
        type: 'iam-policy',
        operation: now === undefined ? 'create' : 'update',
        marks: holdersOf(document).length > 0 ? ['widens-access'] : [],
        detail: holdersOf(document).length > 0 ? 'those who had it may do again what it allows' : 'nobody had it',
      },
    ],
    undo: { impossible: 'run the original again' },
    touches: { policy: document.name },
    covers: now === undefined ? null : comparablePolicy(now),
  }),

  async act({ document }, now, aws) {
    try {
      await remake(document, now, aws);
    } catch (error) {
      if (error instanceof FailureError) throw new PartlyDone(error.failure, { impossible: 'run it again: it goes on where it stopped' });
      throw error;
    }
    const output = { policy: document.name, arn: document.arn };
    return { output, summary: `The policy ${document.name} is what it was.`, undo: { impossible: 'run the original again' } };
  },

  async missing({ document }, _output, aws) {
    const now = await findPolicy(document.arn, aws);
    return now !== undefined && samePolicy(now.document, document) ? [] : [`the policy ${document.name} is not what it was`];
  },

  async inspect({ document }, aws) {
    const now = await findPolicy(document.arn, aws);
    return now === undefined ? 'not-started' : samePolicy(now.document, document) ? 'done' : 'unknown';
  },
});

async function remake(wanted: OwnPolicy, now: OwnPolicy | undefined, aws: Pinned): Promise<void> {
  const iam = await aws.service('iam');
  const PolicyArn = wanted.arn;
  if (now === undefined) {
    const [first] = wanted.versions;
    await aws.ask(
      'iam:CreatePolicy',
      iam.createPolicy({
        PolicyName: wanted.name,
        Path: wanted.path,
        PolicyDocument: first?.json,
        Description: wanted.description,
        ...(wanted.tags.length === 0 ? {} : { Tags: wanted.tags.map(([Key, Value]) => ({ Key, Value })) }),
      }),
    );
  }
  // What is there is a beginning of what is wanted, or its default alone: a deletion takes the others first.
  const there = now?.versions ?? wanted.versions.slice(0, 1).map(({ json }) => ({ json, isDefault: true }));
  const left = [...there.map(({ json }) => text(json))];
  for (const { json, isDefault } of wanted.versions) {
    const had = left.indexOf(text(json));
    if (had >= 0) left.splice(had, 1);
    else await aws.ask('iam:CreatePolicyVersion', iam.createPolicyVersion({ PolicyArn, PolicyDocument: json, SetAsDefault: isDefault }));
  }
  for (const RoleName of wanted.roles.filter((name) => !now?.roles.includes(name)))
    await aws.ask('iam:AttachRolePolicy', iam.attachRolePolicy({ RoleName, PolicyArn }));
  for (const UserName of wanted.users.filter((name) => !now?.users.includes(name)))
    await aws.ask('iam:AttachUserPolicy', iam.attachUserPolicy({ UserName, PolicyArn }));
  for (const GroupName of wanted.groups.filter((name) => !now?.groups.includes(name)))
    await aws.ask('iam:AttachGroupPolicy', iam.attachGroupPolicy({ GroupName, PolicyArn }));
}

const text = (json: string): string => JSON.stringify(parsed(json));

/** What a deletion leaves when it stops half way has nothing that was not there before; what this leaves has its first version alone. */
function isPartOf(now: OwnPolicy, before: OwnPolicy): boolean {
  const had = before.versions.map(({ json }) => text(json));
  const default_ = (p: OwnPolicy): string => text(p.versions.find((v) => v.isDefault)?.json ?? '');
  return (
    (now.versions.length === 1 || default_(now) === default_(before)) &&
    now.versions.every(({ json }) => had.includes(text(json))) &&
    now.roles.every((name) => before.roles.includes(name)) &&
    now.users.every((name) => before.users.includes(name)) &&
    now.groups.every((name) => before.groups.includes(name))
  );
}
