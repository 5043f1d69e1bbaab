import { readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { foldersSkipped } from '../../../machine/files.ts';
import { isOfTerraform } from '../../../rules/engine/source.ts';
import { folderOf } from '../../../rules/engine/units.ts';
import { type Entry, entryKindOf, entryOf, entryOfText, unchecked, undefinedIfUnreadable } from './disk-index.ts';

/** What is looked at, and what of it is in an editor. */
interface Asked {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly open: ReadonlyMap<string, { readonly text: string }>;
  /** What is known of a file from before. */
  known(path: string): Entry | undefined;
}

/**
 * Files of Terraform that are not looked at themselves and count for those that are, as they stand beside them or in modules
 * they call: files nobody has open, where only open ones are looked at; those the settings leave out; links; JSON.
 */
export class Lent {
  private readonly root: string;
  private readonly walk: boolean;
  entries: ReadonlyMap<string, Entry> = new Map();
  /** By folder, where the folder was walked. */
  private readonly listings = new Map<string, string[]>();
  private readonly stale = new Set<string>();

  /** `walk`: folders are walked by somebody else, who tells what is in them with {@link Lent.listed}. */
  constructor(root: string, walk: boolean) {
    this.root = root;
    this.walk = walk;
  }

  /** One that a walk came by and left out. */
  listed(path: string): void {
    if (!isOfTerraform(path)) return;
    for (const folder of foldersFor(path)) {
      const known = this.listings.get(folder);
      if (known === undefined) this.listings.set(folder, [path]);
      else if (!known.includes(path)) known.push(path);
    }
  }

  /** A file came, changed or went: what is beside it is looked up anew. */
  forget(path: string): void {
    for (const folder of foldersFor(path)) this.stale.add(folder);
  }

  /** Finds out what is lent to what is looked at; resolves to the paths that came, went or say something else. */
  async refresh(asked: Asked): Promise<readonly string[]> {
    const own = [...asked.entries.values()].filter(({ kind }) => kind === 'terraform');
    const folders = new Set(own.map(({ path }) => folderOf(path)));
    const waiting = [...folders, ...own.flatMap(({ calls }) => calls)];
    const found = new Map<string, Entry>();
    const seen = new Set<string>();
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      for (const path of await this.listing(folder, folders.has(folder))) {
        if (asked.entries.has(path)) continue;
        const entry = await this.entry(path, asked);
        if (entry === undefined) continue;
        found.set(path, entry);
        waiting.push(...entry.calls);
      }
    }
    this.stale.clear();
    const before = this.entries;
    this.entries = found;
    return [...new Set([...before.keys(), ...found.keys()])].filter((path) => before.get(path)?.hash !== found.get(path)?.hash);
  }

  private async listing(folder: string, isAsked: boolean): Promise<readonly string[]> {
    const known = this.listings.get(folder);
    if (this.walk && !this.stale.has(folder) && (known !== undefined || isAsked)) return known ?? [];
    const paths: string[] = [];
    const entries = (await readdir(join(this.root, folder), { withFileTypes: true }).catch(undefinedIfUnreadable)) ?? [];
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (!entry.isDirectory()) paths.push(path);
      // Sets of values may stand in a folder right below.
      else if (isAsked && !foldersSkipped.has(entry.name))
        for (const name of (await readdir(join(this.root, path)).catch(undefinedIfUnreadable)) ?? []) if (isValues(name)) paths.push(`${path}/${name}`);
    }
    const ofTerraform = paths.filter(isOfTerraform).sort();
    if (this.walk) this.listings.set(folder, ofTerraform);
    return ofTerraform;
  }

  private async entry(path: string, { open, known }: Asked): Promise<Entry | undefined> {
    const kind = entryKindOf(path);
    const text = open.get(path)?.text;
    if (kind !== undefined && text !== undefined) return entryOfText(path, kind, text);
    const there = await realpath(join(this.root, path)).catch(undefinedIfUnreadable);
    const root = await realpath(this.root).catch(undefinedIfUnreadable);
    const isInside = there !== undefined && root !== undefined && there.startsWith(root + sep);
    const entry = isInside ? await entryOf(this.root, path, known(path), there) : undefined;
    if (entry !== undefined || kind === undefined) return entry;
    const why = there === undefined ? 'is a link to nothing, or may not be read' : 'is a link out of the folder, or to no file';
    return unchecked(path, kind, why);
  }
}

const isValues = (path: string): boolean => /\.tfvars(\.json)?$/.test(path);

/** Folders a file counts for: a set of values may be for the one above, too. */
export const foldersFor = (path: string): readonly string[] => {
  const folder = folderOf(path);
  return isValues(path) && folder !== '' ? [folder, folderOf(folder)] : [folder];
};
