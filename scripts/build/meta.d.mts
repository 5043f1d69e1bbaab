import type { Metafile } from 'esbuild';

export function metaOfProduct(): Promise<Metafile>;
