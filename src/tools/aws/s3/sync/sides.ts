import { relative, sep } from 'node:path';
import { isInGit } from '../../../../base/git-folder.ts';
import { syncPlaces } from '../../../../domain/failure/aws.ts';
import { FailureError } from '../../../../domain/failure/failure.ts';
import { notAFolder, notFound } from '../../../../domain/failure/files.ts';
import type { FoundFile, Workplace } from '../../../../domain/workplace.ts';
import { must, type Pinned } from '../../aws-tool.ts';
import { bucket as bucketName } from '../../fields.ts';
import type { Touches } from '../../touches.ts';
import { type ListedObject, objectsIn } from '../list-objects.ts';

/** One end of a sync. A prefix is a folder: it ends with a slash, or is empty. */
export type Side = { readonly kind: 'folder'; readonly path: string } | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

export function sideOf(text: string): Side {
  const rest = /^s3:\/\/(.*)$/is.exec(text)?.[1];
  if (rest === undefined) return { kind: 'folder', path: text };
  const slash = rest.indexOf('/');
  const bucket = slash < 0 ? rest : rest.slice(0, slash);
  const prefix = slash < 0 ? '' : rest.slice(slash + 1);
  if (!bucketName.safeParse(bucket).success) throw new FailureError(syncPlaces(`"${bucket}" is not the name of a bucket`));
  return { kind: 's3', bucket, prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` };
}

/** Fails for two folders, and for two places of which one holds the other. */
export function checkSides(from: Side, to: Side): void {
  if (from.kind === 'folder' && to.kind === 'folder') throw new FailureError(syncPlaces('both are folders'));
  if (from.kind === 's3' && to.kind === 's3' && from.bucket === to.bucket && (from.prefix.startsWith(to.prefix) || to.prefix.startsWith(from.prefix)))
    throw new FailureError(syncPlaces('one is inside the other'));
}

/** Reading from a bucket holds nobody up. */
export const touchedAt = (side: Side): Touches => (side.kind === 'folder' ? 'workspace' : { bucket: side.bucket });
export const nameOf = (side: Side): string => (side.kind === 'folder' ? side.path : `s3://${side.bucket}/${side.prefix}`);

/** What is on one side, by its name below it. */
export type Entry = ({ readonly kind: 'file' } & FoundFile) | ({ readonly kind: 'object' } & ListedObject);

export interface Found {
  readonly entries: ReadonlyMap<string, Entry>;
  /** What is left out, and why, to a person. */
  readonly left: readonly string[];
}

const objectsMax = 1_000_000;

export async function lookAt(side: Side, wanted: (name: string) => boolean, mustExist: boolean, aws: Pinned, at: Workplace): Promise<Found> {
  return side.kind === 'folder' ? filesIn(side.path, wanted, mustExist, at) : objectsOf(side, wanted, aws, at);
}

async function filesIn(path: string, wanted: (name: string) => boolean, mustExist: boolean, at: Workplace): Promise<Found> {
  const kind = must(await at.files.kind(path));
  if (kind === 'file' || kind === 'other') throw new FailureError(notAFolder(path));
  if (kind === 'nothing' && mustExist) throw new FailureError(notFound(path));
  const entries = new Map<string, Entry>();
  const left: string[] = [];
  const found = must(await at.files.walk(path));
  const below = await rootOf(path, at);
  for (const file of found) {
    const name = file.path.slice(below.length);
    if (!wanted(name)) continue;
    if (file.kind !== 'file') left.push(`${file.path} is ${file.kind === 'link' ? 'a link' : 'no plain file'}`);
    else if (!isHalfWritten(name)) entries.set(name, { ...file, kind: 'file' });
  }
  return { entries, left };
}

/** What the names of a walk begin with, below a folder as a person wrote it. */
export function rootOf(path: string, at: Workplace): Promise<string> {
  return at.files.locate(path).then((absolute) => {
    const below = relative(at.folder, must(absolute)).split(sep).join('/');
    return below === '' ? '' : `${below}/`;
  });
}

const isHalfWritten = (name: string): boolean => /(?:^|\/)\.nimbus-[0-9a-f]{12}\.tmp$/.test(name);

async function objectsOf(side: Extract<Side, { kind: 's3' }>, wanted: (name: string) => boolean, aws: Pinned, at: Workplace): Promise<Found> {
  const found = await objectsIn(side.bucket, side.prefix, objectsMax, aws, (soFar) => {
    if (soFar > 1_000) at.progress(`Looking at ${nameOf(side)}: ${soFar.toLocaleString('en-US')} objects so far`);
  });
  if (found.more) throw new FailureError(syncPlaces(`there are more than ${objectsMax.toLocaleString('en-US')} objects below ${nameOf(side)}`));
  const entries = new Map<string, Entry>();
  const left: string[] = [];
  for (const object of found.items) {
    const name = object.key.slice(side.prefix.length);
    // A console makes empty objects to show folders.
    if (name === '' || (name.endsWith('/') && object.bytes === 0)) continue;
    if (wanted(name)) entries.set(name, { ...object, kind: 'object' });
  }
  return { entries, left };
}

/** Why a key can't be a file below a folder; `undefined`: it can. */
export function notAFileName(name: string, windows = process.platform === 'win32'): string | undefined {
  if (isInGit(name)) return 'is inside a git repository’s own folder, where a file can make git run programs';
  const parts = name.split('/');
  if (parts.some((part) => part === '..' || part === '.' || part === '')) return 'is no path below a folder';
  if (name.includes('\0')) return 'holds a character that no file name may';
  if (parts.some((part) => Buffer.byteLength(part) > 255)) return 'is too long for a file name';
  if (windows && parts.some((part) => /[<>:"|?*\\]|\p{Cc}|[. ]$/u.test(part) || /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(part)))
    return 'holds characters that Windows does not allow';
  return undefined;
}
