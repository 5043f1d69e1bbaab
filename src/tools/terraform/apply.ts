import { z } from 'zod';
import { tool } from '../../domain/tool.ts';
import { directory, lockTimeoutSeconds, parallelism, planId, workspace } from './fields.ts';
import { applyMs, applySaved } from './saved/apply.ts';
import { fitting } from './saved/fits.ts';
import { tookEffect } from './saved/inspect.ts';
import { previewOf } from './saved/preview.ts';
import { leftToDo } from './saved/verify.ts';

export const applied = z.object({
  directory: z.string(),
  workspace: z.string(),
  serial: z.int(),
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  imported: z.int(),
  outputs: z.record(z.string(), z.unknown()).readonly().describe('Outputs; sensitive ones as handles.'),
});

/** Applies a plan that was saved and approved; there is no input that makes it apply anything else. */
export const apply = tool({
  name: 'terraform.apply',
  effect: 'destroy',
  summary: 'Apply a saved Terraform plan, exactly as it was approved.',
  input: z.strictObject({
    plan: planId.describe('The saved plan: what terraform.plan gave.'),
    directory,
    workspace,
    lockTimeoutSeconds,
    parallelism,
  }),
  output: applied,
  commands: ['terraform apply {plan?}'],
  says: [
    'apply the terraform in infra',
    'terraform apply',
    'roll out the terraform changes',
    'deploy the infrastructure in infra',
    'provision the infrastructure',
    'create the resources with terraform',
    'apply the plan',
    'apply infra',
    'deploy the infrastructure in envs/dev',
    'go ahead and apply envs/staging',
    'roll the network stack out',
    'provision what is in infra/db',
    'make the changes in stacks/core real',
    'apply the network stack',
    'ship the terraform changes in infra',
    'create everything defined in infra/db',
    'update the infrastructure from stacks/core',
    'make the changes in infra real',
    'deploy the terraform in infra',
    'put the plan of infra into effect',
    'apply what was planned',
    'bring up the infrastructure in infra',
    'build the infrastructure of envs/dev',
    'put infra into effect',
    'apply just aws_instance.web in infra',
    'apply only module.vpc in infra',
    'make the changes of infra real',
    'roll the terraform in infra out',
    'get envs/dev deployed with terraform',
    'create what infra describes',
    'run the terraform in stacks/core for real',
    'carry out the terraform changes in infra',
    'launch the stack in stacks/core',
    'make the cloud look like infra',
    'push the infra changes live',
    'set up the environment in envs/qa with terraform',
    'execute the terraform in infra',
    'run terraform in infra for real',
    'terraform infra up',
    'let terraform build envs/dev',
    'update the infrastructure in infra',
    'apply the infra code in stacks/core with prod.tfvars',
    'terraform apply tfplan in stacks/warehouse',
    'the saved plan orders.tfplan got approved, roll it out now while the traffic is low, the shop people are already waiting for the bigger database',
    'can you carry out the plan stored in /tmp/plans/atlas.tfplan? Terraform made it an hour ago and everybody who has to sign it did',
    "let's apply dns.tfplan in the directory dns/zones, that's the saved plan from this morning with the three new records for the shop",
    'put the changes of plan.bin into effect, it was approved by two people',
    'I want the plan "monday.tfplan" be applied now in workspace blue, directory checkout/infra',
    'time to make search.tfplan real',
    'terraform apply of the saved plan file release-17.plan',
  ],
  examples: [{ title: 'Apply the plan that was looked at', input: { directory: 'infra', plan: 'tfplan-3f9a1c5b7d2e4f60a8b9' } }],
  needs: { tool: 'terraform.plan', output: 'plan', input: 'plan' },
  guessMs: 300_000,
  timeoutMs: applyMs + 60_000,

  async preview({ plan, directory: asked, workspace: chosen }, at) {
    const fit = await fitting(plan, { workspace: chosen, directory: asked }, 'look', at);
    return fit.ok ? previewOf(fit.value.saved, at) : fit;
  },
  run: ({ plan, workspace: chosen, directory: asked, ...how }, at) => applySaved(plan, { workspace: chosen, directory: asked, ...how }, at),
  verify: ({ plan }, _seen, at) => leftToDo(plan, at),
  inspect: ({ plan }, at) => tookEffect(plan, at),
});
