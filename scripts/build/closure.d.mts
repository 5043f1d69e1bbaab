import type { Metafile } from 'esbuild';

export interface Closure {
  readonly outputs: readonly string[];
  readonly inputs: readonly string[];
  readonly bytes: number;
}
export function eagerClosure(meta: Metafile, entry: string): Closure;
