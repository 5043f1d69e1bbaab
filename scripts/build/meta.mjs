import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../lib/place.mjs';
import { bundle } from './bundle.mjs';
import { needsBuild } from './stamp.mjs';

/** What esbuild says of the product: of dist/ where that is up to date, else of a bundle in memory, which takes seconds. */
export async function metaOfProduct() {
  if (needsBuild()) return (await bundle()).meta;
  return JSON.parse(await readFile(join(root, 'dist', 'meta.json'), 'utf8'));
}
