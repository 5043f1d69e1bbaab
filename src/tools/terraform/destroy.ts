import { z } from 'zod';
import { failed, ok } from '../../domain/failure/failure.ts';
import { tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { directory, lockTimeoutSeconds, parallelism, refresh, targets, varFiles, vars, workspace } from './fields.ts';
import { applyMs, applySaved } from './saved/apply.ts';
import { tookEffect } from './saved/inspect.ts';
import type { PlanRequest } from './saved/make.ts';
import { lastPlan, previewByPlan, previewedPlan } from './saved/previewed.ts';
import { leftToDo } from './saved/verify.ts';

const input = z.strictObject({
  directory,
  varFiles,
  vars,
  targets: targets.describe('Only these resources or modules, by address, and what depends on them.'),
  workspace,
  refresh,
  lockTimeoutSeconds,
  parallelism,
});
type Input = z.output<typeof input>;

/** Through a saved destroy plan: what is previewed is planned, and what is run is the plan that was previewed. */
export const destroy = tool({
  name: 'terraform.destroy',
  effect: 'destroy',
  summary: 'Destroy everything a Terraform folder manages, or the named resources of it.',
  input,
  output: z.object({ directory: z.string(), workspace: z.string(), removed: z.int(), serial: z.int() }),
  commands: ['terraform destroy'],
  says: [
    'destroy the terraform stack in sandbox',
    'terraform destroy',
    'tear down the infrastructure in sandbox',
    'take down the stack',
    'destroy aws_s3_bucket.logs',
    'tear down envs/preview',
    'destroy aws_instance.test in sandbox',
    'take down the demo environment in envs/demo',
    'destroy the environment envs/demo',
    'delete the infrastructure in sandbox',
    'terraform destroy in preview',
    'take the sandbox stack down',
    'decommission the terraform stack in old',
    'tear infra down',
    'remove everything terraform made in infra',
    'infra is not needed any more, destroy it',
    'take the stack infra down',
    'get rid of all that infra manages',
    'undeploy envs/dev with terraform',
    'take the stack in stacks/demo down',
    'remove all that terraform made in sandbox',
    'destroy just aws_instance.test in infra',
    'delete the stack stacks/poc',
    'we are done with envs/preview, tear it down',
    'dispose of the resources in sandbox/kim',
    'clean up the terraform sandbox in sandbox/kim',
    'wind down stacks/legacy',
    'shut the environment envs/dev down for good',
    'destroy everything terraform manages in sandbox/kim',
    'get the demo stack in stacks/demo off aws',
    'release everything in sandbox/kim with terraform destroy',
    'tear the stack at stacks/trial down',
    'stacks/trial can be destroyed',
    'the workshop ended an hour ago and everyone has saved what they wanted, so terraform destroy in lab/eks',
    'tear down everything terraform made in envs/demo',
    'nuke the tf stack sandbox/orders, nobody has logged in there for weeks and finance sends me a reminder every monday',
    'destroy only aws_instance.bastion in shared/access',
    'get rid of module.cache and what belongs to it in the cloud, terraform folder stacks/web',
    'can you remove the entire preview infrastructure, workspace pr-231, folder preview? The branch was merged on tuesday and terraform built it only for the review',
    "I'd like the load test cluster gone, it was created with terraform from loadtest/cluster and is not needed before the next black friday rehearsal in autumn",
    'decommission aws_db_instance.replica and aws_db_subnet_group.replica via terraform, in billing/db',
    'delete all the infra of the terraform dir scratch/fleet',
    'Could you please destroy the Terraform stack in the folder eval/search, and wait for the lock for 120 seconds if someone has it?',
    "let's bring down the stack in nightly/env, workspace nightly",
  ],
  examples: [{ title: 'Destroy one resource', input: { directory: 'infra', targets: ['terraform_data.release'] } }],
  guessMs: 300_000,
  timeoutMs: applyMs + 60_000,

  async preview(what, at) {
    const seen = await previewByPlan(callOf(what), requestOf(what), at);
    if (!seen.ok) return seen;
    const { preview, made } = seen.value;
    const where = what.directory === '.' ? 'this folder' : what.directory;
    const n = made.saved.counts.remove;
    return ok({ ...preview, summary: n === 0 ? `Nothing to destroy in ${where}` : `Destroy ${n} ${n === 1 ? 'resource' : 'resources'} of ${where}` });
  },

  async run(what, at) {
    const id = await previewedPlan(callOf(what), requestOf(what), at);
    if (!id.ok) return failed(id.failure);
    const done = await applySaved(id.value, what, at);
    if (!done.ok) return done;
    const { directory: folder, workspace: name, removed, serial } = done.output;
    return {
      ...done,
      output: { directory: folder, workspace: name, removed, serial },
      summary: removed === 0 ? 'There was nothing to destroy.' : `Destroyed ${removed} ${removed === 1 ? 'resource' : 'resources'}.`,
    };
  },

  verify: (what, _seen, at) => ofLast(what, at, (id) => leftToDo(id, at), { met: false as const, missing: ['its plan is gone'] }),
  inspect: (what, at) => ofLast(what, at, (id) => tookEffect(id, at), 'unknown' as const),
});

const callOf = (what: Input) => ({ tool: 'terraform.destroy', ...what });
const requestOf = (what: Input): PlanRequest => ({ kind: 'destroy', ...what, destroy: true });

async function ofLast<T>(what: Input, at: Workplace, look: (id: string) => Promise<T>, otherwise: T): Promise<T> {
  const id = await lastPlan(callOf(what), at);
  return id === undefined ? otherwise : look(id);
}
