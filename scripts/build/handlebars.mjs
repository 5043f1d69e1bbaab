import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import Handlebars from 'handlebars';

/**
 * Turns a template into a module whose default export fills it: no compiler in the bundle, nothing to compile at run time.
 * Strict: a name the view lacks throws. Nothing is escaped: what we write is Terraform, not HTML.
 */
export function precompile(path) {
  const options = { strict: true, noEscape: true, knownHelpersOnly: true };
  const compiled = Handlebars.precompile(readFileSync(path, 'utf8'), options);
  const spec = typeof compiled === 'string' ? compiled : compiled.code;
  return `import Handlebars from 'handlebars/runtime.js';\n// ${basename(path)}\nexport default Handlebars.template(${spec});\n`;
}

/** For Vite and so Vitest. */
export const handlebarsPlugin = () => ({
  name: 'handlebars',
  enforce: 'pre',
  load(id) {
    return id.endsWith('.hbs') ? precompile(id) : undefined;
  },
});

/** For esbuild. */
export const handlebarsEsbuildPlugin = () => ({
  name: 'handlebars',
  setup(build) {
    build.onLoad({ filter: /\.hbs$/ }, ({ path }) => ({ contents: precompile(path), loader: 'js', resolveDir: import.meta.dirname, watchFiles: [path] }));
  },
});
