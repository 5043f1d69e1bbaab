import { posix } from 'node:path';
import { sha256 } from '../../../base/hash.ts';
import type { Outcome } from '../../../domain/failure/failure.ts';
import { ok } from '../../../domain/failure/failure.ts';
import type { Workplace } from '../../../domain/workplace.ts';

/** Files more than this are not kept for undo. */
const keptBytesMax = 100 * 1024 * 1024;

/** Files as they are before a step changes them, kept in the store; by path in the workspace. */
export interface Kept {
  readonly hashes: ReadonlyMap<string, string | null>;
  /** Folders that are not there yet. */
  readonly newFolders: readonly string[];
  /** Why they could not all be kept. */
  readonly impossible: string | undefined;
}

export async function keepFiles(at: Workplace, paths: readonly string[], store: boolean): Promise<Outcome<Kept>> {
  const hashes = new Map<string, string | null>();
  const folders = new Set<string>();
  let bytes = 0;
  let impossible: string | undefined;
  for (const path of paths) {
    const kind = await at.files.kind(path);
    if (!kind.ok) return kind;
    if (kind.value === 'other') impossible ??= `${path} is a link, and links are not kept`;
    if (kind.value !== 'file' && kind.value !== 'nothing') continue;
    const content = await at.files.read(path);
    if (!content.ok) return content;
    bytes += content.value?.byteLength ?? 0;
    if (bytes > keptBytesMax) {
      impossible ??= `the files it touches hold more than ${keptBytesMax / 1024 / 1024} MB`;
      break;
    }
    hashes.set(path, content.value === undefined ? null : store ? at.blobs.keep(content.value) : sha256(content.value));
    if (content.value === undefined) for (let up = posix.dirname(path); up !== '.' && !folders.has(up); up = posix.dirname(up)) folders.add(up);
  }
  const newFolders: string[] = [];
  for (const folder of [...folders].sort()) {
    const kind = await at.files.kind(folder);
    if (kind.ok && kind.value === 'nothing') newFolders.push(folder);
  }
  return ok({ hashes, newFolders, impossible });
}

/** The step that puts them back, for those that differ now; none where nothing does. */
export async function restoreStep(at: Workplace, kept: Kept): Promise<readonly { readonly tool: string; readonly input: unknown }[]> {
  const files: { path: string; to: string | null; expect: string | null }[] = [];
  for (const [path, to] of kept.hashes) {
    const now = await at.files.read(path);
    const expect = now.ok && now.value !== undefined ? sha256(now.value) : null;
    if (now.ok && expect !== to) files.push({ path, to, expect });
  }
  return files.length === 0 ? [] : [{ tool: 'files.restore', input: { files, folders: kept.newFolders } }];
}

/** Puts them back at once, whatever is there: for a step that gives up in the middle. */
export async function putBack(at: Workplace, kept: Kept): Promise<Outcome<void>> {
  for (const [path, hash] of kept.hashes) {
    const content = hash === null ? undefined : at.blobs.get(hash);
    const done = content === undefined ? await at.files.remove(path) : await at.files.write(path, content);
    if (!done.ok) return done;
  }
  for (const folder of [...kept.newFolders].reverse()) await at.files.removeEmptyFolder(folder);
  return ok(undefined);
}
