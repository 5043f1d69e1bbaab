import type { Metafile } from 'esbuild';

export interface Bundled {
  readonly files: Map<string, Uint8Array>;
  readonly meta: Metafile;
}
export function bundle(options?: { sourcemap?: boolean }): Promise<Bundled>;
/** The panels alone. */
export function webviews(): Promise<Bundled>;
export function missingEntries(): readonly string[];
