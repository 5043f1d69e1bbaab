import type { TreeNode } from './tree.ts';

/** Groups and rows are one line each, px; what a row expands to is as high as its text. */
export const rowHeight = 28;
const lineHeight = 24;
/** Drawn above and below what shows, px: a quick scroll finds something there. */
const beyond = 300;

/** Where each line stands: `tops[i]` to `tops[i + 1]`, px. */
export type Tops = Float64Array;

export function topsOf(nodes: readonly TreeNode[], measured: ReadonlyMap<string, number>): Tops {
  const tops = new Float64Array(nodes.length + 1);
  let top = 0;
  for (const [i, { is, key }] of nodes.entries()) {
    tops[i] = top;
    top += is.kind === 'group' || is.kind === 'row' ? rowHeight : (measured.get(key) ?? lineHeight);
  }
  tops[nodes.length] = top;
  return tops;
}

/** The line at a height. */
export function lineAt(tops: Tops, y: number): number {
  let low = 0;
  let high = Math.max(0, tops.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The lines to draw, `from` to before `to`. */
export function drawn(tops: Tops, scroll: number, height: number): { readonly from: number; readonly to: number } {
  if (tops.length < 2) return { from: 0, to: 0 };
  return { from: lineAt(tops, Math.max(0, scroll - beyond)), to: lineAt(tops, scroll + height + beyond) + 1 };
}

/** How far to scroll so that a line shows: not at all where it does. */
export function scrollTo(tops: Tops, index: number, scroll: number, height: number): number {
  const top = tops[index] ?? 0;
  const bottom = tops[index + 1] ?? top;
  if (top < scroll) return top;
  return bottom > scroll + height ? Math.min(top, bottom - height) : scroll;
}
