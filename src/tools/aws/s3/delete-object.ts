import { z } from 'zod';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, type Pinned } from '../aws-tool.ts';
import { bucket, key, place, versionId } from '../fields.ts';
import { bucketWarnings, theBucket } from './bucket.ts';
import { addressOf, findObject, type SeenBefore, seeBefore, theObject } from './object.ts';
import { sizeOf } from './size.ts';

export const deleteObject = changingTool({
  name: 'aws.s3.deleteObject',
  effect: 'destroy',
  summary: 'Delete one object from an S3 bucket.',
  input: z.strictObject({
    bucket,
    key,
    versionId: versionId.describe('Only this version, for good.'),
    ...place,
  }),
  output: z.object({ bucket: z.string(), key: z.string(), deleteMarker: z.boolean() }),
  commands: ['aws s3 rm s3://{bucket}/{key}', 'aws s3api delete-object'],
  says: [
    'delete s3://data-example/old.csv',
    'remove the object old.csv from bucket data',
    'delete the file report.csv in the bucket archive',
    'erase the key tmp/x from the s3 bucket',
    'delete x.csv from data-example',
    'remove s3://data-example/old/x.csv',
    'erase the object tmp.txt in scratch-example',
    'drop the key a/b.json from data-example',
    'delete the object old.csv of data-example',
    'remove old/report.pdf from the bucket docs-example',
    'get rid of s3://tmp-example/x.tmp',
    'a.csv in bucket raw-example can go',
    'throw s3://raw-example/a.csv away',
    'get rid of the object logs/a.gz in raw-example',
    'erase tmp/a.zip from bucket raw-example',
    'remove the file a.csv from the bucket raw-example',
    's3://docs/draft.pdf can be deleted',
    'drop img/old.png out of bucket media',
    'rm s3://tmp/a/b.txt',
    'get rid of the object old/db.dump in bucket db',
    'throw s3://assets/x.csv away',
    'delete the original s3://data/a.csv',
    'erase config/app.yaml from the bucket conf',
    'take the file x.csv out of bucket assets',
    'delete exports/tmp.csv from acme-data',
    'remove logs/old.gz from acme-archive',
    'delete version 3sL4kqtJlcpX of tmp/old.csv from the bucket raw-example',
    'delete s3://acme-logs/2021/app.log',
    'aws s3 rm s3://web/old.html',
    'A former customer has asked us in writing to remove his picture, so the object avatars/u-55120.png in the S3 bucket profile-pictures has to be deleted.',
    'Can you get rid of the object tmp/test.bin in ingest-raw?',
    'Requesting deletion of key payroll/jan.xlsx, version ID aA1bB2cC3d, bucket hr-documents.',
    'drop model-v1.bin out of ml-models in eu-west-1',
    'take static/legacy.js off the S3 bucket kiosk-assets',
    "let's clear the object queue/stuck-message.json from s3 bucket jobs",
    'A single file must be deleted from bucket release-vault.',
    'scrub tiles/12/a.png from fleet-maps with the maps-admin profile, it shows the wrong city',
  ],
  examples: [{ title: 'Delete an object', input: { bucket: 'shop-assets', key: 'img/old-logo.svg' } }],
  guessMs: 1_000,

  async see({ bucket: name, key: Key, versionId }, aws): Promise<{ place: Awaited<ReturnType<typeof theBucket>>; was: SeenBefore }> {
    const place = await theBucket(name, aws);
    if (versionId === undefined) {
      await theObject(name, Key, aws);
      return { place, was: await seeBefore(place, Key, aws) };
    }
    const now = await theObject(name, Key, aws, versionId);
    return { place, was: { now, before: 'a version that is deleted by its id is gone for good' } };
  },

  tell: ({ bucket: name, key: Key, versionId }, { place, was }, aws) => ({
    summary: `Delete ${addressOf(name, Key)}${versionId === undefined ? '' : ` version ${versionId}`} (${sizeOf(was.now?.bytes ?? 0)}) in ${aws.where}`,
    impacts: [
      {
        address: addressOf(name, Key),
        type: 's3-object',
        operation: 'delete',
        marks: versionId === undefined && place.versioning === 'on' ? ['stateful'] : ['stateful', 'deletes-data'],
        detail: versionId === undefined && place.versioning === 'on' ? 'its versions stay; a marker says that it is deleted' : 'it is gone from the bucket',
      },
    ],
    undo: undoOf(name, Key, was, undefined, aws),
    warnings: bucketWarnings(place),
    touches: { bucket: name },
    covers: { etag: was.now?.etag ?? null, version: was.now?.versionId ?? null, versioning: place.versioning },
    region: place.region,
  }),

  async act({ bucket: Bucket, key: Key, versionId }, { was }, aws, at) {
    if (was.content !== undefined) at.blobs.keep(was.content);
    const s3 = await aws.service('s3');
    const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    const done = await aws.ask(action, s3.deleteObject({ Bucket, Key, ...(versionId === undefined ? {} : { VersionId: versionId }) }));
    const deleteMarker = done.DeleteMarker ?? false;
    return {
      output: { bucket: Bucket, key: Key, deleteMarker },
      summary: `Deleted ${addressOf(Bucket, Key)}${deleteMarker && versionId === undefined ? '; its versions are still there' : ''}.`,
      undo: undoOf(Bucket, Key, was, deleteMarker ? done.VersionId : undefined, aws),
    };
  },

  missing: async ({ bucket: name, key: Key, versionId }, _output, aws) =>
    (await findObject(name, Key, aws, versionId)) === undefined ? [] : [`${addressOf(name, Key)} is still there`],

  inspect: async ({ bucket: name, key: Key, versionId }, aws) => ((await findObject(name, Key, aws, versionId)) === undefined ? 'done' : 'not-started'),
});

function undoOf(bucket: string, key: string, { before }: SeenBefore, marker: string | undefined, { here }: Pinned): Undo {
  if (typeof before === 'string') return { impossible: before };
  return { steps: [{ tool: 'aws.s3.restoreObject', input: { bucket, key, before, expect: marker === undefined ? null : { versionId: marker }, ...here } }] };
}
