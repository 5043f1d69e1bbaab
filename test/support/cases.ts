import { inject } from 'vitest';

/** Of so many cases made from seeds: a share in the quick half, all of them where the file runs again in the other. */
export const cases = (all: number): number => Math.ceil(all * inject('share'));

declare module 'vitest' {
  interface ProvidedContext {
    /** 0 to 1, by the project of Vitest. */
    share: number;
  }
}
