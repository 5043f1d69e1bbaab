import type { FromRun } from '../../src/protocol/run.ts';

/** What a person can do in the panel; made once by the entry. */
export interface Actions {
  send(message: FromRun): void;
  approve(): void;
  cancel(): void;
  type(step: string, text: string): void;
  readYaml(): void;
  showAllFiles(step: string): void;
}
