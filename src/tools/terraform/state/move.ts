import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { count } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { alreadyManaged } from '../../../domain/failure/terraform.ts';
import { differentKinds } from '../../../domain/failure/terraform-state.ts';
import { tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { directory, target, workspace } from '../fields.ts';
import { folderName } from '../root/code-preview.ts';
import { aboutState, coveredBy, declaredIn, editState, lookAtState, notThere, putBack, type SeenState, targetOfState } from './edit.ts';

const input = z.strictObject({
  directory,
  from: target.describe('Address it has in the state now: a resource or a module.'),
  to: target.describe('Address it is to have.'),
  workspace,
});
type Input = z.output<typeof input>;

/** `state mv`: gives what is managed another address. What the files should say as well is a `moved` block, which `terraform.plan` proposes. */
export const stateMove = tool({
  name: 'terraform.stateMove',
  effect: 'change',
  needsTrust: true,
  summary: 'Give a resource or a module another address in the Terraform state, and leave the thing itself as it is.',
  input,
  output: z.object({ from: z.string(), to: z.string(), serial: z.int(), moved: z.array(z.string()).readonly() }),
  onlyWith: ['state', 'tfstate', 'address', 'mv'],
  commands: ['terraform state mv {from} {to}'],
  says: [
    'move aws_s3_bucket.a to aws_s3_bucket.b in the terraform state',
    'rename aws_instance.web to aws_instance.app in the state',
    'terraform state mv aws_vpc.main module.network.aws_vpc.main',
    'terraform state mv aws_iam_role.a aws_iam_role.b',
    'rename module.old to module.new in the terraform state',
    'change the address of aws_eip.nat to aws_eip.gateway in the state',
    'move module.old to module.new in the tfstate',
    'move aws_s3_bucket.old to aws_s3_bucket.media in the terraform state',
    'terraform state mv aws_instance.web aws_instance.frontend',
    'rename module.net to module.network in the state of gateway/internal, the code has the new name since this morning and nothing must be recreated because of that',
    'plan wants to destroy and create my vpc just because it moved into a module: aws_vpc.main is now module.vpc.aws_vpc.main, fix the address in state',
    'can you give aws_eip.ip the new address aws_eip.nat[0] in the tf state? There will be more than one of them soon, so the code uses count now',
    'aws_sqs_queue.q should be called aws_sqs_queue.jobs in state, folder jobs/infra, without touching the queue',
    'change state address module.db[0] → module.db, dir ci/agents',
    'put aws_security_group.sg under the name aws_security_group.web in the state file of deploy/terraform',
    're-address aws_lambda_function.fn as aws_lambda_function.thumbnailer, directory=media/infra, nothing else shall happen to the function, the code already calls it by the longer name',
    'turn aws_instance.node into aws_instance.node[0] in the state because I added a count',
    'how can I rename aws_ecr_repository.r to aws_ecr_repository.web in terraform without destroying it? do it in ci/registry',
    'state rename aws_vpc.vpc2 to aws_vpc.dr',
    'in the state of search/infra change the address of module.os to module.opensearch',
    'aws_sns_topic.main now has a for_each so its state entry must become aws_sns_topic.main["alerts"]',
    'make module.app.aws_ecs_service.svc into module.app.aws_ecs_service.checkout, state only',
  ],
  examples: [{ title: 'Follow a resource that was renamed', input: { directory: 'infra', from: 'terraform_data.release', to: 'terraform_data.version' } }],
  guessMs: 3_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { state, root, backup, moves } = seen.value;
    const stays = declaredIn(what.from, root) === true;
    const isNew = declaredIn(what.to, root);
    return ok({
      digest: digestOf({ what, lineage: state.lineage, serial: state.serial, backend: root.backend, moves, backup }),
      summary: `Move ${what.from} to ${what.to}${moves.length === 1 ? '' : ` (${count(moves.length, 'resource')})`} in the state of ${folderName(what.directory)}`,
      files: [],
      undo: putBack(what, backup, { lineage: state.lineage, serial: state.serial + 1 }),
      warnings: [
        ...(isNew === false ? [`the files have no ${what.to}: the next plan would destroy what is moved there`] : []),
        ...(stays ? [`the files still have ${what.from}: the next plan would make it anew`] : []),
        ...(isNew === true && !stays ? [`the files have ${what.to} and no ${what.from}: the next plan changes nothing for the address alone`] : []),
        aboutState(seen.value),
      ],
      target: targetOfState(seen.value),
      impacts: moves.map(([from, to]) => ({
        address: from,
        type:
          from
            .replace(/\[[^\]]*\]$/, '')
            .split('.')
            .at(-2) ?? '',
        operation: 'update' as const,
        marks: isNew === false || stays ? (['check-failed'] as const) : (['moved'] as const),
        detail: `becomes ${to}`,
      })),
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { moves, backup } = seen.value;
    const done = await editState('mv', [what.from, what.to], what, backup, at);
    if (!done.ok) return done;
    const after = done.value;
    return {
      ok: true,
      output: { from: what.from, to: what.to, serial: after.serial, moved: moves.map(([, to]) => to) },
      summary: `${what.from} is ${what.to} in the state; the thing itself is as it was.`,
      undo: putBack(what, backup, after),
    };
  },

  async verify(what, done, at) {
    const seen = await lookAtState(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    const { state } = seen.value;
    const missing = [
      ...coveredBy(what.from, state).map((address) => `${address} is still in the state`),
      ...done.moved.filter((address) => !state.addresses.includes(address)).map((address) => `${address} is not in the state`),
    ];
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  async inspect(what, at) {
    const seen = await lookAtState(what, at);
    if (!seen.ok) return 'unknown';
    const [from, to] = [coveredBy(what.from, seen.value.state), coveredBy(what.to, seen.value.state)];
    return from.length > 0 && to.length === 0 ? 'not-started' : from.length === 0 && to.length > 0 ? 'done' : 'unknown';
  },
});

interface Seen extends SeenState {
  /** Each instance, and what it becomes. */
  readonly moves: readonly (readonly [from: string, to: string])[];
}

const kindOf = (address: string): string =>
  /(?:^|\.)module\.[\w-]+(?:\[[^\]]*\])?$/.test(address)
    ? 'a module'
    : (address
        .replace(/\[[^\]]*\]$/, '')
        .split('.')
        .at(-2) ?? '');

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  if (kindOf(what.from) !== kindOf(what.to)) return failed(differentKinds(what.from, kindOf(what.from), what.to, kindOf(what.to)));
  const seen = await lookAtState(what, at);
  if (!seen.ok) return seen;
  const { state } = seen.value;
  const from = coveredBy(what.from, state);
  if (from.length === 0) return notThere(what.from, state, what.directory);
  const taken = coveredBy(what.to, state).filter((address) => !from.includes(address));
  if (taken[0] !== undefined) return failed(alreadyManaged(taken[0], 'the state'));
  return ok({ ...seen.value, moves: from.map((address) => [address, `${what.to}${address.slice(what.from.length)}`] as const) });
}
