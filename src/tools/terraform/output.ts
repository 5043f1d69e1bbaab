import { z } from 'zod';
import { nearest } from '../../base/nearest.ts';
import { count } from '../../base/say.ts';
import { failed, ok } from '../../domain/failure/failure.ts';
import { programGarbled } from '../../domain/failure/process.ts';
import { outputMissing } from '../../domain/failure/terraform.ts';
import { tool } from '../../domain/tool.ts';
import { explain } from './explain.ts';
import { directory, workspace } from './fields.ts';
import { folderName } from './root/code-preview.ts';
import { withRoot } from './root/with-root.ts';
import { secretOutput } from './saved/apply.ts';
import { textsIn } from './saved/hide.ts';

const outputs = z.record(z.string(), z.object({ sensitive: z.boolean().default(false), value: z.unknown() }));

export const output = tool({
  name: 'terraform.output',
  effect: 'read',
  needsTrust: true,
  summary: 'Show the outputs of a Terraform folder.',
  input: z.strictObject({
    directory,
    name: z
      .string()
      .regex(/^[\w-]+$/)
      .max(200)
      .optional()
      .describe('Name of one output; absent: all.'),
    workspace,
  }),
  output: z.object({
    directory: z.string(),
    outputs: z
      .record(z.string(), z.object({ value: z.unknown(), sensitive: z.boolean() }))
      .readonly()
      .describe('The value of a sensitive one is a handle.'),
  }),
  commands: ['terraform output {name?}'],
  says: [
    'show the terraform outputs',
    'what is the output cluster_endpoint',
    'terraform output vpc_id in infra',
    'get the outputs of the stack',
    'what is the value of output vpc_id',
    'what is the vpc_id output',
    'print the output cluster_endpoint of infra/eks',
    "give me terraform's outputs",
    'read the output db_host',
    'what are the outputs of infra',
    'value of the output db_endpoint',
    'outputs please',
    'outputs',
    'what is the output db_host?',
    'value of vpc_id in infra',
    'what does infra give out?',
    'outputs of the stack infra',
    'what does infra export',
    'values exported by stacks/core',
    'what is the vpc_id of stacks/net',
    'which url did terraform give back in infra',
    'I need the cluster_name output',
    'show me the endpoint terraform printed',
    'outputs of envs/prod as json',
    'give me output db_endpoint of infra',
    'what did the last apply of infra return',
    'get output alb_dns',
    'list the outputs',
    'what does stacks/net export',
    'terraform outputs of stacks/net',
    'value of the output alb_dns in infra',
    "what's the output cluster_endpoint of infra/queue? I have to enter it into the config of the new build agents by hand",
    'show outputs of stacks/network',
    'give me the vpc_id that the terraform in stacks/pricing outputs',
    'which values does the tf folder billing/db export',
    'outputs please, workspace staging, folder orders/aws',
    'the app team asks for the database address, terraform should have it as output db_address',
    'tf outputs',
    'grab the output role_arn, dir shared/iam',
    'Requesting the Terraform outputs of the stack in terraform/vpn.',
    'i forgot the url that came at the end of the apply in search/infra, show me the outputs again',
    'value of output nat_ip in dr/eu, workspace dr',
    'terrafrom output for checkout/stack',
    'can i see the output variables from modules/cache',
    'print output "ecr_url" from ci/registry, my docker push goes to the wrong place and I\'d like to see what terraform thinks the right one is',
    'please show which outputs are defined and their values in folder monitoring/aws',
  ],
  examples: [{ title: 'Show the outputs', input: { directory: 'infra' } }],
  guessMs: 2_000,

  async run({ directory: folder, name, workspace: chosen }, at) {
    const read = await withRoot({ directory: folder, workspace: chosen, for: 'state' }, at, async (root) => {
      const done = await root.run(['output', '-json', '-no-color'], { timeoutMs: 120_000, quietly: true });
      if (!done.ok) return done;
      if (done.value.code !== 0) return failed(explain('output', done.value, root));
      const parsed = outputs.safeParse(jsonIn(done.value.stdout));
      return parsed.success ? ok(parsed.data) : failed(programGarbled(`${root.program.command} output -json`, `${done.value.stdout.length} characters`));
    });
    if (!read.ok) return read;
    const all = read.value;
    if (name !== undefined && !Object.hasOwn(all, name)) return failed(outputMissing(name, nearest(name, Object.keys(all)), folderName(folder)));
    for (const [key, { sensitive, value }] of Object.entries(all)) if (sensitive) for (const text of textsIn(value)) at.hide(`terraform.${key}`, text);
    const shown = Object.fromEntries(
      Object.entries(all)
        .filter(([key]) => name === undefined || key === name)
        .map(([key, { sensitive, value }]) => [key, { value: sensitive ? secretOutput(key) : value, sensitive }]),
    );
    const n = Object.keys(shown).length;
    return {
      ok: true,
      output: { directory: folder, outputs: shown },
      summary: n === 0 ? 'There are no outputs.' : `${count(n, 'output')}.`,
      undo: 'nothing-changed',
    };
  },
});

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
