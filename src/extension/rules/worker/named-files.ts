import { digestOf, sha256 } from '../../../base/hash.ts';
import { workspaceFiles } from '../../../machine/files.ts';
import { readText, type Source } from '../../../rules/engine/source.ts';
import { followKustomizations } from '../../../rules/kustomize/follow.ts';
import { isKustomization } from '../../../rules/kustomize/kustomization.ts';

/** What kustomizations name and rules don't look at otherwise: patches in JSON, data of generators; and what is not there. */
export class NamedFiles {
  private readonly root: string;
  private found: readonly Source[] = [];
  /** What was looked for, there or not. */
  private asked: ReadonlySet<string> = new Set();
  private known = '';
  /** There, but could not be read. */
  unread: ReadonlySet<string> = new Set();
  /** Of everything that was found. */
  digest = '';

  constructor(root: string) {
    this.root = root;
  }

  has(path: string): boolean {
    return this.asked.has(path);
  }

  /** Beside these sources. `isFresh`: as the disk has it, not as it was when the same kustomizations were last asked about. */
  async beside(sources: readonly Source[], isFresh: boolean): Promise<readonly Source[]> {
    const kustomizations = sources.filter(({ path }) => isKustomization(path));
    const asked = digestOf(kustomizations.flatMap(({ path, text }) => [path, text]));
    if (asked === this.known && !isFresh) return this.found;
    const all = new Map(sources.map((source) => [source.path, source]));
    const looked = new Set<string>();
    this.unread = new Set();
    if (kustomizations.length > 0) {
      const files = workspaceFiles(this.root);
      const noted = {
        list: files.list,
        kind: (path: string) => {
          looked.add(path);
          return files.kind(path);
        },
      };
      this.unread = await followKustomizations(noted, all, '', async (path) => {
        const content = await files.read(path);
        const decoded = content.ok && content.value ? readText(content.value) : undefined;
        if (decoded && 'text' in decoded) all.set(path, { path, text: decoded.text });
      });
    }
    this.asked = looked;
    this.known = asked;
    this.found = [...all.values()].slice(sources.length);
    this.digest = digestOf([...this.found.flatMap(({ path, text }) => [path, sha256(text)]), ...[...this.unread].sort()]);
    return this.found;
  }
}
