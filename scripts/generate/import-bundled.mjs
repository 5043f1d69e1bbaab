import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { handlebarsEsbuildPlugin } from '../build/handlebars.mjs';
import { root } from '../lib/place.mjs';

/** Bundles one TypeScript module with all it imports into `outfile`, for Node 24. */
export async function bundleModule(path, outfile, options = {}) {
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
    ...options,
  });
}

/**
 * Imports a TypeScript module with all it imports, for generators that read what the product declares. Packages are not
 * looked into: what there is of them is found from node_modules, where the bundle lies as long as it is read.
 */
export async function importBundled(path) {
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'nimbus-generate-'));
  try {
    const outfile = join(folder, 'module.mjs');
    await bundleModule(path, outfile, { packages: 'external' });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
