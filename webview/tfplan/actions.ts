import type { FromTfplan, PlanAction } from '../../src/protocol/tfplan.ts';
import type { Grouping } from './groups.ts';
import type { Filter } from './search.ts';

/** What a person can do in the panel; made once by the entry. */
export interface Actions {
  send(message: FromTfplan): void;
  /** The address of a row, into the clipboard. */
  copy(row: number): void;
  filter(change: Partial<Filter>): void;
  toggleAction(action: PlanAction): void;
  clear(): void;
  group(by: Grouping): void;
  openAll(isOpen: boolean): void;
  /** The line with this key is what the keyboard is on. */
  activate(key: string): void;
  toggle(key: string): void;
  /** Goes to a row, opens it and what is around it. */
  reveal(row: number): void;
  press(event: KeyboardEvent): void;
  /** The focus came to a line, or to a button in it, by itself. */
  focused(event: FocusEvent): void;
  scrolled(): void;
}
