import { posix } from 'node:path';
import { z } from 'zod';
import { isInGit } from '../../../base/git-folder.ts';
import { sha256 } from '../../../base/hash.ts';
import { lineCounts } from '../../../base/lines.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { archived, needsLocalPath } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { insideGit, notAFile } from '../../../domain/failure/files.ts';
import type { FileChange, Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { changingTool, must } from '../aws-tool.ts';
import { bucket, key, localPath, place, versionId } from '../fields.ts';
import { addressOf, contentOf, type ObjectNow, theObject } from './object.ts';
import { bytesTold, sizeOf } from './size.ts';
import { download } from './transfer/download.ts';
import { hashesOf } from './transfer/hash.ts';

const shownBytesMax = 1024 * 1024;
const keptFileBytesMax = 64 * 1024 * 1024;

export const getObject = changingTool({
  name: 'aws.s3.getObject',
  effect: 'write',
  summary: 'Download an object from S3 into a file of the workspace.',
  input: z.strictObject({
    bucket,
    key,
    versionId,
    path: localPath.optional().describe('Local file to write, relative to the workspace folder; default: the last part of the key.'),
    ...place,
  }),
  output: z.object({ bucket: z.string(), key: z.string(), path: z.string(), bytes: z.int(), sha256: z.string().optional() }),
  commands: ['aws s3 cp s3://{bucket}/{key} {path}', 'aws s3api get-object'],
  says: [
    'download s3://data-example/report.csv',
    'get the object report.csv from bucket data',
    'fetch backup.tar.gz from the bucket backups',
    'download the file from s3 to data/report.csv',
    'save s3://a-b/c.txt as local.txt',
    'download report.csv from data-example',
    'get s3://data-example/a/b.csv',
    'fetch config.json from the bucket settings-example to config/config.json',
    'save the object logs/app.log of logs-example locally',
    'pull s3://data-example/x.zip down',
    'get me report.csv out of data-example',
    'grab logs/app.log from the bucket logs-example',
    'download s3://data-example/x.csv as x.csv',
    'retrieve the object a.json from settings-example',
    'fetch a.csv from bucket raw-example',
    'i need the object reports/a.csv of raw-example as data/a.csv',
    'save s3://raw-example/a.csv to data/a.csv',
    'get me reports/a.pdf out of the bucket raw-example',
    'pull a.csv down from raw-example',
    'bring s3://assets/x.csv down to my machine',
    'copy s3://assets/a.txt here',
    'grab config/app.yaml from bucket assets',
    'I need s3://assets/report.pdf locally',
    'pull backup/db.dump out of bucket db',
    'retrieve invoices/7.pdf from assets',
    'store s3://assets/logo.png as img/logo.png on disk',
    'get the object reports/q1.csv of bucket data',
    'download version 3sL4kqtJlcpX of reports/q3.csv from acme-reports',
    'pull down data.csv from the S3 bucket sales into data/sales.csv',
    'aws s3 cp s3://ingest-raw/schema.avsc ./schema.avsc',
    'I need version 77aBcD9eFgH of settings.yaml from platform-config on my machine',
    'To compare the broken state with the one from yesterday I need version q1Ws2Ed3Rf of network/terraform.tfstate from infra-tfstate saved as old.tfstate on my disk.',
    's3 get mobile-builds app-release.apk',
    'fetch logo.svg, bucket brand-assets, account 202011223344',
    'donwload index.html from bucket web',
    'retrieve flags.json from the feature-flags bucket in us-east-2',
  ],
  examples: [{ title: 'Download an object', input: { bucket: 'shop-assets', key: 'config/app.json', path: 'app.json' } }],
  guessMs: 3_000,
  timeoutMs: 60 * 60_000,

  async see({ bucket: name, key: Key, path, versionId: version }, aws, at) {
    const to = posix.normalize(path ?? localName(Key));
    if (isInGit(to)) throw new FailureError(insideGit(to));
    const kind = must(await at.files.kind(to));
    if (kind === 'folder' || kind === 'other') throw new FailureError(notAFile(to));
    const object = await theObject(name, Key, aws, version);
    const { StorageClass: stored } = object.headers;
    if (stored === 'GLACIER' || stored === 'DEEP_ARCHIVE') throw new FailureError(archived(addressOf(name, Key), stored));
    const content = object.bytes <= shownBytesMax ? await contentOf(name, object, aws, version) : undefined;
    return { to, object, content, now: await fileNow(to, kind === 'file', at), folders: await newFolders(to, at) };
  },

  tell: ({ bucket: name, key: Key }, { to, object, content, now, folders }, aws) => ({
    summary: `Download ${addressOf(name, Key)} (${sizeOf(object.bytes)}) to ${to}, from ${aws.where}`,
    impacts: [],
    files: [changeOf(to, content, now)],
    // Until it is all there nothing is at its place but what was: cut off before that, there is nothing to put back.
    undo: undoOf(to, now, folders, content === undefined ? (now?.sha256 ?? null) : sha256(content)),
    touches: 'workspace',
    covers: { etag: object.etag, version: object.versionId ?? null, to, now: now?.sha256 ?? null },
  }),

  async act({ bucket: name, key: Key }, { to, object, now, folders }, aws, at) {
    if (now?.content !== undefined) at.blobs.keep(now.content);
    await download({ ...fetching(name, object), path: to, onBytes: bytesTold(object.bytes, at) }, aws, at);
    const { sha256: sum } = await hashesOf(must(await at.files.locate(to)), ['sha256'], at.signal);
    return {
      output: { bucket: name, key: Key, path: to, bytes: object.bytes, sha256: sum },
      summary: `Downloaded ${addressOf(name, Key)} to ${to} (${sizeOf(object.bytes)}).`,
      undo: undoOf(to, now, folders, sum),
    };
  },

  async missing(_what, { path: to, sha256: wanted }, _aws, at) {
    if (must(await at.files.kind(to)) !== 'file') return [`${to} is not there`];
    const { sha256: sum } = await hashesOf(must(await at.files.locate(to)), ['sha256'], at.signal);
    return sum === wanted ? [] : [`${to} is not as it was downloaded`];
  },

  inspect: async () => 'unknown',
});

export const fetching = (bucket: string, { key, etag, bytes, versionId, kms }: ObjectNow) => ({ bucket, key, etag, bytes, versionId, kms });

function localName(key: string): string {
  const name = key.split('/').at(-1) ?? '';
  if (name === '' || name === '.' || name === '..' || /[\\\0]/.test(name)) throw new FailureError(needsLocalPath(key));
  return name;
}

interface FileNow {
  readonly sha256: string;
  /** Absent when it is too large to be kept. */
  readonly content?: Uint8Array;
}

async function fileNow(path: string, isThere: boolean, at: Workplace): Promise<FileNow | undefined> {
  if (!isThere) return undefined;
  const [file] = must(await at.files.walk(path));
  if (file !== undefined && file.bytes > keptFileBytesMax) return hashesOf(must(await at.files.locate(path)), ['sha256'], at.signal);
  const content = must(await at.files.read(path));
  return content === undefined ? undefined : { sha256: sha256(content), content };
}

function changeOf(path: string, content: Uint8Array | undefined, now: FileNow | undefined): FileChange {
  const before = now?.content === undefined || now.content.byteLength > shownBytesMax ? undefined : decodeUtf8(now.content);
  const after = content === undefined ? undefined : decodeUtf8(content);
  const same = content !== undefined && now?.sha256 === sha256(content);
  return { path, action: same ? 'unchanged' : now === undefined ? 'create' : 'update', before, after, ...lineCounts(before ?? '', after ?? ''), conflicts: [] };
}

function undoOf(path: string, now: FileNow | undefined, folders: readonly string[], expect: string | null): Undo {
  if (now !== undefined && now.content === undefined) return { impossible: `${path} is larger than the ${keptFileBytesMax / 1024 / 1024} MB that are kept` };
  return { steps: [{ tool: 'files.restore', input: { files: [{ path, to: now?.sha256 ?? null, expect }], folders } }] };
}

/** Folders that writing it makes, the outermost first. */
export async function newFolders(path: string, at: Workplace): Promise<readonly string[]> {
  const made: string[] = [];
  for (let up = posix.dirname(path); up !== '.' && up !== '/'; up = posix.dirname(up)) if (must(await at.files.kind(up)) === 'nothing') made.unshift(up);
  return made;
}
