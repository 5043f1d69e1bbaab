import { isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Edit } from '../edit.ts';
import type { Place } from '../text.ts';
import type { Kustomization } from './kustomization.ts';

const pairOf = (of: Kustomization, key: string): Pair | undefined => {
  const top = of.node([]);
  return isMap(top) ? top.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
};

const rangeOf = (node: unknown): readonly [number, number, number] | undefined => (node as Node | null | undefined)?.range ?? undefined;

/** Where a key stands at the top of a kustomization. */
export function placeOfKey(of: Kustomization, key: string): Place {
  const range = rangeOf(pairOf(of, key)?.key);
  return range ? { start: range[0], end: range[1] } : of.span();
}

/** Whether there is something under a key. */
export const holds = (of: Kustomization, key: string): boolean => of.value[key] !== undefined && of.value[key] !== null;

/** Calls a key by another name, when that one is free. */
export function renameKey(of: Kustomization, key: string, to: string): readonly Edit[] | undefined {
  const range = rangeOf(pairOf(of, key)?.key);
  if (!range || of.value[to] !== undefined) return undefined;
  return [{ file: of.file.path, start: range[0], end: range[1], text: to }];
}

/** Where each item of a list starts that is written item by item; `undefined` for one written in brackets. */
export function itemsOf(of: Kustomization, key: string): readonly (readonly [number, number])[] | undefined {
  const list = pairOf(of, key)?.value;
  if (!isSeq(list) || list.flow === true) return undefined;
  const ranges = list.items.map(rangeOf);
  return ranges.every((range) => range !== undefined) ? ranges.map(([start, end]) => [start, end] as const) : undefined;
}

/** The lines of what stands under a key, when that is a mapping written line by line: offsets of their starts. */
export function linesUnder(of: Kustomization, key: string): readonly number[] | undefined {
  const pair = pairOf(of, key);
  const [own, value] = [rangeOf(pair?.key), pair?.value];
  const range = rangeOf(value);
  if (!own || !range || !isMap(value) || value.flow === true) return undefined;
  const { file } = of;
  const first = file.place(own[1]).line + 1;
  const last = file.place(range[0] + file.text.slice(range[0], range[1]).trimEnd().length).line;
  // An anchor, a tag or a value beside the key would be left where it is.
  if (
    file
      .line(first - 1)
      .replace(/#.*$/, '')
      .trim() !== `${key}:` ||
    file.place(range[0]).line < first
  )
    return undefined;
  return Array.from({ length: last - first + 1 }, (_, index) => file.lineStart(first + index)).filter((_, index) => file.line(first + index).trim() !== '');
}
