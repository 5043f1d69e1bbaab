import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const entries = ['bench', 'check', 'code', 'generate', 'nimbus', 'package', 'start', 'test'].map((name) => `scripts/${name}.mjs`);
/** Named imports of Node's own that Node 20 does not have: there a module that asks for one can't even be linked. */
const newer = /\bglobSync\b|\bDatabaseSync\b|\benableCompileCache\b|\bstripTypeScriptTypes\b/;

/** Every file that is linked before the first line of an entry runs, and what each asks for. */
function linked(entry: string): readonly { readonly file: string; readonly names: string; readonly from: string }[] {
  const all: { file: string; names: string; from: string }[] = [];
  const seen = new Set([entry]);
  for (const file of seen) {
    for (const [, names = '', from = ''] of readFileSync(join(root, file), 'utf8').matchAll(/^(?:import|export)\b([^;'"]*?)(?:from\s*)?'([^']+)';$/gm)) {
      all.push({ file, names, from });
      if (from.startsWith('.')) seen.add(normalize(join(dirname(file), from)));
    }
  }
  return all;
}

// `npm test` and `npm start` install the packages, and go on with the Node that comes with them.
test.each(entries)('%s can be started before anything is installed, by Node 20', (entry) => {
  const wrong = linked(entry).filter(({ names, from }) => (from.startsWith('node:') ? newer.test(names) : !from.startsWith('.')));
  expect(wrong.map(({ file, names, from }) => `${file}: ${names.trim()} from ${from}`)).toEqual([]);
});
