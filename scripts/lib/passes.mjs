import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs, { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, root } from './place.mjs';

/**
 * Which slow test files have passed before on the very same inputs, kept per user: a second `npm test` runs again only what a
 * change may have broken. CI, and NIMBUS_FRESH=1, run everything.
 *
 * The inputs of a test file: what it and the files beside it import, down to the last; all that is no TypeScript (templates,
 * samples, scripts, lock file); all of the product where it starts the built one; docs/ where one of them speaks of it; the
 * versions of the programs and of what was set up.
 */
export const asksAnew = () => Boolean(process.env.CI || process.env.NIMBUS_FRESH);

const keptMs = 30 * 24 * 60 * 60 * 1000;
const folderOf = (project) => join(cacheFolder(), 'passes', project);

/** `{ file: key }` of these test files, paths from the folder of the project. */
export async function passKeys(files, at = root) {
  if (files.length === 0) return {};
  const beside = Object.fromEntries(
    files.map((file) => [file, fs.globSync(`${dirname(file)}/*.ts`, { cwd: at }).filter((path) => !path.endsWith('.test.ts'))]),
  );
  const imports = await importsFrom([...new Set([...files, ...Object.values(beside).flat()])], at);
  const all = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: at, encoding: 'utf8', maxBuffer: 64 << 20 })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(at, path)));
  const digests = digestsOf(all, at);
  const over = (paths) => sha(paths.map((path) => `${path} ${digests.get(path)}`).join('\n'));
  const isCode = (path) => /^(src|webview|test)\/.*\.ts$/.test(path);
  const isText = (path) => path.startsWith('docs/') || path.endsWith('.md');
  const common = sha([over(all.filter((path) => !isCode(path) && !isText(path))), surroundings()].join('\n'));
  const docs = over(all.filter(isText));
  const product = over(all.filter((path) => /^(src|webview)\//.test(path)));

  return Object.fromEntries(
    files.map((file) => {
      const reached = reachedFrom([file, ...beside[file]], imports, at);
      const texts = reached.map((path) => readFileSync(join(at, path), 'utf8'));
      const startsProduct = file.startsWith('test/vscode/') || texts.some((text) => /\bdist\b|scripts\/(nimbus|start|package)\.mjs/.test(text));
      const parts = [common, over(reached)];
      if (startsProduct) parts.push(product);
      if (texts.some((text) => /\bdocs\b|\.md\b/.test(text))) parts.push(docs);
      return [file, sha(parts.join('\n'))];
    }),
  );
}

/** Those of the files that passed with these keys: `{ file: number of tests }`. */
export function passedBefore(project, keys) {
  const found = {};
  for (const [file, key] of Object.entries(keys)) {
    const path = join(folderOf(project), key);
    if (existsSync(path)) found[file] = JSON.parse(readFileSync(path, 'utf8')).tests;
  }
  return found;
}

/** Keeps that these passed, and forgets what is a month old. */
export function keepPasses(project, keys, clean) {
  const folder = folderOf(project);
  mkdirSync(folder, { recursive: true });
  for (const { file, tests } of clean) if (keys[file] !== undefined) writeFileSync(join(folder, keys[file]), JSON.stringify({ file, tests }));
  for (const name of readdirSync(folder)) if (Date.now() - statSync(join(folder, name)).mtimeMs > keptMs) rmSync(join(folder, name), { force: true });
}

/** Who imports whom, own files only. */
async function importsFrom(entryPoints, at) {
  // This file is read before packages are installed, and by an older Node that only starts the right one.
  const { build } = await import('esbuild');
  const { metafile } = await build({
    entryPoints: entryPoints.map((path) => join(at, path)),
    absWorkingDir: at,
    bundle: true,
    write: false,
    metafile: true,
    splitting: true,
    outdir: join(at, 'dist', '.passes'),
    format: 'esm',
    platform: 'node',
    packages: 'external',
    loader: { '.wasm': 'empty', '.css': 'empty', '.svg': 'empty', '.hbs': 'empty' },
    logLevel: 'silent',
  });
  return new Map(Object.entries(metafile.inputs).map(([path, { imports }]) => [path, imports.filter((i) => !i.external).map((i) => i.path)]));
}

function reachedFrom(entries, imports, at) {
  const seen = new Set(entries);
  for (const path of seen) for (const next of imports.get(path) ?? []) seen.add(next);
  return [...seen].filter((path) => existsSync(join(at, path))).sort();
}

const sha = (text) => createHash('sha256').update(text).digest('hex');
const digestsOf = (paths, at) => new Map(paths.map((path) => [path, sha(readFileSync(join(at, path)))]));

/** What programs said of themselves, by the PATH they were found on: to ask all of them takes a third of a second, and keys are made twice a run. */
const versions = new Map();

function saidBy(program, args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, CHECKPOINT_DISABLE: '1' } });
  } catch {
    return `no ${program}`;
  }
}

/** Programs on this machine and what the set-ups have brought. */
function surroundings() {
  const version = (program, ...args) => {
    const key = [process.env.PATH, program].join(' ');
    if (!versions.has(key)) versions.set(key, saidBy(program, args));
    return versions.get(key);
  };
  const setUps = existsSync(cacheFolder()) ? fs.globSync('*/*/.complete', { cwd: cacheFolder() }).sort() : [];
  const env = Object.entries(process.env).filter(
    ([name]) => (name.startsWith('NIMBUS_') && name !== 'NIMBUS_FRESH') || name.startsWith('AWS_') || name.startsWith('TF_') || name.startsWith('KUBE'),
  );
  return JSON.stringify([process.version, version('terraform', 'version'), version('git', '--version'), version('tofu', 'version'), setUps, env.sort()]);
}
