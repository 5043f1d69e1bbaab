import type { Answer } from '../../src/protocol/question.ts';

/** What a person can do in the panel; made once by the entry. */
export interface Actions {
  set(id: string, value: Answer): void;
  reset(id?: string): void;
  type(path: string, draft: string | undefined): void;
  leave(path: string): void;
  /** To a page; with `path`, to that field on it. */
  goTo(page: string, path?: string): void;
  next(): void;
  back(): void;
  plan(): void;
  importAnswers(): void;
  exportAnswers(): void;
  openLink(href: string): void;
  reload(): void;
}
