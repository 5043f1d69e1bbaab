import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

const symbols = "JSON.stringify(Object.getOwnPropertySymbols(globalThis).filter((s) => String(s).includes('undici')).map(String).sort())";
const state = "{ 1: globalThis[Symbol.for('undici.globalDispatcher.1')], 2: globalThis[Symbol.for('undici.globalDispatcher.2')], fetch: globalThis.fetch }";

/** Each in a process of its own: what is loaded stays loaded. */
test.each([
  ['with a dispatcher of the host’s own', "globalThis[Symbol.for('undici.globalDispatcher.1')] = { dispatch() { return true; } };", false],
  ['after it was touched', 'new Headers();', true],
  ['before it was touched', '', true],
])('loading the Kubernetes client leaves the host’s fetch as it was, %s', async (_what, prepare, fetches) => {
  const folder = mkdtempSync(join(root, 'node_modules', '.nimbus-host-fetch-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const entry = join(folder, 'entry.ts');
  const library = JSON.stringify(join(root, 'src/tools/kubernetes/client/library.ts'));
  const got = fetches ? "await (await fetch('data:,it works')).text()" : "'not asked'";
  const after = `JSON.stringify({ symbols: JSON.parse(${symbols}), same: before[1] !== undefined && [1, 2].every((n) => globalThis[Symbol.for('undici.globalDispatcher.' + n)] === before[n]), fetch: globalThis.fetch === before.fetch, got: ${got} })`;
  writeFileSync(
    entry,
    `${prepare}\nconst before = ${state};\nconst { loadLibrary } = await import(${library});\nconst parts = await loadLibrary();\nconsole.log(${after}, typeof parts.newKubeConfig);\n`,
  );
  const banner = "import{createRequire as r}from'node:module';const require=r(import.meta.url);";
  await build({
    entryPoints: [entry],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    banner: { js: banner },
    logLevel: 'error',
  });
  const said = execFileSync(process.execPath, [join(folder, 'entry.mjs')], { encoding: 'utf8' });
  const [json = '', kind] = said.trim().split(/ (?=\w+$)/);
  expect(kind).toBe('function');
  // What Node itself sets when its fetch is touched, and no more.
  const own = execFileSync(process.execPath, ['-e', `${prepare}; new Headers(); console.log(${symbols})`], { encoding: 'utf8' }).trim();
  expect(JSON.parse(json)).toEqual({ symbols: JSON.parse(own), same: prepare !== '', fetch: true, got: fetches ? 'it works' : 'not asked' });
});
