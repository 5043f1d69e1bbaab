import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, posix, resolve } from 'node:path';

/** Files by their path from the root of the checkout, with forward slashes. */
export type Tree = ReadonlyMap<string, string>;

export const root = resolve(import.meta.dirname, '../..');

const isText = /\.(ts|mts|mjs|js|json|md|css|hbs|yml|yaml|svg|txt)$|(^|\/)(run|\.[a-z]+ignore|\.npmrc|LICENSE)$/;

/** What is committed, or would be: everything git does not ignore. */
export function checkout(): Tree {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  const paths = listed.split('\n').filter((path) => isText.test(path) && existsSync(join(root, path)));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

export interface Import {
  readonly from: string;
  /** As written. */
  readonly specifier: string;
  /** Path from the root for a relative specifier; otherwise the specifier. */
  readonly target: string;
}

/**
 * Static imports and re-exports stand at the start of a line (the formatter sees to it); `import('…')`, of a value or a type,
 * may stand anywhere but in a comment. Type imports count.
 */
const statement = /^(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]/gm;
const call = /^(?!\s*(?:\/\/|\*|\/\*)).*?\bimport\(\s*['"]([^'"]+)['"]/gm;

export function importsOf(path: string, text: string): readonly Import[] {
  const found = [...text.matchAll(statement), ...text.matchAll(call)].map(([, first, second]) => first ?? second ?? '');
  return found.map((specifier) => ({
    from: path,
    specifier,
    target: specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier,
  }));
}

export const sources = (tree: Tree, ...folders: readonly string[]): readonly (readonly [string, string])[] =>
  [...tree].filter(([path]) => /\.ts$/.test(path) && !path.endsWith('.d.ts') && folders.some((folder) => path.startsWith(`${folder}/`)));
