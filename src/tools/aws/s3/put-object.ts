import { posix } from 'node:path';
import { z } from 'zod';
import { FailureError } from '../../../domain/failure/failure.ts';
import { notAFile, notFound } from '../../../domain/failure/files.ts';
import type { Undo } from '../../../domain/tool.ts';
import type { FoundFile, Workplace } from '../../../domain/workplace.ts';
import { changingTool, must, type Pinned } from '../aws-tool.ts';
import { bucket, key, localPath, place } from '../fields.ts';
import { bucketWarnings, theBucket } from './bucket.ts';
import { addressOf, findObject, impactOfWrite, type SeenBefore, seeBefore } from './object.ts';
import { headersAsked, missingOf, putWith, warningsOf } from './put-with.ts';
import { looksSecret } from './secret.ts';
import { bytesTold, sizeOf } from './size.ts';
import { etagOf } from './transfer/hash.ts';
import { type Sent, sentIn, upload } from './transfer/upload.ts';

export const putObject = changingTool({
  name: 'aws.s3.putObject',
  effect: 'change',
  summary: 'Upload a file of the workspace to S3.',
  input: z.strictObject({
    path: localPath.describe('Local file to upload, relative to the workspace folder.'),
    bucket,
    key: key.optional(),
    ...putWith,
    ...place,
  }),
  output: z.object({ bucket: z.string(), key: z.string(), bytes: z.int(), versionId: z.string().optional(), etag: z.string().optional() }),
  commands: ['aws s3 cp {path} s3://{bucket}/{key?}', 'aws s3api put-object --body={path}'],
  says: [
    'upload dist.zip to bucket releases',
    'put report.csv into s3://data-example/reports/',
    'upload the file to s3',
    'store build.zip in the bucket artifacts',
    'copy site.css to s3://assets-example/css/site.css',
    'upload report.csv to data-example',
    'put dist/app.zip into the bucket releases-example',
    'copy the file logo.png to s3://assets-example/img/',
    'store backup.tar.gz in backups-example',
    'send data/out.json to s3://data-example/out.json',
    'upload logo.png to media-example',
    'send build/app.zip to s3://releases-example/app.zip',
    'put index.html in the bucket www-example',
    'save report.pdf in the bucket docs-example as 2025/report.pdf',
    'upload out/a.zip to raw-example',
    'a copy of out/a.zip should be in bucket raw-example',
    'send file out/a.zip to s3://raw-example/a.zip',
    'store out/a.zip in the bucket raw-example as backup/a.zip',
    'put out/a.zip into raw-example',
    'drop release.zip into s3://assets/v2/release.zip',
    'place index.html in the bucket site',
    'push out/app.zip up to s3://assets/app.zip',
    'send build/site.tar.gz to bucket artifacts',
    'share report.csv through bucket data',
    'copy notes.txt up to s3://docs/notes.txt',
    'store config.json in the bucket conf',
    'the file dist/app.zip belongs in bucket releases',
    'upload dist/app.zip to jobs-artifacts',
    'push index.html up to s3 bucket web with cache control no-cache',
    'The designers finally approved the new banner, so upload images/banner-final.png to the bucket shop-media as home/banner.png and let browsers cache it with max-age=3600.',
    'aws s3 cp ./schema.avsc s3://ingest-raw/schemas/schema.avsc',
    'Can you send data/customers.csv to the S3 bucket crm-sync, content type text/csv?',
    'I need backup.tar.gz in cold-archive, storage class deep archive',
    'I have to keep this dump for ten years but will hopefully never need it, put dumps/final-2024.tar into the bucket tax-archive with the storage class GLACIER.',
    'Our translators work from S3 only, so please place the file i18n/en.json from my workspace into translations-inbox under source/en.json, content type application/json, account agency.',
    'drop config.yaml into platform-config (s3), profile infra',
    'firmware/v3.img has to go to kiosk-firmware as firmware/latest.img',
    'it can be recreated any time so the cheap single zone class ONEZONE_IA is fine, upload cache/index.bin to the s3 bucket build-cache with profile ci please',
    'dumps/orders.sql.gz → s3://nightly-pg-dumps/orders.sql.gz, infrequent access',
    'The lambda reads its template from s3, so upload templates/mail.j2 to mail-templates in us-east-1',
  ],
  examples: [{ title: 'Upload a file', input: { path: 'site/index.html', bucket: 'shop-assets', key: 'index.html' } }],
  guessMs: 3_000,
  timeoutMs: 60 * 60_000,

  async see({ path, bucket: name, key: given }, aws, at) {
    const { file, absolute } = await theFile(path, at);
    const to = keyFor(given, path);
    const place = await theBucket(name, aws);
    const [was, etag, secret] = await Promise.all([
      seeBefore(place, to, aws),
      etagOf(absolute, file, sentIn(file.bytes), at.signal),
      looksSecret(path, absolute),
    ]);
    return { file, to, place, was, etag, secret };
  },

  tell: ({ bucket: name, ...asked }, { file, to, place, was, etag, secret }, aws) => ({
    summary: `${was.now === undefined ? 'Upload' : 'Overwrite'} ${addressOf(name, to)} with ${file.path} (${sizeOf(file.bytes)}) in ${aws.where}`,
    impacts: [impactOfWrite(place, to, was, secret ? ['secret-in-content'] : [])],
    undo: undoOf(name, to, was, { etag, bytes: file.bytes }, aws),
    warnings: [...warningsOf(asked), ...bucketWarnings(place), ...(secret ? [`${file.path} looks as if it holds a secret`] : [])],
    touches: { bucket: name },
    covers: {
      file: etag,
      bytes: file.bytes,
      now: was.now?.etag ?? null,
      version: was.now?.versionId ?? null,
      versioning: place.versioning,
      public: place.public,
    },
    region: place.region,
  }),

  async act({ bucket: name, ...asked }, { file, to, was, place }, aws, at) {
    if (was.content !== undefined) at.blobs.keep(was.content);
    const done = await upload({ file, bucket: name, key: to, headers: headersAsked(asked), onBytes: bytesTold(file.bytes, at) }, aws, at);
    const versionId = place.versioning === 'off' ? undefined : done.versionId;
    return {
      output: { bucket: name, key: to, bytes: file.bytes, etag: done.etag, ...(versionId === undefined ? {} : { versionId }) },
      summary: `Uploaded ${file.path} to ${addressOf(name, to)} (${sizeOf(file.bytes)}).`,
      undo: undoOf(name, to, was, { etag: done.etag, bytes: file.bytes, ...(versionId === undefined ? {} : { versionId }) }, aws),
    };
  },

  async missing({ bucket: name, ...asked }, output, aws) {
    const now = await findObject(name, output.key, aws);
    const address = addressOf(name, output.key);
    if (now === undefined || now.bytes !== output.bytes || (output.etag !== undefined && now.etag !== output.etag))
      return [`${address} is not what was uploaded`];
    return (await missingOf(headersAsked(asked), name, now, aws)).map((what) => `${address}: ${what} is not what was asked for`);
  },

  async inspect({ path, bucket: name, key: given, ...asked }, aws, at) {
    const { file, absolute } = await theFile(path, at);
    const now = await findObject(name, keyFor(given, path), aws);
    if (now === undefined) return 'not-started';
    if (now.bytes !== file.bytes || now.etag !== (await etagOf(absolute, file, sentIn(file.bytes), at.signal))) return 'unknown';
    return (await missingOf(headersAsked(asked), name, now, aws)).length === 0 ? 'done' : 'unknown';
  },
});

/** A file of the workspace, looked at through the same checks as any other. */
export async function theFile(path: string, at: Workplace): Promise<{ readonly file: FoundFile; readonly absolute: string }> {
  const kind = must(await at.files.kind(path));
  if (kind === 'nothing') throw new FailureError(notFound(path));
  if (kind !== 'file') throw new FailureError(notAFile(path));
  const absolute = must(await at.files.locate(path));
  const [file] = must(await at.files.walk(path));
  if (file === undefined) throw new FailureError(notFound(path));
  return { file, absolute };
}

/** A key that ends with a slash is a folder to put it in, as people write it. */
const keyFor = (given: string | undefined, path: string): string =>
  given === undefined ? posix.basename(path) : given.endsWith('/') ? `${given}${posix.basename(path)}` : given;

export function undoOf(bucket: string, key: string, { before }: SeenBefore, left: Partial<Sent> & { readonly bytes?: number }, { here }: Pinned): Undo {
  if (typeof before === 'string') return { impossible: before };
  const expect = Object.fromEntries(Object.entries(left).filter(([, value]) => value !== undefined));
  return { steps: [{ tool: 'aws.s3.restoreObject', input: { bucket, key, before, expect, ...here } }] };
}
