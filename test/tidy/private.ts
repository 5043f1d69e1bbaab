import type { Tree } from './tree.ts';

const marks: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.}/-])\/work\/\w/, 'a path of one machine'],
  [/(?<![\w.}/-])\/root\/\w/, 'a path of one machine'],
  [/(?<![\w.}/-])\/opt\/tf-plugins/, 'a path of one machine'],
  [/(?<![\w.}/-])\/home\/(?!nimbus|user|me\b|you\b|vscode|node\b)\w+\//, 'a path of one machine'],
  [/^\s*(?:registry|@[\w-]+:registry|index-url|extra-index-url)\s*=/m, 'the address of a package registry'],
  [/:_(?:authToken|password|auth)\s*=/, 'a credential for a package registry'],
  [/\bGOPROXY=(?!off|direct)\w+/, 'the address of a package registry'],
];

/** Test support may look for a provider mirror that a machine happens to have; this file names what it looks for. */
const excused = (path: string): boolean => path.startsWith('test/tidy') || path.startsWith('test/support/') || path.startsWith('scripts/setup/');

/** Things that are true of one machine only, and would leak it or break elsewhere. */
export function machineTraces(tree: Tree): readonly string[] {
  const inText = [...tree].flatMap(([path, text]) =>
    path === 'package-lock.json'
      ? []
      : marks.filter(([mark]) => !excused(path) && mark.test(text)).map(([mark, what]) => `${path} holds ${what}: ${mark.exec(text)?.[0].trim()}`),
  );
  const lock = tree.get('package-lock.json') ?? '';
  return /"resolved":/.test(lock)
    ? [...inText, 'package-lock.json holds addresses ("resolved"). Install with the .npmrc of this checkout, which leaves them out.']
    : inText;
}

/**
 * Platform packages the lock file does not name, though a package of it asks for them: `npm ci` then refuses to install at all.
 * It happens when a registry does not hold a platform's package; the entry can be written by hand, without integrity.
 */
export function holesInLock(tree: Tree): readonly string[] {
  const { packages }: { packages: Record<string, { optionalDependencies?: Record<string, string> }> } = JSON.parse(
    tree.get('package-lock.json') ?? '{"packages":{}}',
  );
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !placesFor(path).some((folder) => packages[`${folder}node_modules/${name}`]))
      .map(
        (name) =>
          `package-lock.json has no entry for ${name}, which ${path} asks for. Add one like those of its sister packages, or npm ci fails on a fresh clone.`,
      ),
  );
}

/** `node_modules/a/node_modules/b` → itself, `node_modules/a`, and the root, each with a slash. */
function placesFor(path: string): readonly string[] {
  const parts = path.split('/node_modules/').map((part) => part.replace(/^node_modules\//, ''));
  return parts.map((_, at) => `node_modules/${parts.slice(0, parts.length - at).join('/node_modules/')}/`).concat('');
}
