import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { impactsOfPlan } from '../src/domain/terraform/impacts.ts';
import { parsePlanJson } from '../src/domain/terraform/plan-json.ts';
import type { BenchRow } from './bench.ts';

const start = promisify(execFile);
const runs = 7;
const resources = 5000;
const percentMax = 5;

/** Needs no provider. Each has a dozen values, as a small cloud resource has. */
const configuration = `resource "terraform_data" "many" {
  count = ${resources}
  input = {
    name = "item-\${count.index}", owner = "platform", environment = "staging", region = "eu-central-1", size = 20, encrypted = true
    tags = { Team = "checkout", CostCentre = "cc-1042", ManagedBy = "Nimbus" }, rules = [80, 443, 8080], note = "a text of some length that a person wrote"
  }
}
`;

export const { name, unit, limit, run }: BenchRow = {
  name: `terraform plan of ${resources} resources → typed changes, over terraform show -json`,
  unit: '% more time',
  limit: percentMax,
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'nimbus-bench-'));
    const terraform = (...args: string[]) =>
      start('terraform', args, {
        cwd: folder,
        maxBuffer: 1 << 29,
        env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '', TF_IN_AUTOMATION: '1' },
      });
    try {
      await writeFile(join(folder, 'main.tf'), configuration);
      const version = await terraform('version').catch((error: NodeJS.ErrnoException) => error);
      if (version instanceof Error) return { missing: `terraform did not start: ${version.message.split('\n')[0]}` };
      await terraform('init', '-input=false');
      await terraform('plan', '-input=false', '-out=plan.tfplan');
      const samples: number[] = [];
      let shownMs = 0;
      let typedMs = 0;
      let bytes = 0;
      for (let i = 0; i < runs; i++) {
        const started = performance.now();
        const { stdout } = await terraform('show', '-json', 'plan.tfplan');
        const shown = performance.now();
        const plan = parsePlanJson(stdout);
        if (!plan.ok) throw new Error(plan.failure.message);
        const impacts = impactsOfPlan(plan.value).filter(({ type }) => type === 'terraform_data');
        const typed = performance.now();
        if (impacts.length !== resources) throw new Error(`${impacts.length} changes, not ${resources}`);
        shownMs = shown - started;
        typedMs = typed - shown;
        bytes = stdout.length;
        samples.push((typedMs / shownMs) * 100);
      }
      return { samples, detail: `${(bytes / 1e6).toFixed(1)} MB: show ${shownMs.toFixed(0)} ms, typed in ${typedMs.toFixed(0)} ms` };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
