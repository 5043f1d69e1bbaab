import { z } from 'zod';
import { notEmpty } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { changingTool } from '../aws-tool.ts';
import { bucket, place } from '../fields.ts';
import { isError } from '../session/explain.ts';
import { findBucket, holdsNothing } from './bucket.ts';

/** The undo of creating a bucket: removes it while nothing is in it. */
export const removeBucket = changingTool({
  name: 'aws.s3.removeBucket',
  effect: 'change',
  summary: 'Remove an S3 bucket that a run made and that is empty.',
  input: z.strictObject({ bucket, ...place }),
  output: z.object({ bucket: z.string() }),
  says: [],
  guessMs: 1_500,

  async see({ bucket: name }, aws) {
    const region = await findBucket(name, aws);
    if (region !== undefined && !(await holdsNothing(name, aws))) throw new FailureError(notEmpty(name));
    return region;
  },

  tell: ({ bucket: name }, region, aws) => ({
    summary: region === undefined ? `Nothing to take back: there is no bucket ${name}` : `Remove the empty bucket ${name} in ${aws.where}`,
    impacts: region === undefined ? [] : [{ address: name, type: 's3-bucket', operation: 'delete', marks: [], detail: 'it is empty' }],
    undo: region === undefined ? 'nothing-changed' : { impossible: 'run the original again' },
    touches: { bucket: name },
    covers: region ?? null,
    ...(region === undefined ? {} : { region }),
  }),

  async act({ bucket: Bucket }, region, aws) {
    if (region === undefined) return { output: { bucket: Bucket }, summary: `There was no bucket ${Bucket}.`, undo: 'nothing-changed' };
    const s3 = await aws.service('s3');
    await aws.ask('s3:DeleteBucket', s3.deleteBucket({ Bucket }), (error) => {
      if (isError(error, 'BucketNotEmpty')) throw new FailureError(notEmpty(Bucket));
      return undefined;
    });
    return { output: { bucket: Bucket }, summary: `Removed the bucket ${Bucket} again.`, undo: { impossible: 'run the original again' } };
  },

  missing: async ({ bucket: name }, _output, aws) => ((await findBucket(name, aws)) === undefined ? [] : [`the bucket ${name} is still there`]),
  inspect: async ({ bucket: name }, aws) => ((await findBucket(name, aws)) === undefined ? 'done' : 'not-started'),
});
