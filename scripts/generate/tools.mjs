import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../lib/place.mjs';
import { importBundled } from './import-bundled.mjs';

/** The pages of docs/tools: from the tools, and from what came of their examples when a test last made them. */
export async function outputs() {
  const { toolPages } = await importBundled('scripts/generate/pages/tools.ts');
  const made = globSync('test/examples/expected/*.json', { cwd: root }).map((file) => [
    basename(file, '.json'),
    JSON.parse(readFileSync(join(root, file), 'utf8')),
  ]);
  return toolPages(Object.fromEntries(made));
}
