import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Parser } from 'web-tree-sitter';

/** Where the WebAssembly files stand: in a bundle `assets/` beside the code, in a checkout their packages. */
const assets = {
  runtime: ['assets/web-tree-sitter.wasm', 'node_modules/web-tree-sitter/web-tree-sitter.wasm'],
  terraform: ['assets/tree-sitter-terraform.wasm', 'node_modules/@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm'],
} as const;

let loading: Promise<Parser> | undefined;

/** The parser of Terraform's language, loaded on first use (about 30 ms) and then shared. */
export const terraformParser = (): Promise<Parser> => {
  loading ??= load();
  return loading;
};

async function load(): Promise<Parser> {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init({ wasmBinary: readAsset('runtime') });
  const parser = new Parser();
  parser.setLanguage(await Language.load(readAsset('terraform')));
  return parser;
}

/** Looks in the folder of this code and in each folder above it. */
function readAsset(name: keyof typeof assets): Uint8Array {
  let folder = import.meta.dirname;
  for (;;) {
    for (const place of assets[name]) {
      const path = join(folder, place);
      if (existsSync(path)) return readFileSync(path);
    }
    const above = dirname(folder);
    if (above === folder) throw new Error(`The ${name} grammar is missing: none of ${assets[name].join(', ')} is at or above ${import.meta.dirname}.`);
    folder = above;
  }
}
