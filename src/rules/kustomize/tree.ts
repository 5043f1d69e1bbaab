import type { Source } from '../engine/source.ts';
import { folderOf } from '../engine/units.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { ManifestLimits } from '../kubernetes/parse.ts';
import { type Build, type BuildFiles, build } from './build.ts';
import { isKustomization, Kustomization, readKustomization } from './kustomization.ts';

export interface TreeOptions {
  readonly limits: ManifestLimits;
  /** The objects in a file. */
  readonly objects: (path: string) => readonly KubernetesObject[];
  /** Paths of what is there, though it is not among the sources. */
  readonly unread?: ReadonlySet<string>;
  /** Remembers what was read and built, for those who look again and again. */
  readonly reader?: KustomizeReader;
}

/** Every kustomization of a scan, and what they name. */
export class KustomizeTree {
  readonly kustomizations: readonly Kustomization[];
  readonly notes: readonly string[];
  private readonly texts: ReadonlyMap<string, string>;
  private readonly byFolder: ReadonlyMap<string, Kustomization>;
  private readonly options: TreeOptions;
  private readonly broken = new Set<string>();
  private known: ReadonlySet<string> | undefined;

  constructor(sources: readonly Source[], options: TreeOptions) {
    this.options = options;
    const notes: string[] = [];
    const read: Kustomization[] = [];
    for (const { path, text } of sources) {
      if (!isKustomization(path)) continue;
      const one = options.reader ? options.reader.kustomization(path, text, options.limits) : readKustomization(path, text, options.limits);
      if (one instanceof Kustomization) read.push(one);
      else if (one) {
        notes.push(one.why);
        this.broken.add(folderOf(path));
      }
    }
    this.kustomizations = read;
    this.notes = notes;
    this.texts = new Map(read.length === 0 ? [] : sources.map(({ path, text }) => [path, text]));
    this.byFolder = new Map(read.map((one) => [one.folder, one]));
  }

  /** A kustomization, sound or not: no manifest. */
  isOwn(path: string): boolean {
    const folder = folderOf(path);
    return isKustomization(path) && (this.broken.has(folder) || this.byFolder.get(folder)?.file.path === path);
  }

  in(folder: string): Kustomization | undefined {
    return this.byFolder.get(folder);
  }

  /** What is at a path of the workspace. */
  whatIs(path: string): 'file' | 'folder' | 'unread' | 'nothing' {
    if (this.texts.has(path)) return 'file';
    this.known ??= new Set([...this.texts.keys()].flatMap(foldersAbove));
    if (path === '' || this.known.has(path)) return 'folder';
    return this.options.unread?.has(path) ? 'unread' : 'nothing';
  }

  /** Files that are judged by what is built of them: resources and patches some kustomization names. */
  get claimed(): ReadonlySet<string> {
    return new Set(this.kustomizations.flatMap((one) => [...one.resources, ...one.patchFiles].flatMap(({ path }) => path ?? [])));
  }

  /** Those no other one builds on; of a circle, its first one. A component is never one. */
  get roots(): readonly Kustomization[] {
    const below = (one: Kustomization): Kustomization[] =>
      [...one.resources, ...one.components].flatMap(({ path }) => (path === undefined ? [] : (this.byFolder.get(path) ?? [])));
    const reached = new Set<Kustomization>();
    const reach = (from: Kustomization): void => {
      const stack = [from];
      for (let one = stack.pop(); one !== undefined; one = stack.pop()) {
        if (reached.has(one)) continue;
        reached.add(one);
        stack.push(...below(one));
      }
    };
    const named = new Set(this.kustomizations.flatMap((one) => below(one).filter((other) => other !== one)));
    const roots = this.kustomizations.filter((one) => !named.has(one) && !one.isComponent);
    for (const one of this.kustomizations.filter((other) => !named.has(other))) reach(one);
    for (const one of this.kustomizations) {
      if (reached.has(one) || one.isComponent) continue;
      roots.push(one);
      reach(one);
    }
    return roots;
  }

  /** What the roots make that have a part in it. */
  buildsWith(one: Kustomization): readonly Build[] {
    return this.roots.map((root) => this.build(root)).filter(({ inputs }) => inputs.has(one.file.path));
  }

  /** A kustomization is there, and could not be read. */
  isUnreadable(folder: string): boolean {
    return (
      this.broken.has(folder) || ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some((name) => this.whatIs(`${folder}/${name}`) === 'unread')
    );
  }

  build(root: Kustomization): Build {
    const files: BuildFiles = {
      kustomizationIn: (folder) => this.byFolder.get(folder),
      text: (path) => this.texts.get(path),
      objects: (path) => this.options.objects(path),
      aliasesMax: this.options.limits.aliasesMax,
    };
    return this.options.reader ? this.options.reader.build(root, files, () => build(root, files)) : build(root, files);
  }
}

function foldersAbove(path: string): string[] {
  const above: string[] = [];
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) above.push(folder);
  return above;
}

/** Keeps what was read and built as long as nothing that went into it has changed. */
export class KustomizeReader {
  private readonly read = new Map<string, { readonly text: string; readonly one: ReturnType<typeof readKustomization> }>();
  private readonly built = new Map<string, { readonly made: Build; readonly texts: readonly (readonly [string, string | undefined])[] }>();

  kustomization(path: string, text: string, limits: ManifestLimits): ReturnType<typeof readKustomization> {
    const known = this.read.get(path);
    if (known?.text === text) return known.one;
    const one = readKustomization(path, text, limits);
    this.read.set(path, { text, one });
    return one;
  }

  build(root: Kustomization, files: BuildFiles, make: () => Build): Build {
    const known = this.built.get(root.file.path);
    if (known?.texts.every(([path, text]) => files.text(path) === text)) return known.made;
    const made = make();
    // What was looked for and is not there may come.
    const wanted = [...made.inputs].flatMap((path) =>
      isKustomization(path) ? (files.kustomizationIn(folderOf(path))?.all ?? []).flatMap((one) => one.path ?? []) : [],
    );
    const texts = [...new Set([...made.inputs, ...wanted, ...wanted.map((path) => `${path}/kustomization.yaml`)])].map(
      (path) => [path, files.text(path)] as const,
    );
    this.built.set(root.file.path, { made, texts });
    return made;
  }

  /** What is built with a file is to be built anew. */
  outdate(path: string): void {
    for (const [root, { texts }] of this.built) if (texts.some(([one]) => one === path)) this.built.delete(root);
  }

  forget(path: string): void {
    this.read.delete(path);
    this.built.delete(path);
  }
}
