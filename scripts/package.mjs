import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rerunOnNode24 } from './lib/node24.mjs';
import { bin, isMain, root, say } from './lib/place.mjs';
import { mustRun } from './lib/process.mjs';
import { ensureBuilt } from './lib/ready.mjs';

/** `npm run package`: builds and packs the VSIX. Resolves to its path; `.vscodeignore` says what goes in. */
export async function packageVsix(out) {
  await ensureBuilt();
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const path = out ?? join(root, `${name}-${version}.vsix`);
  // dist/ is bundled, so node_modules stays out; the README's pictures are in the package, so its links stay as they are.
  await mustRun(bin('vsce'), ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', path], {
    cwd: root,
    timeoutMs: 180_000,
  });
  return path;
}

if (isMain(import.meta.url)) {
  const { ensureInstalled } = await import('./lib/install.mjs');
  await ensureInstalled();
  await rerunOnNode24();
  const path = await packageVsix();
  say(`${path.slice(root.length + 1)}  ${(statSync(path).size / 1024).toFixed(0)} KB`);
}
