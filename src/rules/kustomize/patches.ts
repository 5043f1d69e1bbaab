import { type Document, isScalar, type Node, visit } from 'yaml';
import type { Json } from '../../base/json.ts';
import { documentsOf } from '../kubernetes/documents.ts';
import { fieldsOf, listOf, type Path } from '../kubernetes/object.ts';
import { applyOperations, type Operation, readOperations } from './json-patch.ts';
import type { Kustomization, Reference } from './kustomization.ts';
import { selectsText } from './label-selector.ts';
import { groupOf, type Id, isSameId, type Made, versionOf } from './made.ts';
import { mergeInto } from './merge.ts';
import { copiedMax, type MapPiece, type Origin, type Piece, pieceFrom, sizeOf, textAt } from './piece.ts';
import { type Matcher, readPattern } from './target-pattern.ts';

/** A patch, ready to be laid over objects. */
export interface Patch {
  readonly change: { readonly kind: 'merge'; readonly piece: MapPiece } | { readonly kind: 'operations'; readonly all: readonly Operation[] };
  readonly target: Target | undefined;
  readonly mayRename: boolean;
  readonly mayChangeKind: boolean;
  /** Where it is named, for notes. */
  readonly says: string;
  /** Only the one object its target names by its parts, as `patchesJson6902` has it. */
  readonly isExact: boolean;
}

interface Target {
  readonly matches: (made: Made) => boolean;
}

/** What reads a file that is named: its text, or `undefined` where that is not known. */
export interface PatchFiles {
  readonly text: (reference: Reference) => string | undefined;
  readonly file: (path: string) => Origin['file'];
  readonly aliasesMax: number;
  readonly note: (text: string) => void;
}

/** The patches under one of a kustomization's keys, in its order. */
export function patchesUnder(key: 'patches' | 'patchesStrategicMerge' | 'patchesJson6902', of: Kustomization, files: PatchFiles): readonly Patch[] {
  return listOf(of.value[key]).flatMap((entry, index): Patch[] => {
    const isMerge = key === 'patchesStrategicMerge';
    const fields = fieldsOf(entry);
    const says = `${of.file.path}: ${key}[${index}]`;
    const target = isMerge || fields.target === undefined || fields.target === null ? undefined : readTarget(fieldsOf(fields.target), says, files);
    if (target === 'unknown') return [];
    const isInline = isMerge ? typeof entry === 'string' && entry.includes('\n') : typeof fields.patch === 'string';
    const at: Path = isMerge ? [key, index] : [key, index, isInline ? 'patch' : 'path'];
    const read = isInline ? inline(of, at, files) : fromFile(of, at, files);
    const options = fieldsOf(fields.options);
    return read.flatMap((piece): Patch[] => {
      const common = {
        target,
        says,
        isExact: key === 'patchesJson6902',
        mayRename: options.allowNameChange === true,
        mayChangeKind: options.allowKindChange === true,
      };
      if (piece.kind === 'map') return [{ ...common, change: { kind: 'merge', piece } }];
      const all = readOperations(piece);
      if (typeof all !== 'string') return [{ ...common, change: { kind: 'operations', all } }];
      files.note(`${says} was not used: ${all}.`);
      return [];
    });
  });
}

function fromFile(of: Kustomization, at: Path, files: PatchFiles): Piece[] {
  const reference = of.patchFiles.find((one) => one.at.join() === at.join());
  const text = reference && files.text(reference);
  if (reference?.path === undefined || text === undefined) return [];
  const file = files.file(reference.path);
  return piecesOf(text, 0, { file, whole: { start: 0, end: text.length }, start: 0, end: text.length }, files) ?? [];
}

/** A patch that stands in the kustomization itself: its places are found where it is a block of lines. */
function inline(of: Kustomization, at: Path, files: PatchFiles): Piece[] {
  const node = of.node(at);
  const text = of.get(at);
  if (!node?.range || typeof text !== 'string') return [];
  const whole = { start: node.range[0], end: node.range[1] };
  const around: Origin = { file: of.file, whole, ...whole };
  if (isScalar(node) && node.type === 'BLOCK_LITERAL') {
    const start = of.file.text.indexOf('\n', node.range[0]) + 1;
    const placed = piecesOf(of.file.text.slice(start, node.range[1]), start, around, undefined);
    if (placed) return placed;
  }
  return piecesOf(text, undefined, around, files) ?? [];
}

/** `shift`: where the text stands in the file; `undefined`: it does not stand there as it is. Without `files` nothing is noted. */
function piecesOf(text: string, shift: number | undefined, around: Origin, files: PatchFiles | undefined): Piece[] | undefined {
  const all = documentsOf(text);
  if (!files && all.length !== 1) return undefined;
  const pieces: Piece[] = [];
  for (const document of all) {
    const mistake = document.errors[0];
    if (mistake) {
      files?.note(`A patch in ${around.file.path} is not valid YAML: ${mistake.message}. It was not used.`);
      if (!files) return undefined;
      continue;
    }
    let value: Json;
    try {
      value = document.toJS({ maxAliasCount: files?.aliasesMax ?? 100 }) as Json;
    } catch (error) {
      files?.note(`A patch in ${around.file.path} could not be unfolded: ${error instanceof Error ? error.message : String(error)}. It was not used.`);
      if (!files) return undefined;
      continue;
    }
    if (value === null) continue;
    if (shift) shiftBy(document, shift);
    const node = shift === undefined ? undefined : (document.contents as Node | null);
    const whole = node?.range ? { start: node.range[0], end: node.range[1] } : around.whole;
    pieces.push(pieceFrom(value, node ?? undefined, { file: around.file, whole, ...whole }));
  }
  return pieces;
}

function shiftBy(document: Document, by: number): void {
  visit(document, {
    Node: (_key, node) => {
      if (node.range) node.range = [node.range[0] + by, node.range[1] + by, node.range[2] + by];
    },
  });
}

function readTarget(fields: Readonly<Record<string, Json>>, says: string, files: PatchFiles): Target | 'unknown' {
  const parts = ['group', 'version', 'kind', 'name', 'namespace'] as const;
  const patterns = new Map<(typeof parts)[number], Matcher>();
  for (const part of parts) {
    const text = fields[part];
    if (typeof text !== 'string' || text === '') continue;
    const pattern = readPattern(text);
    if (pattern === undefined) {
      files.note(`${says} was not used: its target's ${part} is a pattern that is not followed here.`);
      return 'unknown';
    }
    patterns.set(part, pattern);
  }
  const [labels, annotations] = [fields.labelSelector, fields.annotationSelector];
  const matchesId = (id: Id): boolean =>
    [...patterns].every(([part, matches]) => {
      const value = part === 'group' ? groupOf(id.apiVersion) : part === 'version' ? versionOf(id.apiVersion) : part === 'namespace' ? id.namespace : id[part];
      return matches(value);
    });
  return {
    matches: (made) =>
      made.ids.some(matchesId) &&
      (typeof labels !== 'string' || selectsText(labels, made, 'labels')) &&
      (typeof annotations !== 'string' || selectsText(annotations, made, 'annotations')),
  };
}

/** Lays a patch over the objects it is for. Objects it deletes are gone from what is returned. */
export function applyPatch(patch: Patch, all: readonly Made[], hasUnknown: boolean, note: (text: string) => void): readonly Made[] {
  const { change, target } = patch;
  const targets = new Set(target ? all.filter((made) => target.matches(made)) : change.kind === 'merge' ? named(change.piece, all) : []);
  if (targets.size === 0) {
    if (target === undefined && !hasUnknown) note(`${patch.says} is for an object that is not there: kustomize refuses to build this.`);
    return all;
  }
  const most = Math.floor(copiedMax / targets.size);
  if (change.kind === 'merge' && sizeOf(change.piece, most) > most) {
    note(`${patch.says} is too large for ${targets.size} objects: it was not used.`);
    return all;
  }
  const gone = new Set<Made>();
  for (const made of targets) {
    if (change.kind === 'operations') {
      const wrong = applyOperations(made.root, change.all);
      if (wrong !== undefined) note(`${patch.says} can't be applied to ${made.id.kind}/${made.id.name}: ${wrong}.`);
      continue;
    }
    const { kind, apiVersion, name } = made.id;
    const [kindPiece, versionPiece, namePiece] = [made.root.entries.get('kind'), made.root.entries.get('apiVersion'), metadataOf(made)?.entries.get('name')];
    const piece = change.piece;
    if (mergeInto(made.root, piece, made.type) === undefined) {
      gone.add(made);
      continue;
    }
    if (!patch.mayChangeKind && kindPiece && versionPiece && (made.id.kind !== kind || made.id.apiVersion !== apiVersion)) {
      made.root.entries.set('kind', kindPiece);
      made.root.entries.set('apiVersion', versionPiece);
    }
    if (kindPiece && made.id.kind === kind) made.root.entries.set('kind', kindPiece);
    if (namePiece && (!patch.mayRename || made.id.name === name)) metadataOf(made)?.entries.set('name', namePiece);
    else if (patch.mayRename && made.id.name !== name) made.before.push({ ...made.id, name });
  }
  return gone.size === 0 ? all : all.filter((made) => !gone.has(made));
}

const metadataOf = (made: Made): MapPiece | undefined => {
  const metadata = made.root.entries.get('metadata');
  return metadata?.kind === 'map' ? metadata : undefined;
};

/** Those a merge patch without a target is for: of its own kind and name, once or now. */
function named(piece: MapPiece, all: readonly Made[]): readonly Made[] {
  const id = {
    apiVersion: textAt(piece, ['apiVersion']) ?? '',
    kind: textAt(piece, ['kind']) ?? '',
    name: textAt(piece, ['metadata', 'name']) ?? '',
    namespace: textAt(piece, ['metadata', 'namespace']) ?? '',
  };
  const now = all.filter((made) => isSameId(made.id, id));
  return now.length > 0 ? now : all.filter((made) => made.before.some((one) => isSameId(one, id)));
}
