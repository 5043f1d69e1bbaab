import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { failed } from '../../domain/failure/failure.ts';
import { programGarbled } from '../../domain/failure/process.ts';
import { notValid } from '../../domain/failure/terraform.ts';
import { tool } from '../../domain/tool.ts';
import { diagnosticsIn, documents } from './diagnostics.ts';
import { directory } from './fields.ts';
import { codePreview, folderName } from './root/code-preview.ts';
import { openRoot } from './root/open.ts';

/** With a data folder outside the workspace: the folder keeps no trace of the check. */
export const validate = tool({
  name: 'terraform.validate',
  effect: 'plan',
  summary: 'Check a Terraform folder against the schemas of its providers.',
  input: z.strictObject({ directory }),
  output: z.object({ directory: z.string(), program: z.string(), warnings: z.number() }),
  commands: ['terraform validate'],
  says: [
    'validate the terraform code',
    'validate infra',
    'validate it',
    'is the configuration in infra valid',
    'check this terraform folder',
    'make sure infra is valid',
    'does the terraform in modules/vpc compile',
    'validate stacks/core',
    'are there syntax errors in infra',
    'check that my tf is correct',
    'validate the configuration under modules/dns',
    'is modules/dns correct terraform',
    'does envs/dev validate',
    'sanity check the terraform in infra',
    'is infra valid?',
    'any errors in the terraform of infra?',
    'syntax of infra ok?',
    'does infra still validate?',
    'control the code in infra',
    'does infra compile',
    'did I break infra',
    'are there undeclared variables in infra',
    'any mistakes in the terraform of infra',
    'is there something wrong with the hcl in stacks/core',
    'check the syntax of the terraform in infra',
    'undefined references in stacks/core',
    'will terraform accept the code in infra',
    'is infra well-formed',
    'does the configuration in envs/dev make sense to terraform',
    'sanity check of infra',
    'is the tf in infra ok',
    'look for mistakes in the terraform of infra',
    'check whether infra compiles',
    'any errors in the tf of envs/dev',
    'is there a typo in the terraform of infra',
    'run terraform validate over infra',
    'errors in the hcl of infra',
    'validate tf',
    'check that the terraform code of modules/rds makes sense to the provider, wrong argument names and the like',
    'I renamed a bunch of variables in platform/eks, please see if the terraform still validates',
    'Requesting validation of Terraform configuration in directory billing/infra, it was written by a contractor and has never been checked by anyone',
    'any invalid attributes in atlas/network? check against the aws provider schema',
    'validate the hcl under fleet, ticket says unsupported argument somewhere',
    'Would Terraform accept the configuration in the folder ingest/aws, or are there undeclared references in it?',
    'valdiate terraform in shared/iam',
    "let's validate the checkout stack, folder checkout/stack",
    "a colleague says the code in modules/cache uses an argument the provider doesn't know, is that so? validate it",
    'are all the required arguments set in the resources of monitoring/aws? validate please',
    'the terraform folder dr/eu should be validated',
    'schema errors in web/terraform?',
  ],
  examples: [{ title: 'Check a folder', input: { directory: 'infra' } }],
  guessMs: 4000,
  timeoutMs: 6 * 60_000,

  preview: ({ directory: folder }, at) => codePreview(`Validate ${folderName(folder)}`, folder, [], ['init'], at),

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
