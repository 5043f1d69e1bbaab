import { KustomizeReader } from '../kustomize/tree.ts';
import { TextFile } from '../text.ts';
import { type ManifestLimits, type Manifests, parseManifests } from './parse.ts';

/** Reads the same manifests again and again, as an editor needs it: only those whose text changed are parsed. */
export class ManifestReader {
  /** What kustomizations make of them. */
  readonly kustomize = new KustomizeReader();
  private readonly files = new Map<string, { readonly text: string; readonly read: Manifests }>();

  read(path: string, text: string, limits: ManifestLimits): Manifests {
    const known = this.files.get(path);
    if (known?.text === text) return known.read;
    const read = parseManifests(new TextFile(path, text), limits);
    this.files.set(path, { text, read });
    return read;
  }

  forget(path: string): void {
    this.files.delete(path);
    this.kustomize.forget(path);
  }
}
