import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { failed, ok } from '../../domain/failure/failure.ts';
import { programGarbled } from '../../domain/failure/process.ts';
import { notValid } from '../../domain/failure/terraform.ts';
import { tool } from '../../domain/tool.ts';
import { diagnosticsIn, documents } from './diagnostics.ts';
import { directory } from './fields.ts';
import { codeImpacts, codeIn } from './root/code.ts';
import { readConfig } from './root/config.ts';
import { openRoot } from './root/open.ts';

/** With a data folder outside the workspace: the folder keeps no trace of the check. */
export const validate = tool({
  name: 'terraform.validate',
  effect: 'plan',
  summary: 'Check a Terraform folder against the schemas of its providers.',
  input: z.strictObject({ directory }),
  output: z.object({ directory: z.string(), program: z.string(), warnings: z.number() }),
  says: ['validate the terraform code', 'is the configuration in infra valid', 'check this terraform folder'],
  guessMs: 4000,
  timeoutMs: 6 * 60_000,

  /** Providers and modules from elsewhere are code that is fetched and, the providers, run. */
  async preview({ directory: folder }, at) {
    const config = await readConfig(folder, [], at);
    const code = (config.ok ? codeIn(config.value) : []).filter(({ when }) => when === 'init');
    return ok({
      digest: digestOf(code),
      summary: `Validate ${folder === '.' ? 'this folder' : folder}`,
      files: [],
      undo: 'nothing-changed' as const,
      warnings: code.map(({ says }) => says),
      ...(code.length === 0 ? {} : { impacts: codeImpacts(code) }),
    });
  },

  async run({ directory: folder }, at) {
    const place = await mkdtemp(join(await at.scratch('terraform'), 'check-'));
    try {
      const root = await openRoot({ directory: folder, place, for: 'check' }, at);
      if (!root.ok) return root;
      const { program } = root.value;
      at.progress('validating');
      const done = await root.value.run(['validate', '-json', '-no-color'], { timeoutMs: 2 * 60_000, quietly: true });
      if (!done.ok) return done;
      const report = documents(done.value.stdout)[0];
      if (typeof report?.valid !== 'boolean') return failed(programGarbled(`${program.command} validate -json`, done.value.stdout + done.value.stderr));
      if (!report.valid) return failed(notValid(diagnosticsIn(done.value.stdout)));
      return {
        ok: true,
        output: { directory: folder, program: `${program.product} ${program.version}`, warnings: Number(report.warning_count ?? 0) },
        summary: `Valid, says ${program.product} ${program.version}.`,
        undo: 'nothing-changed',
      };
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  },
});
