import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { tool } from '../../domain/tool.ts';
import { directory, parallelism, targets, varFiles, vars, workspace } from './fields.ts';
import { differences } from './mask.ts';
import { codePreview, folderName } from './root/code-preview.ts';
import { makePlan } from './saved/make.ts';

const drifted = z.object({
  address: z.string(),
  action: z.string().describe('update: it differs; delete: it is gone.'),
  attributes: z
    .array(
      z.object({
        path: z.string(),
        before: z.unknown().optional(),
        after: z.unknown().optional(),
        sensitive: z.literal(true).optional().describe('It changes, and neither value is told.'),
      }),
    )
    .readonly(),
});

/** A refresh-only plan: what it finds can be taken over into the state with `terraform.apply`. */
export const drift = tool({
  name: 'terraform.drift',
  effect: 'plan',
  summary: 'Detect drift: what in the cloud differs from the Terraform state.',
  input: z.strictObject({
    directory,
    varFiles,
    vars,
    workspace,
    targets: targets.unwrap().optional().describe('Look at these resources or modules only, by address.'),
    parallelism,
  }),
  output: z.object({
    directory: z.string(),
    workspace: z.string(),
    drifted: z.array(drifted).readonly(),
    plan: z.string().describe('Id of a saved plan that takes it over into the state.'),
  }),
  says: [
    'what was changed outside of terraform in infra',
    'check infra for drift',
    'has anything drifted',
    'detect terraform drift',
    'did someone change the infrastructure by hand',
    'does reality differ from the state',
    'is there any drift in infra',
    'did anything change outside of terraform',
    'compare the real infrastructure with the state',
    'has prod drifted',
    'detect manual changes in stacks/core',
    'does the cloud still match our code in infra',
    'has the real world moved away from infra',
    'did someone edit the infrastructure in the console',
    'look for drift in envs/prod',
    'is infra still in sync with aws',
    'was infra changed by hand?',
    'did somebody change infra in the console?',
    'does reality match the state of infra?',
    'manual changes in infra?',
    'is infra still what the code says?',
    'has somebody been clicking in the console',
    'did somebody click around in the aws console and change infra',
    'anything out of band in infra',
    'changes behind the back of terraform in infra',
    'do the deployed resources differ from the state of infra',
    'are infra and the cloud still the same',
    'what was changed outside of the code in envs/prod',
    'unexpected changes in the account compared with infra',
    'has reality moved on from stacks/core',
    'is envs/prod still as we left it',
    'drift report for envs/prod',
    'hand-made changes in stacks/net',
    'compare the state of infra to what is really there',
    'has someone been clicking around in stacks/net',
    'did the cloud change under infra',
    'what differs between reality and the state of infra',
    'is there a difference between what runs and what infra declares',
    'what in aws no longer matches the state of accounts/audit? I have the feeling that somebody made the instance bigger during the incident',
    "drift detection on ops/bastion, workspace production, the contractors had console access for a month and I don't trust that they changed nothing",
    'has anyone changed our infrastructure by hand since the last apply, folder eu',
    'tf drift',
    'Requesting drift report for Terraform directory units/fraud with variable file prod.tfvars.',
    'I suspect that the on-call opened a port on aws_security_group.web last night without code, see if it drifted, dir web/infra',
    'does reality still look like terraform thinks in orders/aws',
    'please check if the cloud has differences to terraform state in folder services/search/terraform',
    'we had an incident and people changed things manually at three in the morning, so what is different now from the terraform state in network/edge?',
    'weekly drift look at voucher/aws please, workspace blue',
    'drift of aws_db_instance.main and aws_db_parameter_group.main in search/db',
    "let's see how far aws has wandered off from our terraform state in envs/staging, var files common.tfvars and staging.tfvars",
  ],
  examples: [{ title: 'Find what was changed by hand', input: { directory: 'infra' } }],
  guessMs: 20_000,
  timeoutMs: 60 * 60_000,

  preview: ({ directory: folder, varFiles: files }, at) => codePreview(`Look at ${folderName(folder)} for drift`, folder, files, ['init', 'plan'], at),

  async run(what, at) {
    const made = await makePlan({ kind: 'drift', ...what, refreshOnly: true }, at);
    if (!made.ok) return failed(made.failure);
    const found = made.value.plan.drift
      .filter(({ mode, actions }) => mode !== 'data' && actions[0] !== 'no-op')
      .map((c) => ({
        address: c.address,
        action: c.actions[0] ?? 'update',
        attributes:
          c.actions[0] === 'delete'
            ? []
            : differences(c.address, { value: c.before, sensitive: c.beforeSensitive }, { value: c.after, sensitive: c.afterSensitive }, undefined).map(
                ({ unknown: _, ...rest }) => rest,
              ),
      }));
    return {
      ok: true,
      output: { directory: what.directory, workspace: made.value.saved.workspace, drifted: found, plan: made.value.saved.id },
      summary:
        found.length === 0
          ? 'Nothing drifted: everything is as the state says.'
          : `${count(found.length, 'resource')} ${found.length === 1 ? 'differs' : 'differ'} from the state: ${found
              .slice(0, 5)
              .map(({ address }) => address)
              .join(', ')}${found.length > 5 ? '…' : ''}.`,
      undo: 'nothing-changed',
    };
  },
});
