import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundle } from '../scripts/build/bundle.mjs';
import { eagerClosure } from '../scripts/build/closure.mjs';
import type { BenchRow } from './bench.ts';
import { limits } from './limits.ts';

export const { name, unit, limit, run }: BenchRow = {
  name: 'extension code loaded at activation, minified',
  unit: 'KB',
  limit: limits.eagerBundleBytes / 1000,
  async run() {
    if (!existsSync(resolve(import.meta.dirname, '../src/extension/main.ts'))) return { missing: 'src/extension/main.ts does not exist yet' };
    const { outputs, bytes } = eagerClosure((await bundle()).meta, 'dist/extension/main.js');
    return { samples: [bytes / 1000], detail: `${outputs.length} files` };
  },
};
