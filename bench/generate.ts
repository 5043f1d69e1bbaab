import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { bundleModule } from '../scripts/generate/import-bundled.mjs';
import type { BenchRow } from './bench.ts';
import { limits } from './limits.ts';

const runs = 9;

export const { name, unit, limit, run }: BenchRow = {
  name: 'sample answers → files on disk, first time in a process',
  unit: 'ms',
  limit: limits.generateMs,
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
    try {
      const script = join(folder, 'generate.mjs');
      await bundleModule('bench/support/generate-once.ts', script);
      const sample = resolve(import.meta.dirname, '../samples/terraform/staging.yaml');
      const samples: number[] = [];
      let files = 0;
      for (let i = 0; i < runs; i++) {
        const { stdout } = await promisify(execFile)(process.execPath, [script, sample, join(folder, `out${i}`)]);
        const once: { ms: number; files: number } = JSON.parse(stdout);
        samples.push(once.ms);
        files = once.files;
      }
      return { samples, detail: `${files} files` };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
