import { z } from 'zod';
import { nearest } from '../../base/nearest.ts';
import { count } from '../../base/say.ts';
import { failed, ok } from '../../domain/failure/failure.ts';
import { programGarbled } from '../../domain/failure/process.ts';
import { notInState, planDamaged } from '../../domain/failure/terraform.ts';
import { parsePlanJson } from '../../domain/terraform/plan-json.ts';
import { isFields, records, text } from '../../domain/terraform/read.ts';
import { tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { explain } from './explain.ts';
import { address, directory, planId, workspace } from './fields.ts';
import { differences, masked } from './mask.ts';
import { folderName } from './root/code-preview.ts';
import { textIn } from './root/open.ts';
import { readState } from './root/state.ts';
import { withRoot } from './root/with-root.ts';
import { isTouched } from './saved/before.ts';
import { placeOf, readRecord, showFileIn } from './saved/record.ts';

const resource = z.object({ address: z.string(), values: z.record(z.string(), z.unknown()).readonly() });
const change = z.object({
  address: z.string(),
  actions: z.array(z.string()).readonly(),
  attributes: z
    .array(
      z.object({
        path: z.string(),
        before: z.unknown().optional(),
        after: z.unknown().optional(),
        unknown: z.literal(true).optional().describe('Known after applying.'),
        sensitive: z.literal(true).optional().describe('It changes, and neither value is told.'),
      }),
    )
    .readonly(),
});

const resourcesMax = 5000;

/** The state, or a saved plan's changes; what is sensitive as handles. */
export const show = tool({
  name: 'terraform.show',
  effect: 'read',
  needsTrust: true,
  summary: 'Show what the Terraform state holds: all of it or one resource with its attributes.',
  input: z.strictObject({
    directory,
    address: address.optional().describe('One resource by address.'),
    workspace,
    plan: planId.optional().describe('A saved plan, whose changes are shown instead, attribute by attribute.'),
  }),
  output: z.object({
    directory: z.string(),
    serial: z.int(),
    resources: z.array(resource).readonly(),
    changes: z.array(change).readonly().optional().describe('Of the plan.'),
  }),
  commands: ['terraform state show {address}', 'terraform show {plan?}'],
  says: [
    'show the terraform state',
    'terraform show',
    'show aws_s3_bucket.logs in the state',
    'what are the attributes of aws_vpc.main',
    'what does the state say about the database',
    'attributes of aws_instance.web in the state',
    'what does terraform know about module.db.aws_db_instance.main',
    'print the terraform state of infra',
    'describe the state of aws_s3_bucket.logs',
    'what is in the state for aws_vpc.main',
    'look up aws_subnet.a in the state',
    'current attributes of module.db.aws_db_instance.main',
    'show the terraform state of stacks/core',
    'state of aws_instance.a',
    'details of aws_instance.a in the state',
    'full state of infra',
    'what is recorded for aws_instance.web',
    'show me aws_db_instance.main as terraform sees it',
    'attributes of aws_s3_bucket.logs in the state',
    'print the state of infra',
    'how does the state of infra look',
    'dump the tfstate of infra',
    'inspect module.vpc.aws_vpc.this',
    'which id does aws_instance.web have in the state',
    'what do we know about aws_lb.front in terraform',
    'full terraform state of envs/dev',
    'what does the state know about module.network.aws_vpc.this',
    'display the plan file prod.tfplan in readable form',
    'full dump of the tf state for iac/prod, every resource with its details, the auditors want to see what we have recorded there as of today',
    'I need the arn of aws_sqs_queue.jobs, terraform should have it in its state, folder jobs/infra',
    'tf state show aws_instance.bastion',
    'Requesting state details for aws_security_group.web in kiosk/tf',
    'which instance type does the state have for aws_instance.runner in ci/runners? Jobs are slower since last week and somebody says it was changed',
    "the reviewer can't open the binary plan search.plan, please print what it contains so that she can read it in the browser",
    'look up aws_eks_cluster.main in the state of data/lake, I want its endpoint and version',
    'please give me all attributes from resource aws_iam_role.deployer how they are in state',
    'human readable view of saved plan out/web.plan, folder web/infra',
    'what ip did terraform record for aws_eip.nat',
  ],
  examples: [{ title: 'Show one resource of the state', input: { directory: 'infra', address: 'terraform_data.release' } }],
  guessMs: 3_000,

  async run({ directory: folder, address: one, workspace: chosen, plan }, at) {
    if (plan !== undefined) return showPlan(plan, one, at);
    const read = await withRoot({ directory: folder, workspace: chosen, for: 'plan' }, at, async (root) => {
      const state = await readState(root);
      if (!state.ok) return state;
      if (state.value.serial === 0) return ok({ serial: 0, resources: [] });
      const done = await root.run(['show', '-json', '-no-color'], { timeoutMs: 300_000, outputBytesMax: 400 * 1024 * 1024, quietly: true });
      if (!done.ok) return done;
      if (done.value.code !== 0) return failed(explain('show', done.value, root));
      const resources = resourcesIn(done.value.stdout);
      // Never the text itself: it holds the secrets of the state.
      return resources === undefined
        ? failed(programGarbled(`${root.program.command} show -json`, `${done.value.stdout.length} characters`))
        : ok({ serial: state.value.serial, resources });
    });
    if (!read.ok) return read;
    const { serial, resources } = read.value;
    const found = one === undefined ? resources : resources.filter(({ address: a }) => a === one);
    if (one !== undefined && found.length === 0)
      return failed(
        notInState(
          one,
          nearest(
            one,
            resources.map((r) => r.address),
          ),
          folderName(folder),
        ),
      );
    return {
      ok: true,
      output: { directory: folder, serial, resources: found.slice(0, resourcesMax) },
      summary: `${count(found.length, 'resource')} at serial ${serial}${found.length > resourcesMax ? `; the first ${resourcesMax} are shown` : ''}.`,
      undo: 'nothing-changed',
    };
  },
});

async function showPlan(id: string, one: string | undefined, at: Workplace) {
  const read = await readRecord(id, at);
  if (!read.ok) return read;
  const plan = parsePlanJson((await textIn(showFileIn(await placeOf(id, at)))) ?? '');
  if (!plan.ok) return failed(planDamaged(id, 'its description'));
  const touched = plan.value.changes.filter((c) => isTouched(c) && (one === undefined || c.address === one));
  const changes = touched.slice(0, resourcesMax).map((c) => ({
    address: c.address,
    actions: c.actions,
    attributes: differences(c.address, { value: c.before, sensitive: c.beforeSensitive }, { value: c.after, sensitive: c.afterSensitive }, c.afterUnknown),
  }));
  return {
    ok: true as const,
    output: { directory: read.value.directory || '.', serial: read.value.serial, resources: [], changes },
    summary: `${count(touched.length, 'change')}.`,
    undo: 'nothing-changed' as const,
  };
}

type Resource = z.output<typeof resource>;

function resourcesIn(output: string): readonly Resource[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(output);
  } catch {
    return undefined;
  }
  if (!isFields(document)) return undefined;
  const found: Resource[] = [];
  const visit = (module: unknown): void => {
    if (!isFields(module)) return;
    for (const r of records(module.resources)) {
      const name = text(r.address);
      if (name !== undefined) found.push({ address: name, values: (masked(r.values ?? {}, r.sensitive_values, name) as Record<string, unknown> | null) ?? {} });
    }
    for (const child of records(module.child_modules)) visit(child);
  };
  visit(isFields(document.values) ? document.values.root_module : undefined);
  return found;
}
