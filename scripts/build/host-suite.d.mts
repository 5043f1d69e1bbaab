/** Bundles test/electron into one file the extension host can load; resolves to its path. */
export function buildHostSuite(): Promise<string>;
