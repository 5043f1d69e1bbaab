import type { Document } from 'yaml';
import type { Json } from '../../base/json.ts';
import { folderOf, resolveFrom } from '../engine/units.ts';
import { documentsOf } from '../kubernetes/documents.ts';
import { type Fields, fieldsOf, isFields, KubernetesObject, listOf, type Path } from '../kubernetes/object.ts';
import type { ManifestLimits } from '../kubernetes/parse.ts';
import { TextFile } from '../text.ts';

/** The names kustomize looks for in a folder. Source: kustomize's `RecognizedKustomizationFileNames`. */
export const isKustomization = (path: string): boolean => /(^|\/)(kustomization\.ya?ml|Kustomization)$/.test(path);

/** Something a kustomization names: a file, a folder with another one, or a place on the network. */
export interface Reference {
  readonly text: string;
  /** Of the entry, in the kustomization. */
  readonly at: Path;
  /** Relative to the workspace; `undefined`: it leads out of it, or it is remote. */
  readonly path: string | undefined;
  readonly isRemote: boolean;
}

/** One `kustomization.yaml`. */
export class Kustomization extends KubernetesObject {
  readonly folder: string;
  private readonly found = new Map<string, readonly Reference[]>();

  constructor(file: TextFile, document: Document, value: Fields) {
    super(file, document, value, []);
    this.folder = folderOf(file.path);
  }

  override get kind(): string {
    return this.value.kind === 'Component' ? 'Component' : 'Kustomization';
  }
  override get apiVersion(): string {
    return typeof this.value.apiVersion === 'string' ? this.value.apiVersion : 'kustomize.config.k8s.io/v1beta1';
  }
  override get address(): string {
    return this.file.path;
  }
  get isComponent(): boolean {
    return this.kind === 'Component';
  }

  /** What it builds on, in its order. */
  get resources(): readonly Reference[] {
    return this.once('resources', () => [...this.references('resources'), ...this.references('bases')]);
  }
  get components(): readonly Reference[] {
    return this.once('components', () => this.references('components'));
  }
  /** Files with patches; those written in place are none. */
  get patchFiles(): readonly Reference[] {
    return this.once('patches', () => this.patchesNamed());
  }
  private patchesNamed(): readonly Reference[] {
    const inPatches = (key: string): Reference[] =>
      listOf(this.value[key]).flatMap((entry, index) => this.reference(fieldsOf(entry).path, [key, index, 'path']));
    const merges = listOf(this.value.patchesStrategicMerge).flatMap((entry, index) =>
      typeof entry === 'string' && !entry.includes('\n') ? this.reference(entry, ['patchesStrategicMerge', index]) : [],
    );
    return [...merges, ...inPatches('patches'), ...inPatches('patchesJson6902')];
  }
  /** Files its generators take their data from. */
  get dataFiles(): readonly Reference[] {
    return this.once('data', () => this.dataNamed());
  }
  private dataNamed(): readonly Reference[] {
    return ['configMapGenerator', 'secretGenerator'].flatMap((key) =>
      listOf(this.value[key]).flatMap((entry, index) => {
        const fields = fieldsOf(entry);
        const files = listOf(fields.files).flatMap((one, at) =>
          this.reference(typeof one === 'string' ? one.slice(one.indexOf('=') + 1) : null, [key, index, 'files', at]),
        );
        const envs = listOf(fields.envs).flatMap((one, at) => this.reference(one, [key, index, 'envs', at]));
        return [...files, ...envs, ...this.reference(fields.env, [key, index, 'env'])];
      }),
    );
  }
  get all(): readonly Reference[] {
    return [...this.resources, ...this.components, ...this.patchFiles, ...this.dataFiles];
  }

  private once(key: string, make: () => readonly Reference[]): readonly Reference[] {
    const known = this.found.get(key) ?? make();
    this.found.set(key, known);
    return known;
  }

  private references(key: string): Reference[] {
    return listOf(this.value[key]).flatMap((entry, index) => this.reference(entry, [key, index]));
  }

  private reference(entry: Json | undefined, at: Path): Reference[] {
    if (typeof entry !== 'string' || entry === '') return [];
    const isRemote = isRemoteText(entry);
    return [{ text: entry, at, isRemote, path: isRemote || entry.startsWith('/') ? undefined : resolveFrom(this.file.path, entry) }];
  }
}

/** Whether it is fetched. Source: kustomize's documentation of remote targets. */
const isRemoteText = (text: string): boolean =>
  /^(https?|ssh|git|file):\/\/|^git@|^git::|[?&](ref|version)=|\.git(\/|$)/.test(text) || /^(www\.)?(github\.com|gitlab\.com|bitbucket\.org)[/:]/.test(text);

/** Reads one, or says what is wrong. `undefined`: it only has the name, and is somebody else's object (Flux has a kind that is called the same). */
export function readKustomization(path: string, text: string, limits: ManifestLimits): Kustomization | { readonly why: string } | undefined {
  const file = new TextFile(path, text);
  const [document] = documentsOf(text);
  if (document === undefined) return { why: `${path} is empty: nothing was built from it.` };
  const mistake = document.errors[0];
  if (mistake) return { why: `${path}:${file.place(mistake.pos[0]).line} is not valid YAML: ${mistake.message}. Nothing was built from it.` };
  let value: Json;
  try {
    value = document.toJS({ maxAliasCount: limits.aliasesMax }) as Json;
  } catch (error) {
    return { why: `${path} could not be unfolded: ${error instanceof Error ? error.message : String(error)}. Nothing was built from it.` };
  }
  if (isFields(value) && typeof value.apiVersion === 'string' && !value.apiVersion.startsWith('kustomize.config.k8s.io/')) return undefined;
  return isFields(value) ? new Kustomization(file, document, value) : { why: `${path} holds no fields: nothing was built from it.` };
}
