import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder a team might have: something of their own in it, and a folder to generate into. */
export async function plantWorkspace(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-workspace-'));
  await mkdir(join(folder, 'infra'));
  await writeFile(join(folder, 'README.md'), '# Shop\n');
  await writeFile(join(folder, 'infra', 'notes.txt'), 'Ours, and no business of any generator.\r\n');
  return folder;
}

/** Every file with a hash of its bytes, and every empty folder, as lines: equal when nothing differs. */
export async function contents(folder: string, at = ''): Promise<readonly string[]> {
  const entries = await readdir(join(folder, at), { withFileTypes: true });
  const lines = await Promise.all(
    entries.map(async (entry) => {
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (!entry.isDirectory())
        return [
          `${path} ${createHash('sha256')
            .update(await readFile(join(folder, path)))
            .digest('hex')}`,
        ];
      const below = await contents(folder, path);
      return below.length > 0 ? below : [`${path}/`];
    }),
  );
  return lines.flat().sort();
}
