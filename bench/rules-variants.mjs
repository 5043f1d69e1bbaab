import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasPython } from '../scripts/setup/python.mjs';

export const name = 'Best practices: agreement with checkov on changed configurations, which nobody tuned on (precision / recall)';
export const limit = 'precision ≥ 0.98, recall ≥ 0.95';
export const unit = '';

const data = process.env.NIMBUS_IAC_EVAL ?? join(dirname(fileURLToPath(import.meta.url)), '../../shared/data/iac-eval');
/** `NIMBUS_BENCH_MAX=200` for fewer. */
const count = Number(process.env.NIMBUS_BENCH_MAX ?? 1_000);

/** The scenarios of the benchmark with one to three changes each, attributes and blocks of other configurations among them. */
export async function run() {
  const compared = await compare(1);
  if ('missing' in compared) return compared;
  const { agreed, onlyOurs, onlyCheckovs } = compared;
  const precision = agreed.length / (agreed.length + onlyOurs.length);
  const recall = agreed.length / (agreed.length + onlyCheckovs.length);
  return {
    value: `${precision.toFixed(3)} / ${recall.toFixed(3)}`,
    ok: precision >= 0.98 && recall >= 0.95,
    detail: `${count} configurations, ${agreed.length} agreed, ${onlyOurs.length} only ours, ${onlyCheckovs.length} only checkov's`,
  };
}

async function compare(seed) {
  if (!existsSync(join(data, 'odd.jsonl'))) return { missing: `no data at ${data}; NIMBUS_IAC_EVAL names the folder` };
  if (!hasPython()) return { missing: 'checkov is not set up; npm test does it' };
  const { besideCheckov } = await import('../test/real/rules/checkov/beside.ts');
  const { poolOf, variants } = await import('../test/real/rules/checkov/variants.ts');
  const { allRules } = await import('../src/rules/all.ts');
  const { exampleFiles } = await import('../src/rules/rule.ts');
  const scenarios = readFileSync(join(data, 'odd.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ id, reference }) => ({ name: String(id), files: { 'main.tf': reference } }));
  const examples = allRules
    .filter(({ language }) => language === 'terraform')
    .flatMap((rule) => [exampleFiles(rule, rule.fails), exampleFiles(rule, rule.passes)]);
  const pool = poolOf([...scenarios.map(({ files }) => files), ...examples].flatMap((files) => Object.values(files)));
  return besideCheckov(variants(scenarios, pool, count, seed));
}

/** On its own: every difference by id; an argument is another seed. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const compared = await compare(Number(process.argv[2] ?? 1));
  if ('missing' in compared) console.log(compared.missing);
  else {
    const { agreed, onlyOurs, onlyCheckovs } = compared;
    console.log(`${agreed.length} agreed, ${onlyOurs.length} only ours, ${onlyCheckovs.length} only checkov's`);
    for (const [who, all] of [
      ['ours', onlyOurs],
      ['checkov', onlyCheckovs],
    ])
      for (const [id, some] of Map.groupBy(all, (one) => one.split(' ')[1])) {
        console.log(
          `${who.padEnd(8)}${id.padEnd(14)}${String(some.length).padStart(4)}  ${some
            .slice(0, 5)
            .map((one) => one.replace(` ${id}`, ':'))
            .join(', ')}`,
        );
      }
  }
}
