import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allRules } from '../src/rules/all.ts';
import { fix } from '../src/rules/engine/fix.ts';
import { noSettings } from '../src/rules/engine/settings.ts';
import { findTerraform } from '../test/support/terraform.ts';
import type { Measured } from './bench.ts';

export const name = 'Best practices: configurations that Terraform still finds valid after every fix, of those it found valid before';
export const limit = '100 %';
export const unit = '';

const data = process.env.NIMBUS_IAC_EVAL ?? join(dirname(fileURLToPath(import.meta.url)), '../../shared/data/iac-eval');
/** `NIMBUS_BENCH_MAX=20` for the first twenty: all of them take a quarter of an hour. */
const most = Number(process.env.NIMBUS_BENCH_MAX ?? Number.POSITIVE_INFINITY);
/** What a configuration needs that is not at hand: the mirror has the AWS provider alone, and modules come from a registry. */
function lacking(text: string): string | undefined {
  if (/^\s*module\s+"/m.test(text)) return 'a module from a registry';
  const providers = [...text.matchAll(/^\s*(?:resource|data)\s+"([a-z0-9]+)_/gm), ...text.matchAll(/^\s*provider\s+"(\w+)"/gm)].map((match) => match[1]);
  const other = providers.find((name) => name !== 'aws');
  return other === undefined ? undefined : `the ${other} provider`;
}

export async function run(): Promise<Measured> {
  if (!existsSync(join(data, 'odd.jsonl'))) return { missing: `no data at ${data}; NIMBUS_IAC_EVAL names the folder` };
  const found = await findTerraform();
  if ('missing' in found) return { missing: found.missing };
  await using terraform = found;
  const options = { rules: allRules, settings: noSettings, today: '2026-01-01', replacing: true };
  const all = (await readFile(join(data, 'odd.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line): { id: string; reference: string } => JSON.parse(line));
  const without = Map.groupBy(all, ({ reference }) => lacking(reference));
  const scenarios = (without.get(undefined) ?? []).slice(0, most);
  // Started once: starting it takes longer than most of what it is asked.
  await using provider = await terraform.startProvider({});
  const valid = async (id: string, text: string): Promise<{ readonly ok: boolean; readonly output: string }> => {
    const cwd = join(terraform.folder, `scenario-${id}`);
    await mkdir(cwd, { recursive: true });
    try {
      // They are pinned to a Terraform of their time.
      await writeFile(join(cwd, 'main.tf'), text.replace(/^[ \t]*required_version[ \t]*=.*$/m, ''));
      // One that runs holds one configuration at a time, so it is of no use for two of them.
      const env = /^\s*alias\s*=/m.test(text) ? {} : provider.env;
      const { code, output } = await terraform.runUnlocked(['validate', '-no-color'], { cwd, env });
      return { ok: code === 0, output };
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  };
  const sum = { before: 0, unchanged: 0, after: 0 };
  let refused = 0;
  const broken: string[] = [];
  for (const { id, reference } of scenarios) {
    const fixed = (await fix([{ path: 'main.tf', text: reference }], options)).files.get('main.tf');
    if (fixed === undefined) {
      sum.unchanged += 1;
      continue;
    }
    const after = await valid(id, fixed);
    // What Terraform refuses after the fixes counts against them only if it took it before.
    if (!after.ok && !(await valid(id, reference)).ok) {
      refused += 1;
      continue;
    }
    sum.before += 1;
    if (after.ok) sum.after += 1;
    else broken.push(`${id}: ${/Error: .*/.exec(after.output)?.[0] ?? after.output.slice(0, 100)}`);
  }
  const notRun = [...without].flatMap(([why, some]) => (why === undefined ? [] : [`${some.length} need ${why}`])).join(', ');
  return {
    value: `${sum.after} of ${sum.before}`,
    ok: sum.after === sum.before,
    detail: `${scenarios.length} of ${all.length}, ${sum.unchanged} of them had nothing to fix, ${refused} Terraform refused before; not run: ${notRun}${broken.length > 0 ? `; broken: ${broken.join('; ')}` : ''}`,
  };
}
