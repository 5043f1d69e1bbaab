import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleModule } from '../scripts/generate/import-bundled.mjs';
import type { BenchRow } from './bench.ts';
import { limits } from './limits.ts';

export const { name, unit, limit, run }: BenchRow = {
  name: 'memory: growth over 1,000 runs in one process, each journalled',
  unit: 'MB',
  limit: limits.memoryOverRunsMb,
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
    try {
      const script = join(folder, 'runs.mjs');
      await bundleModule('bench/support/many-runs.ts', script);
      const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--disable-warning=ExperimentalWarning', script, folder]);
      const { before, after, heapBefore, heapAfter }: Record<string, number> = JSON.parse(stdout);
      const mb = (bytes = 0) => bytes / 1_000_000;
      return {
        samples: [mb(after) - mb(before)],
        detail: `resident ${mb(before).toFixed(0)} → ${mb(after).toFixed(0)} MB, heap ${mb(heapBefore).toFixed(1)} → ${mb(heapAfter).toFixed(1)} MB, from the 1,000th run to the 2,000th, after a collection`,
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
