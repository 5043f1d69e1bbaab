/** Bundles one TypeScript module with all it imports into `outfile`. */
export function bundleModule(path: string, outfile: string): Promise<void>;
export function importBundled(path: string): Promise<Record<string, unknown>>;
