import { digestOf, sha256 } from '../../../base/hash.ts';
import { workspaceFiles } from '../../../machine/files.ts';
import { readText, type Source } from '../../../rules/engine/source.ts';
import { folderOf } from '../../../rules/engine/units.ts';
import { followKustomizations } from '../../../rules/kustomize/follow.ts';
import { isKustomization } from '../../../rules/kustomize/kustomization.ts';

/** What says of a manifest in a folder or below it that it is a part of something. */
const decisive = ['kustomization.yaml', 'kustomization.yml', 'Kustomization', 'Chart.yaml'];

/**
 * What kustomizations name and rules don't look at otherwise: patches in JSON, data of generators; and what is not there.
 * Where only open files are looked at, what is named and not open, too, and the kustomizations and charts they stand in.
 */
export class NamedFiles {
  private readonly root: string;
  private readonly walk: boolean;
  private found: readonly Source[] = [];
  /** What was looked for, there or not. */
  private asked: ReadonlySet<string> = new Set();
  private known = '';
  /** There, but could not be read. */
  unread: ReadonlySet<string> = new Set();
  /** Of everything that was found. */
  digest = '';

  constructor(root: string, walk: boolean) {
    this.root = root;
    this.walk = walk;
  }

  has(path: string): boolean {
    return this.asked.has(path);
  }

  /** Beside these sources. `isFresh`: as the disk has it, not as it was when the same kustomizations were last asked about. */
  async beside(sources: readonly Source[], isFresh: boolean): Promise<readonly Source[]> {
    const asked = digestOf(sources.flatMap(({ path, text }) => (isKustomization(path) ? [path, text] : this.walk ? [] : [path])));
    if (asked === this.known && !isFresh) return this.found;
    const all = new Map(sources.map((source) => [source.path, source]));
    const looked = new Set<string>();
    const files = workspaceFiles(this.root);
    const kind = (path: string): ReturnType<typeof files.kind> => {
      looked.add(path);
      return files.kind(path);
    };
    const read = async (path: string): Promise<void> => {
      const content = await files.read(path);
      const decoded = content.ok && content.value ? readText(content.value) : undefined;
      if (decoded && 'text' in decoded) all.set(path, { path, text: decoded.text });
    };
    if (!this.walk) {
      for (const path of new Set(sources.flatMap(placesOf))) {
        const there = all.has(path) ? undefined : await kind(path);
        if (there?.ok && there.value === 'file') await read(path);
      }
    }
    this.unread = [...all.keys()].some(isKustomization) ? await followKustomizations({ list: files.list, kind }, all, '', read) : new Set();
    this.asked = looked;
    this.known = asked;
    this.found = [...all.values()].slice(sources.length);
    this.digest = digestOf([...this.found.flatMap(({ path, text }) => [path, sha256(text)]), ...[...this.unread].sort()]);
    return this.found;
  }
}

/** Where what decides of a file may stand: beside it, and in each folder above. */
function placesOf({ path }: Source): readonly string[] {
  const found: string[] = [];
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    found.push(...decisive.map((name) => (folder === '' ? name : `${folder}/${name}`)));
    if (folder === '') return found;
  }
}
