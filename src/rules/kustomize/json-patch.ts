import { copyOf, jsonOf, type Piece, sizeOf, stepInto, textAt } from './piece.ts';

/** An object with more values than this is not copied further. */
const valuesMax = 200_000;

const operations = ['add', 'remove', 'replace', 'move', 'copy', 'test'] as const;

/** One operation of a JSON patch (RFC 6902). */
export interface Operation {
  readonly op: (typeof operations)[number];
  readonly path: readonly string[];
  readonly from: readonly string[];
  readonly value: Piece | undefined;
}

/** The operations in a list, or what is wrong with them. */
export function readOperations(list: Piece): readonly Operation[] | string {
  if (list.kind !== 'list') return 'it is no list of operations';
  const read: Operation[] = [];
  for (const item of list.items) {
    const op = operations.find((one) => one === textAt(item, ['op']));
    const path = textAt(item, ['path']);
    if (op === undefined || path === undefined) return 'an operation has no op or no path';
    read.push({ op, path: pointer(path), from: pointer(textAt(item, ['from']) ?? ''), value: stepInto(item, 'value') });
  }
  return read;
}

const pointer = (text: string): string[] =>
  text === ''
    ? []
    : text
        .replace(/^\//, '')
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** Does the operations one after the other, in place; says which one could not be done, and leaves the rest. */
export function applyOperations(root: Piece, all: readonly Operation[]): string | undefined {
  for (const one of all) {
    const wrong = apply(root, one);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function apply(root: Piece, { op, path, from, value }: Operation): string | undefined {
  const missing = `there is nothing at /${path.join('/')}`;
  if (op === 'test') {
    const found = find(root, path);
    return found !== undefined && value !== undefined && JSON.stringify(jsonOf(found)) === JSON.stringify(jsonOf(value))
      ? undefined
      : `the test of /${path.join('/')} fails`;
  }
  if (op === 'remove') return take(root, path) === undefined ? missing : undefined;
  if (op === 'replace') {
    if (value === undefined) return 'an operation has no value';
    return find(root, path) === undefined || !put(root, path, copyOf(value), true) ? missing : undefined;
  }
  if (op === 'copy' && sizeOf(root, valuesMax) > valuesMax) return 'it becomes too large';
  const given = op === 'add' ? value : op === 'move' ? take(root, from) : find(root, from);
  if (given === undefined) return op === 'add' ? 'an operation has no value' : `there is nothing at /${from.join('/')}`;
  return put(root, path, copyOf(given), false) ? undefined : missing;
}

function find(root: Piece, path: readonly string[]): Piece | undefined {
  let here: Piece | undefined = root;
  for (const step of path) here = here?.kind === 'list' ? here.items[indexIn(here.items.length - 1, step) ?? -1] : stepInto(here, step);
  return here;
}

function put(root: Piece, path: readonly string[], value: Piece, isReplacing: boolean): boolean {
  const around = find(root, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined) return false;
  if (around?.kind === 'map') {
    around.entries.set(last, value);
    return true;
  }
  if (around?.kind !== 'list') return false;
  const index = last === '-' ? around.items.length : indexIn(around.items.length, last);
  if (index === undefined) return false;
  around.items.splice(index, isReplacing ? 1 : 0, value);
  return true;
}

function take(root: Piece, path: readonly string[]): Piece | undefined {
  const found = find(root, path);
  const around = find(root, path.slice(0, -1));
  const last = path.at(-1);
  if (found === undefined || last === undefined) return undefined;
  if (around?.kind === 'map') around.entries.delete(last);
  else if (around?.kind === 'list') around.items.splice(around.items.indexOf(found), 1);
  return found;
}

/** A place in a list; a negative one counts from its end. */
function indexIn(last: number, step: string): number | undefined {
  if (!/^-?\d{1,6}$/.test(step)) return undefined;
  const index = Number(step) < 0 ? last + 1 + Number(step) : Number(step);
  return index >= 0 && index <= last ? index : undefined;
}
