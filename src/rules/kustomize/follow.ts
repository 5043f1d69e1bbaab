import type { Files } from '../../domain/workplace.ts';
import { kindOf, type Source } from '../engine/source.ts';
import { folderOf } from '../engine/units.ts';
import { manifestLimits } from '../kubernetes/parse.ts';
import { isKustomization, Kustomization, readKustomization } from './kustomization.ts';

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** Kustomizations of the workspace looked through for those that build on the scanned folder. */
const kustomizationsMax = 2_000;
const roundsMax = 50;

/**
 * Reads what kustomizations name and the scan does not hold yet: bases elsewhere in the workspace, patches in JSON, data of
 * generators; and overlays elsewhere that build on what is scanned, as those decide what becomes of it. `base`: the scanned
 * folder, with `/` behind it. Answers what is there though it could not be read.
 */
export async function followKustomizations(
  files: Pick<Files, 'kind' | 'list'>,
  sources: ReadonlyMap<string, Source>,
  base: string,
  read: (path: string) => Promise<void>,
): Promise<ReadonlySet<string>> {
  const unread = new Set<string>();
  const known = new Map<string, Kustomization | undefined>();
  const all = (): readonly Kustomization[] => {
    for (const { path, text } of sources.values()) {
      if (known.has(path) || !isKustomization(path)) continue;
      const one = readKustomization(path, text, manifestLimits);
      known.set(path, one instanceof Kustomization ? one : undefined);
    }
    return [...known.values()].filter((one) => one !== undefined);
  };
  if (base !== '' && [...sources.keys()].some((path) => kindOf(path) === 'yaml')) await readAbove();
  if (all().length === 0) return unread;
  if (base !== '') {
    const listed = await files.list('.');
    const elsewhere = listed.ok ? listed.value.filter((path) => isKustomization(path) && !path.startsWith(base)) : [];
    for (const path of elsewhere.slice(0, kustomizationsMax)) await read(path);
  }
  const related = relatedTo(base, all());

  const before = new Set(all());
  const looked = new Set<string>();
  for (let round = 0; round < roundsMax; round++) {
    const wanted = all()
      .filter((one) => related.has(one.folder) || !before.has(one))
      .flatMap((one) => one.all)
      .flatMap(({ path }) => (path === undefined || looked.has(path) || sources.has(path) ? [] : [path]));
    if (wanted.length === 0) break;
    for (const path of new Set(wanted)) {
      looked.add(path);
      await readAt(path, true);
    }
  }
  return unread;

  /** One in a folder above may name files in the scanned one. */
  async function readAbove(): Promise<void> {
    for (let folder = folderOf(base.slice(0, -1)); ; folder = folderOf(folder)) {
      for (const name of names) {
        const path = folder === '' ? name : `${folder}/${name}`;
        const kind = await files.kind(path);
        if (kind.ok && kind.value === 'file') await read(path);
      }
      if (folder === '') return;
    }
  }

  async function readAt(path: string, mayBeFolder: boolean): Promise<void> {
    const kind = await files.kind(path === '' ? '.' : path);
    if (!kind.ok || kind.value === 'other' || kind.value === 'file') {
      // A link is read through when it stays in the workspace.
      await read(path);
      if (!sources.has(path)) unread.add(path);
    } else if (kind.value === 'folder' && mayBeFolder) {
      unread.add(path);
      for (const name of names) {
        const inside = path === '' ? name : `${path}/${name}`;
        const found = await files.kind(inside);
        if (found.ok && found.value !== 'nothing' && !sources.has(inside)) await readAt(inside, false);
      }
    }
  }
}

/** Folders of the kustomizations in the scanned folder, and of those that build on them. */
function relatedTo(base: string, all: readonly Kustomization[]): ReadonlySet<string> {
  const related = new Set(all.filter(({ file }) => file.path.startsWith(base)).map(({ folder }) => folder));
  for (let before = -1; before < related.size; ) {
    before = related.size;
    for (const one of all)
      if ([...one.resources, ...one.components].some(({ path }) => path !== undefined && (related.has(path) || `${path}/`.startsWith(base))))
        related.add(one.folder);
  }
  return related;
}
