import type { TreeNode } from './tree.ts';

export interface Pressed {
  readonly key: string;
  /** Control or Command, or Alt. */
  readonly isModified: boolean;
  /** ms, of a clock that only goes forward. */
  readonly at: number;
}

/** What was typed in one go, to find a line by its beginning. */
export interface Typed {
  readonly text: string;
  readonly at: number;
}
export const nothingTyped: Typed = { text: '', at: Number.NEGATIVE_INFINITY };

export type Step =
  | { readonly do: 'go'; readonly to: number }
  | { readonly do: 'toggle'; readonly node: number; readonly isOpen: boolean }
  | { readonly do: 'follow'; readonly node: number }
  | { readonly do: 'find'; readonly typed: Typed; readonly to: number };

/** Typing goes on for so long, ms. */
const pauseMs = 900;

/** What a key does in a tree, as in every tree; `undefined`: nothing, and the key goes on to others. `page`: lines that show at once. */
export function stepFor({ key, isModified, at }: Pressed, nodes: readonly TreeNode[], active: number, page: number, typed: Typed): Step | undefined {
  const node = nodes[active];
  if (isModified || node === undefined) return undefined;
  const go = (to: number): Step => ({ do: 'go', to: Math.max(0, Math.min(nodes.length - 1, to)) });
  switch (key) {
    case 'ArrowDown':
      return go(active + 1);
    case 'ArrowUp':
      return go(active - 1);
    case 'PageDown':
      return go(active + page);
    case 'PageUp':
      return go(active - page);
    case 'Home':
      return go(0);
    case 'End':
      return go(nodes.length - 1);
    case 'ArrowRight':
      if (node.isOpen === undefined) return undefined;
      return node.isOpen ? (nodes[active + 1]?.parent === active ? go(active + 1) : undefined) : { do: 'toggle', node: active, isOpen: true };
    case 'ArrowLeft':
      if (node.isOpen) return { do: 'toggle', node: active, isOpen: false };
      return node.parent < 0 ? undefined : go(node.parent);
    case 'Enter':
      if (node.isOpen !== undefined) return { do: 'toggle', node: active, isOpen: !node.isOpen };
      return { do: 'follow', node: active };
    case ' ':
      // In the middle of typing it is a letter.
      if (at - typed.at > pauseMs || typed.text === '') return node.isOpen === undefined ? undefined : { do: 'toggle', node: active, isOpen: !node.isOpen };
      break;
  }
  return key.length === 1 ? find(key, at, nodes, active, typed) : undefined;
}

/** The next line that begins like what was typed; the same letter again goes on to the next. */
function find(key: string, at: number, nodes: readonly TreeNode[], active: number, before: Typed): Step | undefined {
  const goesOn = at - before.at <= pauseMs;
  const letter = key.toLowerCase();
  const text = goesOn && before.text !== letter ? before.text + letter : letter;
  const from = text.length > 1 ? active : active + 1;
  for (let i = 0; i < nodes.length; i++) {
    const to = (from + i) % nodes.length;
    if (nodes[to]?.name.toLowerCase().startsWith(text)) return { do: 'find', typed: { text, at }, to };
  }
  return { do: 'find', typed: { text, at }, to: active };
}
