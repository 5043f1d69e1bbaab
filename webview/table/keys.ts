import { actsOf, type Model, moved, type Reach, shownColumns } from './model.ts';

/** What a key does in the grid: the model after it, or something for the host. `undefined`: it is none of ours. */
export type Pressed = { readonly model: Model } | { readonly does: 'sort' | 'copy' | 'menu' | 'find' };

export interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** The keys of a grid (ARIA Authoring Practices, "Data Grid"), and those of a list in VS Code for selecting. `page`: rows on a screen. */
export function pressed(m: Model, { key, shiftKey, ctrlKey, metaKey, altKey }: Key, page: number): Pressed | undefined {
  const command = ctrlKey || metaKey;
  const { row, column } = m.active;
  const last = m.order.length - 1;
  const lastColumn = shownColumns(m).length - 1;
  const reach: Reach = shiftKey ? 'range' : command ? 'none' : 'only';
  const go = (toRow: number, toColumn: number, how: Reach = reach): Pressed => ({ model: moved(m, { row: toRow, column: toColumn }, how) });
  if (altKey) return undefined;
  switch (key) {
    case 'ArrowDown':
      return go(row + 1, column);
    case 'ArrowUp':
      return go(shiftKey ? Math.max(0, row - 1) : row - 1, column);
    case 'ArrowRight':
      return go(row, column + 1, 'none');
    case 'ArrowLeft':
      return go(row, column - 1, 'none');
    case 'Home':
      return command ? go(0, 0, shiftKey ? 'range' : 'only') : go(row, 0, 'none');
    case 'End':
      return command ? go(last, lastColumn, shiftKey ? 'range' : 'only') : go(row, lastColumn, 'none');
    case 'PageDown':
      return go(Math.min(last, row + page), column);
    case 'PageUp':
      return go(Math.max(0, row - page), column);
    case ' ':
      if (row < 0) return { does: 'sort' };
      return go(row, column, shiftKey ? 'range' : 'toggle');
    case 'Enter':
      return row < 0 ? { does: 'sort' } : actsOf(m) === '' ? undefined : { does: 'menu' };
    case 'Escape':
      return m.selected.size > 0 ? { model: { ...m, selected: new Set() } } : undefined;
    case 'a':
    case 'A':
      return command ? { model: { ...m, selected: new Set(m.order) } } : undefined;
    case 'c':
    case 'C':
      return command ? { does: 'copy' } : undefined;
    case 'f':
    case 'F':
      return command ? { does: 'find' } : undefined;
    default:
      return undefined;
  }
}
