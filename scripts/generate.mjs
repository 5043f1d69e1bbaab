import fs, { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './lib/install.mjs';
import { rerunOnNode24 } from './lib/node24.mjs';
import { isMain, root, say } from './lib/place.mjs';

/**
 * `npm run generate`: writes the committed files that are made from source. A generator is a file in scripts/generate/ that
 * exports `outputs(): Promise<Map<path, content>>`. `--check` writes nothing and fails when a file is stale.
 */
export async function stale() {
  const differing = new Map();
  for (const file of fs.globSync('scripts/generate/*.mjs', { cwd: root }).sort()) {
    const generator = await import(pathToFileURL(join(root, file)).href);
    if (!generator.outputs) continue;
    for (const [path, content] of await generator.outputs()) {
      const full = join(root, path);
      if (!existsSync(full) || readFileSync(full, 'utf8') !== content) differing.set(path, { content, generator: file });
    }
  }
  return differing;
}

if (isMain(import.meta.url)) {
  await ensureInstalled();
  await rerunOnNode24();
  const differing = await stale();
  const check = process.argv.includes('--check');
  for (const [path, { content, generator }] of differing) {
    if (check) {
      say(`${path} is stale: it is made by ${generator}. Run: npm run generate`);
      continue;
    }
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
    say(`Wrote ${path}`);
  }
  if (differing.size === 0) say('Every generated file is current.');
  process.exitCode = check && differing.size > 0 ? 1 : 0;
}
