import { z } from 'zod';
import { sha256 } from '../../../base/hash.ts';
import { count } from '../../../base/say.ts';
import { awsRefused, changedSince, contentNotKept } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { changingTool, must, PartlyDone, type Pinned } from '../aws-tool.ts';
import { place, text } from '../fields.ts';
import { theBucket } from './bucket.ts';
import { objectsIn } from './list-objects.ts';
import { bare, decodedKey } from './object.ts';
import { sumOf } from './sync/carry-out.ts';
import { readRecord, type Touched } from './sync/record.ts';
import { rootOf, type Side, sideOf, touchedAt } from './sync/sides.ts';
import { eachOf } from './transfer/each-of.ts';
import { putOf } from './transfer/put.ts';

type S3Side = Extract<Side, { kind: 's3' }>;

/** One name that is to be put back, and how. */
type Next =
  | { readonly name: string; readonly how: 'delete' }
  | { readonly name: string; readonly how: 'drop'; readonly versionId: string }
  | { readonly name: string; readonly how: 'put'; readonly touched: Touched };

/** The undo of a sync, whole or cut off: puts back name by name what its record says was there, unless somebody changed it since. */
export const takeBackSync = changingTool({
  name: 'aws.s3.takeBackSync',
  effect: 'change',
  summary: 'Put back what a sync with S3 copied over or deleted.',
  input: z.strictObject({
    record: z
      .string()
      .regex(/^[0-9a-f]{40}$/)
      .describe('Which record of what the sync did.'),
    destination: text(1_200).min(1).describe('Where it had copied to.'),
    ...place,
  }),
  output: z.object({ putBack: z.int(), removed: z.int() }),
  says: [],
  guessMs: 10_000,
  timeoutMs: 6 * 60 * 60_000,

  see: (what, aws, at) => standing(what, aws, at),

  tell: ({ destination }, { to, next }, aws) => ({
    summary:
      next.length === 0
        ? `Nothing to put back at ${destination}`
        : `Put ${count(next.length, 'file')} at ${destination} back as before the sync, in ${aws.where}`,
    impacts:
      next.length === 0
        ? []
        : [{ address: destination, type: 's3-objects', operation: 'update', marks: [], detail: `${count(next.length, 'name')}, as before the run` }],
    undo: next.length === 0 ? 'nothing-changed' : { impossible: 'run the original again' },
    touches: touchedAt(to),
    covers: sha256(JSON.stringify(next)),
  }),

  async act({ record, destination }, { to, folders, next }, aws, at) {
    const again = { steps: [{ tool: 'aws.s3.takeBackSync', input: { record, destination, ...aws.here } }] };
    try {
      if (to.kind === 'folder') await putBackFiles(next, await rootOf(to.path, at), folders, at);
      else await putBackObjects(next, to, aws, at);
    } catch (error) {
      if (error instanceof FailureError) throw new PartlyDone(error.failure, again);
      throw error;
    }
    const removed = next.filter((n) => n.how === 'delete').length;
    return {
      output: { putBack: next.length - removed, removed },
      summary: `${destination} is as it was before the sync.`,
      undo: next.length === 0 ? 'nothing-changed' : { impossible: 'run the original again' },
    };
  },

  async missing(what, _output, aws, at) {
    const { next } = await standing(what, aws, at);
    return next.slice(0, 20).map(({ name }) => `${name} is not as it was before the sync`);
  },
  inspect: async () => 'unknown',
});

/** Where it would go back to, and what of it is not there yet. */
async function standing({ record, destination }: { readonly record: string; readonly destination: string }, aws: Pinned, at: Workplace) {
  const to = sideOf(destination);
  const { touched, folders } = await readRecord(record, at);
  if (to.kind === 'folder') return { to, folders, next: await nextFiles(touched, await rootOf(to.path, at), at) };
  const bucket = await theBucket(to.bucket, aws);
  const now = bucket.versioning === 'on' ? await latestIn(to, aws) : await objectsNow(to, aws);
  return { to, folders, next: touched.flatMap((one) => nextObject(one, now.get(to.prefix + one.name), bucket.versioning === 'on', to)) };
}

interface Now {
  readonly etag: string;
  /** Of the latest version, where the bucket keeps them. */
  readonly versionId?: string;
  readonly marker?: boolean;
}

/** What is to be done for one name; nothing when it is as it was. Fails when it is neither that nor what the run left. */
function nextObject(one: Touched, now: Now | undefined, versions: boolean, to: S3Side): readonly Next[] {
  const { name, was, leaves } = one;
  const changed = () => new FailureError(changedSince(`s3://${to.bucket}/${to.prefix}${name}`));
  if (versions && leaves?.versionId !== undefined) {
    if (now?.versionId === leaves.versionId) return [{ name, how: 'drop', versionId: leaves.versionId }];
    // Its version is gone already when what is there is older: nothing else takes it away.
    if (now === undefined ? was.kind === 'none' : was.kind === 'version') return [];
    throw changed();
  }
  const isThere = now !== undefined && now.marker !== true;
  if (was.kind === 'none') {
    if (!isThere) return [];
    if (leaves !== undefined && 'etag' in leaves && now.etag !== leaves.etag) throw changed();
    // Cut off: whatever is there came from this run, for nothing was there when it began.
    return versions && now.versionId !== undefined ? [{ name, how: 'drop', versionId: now.versionId }] : [{ name, how: 'delete' }];
  }
  if (was.kind === 'version') {
    // Cut off: a latest version, or a marker, that was not there before came from this run.
    const isNew = leaves === undefined && now?.versionId !== undefined && (now.marker === true || (was.etag !== undefined && now.etag !== was.etag));
    return isNew && now?.versionId !== undefined ? [{ name, how: 'drop', versionId: now.versionId }] : [];
  }
  if (isThere && now.etag === was.etag) return [];
  if (leaves !== undefined && ('gone' in leaves ? isThere : now?.etag !== leaves.etag)) throw changed();
  return [{ name, how: 'put', touched: one }];
}

async function objectsNow(to: S3Side, aws: Pinned): Promise<ReadonlyMap<string, Now>> {
  const { items } = await objectsIn(to.bucket, to.prefix, Number.MAX_SAFE_INTEGER, aws);
  return new Map(items.map(({ key, etag }) => [key, { etag }]));
}

async function latestIn({ bucket: Bucket, prefix: Prefix }: S3Side, aws: Pinned): Promise<ReadonlyMap<string, Now>> {
  const s3 = await aws.service('s3');
  const latest = new Map<string, Now>();
  for (let next: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {}; ; ) {
    const page = await aws.ask('s3:ListBucketVersions', s3.listObjectVersions({ Bucket, Prefix, EncodingType: 'url', ...next }));
    for (const v of page.Versions ?? [])
      if (v.IsLatest) latest.set(decodedKey(v.Key, page.EncodingType), { etag: bare(v.ETag), versionId: v.VersionId ?? 'null' });
    for (const v of page.DeleteMarkers ?? [])
      if (v.IsLatest) latest.set(decodedKey(v.Key, page.EncodingType), { etag: '', versionId: v.VersionId ?? 'null', marker: true });
    if (!page.IsTruncated || page.NextKeyMarker === undefined) return latest;
    next = { KeyMarker: decodedKey(page.NextKeyMarker, page.EncodingType), VersionIdMarker: page.NextVersionIdMarker };
  }
}

const removedAtOnce = 1_000;

async function putBackObjects(next: readonly Next[], { bucket: Bucket, prefix }: S3Side, aws: Pinned, at: Workplace): Promise<void> {
  const s3 = await aws.service('s3');
  const gone = next.flatMap((one) => (one.how === 'put' ? [] : [{ Key: prefix + one.name, ...(one.how === 'drop' ? { VersionId: one.versionId } : {}) }]));
  for (let i = 0; i < gone.length; i += removedAtOnce) {
    const Objects = gone.slice(i, i + removedAtOnce);
    const done = await aws.ask('s3:DeleteObject', s3.deleteObjects({ Bucket, Delete: { Objects, Quiet: true } }));
    const [wrong] = done.Errors ?? [];
    if (wrong !== undefined) throw new FailureError(awsRefused('s3:DeleteObject', wrong.Code ?? 'Error', `${wrong.Key}: ${wrong.Message ?? ''}`));
    at.progress(`Put back ${Math.min(i + removedAtOnce, gone.length).toLocaleString('en-US')} of ${next.length.toLocaleString('en-US')}`);
  }
  const back = next.flatMap((one) => (one.how === 'put' ? [one] : []));
  await eachOf(back, { atOnce: 24 }, async ({ name, touched }) => {
    const { was } = touched;
    const headers = (was.kind === 'content' ? was.headers : undefined) ?? {};
    await aws.ask('s3:PutObject', s3.putObject({ ...putOf(headers), Bucket, Key: prefix + name, Body: keptOf(touched, at) }));
  });
}

async function nextFiles(touched: readonly Touched[], root: string, at: Workplace): Promise<readonly Next[]> {
  const next: Next[] = [];
  for (const one of touched) {
    const { name, was, leaves } = one;
    const path = root + name;
    const isThere = must(await at.files.kind(path)) === 'file';
    const content = isThere && was.kind === 'content' ? must(await at.files.read(path)) : undefined;
    if (was.kind === 'none' ? !isThere : was.kind === 'version' || (content !== undefined && sha256(content) === was.sha256)) continue;
    // Cut off before it was told: a file is put in its place whole, so what is there then is the old one or the new one.
    const left = leaves === undefined ? undefined : 'gone' in leaves ? '' : leaves.etag;
    if (left !== undefined && left !== (isThere ? await sumOf(path, at) : '')) throw new FailureError(changedSince(path));
    next.push(was.kind === 'none' ? { name, how: 'delete' } : { name, how: 'put', touched: one });
  }
  return next;
}

async function putBackFiles(next: readonly Next[], root: string, folders: readonly string[], at: Workplace): Promise<void> {
  for (const one of next) {
    at.signal.throwIfAborted();
    if (one.how === 'put') must(await at.files.write(root + one.name, keptOf(one.touched, at)));
    else must(await at.files.remove(root + one.name));
  }
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) must(await at.files.removeEmptyFolder(folder));
}

function keptOf({ name, was }: Touched, at: Workplace): Uint8Array {
  const content = was.kind === 'content' ? at.blobs.get(was.sha256) : undefined;
  if (content === undefined) throw new FailureError(contentNotKept(name));
  return content;
}
