import type { Json } from '../../base/json.ts';
import { type Fields, fieldsOf, isFields, listOf } from '../kubernetes/object.ts';
import type { Kustomization } from './kustomization.ts';
import { selectsText } from './label-selector.ts';
import { groupOf, type Made, versionOf } from './made.ts';
import { copiedMax, copyOf, type MapPiece, mapPiece, near, type Piece, scalarPiece, sizeOf } from './piece.ts';
import { readPattern } from './target-pattern.ts';

/**
 * `replacements`: values of one object carried over to others. `false`: one of them could not be followed, so that values
 * anywhere may be others. Source: kustomize's replacement transformer.
 */
export function replace(of: Kustomization, all: readonly Made[]): boolean {
  return listOf(of.value.replacements)
    .map((entry) => replaceOne(fieldsOf(entry), all))
    .every(Boolean);
}

function replaceOne({ source, targets, path }: Fields, all: readonly Made[]): boolean {
  if (path !== undefined || !isFields(source) || !Array.isArray(targets)) return false;
  const found = all.filter((made) => isChosen(source, made, false));
  const from = found.length === 1 ? found[0] : undefined;
  const field = typeof source.fieldPath === 'string' ? source.fieldPath : 'metadata.name';
  const at = from && [...fieldsAt(from.root, stepsOf(field), false)];
  const [value] = at ?? [];
  if (at?.length !== 1 || value?.piece === undefined) return false;
  const carried = value.piece.kind === 'scalar' ? partOf(value.piece, fieldsOf(source.options)) : value.piece;
  return carried !== undefined && listOf(targets).every((target) => carry(carried, fieldsOf(target), all));
}

function carry(value: Piece, { select, reject, fieldPaths, options }: Fields, all: readonly Made[]): boolean {
  if (!isFields(select)) return false;
  const { delimiter, index, create } = fieldsOf(options);
  const most = Math.floor(copiedMax / Math.max(1, all.length));
  if (value.kind !== 'scalar' && sizeOf(value, most) > most) return false;
  const paths = Array.isArray(fieldPaths) ? fieldPaths : ['metadata.name'];
  for (const made of all) {
    if (!isChosen(select, made, true) || listOf(reject).some((one) => isChosen(fieldsOf(one), made, true))) continue;
    for (const path of paths) {
      if (typeof path !== 'string') return false;
      const places = [...fieldsAt(made.root, stepsOf(path), create === true)];
      if (places.length === 0) return false;
      for (const { piece, put } of places) {
        const carried = typeof delimiter === 'string' ? within(piece, value, delimiter, index) : value;
        if (carried === undefined) return false;
        put(carried.kind === 'scalar' ? scalarPiece(carried.value, near(carried.origin)) : copyOf(carried));
      }
    }
  }
  return true;
}

/** A part of a text between delimiters. */
function partOf(piece: Extract<Piece, { kind: 'scalar' }>, { delimiter, index }: Fields): Piece | undefined {
  if (typeof delimiter !== 'string' || delimiter === '') return piece;
  const part = String(piece.value).split(delimiter)[typeof index === 'number' ? index : 0];
  return part === undefined ? undefined : scalarPiece(part, near(piece.origin));
}

function within(there: Piece | undefined, value: Piece, delimiter: string, index: Json | undefined): Piece | undefined {
  if (value.kind !== 'scalar' || there?.kind !== 'scalar' || delimiter === '') return undefined;
  const parts = String(there.value).split(delimiter);
  const at = typeof index === 'number' ? index : 0;
  if (at < 0) parts.unshift(String(value.value));
  else if (at >= parts.length) parts.push(String(value.value));
  else parts[at] = String(value.value);
  return scalarPiece(parts.join(delimiter), near(there.origin));
}

function isChosen(selector: Fields, made: Made, isTarget: boolean): boolean {
  const wanted = (key: string): string | undefined => (typeof selector[key] === 'string' && selector[key] !== '' ? selector[key] : undefined);
  const parts = ['group', 'version', 'kind', 'name', 'namespace'] as const;
  const byId = made.ids.some((id) =>
    parts.every((part) => {
      const text = wanted(part);
      const value = part === 'group' ? groupOf(id.apiVersion) : part === 'version' ? versionOf(id.apiVersion) : id[part];
      // A target's name and namespace are patterns, as in a patch.
      const matches = text !== undefined && isTarget && (part === 'name' || part === 'namespace') ? readPattern(text) : undefined;
      return text === undefined || (matches ? matches(value) : value === text);
    }),
  );
  const [labels, annotations] = [wanted('labelSelector'), wanted('annotationSelector')];
  return byId && (labels === undefined || selectsText(labels, made, 'labels')) && (annotations === undefined || selectsText(annotations, made, 'annotations'));
}

/** `spec.containers.[name=web].image`, `metadata.annotations.example\.com/a`, `spec.rules.*.host`. */
function stepsOf(path: string): readonly string[] {
  const steps = path.match(/\[[^\]]*\]|(?:\\.|[^.[\]\\])+/g) ?? [];
  return steps.map((step) => step.replaceAll('\\.', '.'));
}

interface Field {
  readonly piece: Piece | undefined;
  readonly put: (piece: Piece) => void;
}

function* fieldsAt(root: MapPiece, steps: readonly string[], create: boolean): Generator<Field> {
  const walk = function* (here: Piece, [step, ...rest]: readonly string[]): Generator<Field> {
    if (step === undefined) return;
    if (here.kind === 'list') {
      const [, key, value] = /^\[([^=]*)=(.*)\]$/.exec(step) ?? [];
      for (const [index, item] of here.items.entries()) {
        const isMeant =
          step === '*' ||
          step === String(index) ||
          (key !== undefined && item.kind === 'map' && ((one) => one?.kind === 'scalar' && String(one.value) === value)(item.entries.get(key)));
        if (!isMeant) continue;
        if (rest.length > 0) yield* walk(item, rest);
        else yield { piece: item, put: (piece) => here.items.splice(index, 1, piece) };
      }
      return;
    }
    if (here.kind !== 'map') return;
    const next = here.entries.get(step);
    if (rest.length === 0) {
      if (next !== undefined || create) yield { piece: next, put: (piece) => here.entries.set(step, piece) };
      return;
    }
    if (next) yield* walk(next, rest);
    else if (create && !rest[0]?.startsWith('[')) {
      const made = mapPiece(near(here.origin));
      here.entries.set(step, made);
      yield* walk(made, rest);
    }
  };
  yield* walk(root, steps);
}
