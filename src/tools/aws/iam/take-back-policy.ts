import { z } from 'zod';
import { changedSince } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { changingTool } from '../aws-tool.ts';
import { ownPolicyArn, place } from '../fields.ts';
import { comparablePolicy, findPolicy, holdersOf, type WholePolicy } from './policy.ts';

/** The undo of making a policy: removes it as long as nobody got it and it says what it said. */
export const takeBackPolicy = changingTool({
  name: 'aws.iam.takeBackPolicy',
  global: true,
  effect: 'change',
  summary: 'Remove an IAM policy that a run made and that nobody was given since.',
  input: z.strictObject({
    arn: ownPolicyArn,
    id: z.string().optional().describe('Unique id that AWS gave it; absent when the run was cut off before it was known.'),
    ...place,
  }),
  output: z.object({ arn: z.string() }),
  says: [],
  guessMs: 1_500,

  async see({ arn, id }, aws) {
    const now = await findPolicy(arn, aws);
    if (now !== undefined && ((id !== undefined && now.id !== id) || isInUse(now))) throw new FailureError(changedSince(`The policy ${nameIn(arn)}`));
    return now;
  },

  tell: ({ arn }, now, aws) => ({
    summary:
      now === undefined ? `Nothing to take back: there is no policy ${arn}` : `Remove the policy ${now.document.name}, which the run made, in ${aws.where}`,
    impacts: now === undefined ? [] : [{ address: now.document.name, type: 'iam-policy', operation: 'delete', marks: [] }],
    undo: now === undefined ? 'nothing-changed' : { impossible: 'run the original again' },
    touches: { policy: nameIn(arn) },
    covers: now === undefined ? null : { id: now.id, document: comparablePolicy(now.document) },
  }),

  async act({ arn }, now, aws) {
    if (now === undefined) return { output: { arn }, summary: `There was no policy ${arn}.`, undo: 'nothing-changed' };
    const iam = await aws.service('iam');
    await aws.ask('iam:DeletePolicy', iam.deletePolicy({ PolicyArn: arn }));
    return { output: { arn }, summary: `Removed the policy ${now.document.name} again.`, undo: { impossible: 'run the original again' } };
  },

  missing: async ({ arn }, _output, aws) => ((await findPolicy(arn, aws)) === undefined ? [] : [`the policy ${arn} is still there`]),
  inspect: async ({ arn }, aws) => ((await findPolicy(arn, aws)) === undefined ? 'done' : 'not-started'),
});

const isInUse = ({ document, versions, bounds }: WholePolicy): boolean => holdersOf(document).length > 0 || bounds > 0 || versions.length > 1;
const nameIn = (arn: string): string => arn.split('/').at(-1) ?? arn;
