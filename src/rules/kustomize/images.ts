import { fieldsOf, isFields, listOf, type Path } from '../kubernetes/object.ts';
import type { Kustomization } from './kustomization.ts';
import type { Made } from './made.ts';
import { near, type Origin, type Piece, pieceFrom, places, scalarPiece } from './piece.ts';

const originOf = (of: Kustomization, path: Path): Origin => {
  const whole = { start: 0, end: of.file.text.length };
  return pieceFrom(of.get(path), of.node(path), { file: of.file, whole, ...of.span(path) }).origin;
};

/** `images`: other names, tags and digests for images, in every list of containers there is. */
export function setImages(of: Kustomization, all: readonly Made[]): void {
  for (const [index, entry] of listOf(of.value.images).entries()) {
    const fields = fieldsOf(entry);
    const text = (key: string): string | undefined =>
      fields[key] === undefined || fields[key] === null || fields[key] === '' ? undefined : String(fields[key]);
    const name = text('name');
    if (name === undefined) continue;
    const [newName, newTag, digest, tagSuffix] = ['newName', 'newTag', 'digest', 'tagSuffix'].map(text);
    const key = newTag !== undefined ? 'newTag' : digest !== undefined ? 'digest' : tagSuffix !== undefined ? 'tagSuffix' : 'newName';
    const origin = near(originOf(of, ['images', index, key]));
    for (const made of all) {
      if (made.id.kind === 'CustomResourceDefinition') continue;
      for (const { map } of containersIn(made.root)) {
        const image = map.entries.get('image');
        if (image?.kind !== 'scalar' || typeof image.value !== 'string') continue;
        const parts = partsOf(image.value);
        if (parts.name !== name) continue;
        const rest =
          newTag !== undefined || digest !== undefined
            ? `${newTag === undefined ? (digest !== undefined && newTag === undefined ? '' : parts.tag) : `:${newTag}`}${digest === undefined ? '' : `@${digest}`}`
            : tagSuffix === undefined
              ? parts.tag + parts.digest
              : `${parts.tag}${tagSuffix}`;
        map.entries.set('image', scalarPiece(`${newName ?? parts.name}${rest}`, origin));
      }
    }
  }
}

/** A tag or a digest is split off at the last `@`, or at a colon behind the last `/`. */
function partsOf(image: string): { readonly name: string; readonly tag: string; readonly digest: string } {
  const at = image.indexOf('@');
  const [rest, digest] = at < 0 ? [image, ''] : [image.slice(0, at), image.slice(at)];
  const colon = rest.lastIndexOf(':');
  return colon > rest.lastIndexOf('/') ? { name: rest.slice(0, colon), tag: rest.slice(colon), digest } : { name: rest, tag: '', digest };
}

function* containersIn(piece: Piece): Generator<{ readonly map: Extract<Piece, { kind: 'map' }> }> {
  if (piece.kind === 'scalar') return;
  if (piece.kind === 'list') {
    for (const item of piece.items) yield* containersIn(item);
    return;
  }
  for (const [key, value] of piece.entries) {
    if ((key === 'containers' || key === 'initContainers') && value.kind === 'list')
      for (const item of value.items) if (item.kind === 'map') yield { map: item };
    yield* containersIn(value);
  }
}

const scaled: ReadonlySet<string> = new Set(['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet']);

/** `replicas`: how many of each. */
export function setReplicas(of: Kustomization, all: readonly Made[], note: (text: string) => void, hasUnknown: boolean): void {
  for (const [index, entry] of listOf(of.value.replicas).entries()) {
    if (!isFields(entry) || typeof entry.name !== 'string' || typeof entry.count !== 'number') continue;
    const { name, count } = entry;
    const origin = originOf(of, ['replicas', index, 'count']);
    let found = false;
    for (const made of all) {
      if (!scaled.has(made.id.kind) || !made.ids.some((id) => id.name === name)) continue;
      found = true;
      for (const { map, key } of places(made.root, ['spec', 'replicas'], origin)) map.entries.set(key, scalarPiece(count, origin));
    }
    if (!found && !hasUnknown) note(`${of.file.path}: replicas[${index}] is for ${name}, which nothing here is called: kustomize refuses to build this.`);
  }
}
