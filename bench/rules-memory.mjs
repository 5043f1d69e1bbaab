import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../scripts/lib/place.mjs';
import { synthetic } from './rules-synthetic.mjs';

export const name = 'Best practices: peak memory of nimbus scan over 10,000 resources in 1,000 files';
export const limit = 300;
export const unit = 'MB';

const exec = promisify(execFile);
/** Told by the process itself when it ends. */
const tellPeak = "data:text/javascript,process.on('exit',()=>process.stderr.write('PEAK '+process.resourceUsage().maxRSS))";

/** The whole command line, the JSON report of some 40,000 findings included. */
export async function run() {
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  try {
    for (const { path, text } of synthetic(10_000)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const samples = [];
    let took = 0;
    for (let round = 0; round < 3; round++) {
      const started = performance.now();
      const { stderr } = await exec(
        process.execPath,
        ['--import', tellPeak, join(root, 'dist/cli/main.js'), 'scan', '.', '--format', 'json', '--fail-on', 'critical'],
        {
          cwd: folder,
          env: { ...process.env, NIMBUS_DATA_DIR: join(folder, '.data') },
          maxBuffer: 256 * 1024 * 1024,
        },
      ).catch((error) => (error.code === 1 ? error : Promise.reject(error)));
      took = performance.now() - started;
      samples.push(Number(/PEAK (\d+)/.exec(stderr)?.[1]) / 1024);
    }
    return { samples, detail: `in ${(took / 1000).toFixed(1)} s, start and report included` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
