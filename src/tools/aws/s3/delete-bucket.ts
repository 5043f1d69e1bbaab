import { z } from 'zod';
import { list } from '../../../base/say.ts';
import { bucketNotEmpty } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { bucket, place } from '../fields.ts';
import { isAbsent, isError } from '../session/explain.ts';
import { bucketWarnings, findBucket, theBucket } from './bucket.ts';
import { contentsInWords, contentsOf, emptyBucket, isEmpty } from './contents.ts';
import { type SeenSettings, settingsOf } from './settings.ts';

const goneForGood = 'what was in it is gone for good, every version of it';

export const deleteBucket = changingTool({
  name: 'aws.s3.deleteBucket',
  effect: 'destroy',
  summary: 'Delete an S3 bucket that is empty; or, where that is said, with everything in it.',
  input: z.strictObject({
    bucket,
    contents: z.boolean().default(false).describe('Contents go too: first delete everything in it, every version of every object, for good.'),
    ...place,
  }),
  output: z.object({ bucket: z.string(), deleted: z.int().describe('How many objects, versions and markers went with it.') }),
  commands: ['aws s3 rb s3://{bucket} --force{contents:true}', 'aws s3api delete-bucket --bucket={bucket}'],
  onlyWith: ['bucket', 's3'],
  says: [
    'delete the bucket old-logs',
    'remove the s3 bucket tmp-example',
    'delete bucket scratch-example in eu-west-1',
    'drop the bucket media-old',
    'the bucket staging-example is not needed any more, delete it',
    'get rid of the bucket test-example',
    'remove bucket old-artifacts from s3',
    'take down the s3 bucket demo-example',
    'nuke bucket ingest-scratch with everything in it',
    'The proof of concept is over and I already removed all the files from it myself, so the bucket geo-poc-results can now be deleted as well.',
    'aws s3 rb s3://billing-sandbox',
    'Every month we pay for a bucket full of debug traces that no one has opened in two years, delete trace-dumps-2022 and whatever is still inside it.',
    'we no longer use atlas-thumbnails, drop the whole bucket contents included',
    'take down s3 bucket pr-1184-preview',
    'Get the bucket hackathon-photos out of our account, objects and all, eu-west-2',
    'terraform destroy failed with BucketNotEmpty on ci-cache-eu, so kill that bucket together with its contents',
    "I'd like the emptied bucket jobs-output-v1 removed from us-east-1",
    'Our former agency stored the campaign pictures in campaign-2020-assets and we have downloaded all of them, so please remove that bucket together with all its objects.',
    'throw away the bucket "blue"',
    "cloudformation can't roll back because the bucket stack-artifacts-77 still exists, it has nothing in it any more so please delete that one in the dev account",
    'destroy bucket notebooks-backup-2019 and everything stored in it',
    "There is an S3 bucket nobody uses that I'd like to delete.",
    'unused bucket: web-cdn-staging. delete.',
    'Please, I want that the bucket sales-demo-data is erased with full content, profile demo',
    "it's costing us 90 bucks a month, wipe the bucket raw-video-dumps plus its objects",
    'delete the non-empty S3 bucket api-trace-dumps, yes the contents too',
  ],
  examples: [{ title: 'Delete an empty bucket', input: { bucket: 'shop-scratch' } }],
  guessMs: 3_000,
  timeoutMs: 6 * 60 * 60_000,

  async see({ bucket: name, contents }, aws, at) {
    const place = await theBucket(name, aws);
    const found = await contentsOf(name, aws, at);
    if (!isEmpty(found) && !contents) throw new FailureError(bucketNotEmpty(name, contentsInWords(found)));
    return { place, found, seen: await settingsOf(name, aws), lost: await lostOf(name, aws) };
  },

  tell: ({ bucket: name }, { place, found, seen, lost }, aws) => {
    const empty = isEmpty(found);
    const unknown = [...seen.unread, ...lost];
    return {
      summary: empty ? `Delete the empty bucket ${name} in ${aws.where}` : `Delete the bucket ${name} with ${contentsInWords(found)} in ${aws.where}`,
      impacts: [
        {
          address: name,
          type: 's3-bucket',
          operation: 'delete',
          marks: empty ? [] : ['stateful', 'deletes-data', 'cascades'],
          detail: empty ? 'it is empty' : `${contentsInWords(found)}: gone for good`,
        },
      ],
      undo: undoOf(name, place.region, empty, seen, aws),
      warnings: [
        ...bucketWarnings(place),
        'Once it is gone anybody may take its name',
        ...(empty && unknown.length > 0 ? [`Made again it is without ${list(unknown)}`] : []),
      ],
      touches: { bucket: name },
      covers: { digest: found.digest, settings: seen.settings, unknown },
      region: place.region,
    };
  },

  async act({ bucket: Bucket }, { place, found, seen }, aws, at) {
    const s3 = await aws.service('s3');
    const all = found.objects + found.older + found.markers;
    try {
      if (all > 0) await emptyBucket(Bucket, all, aws, at);
      await aws.ask('s3:DeleteBucket', s3.deleteBucket({ Bucket }), (error) => {
        if (isError(error, 'BucketNotEmpty')) throw new FailureError(bucketNotEmpty(Bucket, 'something that came in the meantime'));
        return undefined;
      });
    } catch (error) {
      if (error instanceof FailureError && all > 0) throw new PartlyDone(error.failure, { impossible: goneForGood });
      throw error;
    }
    return {
      output: { bucket: Bucket, deleted: all },
      summary: all === 0 ? `Deleted the bucket ${Bucket}.` : `Deleted the bucket ${Bucket} with ${contentsInWords(found)}.`,
      undo: undoOf(Bucket, place.region, all === 0, seen, aws),
    };
  },

  missing: async ({ bucket: name }, _output, aws) => ((await findBucket(name, aws)) === undefined ? [] : [`the bucket ${name} is still there`]),
  inspect: async ({ bucket: name }, aws) => ((await findBucket(name, aws)) === undefined ? 'done' : 'unknown'),
});

function undoOf(bucket: string, region: string, empty: boolean, { settings }: SeenSettings, { here }: Pinned): Undo {
  if (!empty) return { impossible: goneForGood };
  return { steps: [{ tool: 'aws.s3.restoreBucket', input: { bucket, settings, ...here, region } }] };
}

/** What it has and nothing here puts again; who may not ask is told so elsewhere. */
async function lostOf(Bucket: string, aws: Pinned): Promise<readonly string[]> {
  const s3 = await aws.service('s3');
  const has = (says: string, asked: Promise<unknown>) =>
    aws.ask(
      's3:GetBucket',
      asked.then(() => [says]),
      (error) => (isAbsent(error) || /NotFoundError$/.test((error as Error).name) || isError(error, 'AccessDenied') ? [] : undefined),
    );
  return (
    await Promise.all([has('its replication', s3.getBucketReplication({ Bucket })), has('its object lock', s3.getObjectLockConfiguration({ Bucket }))])
  ).flat();
}
