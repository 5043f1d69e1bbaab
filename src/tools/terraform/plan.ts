import { z } from 'zod';
import { failed } from '../../domain/failure/failure.ts';
import { tool } from '../../domain/tool.ts';
import { address, directory, parallelism, refresh, targets, varFiles, vars, workspace } from './fields.ts';
import { movedProposals } from './moved.ts';
import { codePreview, folderName } from './root/code-preview.ts';
import { makePlan } from './saved/make.ts';

const counts = z.object({ add: z.number(), change: z.number(), remove: z.number(), import: z.number() });

export const plannedChange = z.object({
  address: z.string(),
  action: z.string(),
  reason: z.string().optional(),
  type: z.string().optional(),
  marks: z.array(z.string()).readonly().optional().describe('Facts that count for its risk: stateful, deletes-data, widens-access…'),
  detail: z.string().optional(),
});

export const movedProposal = z.object({ from: z.string(), to: z.string(), block: z.string().describe('What to add to the configuration.') });

/** What applying would do, from Terraform's own JSON, without taking the state's lock; the plan is kept for `terraform.apply`. */
export const plan = tool({
  name: 'terraform.plan',
  effect: 'plan',
  summary: 'Ask Terraform what applying a folder would create, change and delete, without changing anything.',
  input: z.strictObject({
    directory: directory,
    varFiles,
    vars,
    workspace,
    targets,
    replace: z.array(address).max(100).default([]).describe('Resources to make anew although nothing about them changed.'),
    destroy: z.boolean().default(false).describe('Plan the destruction of everything.'),
    refreshOnly: z.boolean().default(false).describe('Only take over into the state what changed outside Terraform.'),
    refresh,
    parallelism,
  }),
  output: z.object({
    directory: z.string(),
    plan: z.string().describe('Id of the saved plan, for terraform.apply.'),
    workspace: z.string(),
    counts,
    changes: z.array(plannedChange).readonly(),
    drift: z
      .array(z.object({ address: z.string(), detail: z.string().optional() }))
      .readonly()
      .describe('What changed outside Terraform.'),
    outputs: z.array(z.object({ name: z.string(), action: z.string() })).readonly(),
    moved: z.array(movedProposal).readonly().describe('Pairs that look like one thing with a new address, which a moved block would keep.'),
    warnings: z.array(z.string()).readonly(),
  }),
  commands: ['terraform plan -refresh-only{refreshOnly:true}'],
  says: [
    'plan only module.network in infra',
    'only look at module.vpc and plan it in infra/dev',
    'run terraform plan',
    'what would applying infra change',
    'preview the terraform changes for staging',
    'plan the infrastructure in infra with prod.tfvars',
    'what would terraform do in workspace staging',
    'what will terraform change',
    'show me the plan for infra',
    'preview infra',
    'what happens if we apply envs/prod',
    'do a terraform plan in stacks/core with vars.tfvars',
    'plan the removal of everything in sandbox',
    'calculate a plan for the network stack',
    'which resources would be created by infra',
    'plan stacks/core',
    'what would terraform do in envs/prod',
    'see what an apply of infra would change',
    'run a plan against infra with eu.tfvars',
    'plan only aws_s3_bucket.logs',
    'plan with aws_instance.web replaced',
    'let me see the pending infrastructure changes',
    'plan infra',
    'what would an apply of infra do?',
    'what will change in infra?',
    'changes terraform would make in infra',
    'dry run of infra',
    'what if we destroyed infra?',
    'what would happen if infra were destroyed?',
    'what changes if we apply infra',
    'what would be different after an apply of infra',
    'tell me what terraform is going to do in envs/prod',
    'what is about to change in infra',
    'pending changes in infra',
    'compute the plan of stacks/core',
    'run a plan but apply nothing',
    'simulate an apply of infra',
    'how many resources would infra add',
    'would anything be destroyed in infra',
    'plan only module.vpc in infra',
    'plan a replacement of aws_instance.web',
    'plan that destroys envs/dev',
    'destroy plan of sandbox',
    'refresh-only plan of infra',
    'difference between the code in infra and what is deployed',
    'look what terraform intends to do with infra',
    'plan infra in workspace staging',
    'what will it cost us to apply infra',
    'do we have unapplied changes in stacks/core',
    'what is terraform about to touch in infra',
    'what will terraform change in infra',
    'which resources will be created in infra',
    'will anything change if I apply infra',
    'what would it create in infra',
    'show me the terraform changes for envs/prod',
    'preview tearing down infra/demo',
    'what would a destroy of infra remove',
    'what would tearing down envs/dev take away',
    'terraform plan in platform/vault',
    'what would terraform change if we applied stacks/orders',
    'plan a replacement of aws_instance.bastion in shared/access',
    'my PR touches the subnets and the reviewer wants to see the impact, so run a plan in network/core with eu.tfvars and secrets.tfvars',
    "can you do a terraform dry run of kiosk/tf, with parallelism 20 because it's huge",
    'plan the change only for aws_s3_bucket.media and aws_s3_bucket.logs, it is the folder storage',
  ],
  examples: [{ title: 'See what applying would do', input: { directory: 'infra' } }],
  guessMs: 20_000,
  timeoutMs: 60 * 60_000,

  preview: ({ directory: folder, varFiles: files }, at) => codePreview(`Plan ${folderName(folder)}`, folder, files, ['init', 'plan'], at),

  async run(what, at) {
    const made = await makePlan({ kind: what.refreshOnly ? 'drift' : what.destroy ? 'destroy' : 'plan', ...what }, at);
    if (!made.ok) return failed(made.failure);
    const { saved, plan: json, changes, impacts } = made.value;
    const byAddress = new Map(impacts.filter(({ marks }) => !marks.includes('drift')).map((impact) => [impact.address, impact]));
    const { add, change, remove } = saved.counts;
    return {
      ok: true,
      output: {
        directory: what.directory,
        plan: saved.id,
        workspace: saved.workspace,
        counts: saved.counts,
        changes: changes.map((c) => {
          const impact = byAddress.get(c.address);
          return {
            ...c,
            ...(impact === undefined ? {} : { type: impact.type, marks: impact.marks, ...(impact.detail === undefined ? {} : { detail: impact.detail }) }),
          };
        }),
        drift: impacts
          .filter(({ marks }) => marks.includes('drift'))
          .map(({ address: a, detail }) => ({ address: a, ...(detail === undefined ? {} : { detail }) })),
        outputs: json.outputs.flatMap(({ name, actions }) => (actions[0] === undefined || actions[0] === 'no-op' ? [] : [{ name, action: actions[0] }])),
        moved: movedProposals(json),
        warnings: impacts.filter(({ type }) => type === 'terraform-state' || type === 'terraform-plan').flatMap(({ detail }) => detail ?? []),
      },
      summary: `Applying would create ${add}, change ${change} and delete ${remove} resources. Nothing was changed.`,
      undo: 'nothing-changed',
    };
  },
});
