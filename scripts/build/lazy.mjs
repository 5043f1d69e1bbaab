import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Modules that are loaded when something in them is first called, for a program that mostly ends before. Only their functions
 * and classes can be had so, and what they make is to be told apart by functions too: `instanceof` would not see through it.
 */
export const lazyEsbuildPlugin = (names) => ({
  name: 'lazy',
  setup(build) {
    const filter = new RegExp(`^(${names.join('|')})$`);
    build.onResolve({ filter }, ({ path, kind, namespace }) =>
      kind === 'import-statement' && namespace === 'file' ? { path, namespace: 'lazy', sideEffects: false } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({ contents: proxy(path), loader: 'js', resolveDir: import.meta.dirname }));
  },
});

/** Packages that are built into files of their own, which `fileOf` names; what imports one asks for that file, when it comes to it. */
export const apartEsbuildPlugin = (names, fileOf) => ({
  name: 'apart',
  setup(build) {
    const filter = new RegExp(`^(${names.join('|')})$`);
    build.onResolve({ filter }, ({ path }) => ({ path: fileOf(path), external: true }));
  },
});

function proxy(path) {
  const named = Object.entries(require(path)).filter(([name, value]) => typeof value === 'function' && /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default');
  return [
    'let loaded;',
    `const load = () => (loaded ??= require(${JSON.stringify(path)}));`,
    ...named.map(([name]) => `export function ${name}(...args) { const it = load().${name}; return new.target ? Reflect.construct(it, args) : it(...args); }`),
  ].join('\n');
}

/** zod brings its messages in fifty languages, which are loaded with it; ours are English. */
export const englishOnlyEsbuildPlugin = () => ({
  name: 'english-only',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({ contents: "export { default as en } from './en.js';", loader: 'js' }));
  },
});

/** The examples of rules are for their documentation and tests: a scan has nothing of them but their weight. */
export const withoutExamplesEsbuildPlugin = () => ({
  name: 'without-examples',
  setup(build) {
    build.onLoad({ filter: /[\\/]src[\\/]rules[\\/].*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/^ {2}(fails|passes): (?:`(?:[^`\\]|\\.)*`|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"),$/gms, "  $1: '',"),
      loader: 'ts',
    }));
  },
});
