import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import type { BenchRow } from './bench.ts';
import { limits } from './limits.ts';

const runs = 15;
const main = resolve(import.meta.dirname, '../dist/cli/main.js');

export const { name, unit, limit, run }: BenchRow = {
  name: 'nimbus --help, the whole process',
  unit: 'ms',
  limit: limits.helpMs,
  async run() {
    if (!existsSync(main)) return { missing: 'dist/cli/main.js does not exist: npm run build' };
    const samples: number[] = [];
    for (let i = 0; i < runs; i++) {
      const started = performance.now();
      await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', main, '--help']);
      samples.push(performance.now() - started);
    }
    return { samples };
  },
};
