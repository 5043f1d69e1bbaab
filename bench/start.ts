import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchRow } from './bench.ts';
import { limits } from './limits.ts';

const runs = 7;
const root = join(import.meta.dirname, '..');

export const { name, unit, limit, run }: BenchRow = {
  name: 'npm start in a checkout that is built, without Terraform: the sample answers to files, checks and report',
  unit: 'ms',
  limit: limits.startMs,
  async run() {
    if (!existsSync(join(root, 'dist/cli/main.js'))) return { missing: 'dist/cli/main.js does not exist: npm run build' };
    const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
    try {
      const samples: number[] = [];
      for (let i = 0; i < runs; i++) {
        const started = performance.now();
        // INIT_CWD is where npm says it was called: the files go there.
        const env = { ...process.env, INIT_CWD: folder, NIMBUS_DATA_DIR: join(folder, 'data'), NIMBUS_TERRAFORM: '/nowhere/terraform' };
        await promisify(execFile)(process.execPath, [join(root, 'scripts/start.mjs')], { cwd: root, env });
        samples.push(performance.now() - started);
      }
      return { samples };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
