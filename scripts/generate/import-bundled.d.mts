import type { BuildOptions } from 'esbuild';

/** Bundles one TypeScript module with all it imports into `outfile`, or into `options.outdir`. */
export function bundleModule(path: string, outfile: string | undefined, options?: BuildOptions): Promise<void>;
export function importBundled(path: string): Promise<Record<string, unknown>>;
