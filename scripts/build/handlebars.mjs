import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

/** Turns a template into a module that holds it precompiled: no compiler in the bundle, nothing to compile at run time. */
export function precompile(path) {
  const spec = Handlebars.precompile(readFileSync(path, 'utf8'), { srcName: path, knownHelpersOnly: false, preventIndent: false });
  const code = typeof spec === 'string' ? spec : spec.code;
  return `export default ${code};\n`;
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
    build.onLoad({ filter: /\.hbs$/ }, ({ path }) => ({ contents: precompile(path), loader: 'js', watchFiles: [path] }));
  },
});
