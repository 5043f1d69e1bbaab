import { copyFile, cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';

/** A file that takes another's place in a shadow, relative to the workspace folder; `undefined`: it is not there. */
export type Replacements = ReadonlyMap<string, Uint8Array | undefined>;

/** Never taken along: what `init` makes, and what no configuration reads. */
const left = new Set(['.terraform', '.git', 'node_modules']);
const lockFile = '.terraform.lock.hcl';

/**
 * A workspace folder once more, in `to`: `directory` and the folders above it are real, all else in them are links to the
 * original. Terraform reads the same files under the same relative paths there, and what it writes beside them stays in the
 * shadow. The lock file is copied, since `init` writes it.
 */
export async function shadow(workspace: string, directory: string, to: string, replaced: Replacements = new Map()): Promise<string> {
  const real = new Set(['']);
  for (const path of [join(directory, 'x'), ...replaced.keys()])
    for (let folder = dirname(path); folder !== '.' && folder !== sep; folder = dirname(folder)) real.add(folder);
  for (const folder of [...real].sort()) {
    await mkdir(join(to, folder), { recursive: true, mode: 0o700 });
    const entries = await readdir(join(workspace, folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
      throw error;
    });
    for (const entry of entries) {
      const path = folder === '' ? entry.name : join(folder, entry.name);
      if (left.has(entry.name) || real.has(path) || replaced.has(path)) continue;
      if (entry.name === lockFile) await copyFile(join(workspace, path), join(to, path));
      else await link(join(workspace, path), join(to, path));
    }
  }
  for (const [path, content] of replaced) if (content !== undefined) await writeFile(join(to, path), content);
  return join(to, directory);
}

/** Windows lets only some people make links: a copy does there. */
const link = (from: string, to: string): Promise<void> =>
  symlink(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EPERM') return cp(from, to, { recursive: true });
    throw error;
  });
