import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../../base/hash.ts';
import { foldersSkipped } from '../../../machine/files.ts';
import { kindOf, readText, type SourceKind } from '../../../rules/engine/source.ts';
import { callsIn } from '../../../rules/engine/units.ts';
import { isKustomization } from '../../../rules/kustomize/kustomization.ts';

/** What is remembered of a file, so that it need not be read again: enough to say what it has to be looked at with. */
export interface Entry {
  readonly path: string;
  readonly kind: SourceKind;
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

/** Paths of the files below a folder that rules look at, sorted; does not follow links nor enter `.git`, `.terraform`, `node_modules`. */
export async function walk(root: string, below = '', isWanted: (path: string) => boolean = () => true): Promise<string[]> {
  const found: string[] = [];
  const folders = [below];
  for (let folder = folders.pop(); folder !== undefined && found.length < filesMax; folder = folders.pop()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(undefinedIfUnreadable);
    for (const entry of entries ?? []) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!isWanted(path)) continue;
      if (entry.isDirectory()) {
        if (!foldersSkipped.has(entry.name)) folders.push(path);
      } else if (entry.isFile() && kindOf(path) !== undefined) found.push(path);
    }
  }
  return found.sort();
}

/** A folder that went while it was walked, or that is closed to us, holds nothing for us. */
const undefinedIfUnreadable = (error: NodeJS.ErrnoException): undefined => {
  if (['ENOENT', 'EACCES', 'EPERM', 'ENOTDIR', 'ELOOP'].includes(error.code ?? '')) return undefined;
  throw error;
};

/** The entry of a file as it is on disk; `known` is kept when size and time say it is the same. `undefined`: it is gone. */
export async function entryOf(root: string, path: string, known: Entry | undefined): Promise<Entry | undefined> {
  const kind = kindOf(path);
  if (kind === undefined) return undefined;
  const found = await stat(join(root, path)).catch(undefinedIfUnreadable);
  if (found === undefined || !found.isFile()) return undefined;
  const { size, mtimeMs } = found;
  if (known?.size === size && known.mtimeMs === mtimeMs) return known;
  const text = await readSource(root, path);
  if (text === undefined) return undefined;
  if (typeof text !== 'string') return { path, kind, size, mtimeMs, hash: `${size} ${mtimeMs}`, calls: [], manifest: false, dated: false, why: text.why };
  return entryOfText(path, kind, text, { size, mtimeMs });
}

export const entryOfText = (path: string, kind: SourceKind, text: string, { size, mtimeMs } = { size: -1, mtimeMs: -1 }): Entry => ({
  path,
  kind,
  size,
  mtimeMs,
  hash: sha256(text),
  calls: kind === 'terraform' ? callsIn(path, text) : [],
  manifest: kind === 'yaml' && (/apiVersion|^[\s-]*["']?op["']?\s*:/m.test(text) || /(^|\/)Chart\.ya?ml$/i.test(path) || isKustomization(path)),
  dated: /until=|:exp:/.test(text),
});

/** The text of a file, why it has none, or `undefined` when it is gone. */
export async function readSource(root: string, path: string): Promise<string | { readonly why: string } | undefined> {
  const content = await readFile(join(root, path)).catch(undefinedIfUnreadable);
  if (content === undefined) return undefined;
  const decoded = readText(content);
  return 'why' in decoded ? decoded : decoded.text;
}
