import { z } from 'zod';
import { changedSince } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { bucket, place } from '../fields.ts';
import { findBucket, holdsNothing } from './bucket.ts';
import { makeBucket } from './create-bucket.ts';
import { type BucketSettings, bucketSettings, differing, putSettings, settingsOf } from './settings.ts';

/** The undo of deleting an empty bucket: makes it again with the settings it had. */
export const restoreBucket = changingTool({
  name: 'aws.s3.restoreBucket',
  effect: 'change',
  summary: 'Make an S3 bucket again that a run deleted, empty and with its settings.',
  input: z.strictObject({ bucket, settings: bucketSettings.describe('What it was set to, each as JSON.'), ...place }),
  output: z.object({ bucket: z.string() }),
  says: [],
  guessMs: 3_000,

  async see({ bucket: name, settings }, aws) {
    const region = await findBucket(name, aws);
    if (region === undefined) return { isThere: false, left: [] };
    const left = differing(await now(name, aws), settings);
    // One that this made and was cut off over is empty still; another's is left alone.
    if (left.length > 0 && !(await holdsNothing(name, aws))) throw new FailureError(changedSince(`The bucket ${name}`));
    return { isThere: true, left };
  },

  tell: ({ bucket: name }, { isThere, left }, aws) => ({
    summary:
      isThere && left.length === 0 ? `Nothing to make again: ${name} is there as it was` : `Make the bucket ${name} again with its settings, in ${aws.where}`,
    impacts:
      isThere && left.length === 0
        ? []
        : [{ address: name, type: 's3-bucket', operation: isThere ? 'update' : 'create', marks: [], detail: 'empty, as it was before the run' }],
    undo: isThere && left.length === 0 ? 'nothing-changed' : { impossible: 'run the original again' },
    touches: { bucket: name },
    covers: { isThere, left },
  }),

  async act({ bucket: name, settings }, { isThere, left }, aws) {
    const output = { bucket: name };
    if (isThere && left.length === 0) return { output, summary: `The bucket ${name} was there as it was.`, undo: 'nothing-changed' };
    try {
      if (!isThere) await makeBucket(name, aws);
      await putSettings(name, settings, aws);
    } catch (error) {
      if (error instanceof FailureError) throw new PartlyDone(error.failure, { impossible: 'run it again: it goes on where it stopped' });
      throw error;
    }
    return { output, summary: `The bucket ${name} is there again, empty.`, undo: { impossible: 'run the original again' } };
  },

  async missing({ bucket: name, settings }, _output, aws) {
    if ((await findBucket(name, aws)) === undefined) return [`the bucket ${name} is not there`];
    return differing(await now(name, aws), settings).map((setting) => `${setting} of ${name} is not as it was`);
  },

  async inspect({ bucket: name, settings }, aws) {
    if ((await findBucket(name, aws)) === undefined) return 'not-started';
    return differing(await now(name, aws), settings).length === 0 ? 'done' : 'unknown';
  },
});

const now = async (name: string, aws: Pinned): Promise<BucketSettings> => (await settingsOf(name, aws)).settings;
