import { readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { atOnce } from '../../base/at-once.ts';
import { terraformRoots } from './terraform.ts';

/** Larger files of Terraform are written by programs, and call no modules. */
const bytesMax = 1024 * 1024;
const readsAtOnce = 16;

/** Folders that Terraform is run in. `files`: relative to `folder`. */
export async function rootModules(folder: string, files: readonly string[]): Promise<readonly string[]> {
  const parts = await usedModules(folder, files);
  return terraformRoots(files).filter((directory) => !parts.has(directory));
}

/**
 * Folders that another one here uses as a module, unless they have something that only a root has: a backend, a
 * provider, values, a state. Read by plain lines, so that a half-typed file counts too.
 */
export async function usedModules(folder: string, files: readonly string[]): Promise<ReadonlySet<string>> {
  const candidates = terraformRoots(files);
  if (candidates.length < 2) return new Set();
  const used = new Set<string>();
  const own = new Set(files.filter((file) => /(^|\/)(terraform|[^/]*\.auto)\.tfvars$/.test(file)).map((file) => posix.dirname(file)));
  const sources = files.filter((file) => /\.(tf|tofu)$/.test(file));
  await atOnce(sources, readsAtOnce, async (file) => {
    const text = await textOf(join(folder, file));
    const directory = posix.dirname(file);
    if (/^\s*(backend\s+"|cloud\s*\{|provider\s+")/m.test(text)) own.add(directory);
    for (const [, source] of text.matchAll(/(?:^|\{)\s*source\s*=\s*"(\.\.?\/[^"]*)"/gm)) {
      const module = posix.join(directory, source ?? '').replace(/\/$/, '') || '.';
      if (module !== directory) used.add(module);
    }
  });
  for (const directory of candidates) if (used.has(directory) && (await isThere(join(folder, directory, 'terraform.tfstate')))) own.add(directory);
  const parts = candidates.filter((directory) => used.has(directory) && !own.has(directory));
  // Modules that use each other in a circle: rather too many roots than none.
  return new Set(parts.length === candidates.length ? [] : parts);
}

/** Empty where it can't be read, or is too large. */
async function textOf(path: string): Promise<string> {
  try {
    return (await stat(path)).size > bytesMax ? '' : await readFile(path, 'utf8');
  } catch {
    return '';
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
