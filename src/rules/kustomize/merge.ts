import { listKeys, type TypeName, typeBelow } from './merge-keys.ts';
import { copyOf, type ListPiece, listPiece, type MapPiece, mapPiece, type Piece, textAt } from './piece.ts';

/**
 * Lays a strategic merge patch over a value, in place. `undefined`: the patch takes it away. A part that is in both keeps
 * its home where it was; what the patch says comes from the patch. Source: Kubernetes' strategic merge patch, as kustomize
 * does it: items of a list that has a merge key come in the patch's order, then the others.
 */
export function mergeInto(into: MapPiece, patch: MapPiece, type: TypeName | undefined): MapPiece | undefined {
  const directive = textAt(patch, ['$patch']);
  if (directive === 'delete') return undefined;
  if (directive === 'replace') {
    const fresh = freshMap(patch);
    into.entries.clear();
    for (const [key, value] of fresh.entries) into.entries.set(key, value);
    into.origin = fresh.origin;
    return into;
  }
  for (const [key, value] of patch.entries) {
    if (key === '$patch') continue;
    const there = into.entries.get(key);
    const merged = mergePiece(there, value, type, key);
    if (merged === undefined) into.entries.delete(key);
    else into.entries.set(key, merged);
  }
  return into;
}

function mergePiece(there: Piece | undefined, patch: Piece, type: TypeName | undefined, key: string): Piece | undefined {
  if (patch.kind === 'scalar') return patch.value === null ? undefined : patch;
  if (patch.kind === 'map')
    return there?.kind === 'map' ? mergeInto(there, patch, typeBelow(type, key)) : textAt(patch, ['$patch']) === 'delete' ? undefined : freshMap(patch);
  return mergeList(there?.kind === 'list' ? there : undefined, patch, type, key);
}

function mergeList(there: ListPiece | undefined, patch: ListPiece, type: TypeName | undefined, key: string): ListPiece {
  const keys = listKeys(type, key);
  const isReplacing = patch.items.some((item) => textAt(item, ['$patch']) === 'replace');
  const items = patch.items.filter((item) => textAt(item, ['$patch']) !== 'replace' || (item.kind === 'map' && item.entries.size > 1));
  if (keys === undefined || isReplacing || there === undefined) {
    return listPiece(patch.origin, items.filter((item) => textAt(item, ['$patch']) !== 'delete').map(fresh));
  }
  if (keys.length === 0) return listPiece(there.origin, union(items, there.items));
  const itemType = typeBelow(type, key);
  const left = [...there.items];
  const first: Piece[] = [];
  for (const item of items) {
    const index = item.kind === 'map' ? left.findIndex((one) => isSame(one, item, keys)) : -1;
    const same = index < 0 ? undefined : left.splice(index, 1)[0];
    if (item.kind !== 'map') first.push(item);
    else if (same?.kind !== 'map') {
      if (textAt(item, ['$patch']) !== 'delete') first.push(freshMap(item));
    } else {
      const merged = mergeInto(same, item, itemType);
      if (merged) first.push(merged);
    }
  }
  there.items = [...first, ...left];
  return there;
}

/** A key that one of the two leaves out says nothing, as long as another one is the same. */
function isSame(one: Piece, other: Piece, keys: readonly string[]): boolean {
  const both = keys.map((key) => [textAt(one, [key]), textAt(other, [key])] as const);
  return both.some(([a]) => a !== undefined) && both.every(([a, b]) => a === b);
}

const union = (first: readonly Piece[], then: readonly Piece[]): Piece[] => {
  const seen = new Set<string>();
  return [...first, ...then].filter((piece) => {
    const text = piece.kind === 'scalar' ? JSON.stringify(piece.value) : undefined;
    if (text === undefined || !seen.has(text)) {
      if (text !== undefined) seen.add(text);
      return true;
    }
    return false;
  });
};

/** What a patch says where nothing is yet: without what it would take away, and without its directives. */
function fresh(piece: Piece): Piece {
  if (piece.kind === 'map') return freshMap(piece);
  return piece.kind === 'list' ? listPiece(piece.origin, piece.items.filter((item) => textAt(item, ['$patch']) !== 'delete').map(fresh)) : copyOf(piece);
}

const freshMap = (patch: MapPiece): MapPiece =>
  mapPiece(
    patch.origin,
    [...patch.entries]
      .filter(([key, value]) => key !== '$patch' && !(value.kind === 'scalar' && value.value === null))
      .map(([key, value]) => [key, fresh(value)] as const),
  );
