import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/place.mjs';
import { importBundled } from './import-bundled.mjs';

const declarations = 'src/extension/contributions.ts';

/** Keys of package.json that are declared in TypeScript and written here, in this order. */
const generated = ['icon', 'categories', 'keywords', 'activationEvents', 'capabilities', 'contributes'];

/**
 * package.json's contributions, from what src/extension/contributions.ts declares.
 *
 * `contributes()` there answers either the `contributes` object itself or `{ contributes, activationEvents?, capabilities?, … }`.
 */
export async function outputs() {
  if (!existsSync(join(root, declarations))) return new Map();
  const { contributes } = await importBundled(declarations);
  const declared = contributes();
  const parts = 'contributes' in declared ? declared : { contributes: declared };
  const unknown = Object.keys(parts).filter((key) => !generated.includes(key));
  if (unknown.length > 0)
    throw new Error(`${declarations} declares ${unknown.join(', ')}, which the manifest generator does not write. It writes ${generated.join(', ')}.`);

  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const key of generated) {
    if (!(key in parts)) continue;
    // A key that is there keeps its place; a new one goes to the end.
    manifest[key] = parts[key];
  }
  return new Map([['package.json', `${JSON.stringify(manifest, null, 2)}\n`]]);
}
