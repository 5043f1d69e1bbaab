import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { handlebarsEsbuildPlugin } from '../build/handlebars.mjs';
import { root } from '../lib/place.mjs';

/** Bundles one TypeScript module with all it imports into `outfile`, for Node 24. */
export async function bundleModule(path, outfile) {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [path],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'silent',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire as __nimbusRequire}from'node:module';const require=__nimbusRequire(import.meta.url);" },
    plugins: [handlebarsEsbuildPlugin()],
  });
}

/** Imports a TypeScript module of src/ with all it imports, for generators that read what the product declares. */
export async function importBundled(path) {
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-generate-'));
  try {
    const outfile = join(folder, 'module.mjs');
    await bundleModule(path, outfile);
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
