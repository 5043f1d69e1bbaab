/** Builds and packs the VSIX, at `out` when given; resolves to its path. */
export function packageVsix(out?: string): Promise<string>;
