import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { importBundled } from '../generate/import-bundled.mjs';

const require = createRequire(import.meta.url);

/** Files that are used as they are: grammars for HCL, and the icon font of the webviews. */
const shipped = [
  '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
  'web-tree-sitter/web-tree-sitter.wasm',
  '@vscode/codicons/dist/codicon.css',
  '@vscode/codicons/dist/codicon.ttf',
];

/** dist/assets: path → bytes. */
export const assets = () => new Map(shipped.map((name) => [`dist/assets/${basename(name)}`, readFileSync(require.resolve(name))]));

/** What the offline planner learns from the tools' examples, learned once: reading it takes a fraction of learning it. */
export async function plannerAsset() {
  const { studiedTools } = await importBundled('src/host/study.ts');
  return Buffer.from(studiedTools());
}
