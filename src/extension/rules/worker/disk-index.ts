import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../../base/hash.ts';
import { foldersSkipped } from '../../../machine/files.ts';
import { isTerraformJson, kindOf, readText, type SourceKind, scanLimits } from '../../../rules/engine/source.ts';
import { callsIn } from '../../../rules/engine/units.ts';
import { isKustomization } from '../../../rules/kustomize/kustomization.ts';

/** `json`: Terraform in JSON, which counts for the files beside it and is not looked at. */
export type EntryKind = SourceKind | 'json';
export const entryKindOf = (path: string): EntryKind | undefined => kindOf(path) ?? (isTerraformJson(path) ? 'json' : undefined);

/** What is remembered of a file, so that it need not be read again: enough to say what it has to be looked at with. */
export interface Entry {
  readonly path: string;
  readonly kind: EntryKind;
  /** On disk; -1 for a text that is open in an editor. */
  readonly size: number;
  readonly mtimeMs: number;
  readonly hash: string;
  /** Folders its modules lead to. */
  readonly calls: readonly string[];
  /** YAML that the rules for Kubernetes need: a manifest, or what belongs to a chart or a kustomization. */
  readonly manifest: boolean;
  /** Something in it holds until a day only. */
  readonly dated: boolean;
  /** Why it can't be checked. */
  readonly why?: string;
}

/** A folder with more files than this is looked at in part. */
const filesMax = 50_000;

/**
 * Paths of the files below a folder that rules look at, sorted; does not follow links nor enter `.git`, `.terraform`,
 * `node_modules`. `leftOut` is told the files and links it came by.
 */
export async function walk(
  root: string,
  below = '',
  isWanted: (path: string) => boolean = () => true,
  leftOut: (path: string) => void = () => {},
): Promise<string[]> {
  const found: string[] = [];
  const folders = [below];
  for (let folder = folders.pop(); folder !== undefined && found.length < filesMax; folder = folders.pop()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(undefinedIfUnreadable);
    for (const entry of entries ?? []) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (isWanted(path) && !foldersSkipped.has(entry.name)) folders.push(path);
      } else if (entry.isFile() && kindOf(path) !== undefined && isWanted(path)) found.push(path);
      else leftOut(path);
    }
  }
  return found.sort();
}

/** A folder that went while it was walked, or that is closed to us, holds nothing for us. */
export const undefinedIfUnreadable = (error: NodeJS.ErrnoException): undefined => {
  if (['ENOENT', 'EACCES', 'EPERM', 'ENOTDIR', 'ELOOP'].includes(error.code ?? '')) return undefined;
  throw error;
};

/**
 * The entry of a file as it is on disk; `known` is kept when size and time say it is the same. `undefined`: it is gone, or a
 * link. `at`: where a link leads to.
 */
export async function entryOf(root: string, path: string, known: Entry | undefined, at = join(root, path)): Promise<Entry | undefined> {
  const kind = entryKindOf(path);
  if (kind === undefined) return undefined;
  const found = await lstat(at).catch(undefinedIfUnreadable);
  if (found === undefined || !found.isFile()) return undefined;
  const { size, mtimeMs } = found;
  if (known?.size === size && known.mtimeMs === mtimeMs) return known;
  const text = size > scanLimits.fileBytesMax ? tooLarge : await readSource(root, path);
  if (text === undefined) return undefined;
  if (typeof text !== 'string') return unchecked(path, kind, text.why, { size, mtimeMs });
  return entryOfText(path, kind, text, { size, mtimeMs });
}

const tooLarge = { why: `is larger than ${scanLimits.fileBytesMax / 1024 / 1024} MB` };

/** The entry of what is there and can't be checked. */
export const unchecked = (path: string, kind: EntryKind, why: string, { size, mtimeMs } = { size: -1, mtimeMs: -1 }): Entry => ({
  path,
  kind,
  size,
  mtimeMs,
  hash: `${why} ${size} ${mtimeMs}`,
  calls: [],
  manifest: false,
  dated: false,
  why,
});

/** Of a text in an editor, or on disk where size and time are given. */
export function entryOfText(path: string, kind: EntryKind, text: string, disk = { size: -1, mtimeMs: -1 }): Entry {
  // A letter takes three bytes at most.
  const most = scanLimits.fileBytesMax;
  if (text.length > most || (text.length * 3 > most && Buffer.byteLength(text) > most)) return unchecked(path, kind, tooLarge.why, disk);
  return {
    path,
    kind,
    ...disk,
    hash: sha256(text),
    calls: kind === 'terraform' ? callsIn(path, text) : [],
    manifest: kind === 'yaml' && (/apiVersion|^[\s-]*["']?op["']?\s*:/m.test(text) || /(^|\/)Chart\.ya?ml$/i.test(path) || isKustomization(path)),
    dated: /until=|:exp:/.test(text),
  };
}

/** The text of a file, why it has none, or `undefined` when it is gone. */
export async function readSource(root: string, path: string): Promise<string | { readonly why: string } | undefined> {
  const content = await readFile(join(root, path)).catch((error: NodeJS.ErrnoException) =>
    error.code === 'EACCES' || error.code === 'EPERM' ? { why: 'may not be read' } : undefinedIfUnreadable(error),
  );
  if (content === undefined || 'why' in content) return content;
  const decoded = readText(content);
  return 'why' in decoded ? decoded : decoded.text;
}
