import { z } from 'zod';
import { failed } from '../../domain/failure/failure.ts';
import { programGarbled } from '../../domain/failure/process.ts';
import { notValid } from '../../domain/failure/terraform.ts';
import { tool } from '../../domain/tool.ts';
import { initialisedCopy } from './copy.ts';
import { diagnosticsIn, documents } from './diagnostics.ts';
import { findTerraform } from './program.ts';

/** In a copy outside the workspace: the folder keeps no trace of the check. */
export const validate = tool({
  name: 'terraform.validate',
  effect: 'plan',
  summary: 'Check a Terraform folder against the schemas of its providers.',
  input: z.strictObject({ directory: z.string().default('.').describe('Root module, relative to the workspace folder.') }),
  output: z.object({ directory: z.string(), program: z.string(), warnings: z.number() }),
  says: ['validate the terraform code', 'is the configuration in infra valid', 'check this terraform folder'],
  guessMs: 4000,
  timeoutMs: 6 * 60_000,

  async run({ directory }, at) {
    const program = await findTerraform(at);
    if (!program.ok) return program;
    const copy = await initialisedCopy(program.value, directory, 'none', at);
    if (!copy.ok) return copy;
    try {
      at.progress('validating');
      const done = await at.exec(program.value.command, ['validate', '-json', '-no-color'], {
        cwd: copy.value.root,
        env: copy.value.env,
        timeoutMs: 2 * 60_000,
      });
      if (!done.ok) return done;
      const report = documents(done.value.stdout)[0];
      if (typeof report?.valid !== 'boolean') return failed(programGarbled(`${program.value.command} validate -json`, done.value.stdout + done.value.stderr));
      if (!report.valid) return failed(notValid(diagnosticsIn(done.value.stdout)));
      return {
        ok: true,
        output: { directory, program: `${program.value.product} ${program.value.version}`, warnings: Number(report.warning_count ?? 0) },
        summary: `Valid, says ${program.value.product} ${program.value.version}.`,
        undo: 'nothing-changed',
      };
    } finally {
      await copy.value.dispose();
    }
  },
});
