import type { Node } from 'yaml';
import { clusterKinds, fieldsOf, KubernetesObject, type Path } from '../kubernetes/object.ts';
import type { Place, TextFile } from '../text.ts';
import type { Made } from './made.ts';
import { at, jsonOf, type MapPiece } from './piece.ts';

/** An object as an overlay makes it. Each of its values knows the file it comes from: the base, a patch, or the kustomization. */
export class BuiltObject extends KubernetesObject {
  /** The kustomization it was built by. */
  readonly root: string;
  /** The same for what several overlays make of one object. */
  readonly origin: string;
  private readonly piece: MapPiece;
  private readonly called: string;

  constructor(made: Made, root: string) {
    super(made.source.file, made.source.document, fieldsOf(jsonOf(made.root)), made.source.base);
    this.root = root;
    this.piece = made.root;
    const { kind, namespace, name } = made.before[0] ?? made.id;
    this.called = clusterKinds.has(kind) ? `${kind}/${name}` : `${kind}/${namespace || 'default'}/${name}`;
    this.origin = `${this.file.path} ${made.root.origin.whole.start} ${this.called}`;
  }

  /** As its file calls it, whatever overlays make of that. */
  override get address(): string {
    return this.called;
  }

  /** Only of what stands there as it is. */
  override node(path: Path): Node | undefined {
    return at(this.piece, path)?.origin.node;
  }

  /** With holes where a step is made by an overlay, and what is below it stands somewhere. */
  override nodes(path: Path): readonly (Node | undefined)[] {
    return Array.from({ length: path.length + 1 }, (_, length) => this.node(path.slice(0, length)));
  }

  override fileOf(path: Path): TextFile {
    return at(this.piece, path)?.origin.file ?? this.file;
  }

  override span(path: Path = []): Place {
    for (let length = path.length; length > 0; length--) {
      const found = at(this.piece, path.slice(0, length));
      if (found) return found.origin;
    }
    return (this.piece.entries.get('kind') ?? this.piece).origin;
  }

  get whole(): Place {
    const { file, whole } = this.piece.origin;
    return { ...whole, file };
  }
}
