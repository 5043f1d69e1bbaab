import { z } from 'zod';
import { sha256 } from '../../../base/hash.ts';
import { changedSince, contentNotKept } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { changingTool, type Pinned } from '../aws-tool.ts';
import { bucket, key, place } from '../fields.ts';
import { theBucket } from './bucket.ts';
import { addressOf, before, contentOf, findObject, keptBytesMax, type ObjectNow, stackOf, tagsOf, type Version } from './object.ts';
import { isSame } from './put-with.ts';
import { putOf } from './transfer/put.ts';

const input = z.strictObject({
  bucket,
  key,
  before,
  expect: z
    .strictObject({ etag: z.string().optional(), bytes: z.int().optional(), versionId: z.string().optional() })
    .nullable()
    .describe('What the run left there; null: it removed the object. A version that is not known yet is told by the rest.'),
  ...place,
});
type Input = z.output<typeof input>;

/** The undo of putting, copying over and deleting one object. Touches nothing that somebody put there since. */
export const restoreObject = changingTool({
  name: 'aws.s3.restoreObject',
  effect: 'change',
  summary: 'Put an object in S3 back as it was before a run.',
  input,
  output: z.object({ bucket: z.string(), key: z.string() }),
  says: [],
  guessMs: 1_500,

  async see(what, aws) {
    const place = await theBucket(what.bucket, aws);
    return { place, next: await nextOf(what, place.versioning !== 'off', aws) };
  },

  tell: (what, { place, next }, aws) => ({
    summary:
      next === undefined
        ? `Nothing to put back: ${addressOf(what.bucket, what.key)} is as it was`
        : `Put ${addressOf(what.bucket, what.key)} back as it was, in ${aws.where}`,
    impacts:
      next === undefined
        ? []
        : [
            {
              address: addressOf(what.bucket, what.key),
              type: 's3-object',
              operation: what.before.kind === 'none' ? 'delete' : 'update',
              marks: [],
              detail: 'as it was before the run',
            },
          ],
    undo: next === undefined ? 'nothing-changed' : { impossible: 'run the original again' },
    touches: { bucket: what.bucket },
    covers: next ?? null,
    region: place.region,
  }),

  async act(what, { next }, aws, at) {
    const { bucket: Bucket, key: Key } = what;
    const output = { bucket: Bucket, key: Key };
    if (next === undefined) return { output, summary: `${addressOf(Bucket, Key)} was as it was.`, undo: 'nothing-changed' };
    const s3 = await aws.service('s3');
    if (next.kind === 'drop-version') {
      await aws.ask('s3:DeleteObjectVersion', s3.deleteObject({ Bucket, Key, VersionId: next.versionId }));
    } else if (what.before.kind === 'content') {
      const content = at.blobs.get(what.before.sha256);
      if (content === undefined) throw new FailureError(contentNotKept(addressOf(Bucket, Key)));
      await aws.ask('s3:PutObject', s3.putObject({ ...putOf(what.before.headers), Bucket, Key, Body: content }));
    } else {
      await aws.ask('s3:DeleteObject', s3.deleteObject({ Bucket, Key }));
    }
    return { output, summary: `${addressOf(Bucket, Key)} is as it was.`, undo: { impossible: 'run the original again' } };
  },

  async missing(what, _output, aws) {
    const place = await theBucket(what.bucket, aws);
    return (await isBack(what, place.versioning !== 'off', aws)) ? [] : [`${addressOf(what.bucket, what.key)} is not as it was`];
  },

  inspect: async (what, aws) => ((await isBack(what, (await theBucket(what.bucket, aws)).versioning !== 'off', aws)) ? 'done' : 'not-started'),
});

type Next = { readonly kind: 'drop-version'; readonly versionId: string } | { readonly kind: 'put' | 'delete'; readonly over: string | null };

/** What is to be done so that it is as before; nothing when it is. Fails when what is there is not what the run left. */
async function nextOf(what: Input, versions: boolean, aws: Pinned): Promise<Next | undefined> {
  if (await isBack(what, versions, aws)) return undefined;
  const changed = new FailureError(changedSince(addressOf(what.bucket, what.key)));
  if (versions && what.before.kind !== 'content') {
    const [latest, ...older] = await stackOf(what.bucket, what.key, aws);
    if (latest === undefined || !leftByRun(latest, what)) throw changed;
    const { before: was } = what;
    if (was.kind === 'none' ? older.length > 0 : !older.some((v) => v.versionId === was.versionId)) throw changed;
    return { kind: 'drop-version', versionId: latest.versionId };
  }
  const now = await findObject(what.bucket, what.key, aws);
  if (what.expect === null ? now !== undefined : now === undefined || !isLeft(now, what.expect)) throw changed;
  return { kind: what.before.kind === 'content' ? 'put' : 'delete', over: now?.etag ?? null };
}

async function isBack(what: Input, versions: boolean, aws: Pinned): Promise<boolean> {
  const { before: was } = what;
  if (was.kind === 'version') return (await stackOf(what.bucket, what.key, aws))[0]?.versionId === was.versionId;
  if (was.kind === 'none')
    return versions ? (await stackOf(what.bucket, what.key, aws)).length === 0 : (await findObject(what.bucket, what.key, aws)) === undefined;
  const now = await findObject(what.bucket, what.key, aws);
  if (now === undefined || !(await hasContent(now, was, what.bucket, aws))) return false;
  const { Tagging = '', Metadata = {}, ...plain } = was.headers;
  // Given in words, so that what it should not have counts as well: the same content may have come with other headers.
  const { Metadata: metadata = {}, ...headers } = now.headers;
  const tags = Object.fromEntries(new URLSearchParams(Tagging));
  return isSame(plain, headers) && isSame(Metadata, metadata) && isSame(tags, await tagsOf(what.bucket, what.key, aws));
}

/** Encrypted with KMS, the same content has another ETag each time. */
const hasContent = async (now: ObjectNow, was: { readonly etag: string; readonly sha256: string }, bucket: string, aws: Pinned): Promise<boolean> =>
  now.etag === was.etag || (now.kms && now.bytes <= keptBytesMax && sha256(await contentOf(bucket, now, aws)) === was.sha256);

const leftByRun = (latest: Version, { expect }: Input): boolean =>
  expect === null ? latest.marker : expect.versionId !== undefined ? latest.versionId === expect.versionId : isLeft(latest, expect);

/** By its ETag, where the run knew it; else by its size. */
const isLeft = (now: Pick<ObjectNow, 'etag' | 'bytes'>, expect: NonNullable<Input['expect']>): boolean =>
  expect.etag === undefined ? now.bytes === expect.bytes : now.etag === expect.etag;
