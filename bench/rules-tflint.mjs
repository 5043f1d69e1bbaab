import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { root } from '../scripts/lib/place.mjs';
import { ensureTflint, hasTflint, tflintVersion } from '../scripts/setup/tflint.mjs';
import { processorMs } from './support/processor-time.mjs';

export const name = "Best practices: precision / recall against tflint on its ids for Terraform's language, and its time beside ours";
export const limit = '≥ 0.98 / ≥ 0.95, and faster';
export const unit = '';

const exec = promisify(execFile);
const data = process.env.NIMBUS_IAC_EVAL ?? join(dirname(fileURLToPath(import.meta.url)), '../../shared/data/iac-eval');
/** All of its own ruleset, and nothing it would have to fetch. */
const settings = 'config {\n  call_module_type = "none"\n}\nplugin "terraform" {\n  enabled = true\n  preset  = "all"\n}\n';

export async function run() {
  if (!existsSync(join(data, 'odd.jsonl'))) return { missing: `no data at ${data}; NIMBUS_IAC_EVAL names the folder` };
  if (process.platform !== 'linux') return { missing: 'processor time is read on Linux only' };
  if (!hasTflint()) return { missing: 'tflint is not built; node scripts/setup/tflint.mjs does it' };
  const { both, ours, theirs, time } = await compare();
  const precision = both.length / Math.max(1, both.length + ours.length);
  const recall = both.length / Math.max(1, both.length + theirs.length);
  const faster = time.theirs.cpu / time.ours.cpu;
  return {
    value: `${precision.toFixed(3)} / ${recall.toFixed(3)}, ${faster.toFixed(0)} times as fast`,
    ok: precision >= 0.98 && recall >= 0.95 && faster > 1,
    detail: `tflint ${tflintVersion}; ${both.length} agreed, ${ours.length} only ours, ${theirs.length} only tflint's; the same rules over the 229 in one tree: ours ${told(time.ours)}, tflint ${told(time.theirs)}`,
  };
}

const told = ({ cpu, wall }) => `${(cpu / 1000).toFixed(1)} s of processor time (${(wall / 1000).toFixed(1)} s by the clock)`;

/** Both on the same tree, as processes of their own; findings as `id scenario what`. */
async function compare() {
  const { allRules } = await import('../src/rules/all.ts');
  const rules = allRules.filter(({ also }) => also.some(isTheirs));
  const ids = new Set(rules.flatMap(({ also }) => also).filter(isTheirs));
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  try {
    const tree = join(folder, 'tree');
    for (const line of (await readFile(join(data, 'odd.jsonl'), 'utf8')).trim().split('\n')) {
      const { id, reference } = JSON.parse(line);
      await mkdir(join(tree, String(id)), { recursive: true });
      await writeFile(join(tree, String(id), 'main.tf'), reference);
    }
    await mkdir(join(tree, '.nimbus'));
    const on = Object.fromEntries(allRules.map((rule) => [rule.id, rules.includes(rule)]));
    await writeFile(join(tree, '.nimbus', 'rules.yaml'), JSON.stringify({ rules: on }));
    await writeFile(join(folder, 'tflint.hcl'), settings);
    const env = { ...process.env, NIMBUS_DATA_DIR: join(folder, 'data') };
    const nimbus = () => timed(process.execPath, [join(root, 'dist/cli/main.js'), 'scan', '.', '--format', 'json'], tree, env);
    const tflint = await ensureTflint();
    // The first run makes what Node keeps of compiling.
    await nimbus();
    const mine = await nimbus();
    const other = await timed(tflint, ['--recursive', '--format', 'json', '--force', '--config', join(folder, 'tflint.hcl')], tree, env);
    const ours = new Set(
      JSON.parse(mine.output).findings.flatMap((one) => one.also.filter((id) => ids.has(id)).flatMap((id) => keys(id, one.file, one.line, one.message))),
    );
    const theirs = new Set(
      JSON.parse(other.output)
        .issues.filter(({ rule }) => ids.has(rule.name))
        .flatMap(({ rule, range, message }) => keys(rule.name, range.filename, range.start.line, message)),
    );
    return {
      both: [...ours].filter((one) => theirs.has(one)),
      ours: [...ours].filter((one) => !theirs.has(one)),
      theirs: [...theirs].filter((one) => !ours.has(one)),
      time: { ours: mine, theirs: other },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const isTheirs = (id) => id.startsWith('terraform_');

/** What is found once a folder, or of a provider or a module, stands in other places with us: by its name then, else by its line. */
function keys(id, file, line, message) {
  const at = `${id} ${file.split('/')[0]}`;
  if (id === 'terraform_required_version') return [at];
  // With us one finding for all of them.
  if (id === 'terraform_required_providers')
    return (/(?:provider "|range for )([\w, -]+)/.exec(message)?.[1] ?? '').split(', ').map((provider) => `${at} ${provider}`);
  // With us at the source, with tflint at the block above it.
  return [`${at} ${id.startsWith('terraform_module_') && message.startsWith('module "') ? line + 1 : line}`];
}

async function timed(program, args, cwd, env) {
  const started = performance.now();
  const before = processorMs();
  const { stdout } = await exec(program, args, { cwd, env, maxBuffer: 512 * 1024 * 1024 }).catch((error) => (error.stdout ? error : Promise.reject(error)));
  return { output: stdout, wall: performance.now() - started, cpu: processorMs() - before };
}

/** On its own: every place where the two differ. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { both, ours, theirs } = await compare();
  for (const one of ours) console.log(`only ours    ${one}`);
  for (const one of theirs) console.log(`only tflint  ${one}`);
  console.log(`${both.length} agreed`);
}
