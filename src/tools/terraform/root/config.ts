import { stat } from 'node:fs/promises';
import { posix, sep } from 'node:path';
import { digestOf, sha256 } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { folderMissing, noConfiguration, tooManyFiles } from '../../../domain/failure/terraform.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type FolderIndex, indexFolder, localSource } from '../../../rules/hcl/folder-index.ts';
import { terraformParser } from '../../../rules/hcl/grammar.ts';
import { parseTerraform } from '../../../rules/hcl/parse.ts';

/** What the files of a root module say, with the local modules it calls: everything a plan of it is made from. */
export interface Config {
  /** Relative to the workspace folder; empty for the folder itself. */
  readonly directory: string;
  /** SHA-256 of each file Terraform reads, by path relative to the workspace folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Over all of them. */
  readonly digest: string;
  /** The root first, then each local module. */
  readonly modules: readonly FolderIndex[];
  /** `.tf.json` files: not looked into, so what they hold is not known. */
  readonly json: readonly string[];
  /** Text of the lock file; absent: there is none. */
  readonly lock: string | undefined;
}

const filesMax = 5000;
const modulesMax = 500;
/** Above this a file counts by size and time. */
const hashedBytesMax = 32 * 1024 * 1024;

const isSource = (name: string): boolean => /\.(tf|tofu)$/.test(name);
const isConfiguration = (name: string): boolean =>
  /\.(tf|tofu|tf\.json|tofu\.json|tfvars|tfvars\.json|tftest\.hcl|tftest\.json)$/.test(name) || name === lockName;
const isState = (path: string): boolean =>
  /(^|\/)(terraform\.tfstate\.d\/|[^/]*\.tfstate(\.[^/]*)?$|\.[^/]*\.tfstate\.lock\.info$|crash[^/]*\.log$)/.test(path);
const lockName = '.terraform.lock.hcl';

/** Workspace-relative, `.` as the empty text. */
export const clean = (directory: string): string => {
  const plain = posix.normalize(sep === '\\' ? directory.replaceAll('\\', '/') : directory).replace(/\/+$/, '');
  return plain === '.' ? '' : plain;
};

export const join = (...parts: readonly string[]): string => posix.join(...parts);

/** Reads the configuration of a root module, and names what a plan of it depends on. `more`: variable files, relative to the root. */
export async function readConfig(directory: string, more: readonly string[], at: Workplace): Promise<Outcome<Config>> {
  const root = clean(directory);
  const kind = await at.files.kind(root === '' ? '.' : root);
  if (!kind.ok) return kind;
  if (kind.value !== 'folder') return failed(folderMissing(directory));
  const parser = await terraformParser();
  const modules: FolderIndex[] = [];
  const json: string[] = [];
  const files = new Map<string, string>();
  const texts: string[] = [];
  const others = new Set<string>();
  let lock: string | undefined;

  const queue = [root];
  const seen = new Set(queue);
  for (let dir = queue.shift(); dir !== undefined; dir = queue.shift()) {
    const listed = await at.files.list(dir === '' ? '.' : dir);
    if (!listed.ok) return listed;
    const parsed = [];
    for (const path of listed.value) {
      if (isState(path)) continue;
      const name = path.slice(dir === '' ? 0 : dir.length + 1);
      if (name.includes('/') || !isConfiguration(name)) {
        others.add(path);
        continue;
      }
      if (files.size >= filesMax) return failed(tooManyFiles(directory, filesMax));
      const content = await at.files.read(path);
      if (!content.ok) return content;
      if (content.value === undefined) continue;
      files.set(path, sha256(content.value));
      const text = new TextDecoder().decode(content.value);
      texts.push(text);
      if (isSource(name)) parsed.push(parseTerraform(path, text, parser));
      else if (/\.(tf|tofu)\.json$/.test(name)) json.push(path);
      else if (name === lockName && dir === root) lock = text;
    }
    const index = indexFolder(dir, parsed);
    modules.push(index);
    if (modules.length > modulesMax) return failed(tooManyFiles(directory, modulesMax));
    for (const call of index.calls.values()) {
      const target = localSource(call, dir);
      if (target !== undefined && !seen.has(target)) {
        seen.add(target);
        queue.push(target);
      }
    }
  }
  for (const file of more) others.add(clean(join(root, file)));
  const text = texts.join('\n');
  const readsAny = /\bfileset\s*\(/.test(text);
  const named = [...others].filter((path) => !isState(path) && (readsAny || more.includes(posix.relative(root, path)) || text.includes(posix.basename(path))));
  if (files.size + named.length > filesMax) return failed(tooManyFiles(directory, filesMax));
  for (const path of named) {
    const hashed = await hashOf(path, at);
    if (!hashed.ok) return hashed;
    if (hashed.value !== undefined) files.set(path, hashed.value);
  }
  const sorted = new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  return ok({ directory: root, files: sorted, digest: digestOf(Object.fromEntries(sorted)), modules, json, lock });
}

async function hashOf(path: string, at: Workplace): Promise<Outcome<string | undefined>> {
  const place = await at.files.locate(path);
  // A link out of the workspace is not ours to read; Terraform's reading of it is not followed.
  if (!place.ok) return ok(undefined);
  const found = await stat(place.value).catch(() => undefined);
  if (found === undefined || !found.isFile()) return ok(undefined);
  if (found.size > hashedBytesMax) return ok(`${found.size} bytes of ${found.mtimeMs}`);
  const content = await at.files.read(path);
  return content.ok ? ok(content.value && sha256(content.value)) : content;
}

const namedMax = 3;

/** Fails where the root module has no file at all, with the folders that have some: Terraform itself would call for `-destroy`. */
export async function requireFiles({ directory, files }: Config, at: Workplace): Promise<Outcome<void>> {
  const inRoot = (path: string) => (posix.dirname(path) === '.' ? '' : posix.dirname(path));
  const isCode = (path: string) => isSource(path) || /\.(tf|tofu)\.json$/.test(path);
  if ([...files.keys()].some((path) => isCode(path) && inRoot(path) === directory)) return ok(undefined);
  const all = await at.files.list('.');
  const others = all.ok ? [...new Set(all.value.filter(isCode).map((path) => inRoot(path) || '.'))] : [];
  return failed(noConfiguration(directory === '' ? 'the workspace folder itself' : directory, others.slice(0, namedMax)));
}

/** Files that differ between two readings. */
export const changedFiles = (before: Readonly<Record<string, string>>, now: ReadonlyMap<string, string>): readonly string[] =>
  [...new Set([...Object.keys(before), ...now.keys()])].filter((path) => before[path] !== now.get(path)).sort();
