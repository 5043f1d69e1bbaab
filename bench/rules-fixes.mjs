import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ensurePython, hasPython } from '../scripts/setup/python.mjs';

export const name = 'Best practices: findings of checkov that our fixes take away, of those that have a rule with a fix';
export const limit = '≥ 90 %, none brought';
export const unit = '';

const data = process.env.NIMBUS_IAC_EVAL ?? join(dirname(fileURLToPath(import.meta.url)), '../../shared/data/iac-eval');

/** Every scenario is fixed, and checkov looks before and after. */
export async function run() {
  if (!existsSync(join(data, 'odd.jsonl'))) return { missing: `no data at ${data}; NIMBUS_IAC_EVAL names the folder` };
  if (!hasPython()) return { missing: 'checkov is not set up; npm test does it' };
  const { fix } = await import('../src/rules/engine/fix.ts');
  const { look } = await import('../src/rules/engine/look.ts');
  const { noSettings } = await import('../src/rules/engine/settings.ts');
  const { allRules } = await import('../src/rules/all.ts');
  const options = { rules: allRules, settings: noSettings, today: '2026-01-01', replacing: true };
  const scenarios = (await readFile(join(data, 'odd.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
  try {
    const promised = new Set();
    const sum = { before: 0, after: 0, brought: 0, again: 0 };
    for (const { id, reference } of scenarios) {
      const sources = [{ path: 'main.tf', text: reference }];
      const before = await look(sources, options);
      const had = new Set(before.hits.map(({ finding }) => `${finding.rule} ${finding.resource}`));
      for (const { finding } of before.hits) {
        if (finding.fixable) for (const other of finding.also) if (other.startsWith('CKV')) promised.add(`${id} ${other} ${finding.resource}`);
      }
      const fixed = await fix(sources, options);
      const text = fixed.files.get('main.tf') ?? reference;
      sum.before += before.hits.length;
      sum.after += fixed.after.hits.length;
      sum.brought += fixed.after.hits.filter(({ finding }) => !had.has(`${finding.rule} ${finding.resource}`)).length;
      sum.again += (await fix([{ path: 'main.tf', text }], options)).files.size;
      for (const [side, content] of [
        ['before', reference],
        ['after', text],
      ]) {
        await mkdir(join(folder, side, id), { recursive: true });
        await writeFile(join(folder, side, id, 'main.tf'), content);
      }
    }
    const before = await checkov(join(folder, 'before'));
    const after = await checkov(join(folder, 'after'));
    const had = [...promised].filter((finding) => before.has(finding));
    const left = had.filter((finding) => after.has(finding));
    const gone = had.length - left.length;
    const came = [...after].filter((finding) => !before.has(finding));
    const brought = came.length;
    // Of a scenario nothing is left that a rule of ours with a fix is mapped to, and nothing came.
    const scenarioOf = (finding) => finding.split(' ')[0];
    const unclean = new Set([...left, ...came].map(scenarioOf));
    const affected = [...new Set(had.map(scenarioOf))];
    const clean = affected.filter((id) => !unclean.has(id)).length;
    return {
      value: `${((100 * gone) / had.length).toFixed(1)} %`,
      ok: gone / had.length >= 0.9 && brought === 0 && sum.brought === 0 && sum.again === 0,
      detail: `${gone} of ${had.length}; clean of what has a fix are ${clean} of ${affected.length} scenarios that were not (${((100 * clean) / affected.length).toFixed(1)} %); checkov ${before.size} → ${after.size} findings in ${scenarios.length} scenarios, ${brought} brought by a fix; ours ${sum.before} → ${sum.after}, ${sum.brought} brought, ${sum.again} files change when fixed again`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkov(folder) {
  const { checkov: program } = await ensurePython();
  const run = promisify(execFile)(program, ['-d', folder, '-o', 'json', '--skip-download', '--quiet', '--compact', '--framework', 'terraform'], {
    maxBuffer: 500_000_000,
  });
  // It ends with 1 when it finds something.
  const { stdout } = await run.catch((error) => error);
  const reports = [JSON.parse(stdout)].flat();
  return new Set(reports.flatMap((report) => report.results.failed_checks.map((one) => `${one.file_path.split('/')[1]} ${one.check_id} ${one.resource}`)));
}
