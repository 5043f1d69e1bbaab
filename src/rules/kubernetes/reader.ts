import { KustomizeReader } from '../kustomize/tree.ts';
import { TextFile } from '../text.ts';
import { readStretches, type Stretch } from './documents.ts';
import { type ManifestLimits, type Manifests, manifestsIn, mayHold } from './parse.ts';

/** Reads the same manifests again and again, as an editor needs it: of those whose text changed only the documents that are new. */
export class ManifestReader {
  /** What kustomizations make of them. */
  readonly kustomize = new KustomizeReader();
  private readonly files = new Map<string, { readonly text: string; readonly stretches: readonly Stretch[]; readonly read: Manifests }>();

  read(path: string, text: string, limits: ManifestLimits): Manifests {
    const known = this.files.get(path);
    if (known?.text === text) return known.read;
    // What kustomizations made of the text before stands on documents that are about to move.
    if (known) this.kustomize.outdate(path);
    this.files.delete(path);
    const stretches = mayHold(text) ? readStretches(text, known?.stretches) : [];
    const read = manifestsIn(new TextFile(path, text), stretches, limits);
    this.files.set(path, { text, stretches, read });
    return read;
  }

  forget(path: string): void {
    this.files.delete(path);
    this.kustomize.forget(path);
  }
}
