/** A file as far as it decides what else has to be read with it. */
export interface Member {
  readonly path: string;
  readonly kind: 'terraform' | 'tfvars';
  /** Folders its `module` blocks lead to. */
  readonly calls: readonly string[];
}

/** Where `source = "../…"` of the modules called in a text leads: a cheap look, without parsing. */
export function callsIn(path: string, text: string): readonly string[] {
  // In most texts nothing is relative, and `source` is a part of `resource`.
  if (!text.includes('".')) return [];
  const found = new Set<string>();
  for (const match of text.matchAll(/\bsource\s*=\s*"(\.\.?(?:\/[^"]*)?)"/g)) {
    const dir = resolveFrom(path, match[1] ?? '');
    if (dir !== undefined) found.add(dir);
  }
  return [...found];
}

export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

/** The folder a relative one leads to from a file; `undefined` above the top. */
export function resolveFrom(file: string, relative: string): string | undefined {
  const parts = file.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/**
 * What has to be looked at together, and nothing more: folders that call each other, with the `.tfvars` files that set
 * their variables. Each group is named by its first folder.
 */
export function unitsOf(members: readonly Member[]): ReadonlyMap<string, readonly string[]> {
  const folders = new Set(members.filter(({ kind }) => kind === 'terraform').map(({ path }) => folderOf(path)));
  const parent = new Map([...folders].map((folder) => [folder, folder]));
  const top = (folder: string): string => {
    let at = folder;
    for (let above = parent.get(at); above !== undefined && above !== at; above = parent.get(at)) at = above;
    parent.set(folder, at);
    return at;
  };
  const join = (a: string, b: string): void => {
    if (!folders.has(a) || !folders.has(b)) return;
    const [x, y] = [top(a), top(b)].sort();
    if (x !== undefined && y !== undefined && x !== y) parent.set(y, x);
  };
  for (const { path, kind, calls } of members) {
    const folder = folderOf(path);
    if (kind === 'terraform') for (const called of calls) join(folder, called);
    // A set of values may be for its own folder or for the one above it.
    else if (folder !== '') join(folder, folderOf(folder));
  }
  const units = new Map<string, string[]>();
  for (const { path, kind } of members) {
    const folder = folderOf(path);
    const home = folders.has(folder) ? folder : kind === 'tfvars' && folder !== '' && folders.has(folderOf(folder)) ? folderOf(folder) : undefined;
    if (home === undefined) continue;
    const unit = top(home);
    const list = units.get(unit);
    if (list) list.push(path);
    else units.set(unit, [path]);
  }
  return units;
}
