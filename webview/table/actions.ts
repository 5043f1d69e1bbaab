import type { FromTable } from '../../src/protocol/table.ts';

/** What a person can do in the panel; made once by the entry. */
export interface Actions {
  send(message: FromTable): void;
  filter(text: string): void;
  filterColumn(column: string, text: string): void;
  toggleFilters(): void;
  clearFilters(): void;
  sort(column: string): void;
  press(event: MouseEvent, row: number, column: number): void;
  key(event: KeyboardEvent): void;
  scroll(): void;
  cancel(): void;
}
