import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Writes files from a record of path → text. */
export function plant(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Everything below a folder as path → text; an empty folder is a path with a slash at its end. */
export function tree(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  const walk = (at: string) => {
    const entries = readdirSync(at, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    if (entries.length === 0 && at !== folder) found[`${relative(folder, at)}/`] = '';
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) walk(path);
      else found[relative(folder, path)] = entry.isSymbolicLink() ? '<link>' : readFileSync(path, 'utf8');
    }
  };
  walk(folder);
  return found;
}
