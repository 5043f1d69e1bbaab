import { z } from 'zod';
import { digestOf, sha256 } from '../../base/hash.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { alreadyManaged, importNotAlone, planUnknown } from '../../domain/failure/terraform.ts';
import { type FileChange, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { address, directory, lockTimeoutSeconds, varFiles, vars, workspace } from './fields.ts';
import { folderName } from './root/code-preview.ts';
import { type Config, join, readConfig } from './root/config.ts';
import { textIn } from './root/open.ts';
import type { Replacements } from './root/shadow.ts';
import { readState } from './root/state.ts';
import { withRoot } from './root/with-root.ts';
import { applyMs, applySaved, lockUndo } from './saved/apply.ts';
import { isTouched } from './saved/before.ts';
import { tookEffect } from './saved/inspect.ts';
import { lookAhead, makePlan, type PlanRequest } from './saved/make.ts';
import { lastPlan, previewByPlan, previewedPlan } from './saved/previewed.ts';
import { discard, readRecord, type SavedPlan } from './saved/record.ts';

const input = z.strictObject({
  address: address.regex(/^(?!data\.|.*\.data\.)/, 'a resource; data sources are not imported').describe('Address the resource gets.'),
  id: z
    .string()
    .min(1)
    .max(2000)
    .regex(/^[^\p{C}\u2028\u2029]*$/u, 'an id has no control characters')
    .describe('Id of the resource in the cloud: a name, an id or an ARN.'),
  directory,
  varFiles,
  vars,
  workspace,
  lockTimeoutSeconds,
});
type Input = z.output<typeof input>;

/**
 * By an `import` block that is planned in a copy, never written into the folder. Where the configuration has no such resource,
 * Terraform writes it, and that file is what the folder gets.
 */
export const importing = tool({
  name: 'terraform.import',
  effect: 'change',
  summary: 'Import an existing resource into the Terraform state, and write its configuration where there is none.',
  input,
  output: z.object({ address: z.string(), id: z.string(), file: z.string().optional().describe('Where its configuration was written; absent: it was there.') }),
  commands: ['terraform import {address} {id}'],
  says: [
    'import bucket logs-example as aws_s3_bucket.logs',
    'terraform import aws_vpc.main vpc-0123456789abcdef0',
    'bring i-0123456789abcdef0 under terraform as aws_instance.web',
    'adopt the existing bucket into terraform',
    'bring the existing role deployer into terraform as aws_iam_role.deployer',
    'let terraform manage i-0123456789abcdef0 as aws_instance.web',
    'put vpc-0123456789abcdef0 under terraform as aws_vpc.main',
    'start managing the bucket assets-example as aws_s3_bucket.assets',
    'adopt sg-0123456789abcdef0 as aws_security_group.web',
    'import the existing vpc vpc-0123456789abcdef0 to aws_vpc.main',
    'take over vpc-0123abcd as aws_vpc.main',
    'adopt i-0123456789abcdef0 as aws_instance.web',
    'get sg-0123456789abcdef0 into the state as aws_security_group.db',
    'make terraform manage the bucket my-logs as aws_s3_bucket.logs',
    'take the existing role deployer over as aws_iam_role.deployer',
    'start managing vpc-0123456789abcdef0 as aws_vpc.main',
    'put the hand-made instance i-0123456789abcdef0 under terraform as aws_instance.web',
    'aws_db_instance.main is the existing database orders',
    'let terraform know that aws_s3_bucket.assets is acme-assets',
    'bring the existing bucket acme-media in as aws_s3_bucket.media',
    'add the old vpc vpc-0123456789abcdef0 to the state as aws_vpc.old',
    'terraform import aws_iam_user.kim kim',
    'someone made the security group sg-09af12 by hand, please take it into our tf state as aws_security_group.web',
    "adopt the existing db orders-prod as aws_db_instance.orders, folder orders/db, it's been running for two years outside of terraform and must of course not be recreated",
    'I want terraform to manage the role deployer from now on, address aws_iam_role.deployer, it was made in the console ages ago when we had no code at all',
    'Requesting import of existing resource eipalloc-77ac01 to address aws_eip.nat, directory video/aws',
    'pull the queue https://sqs.eu-west-1.amazonaws.com/111122223333/jobs into terraform as aws_sqs_queue.jobs, the developers clicked it together last sprint and now it needs to be managed properly',
    'get the cluster named blue into the state, aws_eks_cluster.blue, clusters/eu, workspace production',
    'this log group was made before we had terraform: /aws/kiosk/api. it should become aws_cloudwatch_log_group.api',
    'please to import nat gateway nat-0451aa with address aws_nat_gateway.main',
    'imprt aws_ecr_repository.web, id web, in ci/registry',
    'we inherited a load balancer nobody wrote code for, arn arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c, import to aws_lb.shop',
    'terraform should know about bucket atlas-logs: aws_s3_bucket.logs, workspace staging, otherwise the next apply will try to make it again and fail as it did today',
    'can rtb-0aa19 be imported as aws_route_table.public in network/edge',
    'time to import the postgres box checkout-db as module.db.aws_db_instance.this, folder spot-pool, var file eu.tfvars',
    'helm release monitoring/grafana was installed by hand, import it to helm_release.grafana in aws/core',
    'import acl-0d31 → aws_network_acl.db',
  ],
  examples: [{ title: 'Take over what is there already', input: { directory: 'infra', address: 'terraform_data.release', id: 'shop-release' } }],
  guessMs: 10_000,
  timeoutMs: applyMs + 60_000,

  async preview(what, at) {
    const request = await requestOf(what, at);
    if (!request.ok) return request;
    const seen = await previewByPlan(callOf(what), request.value.plan, at);
    if (!seen.ok) return seen;
    const { preview, made } = seen.value;
    const { file } = request.value;
    const others = made.plan.changes.filter((c) => isTouched(c) && c.address !== what.address);
    if (others.length > 0)
      return failed(
        importNotAlone(
          what.address,
          others.map((c) => c.address),
        ),
      );
    return ok({
      ...preview,
      digest: digestOf({ plan: preview.digest, file: file === undefined ? null : { path: file.path, sha: sha256(file.text) } }),
      summary: `Import ${what.id} as ${what.address} in ${folderName(what.directory)}`,
      files: [...preview.files, ...(file === undefined ? [] : [fileChange(file)])],
      undo: undoOf(what, file, made.saved, at),
    });
  },

  async run(what, at) {
    const request = await requestOf(what, at);
    if (!request.ok) return failed(request.failure);
    const id = await previewedPlan(callOf(what), request.value.plan, at);
    if (!id.ok) return failed(id.failure);
    const saved = await readRecord(id.value, at);
    if (!saved.ok) return failed(saved.failure);
    const path = generatedPath(what, request.value.config);
    const sha = saved.value.files[path];
    const content = sha === undefined || request.value.file === undefined ? undefined : at.blobs.get(sha);
    const file = content === undefined ? undefined : { path, text: new TextDecoder().decode(content) };
    const done = await applySaved(id.value, { workspace: what.workspace, lockTimeoutSeconds: what.lockTimeoutSeconds }, at);
    if (!done.ok) return { ...done, ...(done.undo === undefined || done.undo === 'nothing-changed' ? {} : { undo: undoOf(what, undefined, saved.value, at) }) };
    if (content !== undefined) {
      const written = await at.files.write(path, content);
      if (!written.ok) return { ok: false, failure: written.failure, undo: undoOf(what, undefined, saved.value, at) };
    }
    return {
      ok: true,
      output: { address: what.address, id: what.id, ...(file === undefined ? {} : { file: path }) },
      summary: `${what.id} is under this state as ${what.address}${file === undefined ? '' : `; its configuration is in ${path}`}.`,
      undo: undoOf(what, file, saved.value, at),
    };
  },

  async verify(what, _seen, at) {
    const read = await withRoot({ directory: what.directory, workspace: what.workspace, for: 'state' }, at, (root) => readState(root));
    if (!read.ok) return { met: false, missing: [read.failure.message] };
    if (!read.value.addresses.includes(what.address)) return { met: false, missing: [`${what.address} is not in the state`] };
    const ahead = await lookAhead({ ...valuesOf(what), kind: 'plan', targets: [what.address] }, at);
    if (!ahead.ok) return { met: false, missing: [ahead.failure.message] };
    // What Terraform could not read back when it wrote the configuration is an update.
    const left = ahead.value.changes.find((c) => c.address === what.address && c.action !== 'update');
    return left === undefined ? { met: true } : { met: false, missing: [`a plan would ${left.action} ${what.address}`] };
  },

  async inspect(what, at) {
    const id = await lastPlan(callOf(what), at);
    return id === undefined ? 'unknown' : tookEffect(id, at);
  },
});

const callOf = (what: Input) => ({ tool: 'terraform.import', ...what });
const valuesOf = ({ directory: folder, varFiles: files, vars: values, workspace: name }: Input) => ({
  directory: folder,
  varFiles: files,
  vars: values,
  workspace: name,
});

interface Generated {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly text: string;
}

interface Wanted {
  readonly plan: PlanRequest;
  readonly config: Config;
  readonly file: Generated | undefined;
}

async function requestOf(what: Input, at: Workplace): Promise<Outcome<Wanted>> {
  const read = await readConfig(what.directory, what.varFiles, at);
  if (!read.ok) return read;
  const config = read.value;
  const managed = await withRoot({ directory: what.directory, workspace: what.workspace, for: 'state' }, at, (root) => readState(root));
  if (!managed.ok) return managed;
  if (managed.value.addresses.includes(what.address)) return failed(alreadyManaged(what.address, 'the state'));
  const block = new TextEncoder().encode(`import {\n  to = ${what.address}\n  id = ${quoted(what.id)}\n}\n`);
  const blockPath = join(config.directory, `nimbus_import_${sha256(what.address).slice(0, 12)}.tf`);
  const own = new Map([[blockPath, block]]);
  const isWritten =
    what.address.startsWith('module.') || config.modules[0]?.byAddress.has(what.address.replace(/\[.*$/, '')) === true || config.json.length > 0;
  const request = (replaced: Replacements): PlanRequest => ({ ...valuesOf(what), kind: 'import', replaced });
  if (isWritten) return ok({ plan: request(own), config, file: undefined });

  const path = generatedPath(what, config);
  const name = path.slice(config.directory === '' ? 0 : config.directory.length + 1);
  const kind = await at.files.kind(path);
  if (!kind.ok) return kind;
  if (kind.value !== 'nothing') return failed(alreadyManaged(what.address, path));
  const made = await makePlan({ ...request(own), generate: name }, at);
  if (!made.ok) return made;
  const text = await textIn(join(made.value.root.cwd, name));
  await discard(made.value.saved.id, at);
  if (text === undefined) return failed(planUnknown(made.value.saved.id));
  return ok({ plan: request(new Map([...own, [path, new TextEncoder().encode(text)]])), config, file: { path, text } });
}

const generatedPath = (what: Input, config: Config): string =>
  join(config.directory, `imported_${what.address.replace(/\[.*$/, '').replaceAll(/[^\w]+/g, '_')}.tf`);

/** A text of Terraform's language that stands for exactly these characters. */
const quoted = (value: string): string => JSON.stringify(value).replaceAll(/[$%](?=\{)/g, '$&$&');

const fileChange = ({ path, text }: Generated): FileChange => ({
  path,
  action: 'create',
  before: undefined,
  after: text,
  added: text.split('\n').length - 1,
  removed: 0,
  conflicts: [],
});

/** What it is stays in the cloud; it only leaves the state again, and the file goes. */
const undoOf = (what: Input, file: Generated | undefined, saved: SavedPlan, at: Workplace): Undo => ({
  steps: [
    {
      tool: 'terraform.forget',
      input: { directory: what.directory, address: what.address, ...(what.workspace === undefined ? {} : { workspace: what.workspace }) },
    },
    ...(file === undefined
      ? []
      : [
          { tool: 'files.restore', input: { files: [{ path: file.path, to: null, expect: at.blobs.keep(new TextEncoder().encode(file.text)) }], folders: [] } },
        ]),
    ...lockUndo(saved, at),
  ],
});
