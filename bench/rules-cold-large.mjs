import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../scripts/lib/place.mjs';
import { ensurePython, hasPython } from '../scripts/setup/python.mjs';
import { synthetic } from './rules-synthetic.mjs';
import { inTurn, time, told } from './support/cold-scan.mjs';

export const name = 'Best practices: nimbus scan over 1,000 files with 10,000 resources, beside checkov, both from a cold start';
export const limit = '≥ 50 times as fast, in processor time';
export const unit = '';

/** checkov is ended after so long: it took over ten minutes of processor time and was not done. */
const mostMs = 5 * 60_000;

/** One round. A tenth of the tree beside it tells how both grow. */
export async function run() {
  if (process.platform !== 'linux') return { missing: 'processor time is read on Linux only' };
  if (!hasPython()) return { missing: 'checkov is not set up; npm test does it' };
  const { checkov } = await ensurePython();
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  try {
    const env = { ...process.env, NIMBUS_DATA_DIR: join(folder, 'data') };
    const ours = (where) => time(process.execPath, [join(root, 'dist/cli/main.js'), 'scan', '.', '--format', 'json'], where, env);
    const theirs = (where) => time(checkov, ['-d', '.', '--framework', 'terraform', '--quiet', '--compact', '-o', 'json'], where, env, mostMs);
    const beside = async (resources) => {
      const tree = join(folder, String(resources));
      for (const { path, text } of synthetic(resources)) {
        await mkdir(dirname(join(tree, path)), { recursive: true });
        await writeFile(join(tree, path), text);
      }
      return inTurn(
        () => ours(tree),
        () => theirs(tree),
        1,
      );
    };
    const [a, b] = await beside(1_000);
    const [c, d] = await beside(10_000);
    const least = d.isCutOff ? 'over ' : '';
    return {
      value: `${least}${(d.cpu / c.cpu).toFixed(0)} times`,
      ok: d.cpu / c.cpu >= 50,
      detail: `processor time (by the clock): ours ${told(c)}, checkov ${told(d)}; a tenth of it: ours ${told(a)}, checkov ${told(b)}, ${(b.cpu / a.cpu).toFixed(0)} times; ten times as many take us ${(c.cpu / a.cpu).toFixed(1)} times as long, checkov ${least}${(d.cpu / b.cpu).toFixed(1)} times`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
