import { awsRefused } from '../../../../domain/failure/aws.ts';
import { FailureError } from '../../../../domain/failure/failure.ts';
import { moreOfNoRoom } from '../../../../domain/failure/files.ts';
import type { Workplace } from '../../../../domain/workplace.ts';
import { must, type Pinned } from '../../aws-tool.ts';
import { newFolders } from '../get-object.ts';
import { seeBefore } from '../object.ts';
import { bytesTold, sizeOf } from '../size.ts';
import { copy } from '../transfer/copy.ts';
import { download } from '../transfer/download.ts';
import { eachOf } from '../transfer/each-of.ts';
import { etagOf, multipartFrom } from '../transfer/hash.ts';
import { sentIn, upload } from '../transfer/upload.ts';
import type { Removal, SyncPlan, Transfer } from './plan.ts';
import { beginRecord, type Leaves, type SyncRecord, type Was } from './record.ts';
import { type Entry, rootOf, type Side } from './sides.ts';

type S3Side = Extract<Side, { kind: 's3' }>;

const smallAtOnce = 24;
/** A large one is sent in parts that are many at once already: one large one at a time, and small ones beside it. */
const largeWeight = 40 * 1024 * 1024;
const inMemoryMax = 64 * 1024 * 1024;
const removedAtOnce = 1_000;

export interface Carried {
  readonly copied: number;
  readonly deleted: number;
  readonly bytes: number;
}

/** Copies, then removes; what each name was before is in the record before it is touched. `keep`: contents that no version keeps. */
export async function carryOut(plan: SyncPlan, id: string, keep: boolean, aws: Pinned, at: Workplace): Promise<Carried> {
  const record = await beginRecord(id, at);
  let [copied, bytes] = [0, 0];
  const told = bytesTold(plan.bytes, at, () => `${copied.toLocaleString('en-US')} of ${plan.transfers.length.toLocaleString('en-US')} files, `);
  try {
    const one = await transferOf(plan, keep, record, told, aws, at);
    const work = async (transfer: Transfer): Promise<void> => {
      await one(transfer);
      copied++;
      bytes += transfer.from.bytes;
    };
    await eachOf(mixed(plan.transfers), { atOnce: smallAtOnce, weightMax: inMemoryMax, weightOf }, work).catch((error) => {
      throw withRest(error, plan, copied, bytes);
    });
    const deleted = await remove(plan, keep, record, aws, at);
    return { copied, deleted, bytes: plan.bytes };
  } finally {
    await record.close();
  }
}

/** No room for a file that comes here, with what else there is to come; anything else as it is. */
function withRest(error: unknown, { to, transfers, bytes }: SyncPlan, copied: number, copiedBytes: number): unknown {
  if (to.kind !== 'folder' || !(error instanceof FailureError)) return error;
  const files = transfers.length.toLocaleString('en-US');
  const takes = `${copied.toLocaleString('en-US')} of ${files} files have been copied; the others take ${sizeOf(bytes - copiedBytes)}.`;
  return new FailureError(moreOfNoRoom(error.failure, { takes }));
}

const isLarge = ({ from }: Transfer): boolean => from.bytes >= multipartFrom;
const weightOf = (transfer: Transfer): number => (isLarge(transfer) ? largeWeight : transfer.from.bytes);

/** The large ones spread among the small: while one waits for its parts there are small ones to send. */
export function mixed(transfers: readonly Transfer[]): readonly Transfer[] {
  const large = transfers.filter(isLarge);
  const small = transfers.filter((t) => !isLarge(t));
  const after = Math.ceil(small.length / Math.max(1, large.length));
  return large.length === 0 ? small : large.flatMap((one, i) => [one, ...small.slice(i * after, (i + 1) * after)]);
}

type Move = (transfer: Transfer) => Promise<void>;

async function transferOf(
  { from, to, bucket }: SyncPlan,
  keep: boolean,
  record: SyncRecord,
  onBytes: (bytes: number) => void,
  aws: Pinned,
  at: Workplace,
): Promise<Move> {
  const done = (name: string, leaves: Leaves) => record.write({ did: name, leaves });
  const versionOf = (versionId: string | undefined) => (bucket?.versioning === 'on' && versionId !== undefined ? { versionId } : {});

  if (to.kind === 's3') {
    return async ({ name, from: entry, over }) => {
      const key = to.prefix + name;
      await record.write({ will: name, was: over === undefined ? { kind: 'none' } : await objectWas(over, key, to, bucket, keep, aws, at) });
      const sent =
        entry.kind === 'file'
          ? await upload({ file: entry, bucket: to.bucket, key, onBytes }, aws, at)
          : await copy({ from: { bucket: (from as S3Side).bucket, key: entry.key, etag: entry.etag, bytes: entry.bytes }, bucket: to.bucket, key }, aws);
      if (entry.kind === 'object') onBytes(entry.bytes);
      await done(name, { etag: sent.etag, ...versionOf(sent.versionId) });
    };
  }
  const root = await rootOf(to.path, at);
  const made = new Set<string>();
  return async ({ name, from: entry, over }) => {
    if (entry.kind !== 'object') return;
    const path = root + name;
    for (const folder of await newFolders(path, at)) {
      if (made.has(folder)) continue;
      made.add(folder);
      await record.write({ folder });
    }
    await record.write({ will: name, was: over === undefined ? { kind: 'none' } : await fileWas(path, keep, at), expect: entry.etag });
    await download({ bucket: (from as S3Side).bucket, key: entry.key, etag: entry.etag, bytes: entry.bytes, path, onBytes }, aws, at);
    await done(name, { etag: await sumOf(path, at) });
  };
}

async function remove(plan: SyncPlan, keep: boolean, record: SyncRecord, aws: Pinned, at: Workplace): Promise<number> {
  const { to, removals } = plan;
  if (to.kind === 'folder') {
    const root = await rootOf(to.path, at);
    for (const { name } of removals) {
      at.signal.throwIfAborted();
      await record.write({ will: name, was: await fileWas(root + name, keep, at) });
      must(await at.files.remove(root + name));
      await record.write({ did: name, leaves: { gone: true } });
    }
    return removals.length;
  }
  for (let i = 0; i < removals.length; i += removedAtOnce) await removeObjects(removals.slice(i, i + removedAtOnce), to, plan, keep, record, aws, at);
  return removals.length;
}

async function removeObjects(
  some: readonly Removal[],
  to: S3Side,
  plan: SyncPlan,
  keep: boolean,
  record: SyncRecord,
  aws: Pinned,
  at: Workplace,
): Promise<void> {
  const s3 = await aws.service('s3');
  await eachOf(some, { atOnce: smallAtOnce }, async ({ name, entry }) =>
    record.write({ will: name, was: await objectWas(entry, to.prefix + name, to, plan.bucket, keep, aws, at) }),
  );
  const gone = await aws.ask(
    's3:DeleteObject',
    s3.deleteObjects({ Bucket: to.bucket, Delete: { Objects: some.map(({ name }) => ({ Key: to.prefix + name })) } }),
  );
  const markers = new Map((gone.Deleted ?? []).map((d) => [d.Key, d.DeleteMarkerVersionId]));
  for (const { name } of some) {
    if (!markers.has(to.prefix + name)) continue;
    const versionId = markers.get(to.prefix + name);
    await record.write({ did: name, leaves: { gone: true, ...(versionId === undefined ? {} : { versionId }) } });
  }
  const [wrong] = gone.Errors ?? [];
  if (wrong !== undefined) throw new FailureError(awsRefused('s3:DeleteObject', wrong.Code ?? 'Error', `${wrong.Key}: ${wrong.Message ?? ''}`));
  at.progress(`Deleted ${some.length.toLocaleString('en-US')} objects`);
}

/** What no version keeps goes into the store first. */
async function objectWas(over: Entry, key: string, to: S3Side, bucket: SyncPlan['bucket'], keep: boolean, aws: Pinned, at: Workplace): Promise<Was> {
  if (bucket === undefined || bucket.versioning === 'on' || !keep) return { kind: 'version', ...(over.kind === 'object' ? { etag: over.etag } : {}) };
  const { before, content } = await seeBefore({ ...bucket, bucket: to.bucket, versioning: 'off' }, key, aws);
  if (typeof before === 'string' || before.kind !== 'content' || content === undefined) return { kind: 'none' };
  at.blobs.keep(content);
  return { kind: 'content', sha256: before.sha256, etag: before.etag, headers: before.headers };
}

async function fileWas(path: string, keep: boolean, at: Workplace): Promise<Was> {
  if (!keep) return { kind: 'version' };
  const content = must(await at.files.read(path));
  return content === undefined ? { kind: 'none' } : { kind: 'content', sha256: at.blobs.keep(content), etag: '' };
}

/** A file by what its ETag would be if it were sent from here. */
export async function sumOf(path: string, at: Workplace): Promise<string> {
  const [file] = must(await at.files.walk(path));
  return file === undefined ? '' : etagOf(must(await at.files.locate(path)), file, sentIn(file.bytes), at.signal);
}
