import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { packageVsix } from '../../scripts/package.mjs';
import { findChromium } from '../../scripts/setup/chromium.mjs';
import { hasCodeServer } from '../../scripts/setup/codeserver.mjs';
import { runInHost } from '../../test/vscode/harness/host.ts';
import type { Measured } from '../bench.ts';

const root = resolve(import.meta.dirname, '../..');
const runs = 5;
type InHost = NonNullable<Awaited<ReturnType<typeof runInHost>>['measured']>;

let all: Promise<readonly InHost[] | string> | undefined;

/** One figure of several starts of a real extension host with the packaged extension in it; started once for all rows. */
export async function inHost(pick: (measured: InHost) => number, detail: (measured: InHost) => string): Promise<Measured> {
  all ??= start();
  const measured = await all;
  if (typeof measured === 'string') return { missing: measured };
  const first = measured[0];
  return { samples: measured.map(pick), ...(first ? { detail: detail(first) } : {}) };
}

async function start(): Promise<readonly InHost[] | string> {
  if (!existsSync(join(root, 'src/extension/main.ts'))) return 'src/extension/main.ts does not exist yet';
  if (!hasCodeServer()) return 'code-server is not set up: node scripts/setup/codeserver.mjs';
  if (!findChromium()) return 'no Chromium on this machine: node scripts/setup/chromium.mjs';
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  try {
    const vsix = await packageVsix(join(folder, 'nimbus.vsix'));
    await promisify(execFile)('unzip', ['-q', vsix, '-d', folder]);
    const measured: InHost[] = [];
    for (let i = 0; i < runs; i++) {
      const report = await runInHost(join(folder, 'extension'));
      if (!report.measured) throw new Error(`The extension did not activate: ${report.failed[0]?.message}`);
      measured.push(report.measured);
    }
    return measured;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
