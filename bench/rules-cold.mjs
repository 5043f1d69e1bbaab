import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from '../scripts/lib/place.mjs';
import { ensurePython, hasPython } from '../scripts/setup/python.mjs';
import { inTurn, time, told } from './support/cold-scan.mjs';

export const name = 'Best practices: nimbus scan over the 229 configurations in one tree, beside checkov, both from a cold start';
export const limit = '≥ 50 times as fast, in processor time';
export const unit = '';

const data = process.env.NIMBUS_IAC_EVAL ?? join(dirname(fileURLToPath(import.meta.url)), '../../shared/data/iac-eval');

/** Processes of their own, in turn. */
export async function run() {
  if (!existsSync(join(data, 'odd.jsonl'))) return { missing: `no data at ${data}; NIMBUS_IAC_EVAL names the folder` };
  if (process.platform !== 'linux') return { missing: 'processor time is read on Linux only' };
  if (!hasPython()) return { missing: 'checkov is not set up; npm test does it' };
  const { checkov } = await ensurePython();
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  try {
    const tree = join(folder, 'tree');
    for (const line of (await readFile(join(data, 'odd.jsonl'), 'utf8')).trim().split('\n')) {
      const { id, reference } = JSON.parse(line);
      await mkdir(join(tree, String(id)), { recursive: true });
      await writeFile(join(tree, String(id), 'main.tf'), reference);
    }
    const one = join(folder, 'one');
    await mkdir(one);
    await writeFile(join(one, 'main.tf'), 'resource "aws_kms_key" "k" {\n  description = "x"\n}\n');
    const env = { ...process.env, NIMBUS_DATA_DIR: join(folder, 'data') };
    const ours = (where) => time(process.execPath, [join(root, 'dist/cli/main.js'), 'scan', '.', '--format', 'json'], where, env);
    const theirs = (where) => time(checkov, ['-d', '.', '--framework', 'terraform', '--quiet', '--compact', '-o', 'json'], where, env);
    // What was compiled is kept by the first run and renewed by the first over much, as on anybody's second scan. Nothing else is kept from one to the next.
    const first = await ours(one);
    const [a, b] = await inTurn(
      () => ours(tree),
      () => theirs(tree),
    );
    const [c, d] = await inTurn(
      () => ours(one),
      () => theirs(one),
    );
    return {
      value: `${(b.cpu / a.cpu).toFixed(0)} times`,
      ok: b.cpu / a.cpu >= 50,
      detail: `processor time (by the clock): 229: ours ${told(a)}, checkov ${told(b)}, ${(b.wall / a.wall).toFixed(0)} times by the clock; one file of three lines: ours ${told(c)}, checkov ${told(d)}, ${(d.cpu / c.cpu).toFixed(0)} times (${(d.wall / c.wall).toFixed(0)}); the very first run of ours, nothing compiled yet, ${told(first)}`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
