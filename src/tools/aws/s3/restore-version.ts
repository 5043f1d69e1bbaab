import { z } from 'zod';
import { archived, wrongState } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { changingTool } from '../aws-tool.ts';
import { bucket, key, place, versionId } from '../fields.ts';
import { bucketWarnings, theBucket } from './bucket.ts';
import { addressOf, findObject, impactOfWrite, seeBefore, stackOf, theObject } from './object.ts';
import { undoOf } from './put-object.ts';
import { sizeOf } from './size.ts';
import { copy } from './transfer/copy.ts';

/** A copy of the old version becomes the newest: nothing between is lost, and going back once more is possible. */
export const restoreVersion = changingTool({
  name: 'aws.s3.restoreVersion',
  effect: 'change',
  summary: 'Make an older version of an object in S3 the newest again, also one that was deleted.',
  input: z.strictObject({ bucket, key, versionId: versionId.unwrap().describe('Id of the version to have back.'), ...place }),
  output: z.object({ bucket: z.string(), key: z.string(), etag: z.string(), bytes: z.int(), versionId: z.string().optional() }),
  commands: ['aws s3api copy-object --bucket={bucket} --key={key} --version-id={versionId}'],
  onlyWith: ['version'],
  says: [
    'restore version Xq3.4T of s3://data-example/report.csv',
    'bring back version 3sL4kq of config/app.json in bucket settings-example',
    'roll s3://assets/logo.png back to version Ab12Cd',
    'make version null of index.html in bucket site the current one',
    'put the version 9fKz of db.dump in backups-example back',
    'undelete s3://docs/plan.pdf from version Lm45',
    'restore the object a.txt of bucket data to version Qw98',
    'restore an earlier version of s3://data-example/x.csv',
    'bring back the older version of notes.md in bucket docs-example',
    'go back to the previous version of s3://site/index.html',
    'bring version 3sL4kqtJlcpXroDTDmJ of config.json in acme-config back',
    'put version 7fQ2xk9 of data.csv in the bucket raw-example in place again',
    'make version id 3sL4kqtJlcpX of s3://docs-example/plan.md the current one',
    'terraform.tfstate in acme-tfstate got corrupted, bring back version mB7dHs9QeYwR22',
    'An apply ran against the wrong workspace and wrecked our state, please put network/terraform.tfstate in the bucket infra-tfstate back to version o9Pa8Sd7Fg.',
    'Could you please recover tiles/12/a.png in fleet-maps from version Pw9vQ0rEsT?',
    'someone nuked settings/app.yaml in platform-config, restore it from Vn3xK1oPq7, profile infra',
    'I want older version Dk7aWq5Lm1 of openapi.yaml to be the latest again in bucket api',
    'bring exports/customers.csv in crm-sync back from the dead, version Xc4Vb5Nm6Q',
    "We need yesterday's roster.csv in bucket shift-plans back as the current version; its version ID is jK8lM9nB0v.",
    's3 rollback: bucket jobs, key crontab.txt, version Yh7Uj8Ik9O',
    'can we go back to version tG5bR4vF3c of flags.json in the feature-flags bucket',
    'old version Bq2Nw3Me4R of static/site.css has to be made current in kiosk-assets, eu-west-1',
    'We compared both and the limits from last Monday were right, therefore restore settings/limits.json in the bucket rate-config from the version i8Oo7Pp6Aa.',
    '3am page: bad rules.json pushed to s3 bucket waf-config. put version Lo9Ki8Mj7N back on top',
    'Version Mn1Bv2Cx3Z of firmware/latest.json was the good one. Make it the newest in kiosk-firmware.',
  ],
  examples: [{ title: 'Have an older version back', input: { bucket: 'shop-assets', key: 'robots.txt', versionId: 'Xq3n4T0aB9vLk2Rw7sYp' } }],
  guessMs: 2_000,
  timeoutMs: 60 * 60_000,

  async see({ bucket: name, key: Key, versionId: version }, aws) {
    const place = await theBucket(name, aws);
    const stack = await stackOf(name, Key, aws);
    const wanted = stack.find((one) => one.versionId === version);
    if (wanted?.marker)
      throw new FailureError(wrongState(`Version ${version} of ${addressOf(name, Key)}`, 'the mark of a deletion', 'to be one with a content'));
    const source = await theObject(name, Key, aws, version);
    const { StorageClass: stored } = source.headers;
    if (stored === 'GLACIER' || stored === 'DEEP_ARCHIVE') throw new FailureError(archived(addressOf(name, Key), stored));
    return { place, source, isLatest: stack[0]?.versionId === version, was: await seeBefore(place, Key, aws) };
  },

  tell: ({ bucket: name, key: Key, versionId: version }, { place, source, isLatest, was }, aws) => ({
    summary: isLatest
      ? `Nothing to restore: ${addressOf(name, Key)} is version ${version}`
      : `Make version ${version} of ${addressOf(name, Key)} (${sizeOf(source.bytes)}, of ${source.modifiedAt.slice(0, 10)}) the newest again in ${aws.where}`,
    impacts: isLatest
      ? []
      : [
          {
            ...impactOfWrite(place, Key, was),
            detail: was.now === undefined ? 'it was deleted, and is there again' : 'what is there stays as an older version',
          },
        ],
    undo: isLatest ? 'nothing-changed' : undoOf(name, Key, was, { bytes: source.bytes }, aws),
    warnings: bucketWarnings(place),
    touches: { bucket: name },
    covers: { source: [source.etag, version], now: was.now?.etag ?? null, version: was.now?.versionId ?? null, versioning: place.versioning },
    region: place.region,
  }),

  async act({ bucket: name, key: Key, versionId: version }, { source, isLatest, was, place }, aws, at) {
    if (isLatest) {
      const output = { bucket: name, key: Key, etag: source.etag, bytes: source.bytes, versionId: version };
      return { output, summary: `${addressOf(name, Key)} is version ${version}.`, undo: 'nothing-changed' };
    }
    if (was.content !== undefined) at.blobs.keep(was.content);
    const from = { bucket: name, key: Key, etag: source.etag, bytes: source.bytes, versionId: version };
    const done = await copy({ from, bucket: name, key: Key }, aws);
    const now = place.versioning === 'off' ? undefined : done.versionId;
    const left = { etag: done.etag, bytes: source.bytes, ...(now === undefined ? {} : { versionId: now }) };
    return {
      output: { bucket: name, key: Key, ...left },
      summary: `${addressOf(name, Key)} is what version ${version} was.`,
      undo: undoOf(name, Key, was, left, aws),
    };
  },

  async missing({ bucket: name, key: Key }, { etag, bytes }, aws) {
    const now = await findObject(name, Key, aws);
    return now !== undefined && now.etag === etag && now.bytes === bytes ? [] : [`${addressOf(name, Key)} is not what that version was`];
  },

  async inspect({ bucket: name, key: Key, versionId: version }, aws) {
    const [wanted, now] = await Promise.all([findObject(name, Key, aws, version), findObject(name, Key, aws)]);
    return now !== undefined && now.etag === wanted?.etag ? 'done' : 'unknown';
  },
});
