import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { root } from '../scripts/lib/place.mjs';
import { ensurePython, hasPython } from '../scripts/setup/python.mjs';

export const name = 'Best practices: nimbus scan over the 229 configurations in one tree, beside checkov, both from a cold start';
export const limit = '≥ 50 times as fast';
export const unit = '';

const exec = promisify(execFile);
const data = process.env.NIMBUS_IAC_EVAL ?? join(dirname(fileURLToPath(import.meta.url)), '../../shared/data/iac-eval');

/** Processes of their own, in turn; the median of five of ours and of three of theirs. */
export async function run() {
  if (!existsSync(join(data, 'odd.jsonl'))) return { missing: `no data at ${data}; NIMBUS_IAC_EVAL names the folder` };
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
    // Node's compile cache is made by the first run, as on anybody's second scan.
    const first = await ours(one);
    const [a, b] = [await median(5, () => ours(tree)), await median(3, () => theirs(tree))];
    const [c, d] = [await median(5, () => ours(one)), await median(3, () => theirs(one))];
    return {
      value: `${(b / a).toFixed(0)} times`,
      ok: b / a >= 50,
      detail: `229: ours ${a.toFixed(0)} ms, checkov ${b.toFixed(0)} ms; one file of three lines: ours ${c.toFixed(0)} ms, checkov ${d.toFixed(0)} ms (${(d / c).toFixed(0)} times); the very first run of ours ${first.toFixed(0)} ms`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function time(program, args, cwd, env) {
  const started = performance.now();
  await exec(program, args, { cwd, env, maxBuffer: 512 * 1024 * 1024 }).catch((error) => (error.code === 1 ? undefined : Promise.reject(error)));
  return performance.now() - started;
}

async function median(times, measure) {
  const all = [];
  for (let n = 0; n < times; n++) all.push(await measure());
  return all.sort((x, y) => x - y)[Math.floor(times / 2)];
}
