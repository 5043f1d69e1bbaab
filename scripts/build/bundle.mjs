import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import esbuild from 'esbuild';
import { root } from '../lib/place.mjs';
import { handlebarsEsbuildPlugin } from './handlebars.mjs';
import { englishOnlyEsbuildPlugin, lazyEsbuildPlugin } from './lazy.mjs';

/** Programs that start by themselves; a `worker.ts` anywhere in src is one too. Those not written yet are left out. */
function nodeEntries() {
  const named = ['src/extension/main.ts', 'src/cli/main.ts'].filter((path) => existsSync(join(root, path)));
  const workers = globSync('src/**/worker.ts', { cwd: root });
  return Object.fromEntries([...named, ...workers].map((path) => [path.replace(/^src\//, '').replace(/\.ts$/, ''), path]));
}

/** One entry a panel: webview/<panel>/main.ts → dist/webview/<panel>.js (and .css when it imports styles). */
function webviewEntries() {
  const folder = join(root, 'webview');
  const panels = existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'main.ts'))) : [];
  return Object.fromEntries(panels.map((panel) => [panel, `webview/${panel}/main.ts`]));
}

const common = {
  absWorkingDir: root,
  bundle: true,
  metafile: true,
  minify: true,
  legalComments: 'none',
  write: false,
  logLevel: 'silent',
  charset: 'utf8',
  define: { 'process.env.NODE_ENV': '"production"', NIMBUS_VERSION: JSON.stringify(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version) },
  plugins: [handlebarsEsbuildPlugin(), englishOnlyEsbuildPlugin()],
};

/** Dependencies in CommonJS call `require` for Node's own modules, which ESM does not have. */
const requireBanner = "import{createRequire as __nimbusRequire}from'node:module';const require=__nimbusRequire(import.meta.url);";

const node = () => ({
  ...common,
  entryPoints: nodeEntries(),
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  platform: 'node',
  target: 'node22',
  format: 'esm',
  splitting: true,
  external: ['vscode'],
  mainFields: ['module', 'main'],
  banner: { js: requireBanner },
});

/**
 * `nimbus scan` in its plain form: one file and one that starts it, in the module format that starts fastest, beside the command
 * line they are a part of. What only some scans need is in there and loaded when it is needed.
 */
const scanAtOnce = () => ({
  ...common,
  entryPoints: existsSync(join(root, 'src/cli/scan/at-once.ts')) ? { 'cli/scan': 'src/cli/scan/start.ts', 'cli/scan-at-once': 'src/cli/scan/at-once.ts' } : {},
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  mainFields: ['module', 'main'],
  define: { ...common.define, 'import.meta.url': '__nimbusUrl', 'import.meta.dirname': '__dirname' },
  banner: { js: "const __nimbusUrl=require('node:url').pathToFileURL(__filename).href;" },
  plugins: [...common.plugins, lazyEsbuildPlugin(['yaml', 'node:crypto'])],
});

/** One file a panel: under a nonce-only CSP a module can't fetch chunks. */
const webview = () => ({
  ...common,
  entryPoints: webviewEntries(),
  outdir: 'dist/webview',
  platform: 'browser',
  target: 'chrome132',
  format: 'iife',
  loader: { '.ttf': 'file', '.svg': 'text' },
});

/**
 * Bundles everything there is to bundle, in memory.
 *
 * Resolves to `{ files: Map<path, bytes>, meta }`; paths start with `dist/`. `meta` is esbuild's metafile of both builds.
 */
export const bundle = ({ sourcemap = false } = {}) => bundleAll([node(), scanAtOnce(), webview()], sourcemap);

/** The same for the panels alone: for tests that look at them in a browser. */
export const webviews = () => bundleAll([webview()], false);

async function bundleAll(builds, sourcemap) {
  const files = new Map();
  const meta = { inputs: {}, outputs: {} };
  for (const options of builds) {
    if (Object.keys(options.entryPoints).length === 0) continue;
    const result = await esbuild.build({ ...options, sourcemap });
    for (const { path, contents } of result.outputFiles) files.set(path.slice(root.length + 1).replaceAll('\\', '/'), contents);
    Object.assign(meta.inputs, result.metafile.inputs);
    Object.assign(meta.outputs, result.metafile.outputs);
  }
  return { files, meta };
}

/** Panels and programs of the house that have no entry yet, for a note. */
export function missingEntries() {
  const there = { ...nodeEntries(), ...webviewEntries() };
  return ['extension/main', 'cli/main'].filter((name) => !(name in there)).map((name) => `src/${dirname(name)}/${basename(name)}.ts`);
}
