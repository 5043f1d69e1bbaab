import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Json } from '../../base/json.ts';
import type { Span } from '../hcl/syntax.ts';
import { isFields, type KubernetesObject } from '../kubernetes/object.ts';
import type { TextFile } from '../text.ts';

/** Where a value that is built comes from. */
export interface Origin extends Span {
  readonly file: TextFile;
  /** Of the object or patch it stands in, in its file. */
  readonly whole: Span;
  /** What stands there, when it is this very value: only then an edit there changes just this. */
  readonly node?: Node;
}

/** A value in the making, each part of it with where it comes from. */
export type Piece = MapPiece | ListPiece | ScalarPiece;
export interface MapPiece {
  readonly kind: 'map';
  readonly entries: Map<string, Piece>;
  origin: Origin;
}
export interface ListPiece {
  readonly kind: 'list';
  items: Piece[];
  origin: Origin;
}
export interface ScalarPiece {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string;
  readonly origin: Origin;
}

export const mapPiece = (origin: Origin, entries: Iterable<readonly [string, Piece]> = []): MapPiece => ({ kind: 'map', entries: new Map(entries), origin });
export const listPiece = (origin: Origin, items: Piece[] = []): ListPiece => ({ kind: 'list', items, origin });
export const scalarPiece = (value: ScalarPiece['value'], origin: Origin): ScalarPiece => ({ kind: 'scalar', value, origin });

/** The same place, for a value that does not stand there as it is. */
export const near = ({ file, whole, start, end }: Origin): Origin => ({ file, whole, start, end });

/** An object as its file has it. */
export function pieceOf(object: KubernetesObject): MapPiece {
  const node = object.node([]);
  const whole = node?.range ? { start: node.range[0], end: node.range[1] } : { start: 0, end: 0 };
  const origin = { file: object.file, whole, ...whole };
  const made = pieceFrom(object.value, node, origin);
  return made.kind === 'map' ? made : mapPiece(origin);
}

/** A value beside the node it was read from; without a node, its origin is the one around it. */
export function pieceFrom(value: Json | undefined, node: Node | undefined, around: Origin): Piece {
  const origin = originOf(node, around);
  if (Array.isArray(value)) {
    const items = isSeq(node) ? node.items : [];
    return listPiece(
      origin,
      value.map((item: Json, index) => pieceFrom(item, items[index] as Node | undefined, origin)),
    );
  }
  if (isFields(value)) {
    const nodes = new Map(
      isMap(node) ? node.items.map(({ key, value: inner }) => [isScalar(key) ? String(key.value) : String(key), inner as Node | null] as const) : [],
    );
    return mapPiece(
      origin,
      Object.entries(value).map(([key, inner]) => [key, pieceFrom(inner, nodes.get(key) ?? undefined, origin)] as const),
    );
  }
  return scalarPiece((value ?? null) as ScalarPiece['value'], origin);
}

function originOf(node: Node | undefined, around: Origin): Origin {
  const { file, whole } = around;
  if (!node?.range) return near(around);
  const [start, end] = node.range;
  const trimmed = start + file.text.slice(start, end).trimEnd().length;
  return isAlias(node) ? { file, whole, start, end: trimmed } : { file, whole, start, end: trimmed, node };
}

export function jsonOf(piece: Piece): Json {
  if (piece.kind === 'scalar') return piece.value;
  if (piece.kind === 'list') return piece.items.map(jsonOf);
  return Object.fromEntries([...piece.entries].map(([key, inner]) => [key, jsonOf(inner)]));
}

export function copyOf(piece: Piece): Piece {
  if (piece.kind === 'scalar') return piece;
  if (piece.kind === 'list') return listPiece(piece.origin, piece.items.map(copyOf));
  return mapPiece(
    piece.origin,
    [...piece.entries].map(([key, inner]) => [key, copyOf(inner)] as const),
  );
}

export function stepInto(piece: Piece | undefined, step: string | number): Piece | undefined {
  if (piece?.kind === 'map') return piece.entries.get(String(step));
  return piece?.kind === 'list' && typeof step === 'number' ? piece.items[step] : undefined;
}

export const at = (piece: Piece | undefined, path: readonly (string | number)[]): Piece | undefined => path.reduce<Piece | undefined>(stepInto, piece);

export const textAt = (piece: Piece | undefined, path: readonly string[]): string | undefined => {
  const found = at(piece, path);
  return found?.kind === 'scalar' && found.value !== null ? String(found.value) : undefined;
};

/** The mapping at a path, made where it is missing. `undefined` where something else is there. */
export function mapAt(piece: MapPiece, path: readonly string[], origin: Origin): MapPiece | undefined {
  let here: MapPiece = piece;
  for (const step of path) {
    let next = here.entries.get(step);
    if (next === undefined || (next.kind === 'scalar' && next.value === null)) {
      next = mapPiece(near(origin));
      here.entries.set(step, next);
    }
    if (next.kind !== 'map') return undefined;
    here = next;
  }
  return here;
}

/** Every place a path leads to, through all items of the lists on its way: the mapping around it and its last step. */
export function* places(piece: Piece | undefined, path: readonly string[], create?: Origin): Generator<{ readonly map: MapPiece; readonly key: string }> {
  if (piece?.kind === 'list') {
    for (const item of piece.items) yield* places(item, path, create);
    return;
  }
  const [first, ...rest] = path;
  if (piece?.kind !== 'map' || first === undefined) return;
  if (rest.length === 0) {
    if (create || piece.entries.has(first)) yield { map: piece, key: first };
    return;
  }
  let next = piece.entries.get(first);
  if (create && (next === undefined || (next.kind === 'scalar' && next.value === null))) {
    next = mapPiece(near(create));
    piece.entries.set(first, next);
  }
  yield* places(next, rest, create);
}

/** Values one step may copy in all: what ends a patch that is large and for everybody, or that copies its own copies. */
export const copiedMax = 2_000_000;

/** How many values a piece holds, itself included; counts no further than `most`. */
export function sizeOf(piece: Piece, most: number): number {
  let size = 1;
  if (piece.kind === 'list') for (const item of piece.items) if (size <= most) size += sizeOf(item, most - size);
  if (piece.kind === 'map') for (const value of piece.entries.values()) if (size <= most) size += sizeOf(value, most - size);
  return size;
}
