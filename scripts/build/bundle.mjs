import { createHash } from 'node:crypto';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import esbuild from 'esbuild';
import { root } from '../lib/place.mjs';
import { handlebarsEsbuildPlugin } from './handlebars.mjs';
import { apartEsbuildPlugin, englishOnlyEsbuildPlugin, lazyEsbuildPlugin, withoutExamplesEsbuildPlugin } from './lazy.mjs';

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

/** What only some scans need: files of their own beside the scan, loaded when they are asked for. */
const scanParts = ['yaml', 'zod', 'web-tree-sitter'];

const scan = {
  ...common,
  outdir: 'dist/cli',
  outExtension: { '.js': '.cjs' },
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  // A text without other characters takes half the space, and is there without being decoded.
  charset: 'ascii',
  mainFields: ['module', 'main'],
};

/** `nimbus scan` in its plain form, in the module format that starts fastest, beside the command line it is a part of. */
const scanAtOnce = () => ({
  ...scan,
  entryPoints: existsSync(join(root, 'src/cli/scan/at-once.ts')) ? { 'scan-at-once': 'src/cli/scan/at-once.ts' } : {},
  define: { ...common.define, 'import.meta.dirname': '__dirname' },
  // It is no module to Node that could import one.
  supported: { 'dynamic-import': false },
  plugins: [
    ...common.plugins,
    lazyEsbuildPlugin(['yaml', 'node:crypto', 'node:fs/promises', 'node:v8']),
    apartEsbuildPlugin(scanParts, (name) => `./scan-${name}.cjs`),
    withoutExamplesEsbuildPlugin(),
  ],
});

const partsOfScan = () => ({ ...scan, entryPoints: Object.fromEntries(scanParts.map((name) => [`scan-${name}`, name])) });

/** What starts it knows by a digest what it starts. */
const startOfScan = (started) => ({
  ...scan,
  entryPoints: { scan: 'src/cli/scan/start.ts' },
  plugins: [...common.plugins, lazyEsbuildPlugin(['node:v8'])],
  define: { ...common.define, NIMBUS_SCAN_CONTENT: JSON.stringify(createHash('sha256').update(started).digest('hex').slice(0, 16)) },
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
export async function bundle({ sourcemap = false } = {}) {
  const made = await bundleAll([node(), scanAtOnce(), partsOfScan(), webview()], sourcemap);
  const started = made.files.get('dist/cli/scan-at-once.cjs');
  const { files, meta } = await bundleAll(started ? [startOfScan(started)] : [], sourcemap);
  for (const [path, bytes] of files) made.files.set(path, bytes);
  Object.assign(made.meta.inputs, meta.inputs);
  Object.assign(made.meta.outputs, meta.outputs);
  return made;
}

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
