import type { RecordedEvent, RunEvent } from '../../../src/domain/event.ts';
import type { Failure } from '../../../src/domain/failure/failure.ts';
import type { Finding } from '../../../src/domain/finding.ts';
import type { Plan, Step } from '../../../src/domain/plan.ts';

const step = (id: string, more: Partial<Step>): Step => ({
  id,
  tool: '',
  input: {},
  dependsOn: [],
  effect: 'read',
  risk: 'low',
  reason: '',
  optional: true,
  continueOnError: true,
  estimateMs: 1000,
  ...more,
});

const plan: Plan = {
  goal: 'Terraform in infra: network, cluster, database and bucket for staging',
  steps: [
    step('files', {
      tool: 'generate.terraform',
      effect: 'write',
      estimateMs: 200,
      reason: 'Turns your answers into files.',
      optional: false,
      continueOnError: false,
    }),
    step('format', { tool: 'terraform.fmt', estimateMs: 500, dependsOn: ['files'], reason: 'Terraform’s own formatter has nothing to change.' }),
    step('validate', { tool: 'terraform.validate', estimateMs: 4000, dependsOn: ['files'], reason: 'Every argument exists in the provider’s own schema.' }),
    step('practices', {
      tool: 'rules.scan',
      estimateMs: 900,
      dependsOn: ['files'],
      input: { path: '${steps.files.output.out}' },
      reason: 'Best practices, over what was written.',
    }),
    step('preview', {
      tool: 'terraform.plan',
      effect: 'plan',
      estimateMs: 20_000,
      dependsOn: ['validate'],
      reason: 'What applying would do. Reads your account, changes nothing.',
    }),
  ],
  hash: '4f1c9a'.padEnd(64, '0'),
  warnings: [],
};

const paths = [
  'README.md',
  'versions.tf',
  'variables.tf',
  'locals.tf',
  'main.tf',
  'outputs.tf',
  'environments/staging.tfvars',
  '.gitignore',
  ...['network', 'cluster', 'database', 'bucket'].flatMap((m) => [`modules/${m}/main.tf`, `modules/${m}/variables.tf`, `modules/${m}/outputs.tf`]),
];

const undo = { steps: [{ tool: 'files.restore', input: {} }] };

const finding = (rule: string, severity: Finding['severity'], file: string, line: number, message: string): Finding => ({
  rule,
  severity,
  file,
  line,
  column: 1,
  endLine: line,
  endColumn: 10,
  resource: 'aws_s3_bucket.logs',
  message,
  fixable: true,
  also: [],
});

const planned: readonly RunEvent[] = [
  { type: 'run-started', runId: 'r1', goal: plan.goal, folder: '/projects/shop' },
  { type: 'plan-ready', plan },
  {
    type: 'step-previewed',
    id: 'files',
    preview: {
      digest: 'd1',
      summary: 'Write 19 files in infra/',
      files: paths.map((path, i) => ({
        path: `infra/${path}`,
        action: path === 'versions.tf' || path === 'main.tf' ? 'update' : path === '.gitignore' ? 'unchanged' : 'create',
        added: path === '.gitignore' ? 0 : 12 + ((i * 53) % 240),
        removed: path === 'main.tf' ? 7 : path === 'versions.tf' ? 1 : 0,
        conflicts:
          path === 'versions.tf' ? [{ path: 'infra/versions.tf', line: 6, yours: '      version = "~> 5.90"', ours: '      version = "~> 5.100"' }] : [],
      })),
      undo,
      warnings: ['You edited infra/versions.tf since it was generated. Your edit is kept; one place conflicts.'],
      findings: [finding('tf-provider-range', 'medium', 'infra/versions.tf', 6, 'The provider is held at an old version by hand.')],
    },
  },
  { type: 'step-decided', id: 'files', decision: { kind: 'confirm', reasons: ['It writes files in the workspace.'] } },
  ...['format', 'validate', 'practices'].map((id): RunEvent => ({ type: 'step-decided', id, decision: { kind: 'allow', reasons: ['It only reads.'] } })),
  { type: 'step-decided', id: 'preview', decision: { kind: 'allow', reasons: ['It computes; nothing lasting comes of it.'] } },
];
const asked: readonly RunEvent[] = [...planned, { type: 'consent-asked', hash: plan.hash }];
const approved: readonly RunEvent[] = [...asked, { type: 'consent-given', hash: plan.hash, by: 'person' }];

const started = (id: string): RunEvent => ({ type: 'step-started', id, attempt: 1, undo: id === 'files' ? undo : 'nothing-changed' });
const ended = (id: string, durationMs: number, summary: string, more: Partial<Extract<RunEvent, { type: 'step-ended' }>> = {}): RunEvent => ({
  type: 'step-ended',
  id,
  status: 'succeeded',
  durationMs,
  summary,
  undo: 'nothing-changed',
  ...more,
});

const wrote: readonly RunEvent[] = [
  ...approved,
  started('files'),
  ended('files', 90, '18 files written', { undo, output: { out: 'infra', directory: 'infra' }, verdict: { met: true } }),
];
const running: readonly RunEvent[] = [
  ...wrote,
  started('format'),
  ended('format', 400, 'Formatted as Terraform wants it.'),
  started('validate'),
  { type: 'step-progressed', id: 'validate', line: 'Initializing provider plugins…' },
  { type: 'step-progressed', id: 'validate', line: 'Using hashicorp/aws v5.100.0 from the shared cache directory', fraction: 0.4 },
];
const scanned = ended('practices', 900, '2 findings in 19 files', {
  output: {
    files: 19,
    findings: [
      finding('aws-s3-versioning', 'medium', 'modules/bucket/main.tf', 12, 'The bucket does not keep old versions: an overwrite or a delete is final.'),
      finding('aws-rds-multi-az', 'high', 'modules/database/main.tf', 31, 'The database runs in one zone only.'),
    ],
    fixed: 0,
    suppressed: [],
    notes: [],
    elapsedMs: 80,
  },
});

export const missing: Failure = {
  code: 'terraform/no-credentials',
  category: 'auth',
  severity: 'medium',
  recoverable: true,
  message: 'Terraform found no AWS credentials, so nothing was asked of your account.',
  fix: 'Sign in (aws sso login --profile staging), then run the plan again.',
  missing: true,
};

const broken: Failure = {
  code: 'terraform/invalid',
  category: 'validation',
  severity: 'high',
  recoverable: true,
  message: 'Terraform does not accept the configuration: 1 error.',
  fix: 'Put modules/database/main.tf line 14 right, or roll back and change the answers.',
  problems: [{ path: 'modules/database/main.tf:14', message: 'An argument named "storage_typ" is not expected here. Did you mean "storage_type"?' }],
  details: 'Error: Unsupported argument\n\n  on modules/database/main.tf line 14, in resource "aws_db_instance" "main":\n  14:   storage_typ = "gp3"',
};

const forbidden: Failure = {
  code: 'safety/refused',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: 'Policy does not allow this: writes in infra/ are not allowed on the profile "production"',
  fix: 'Switch to another profile, or change .nimbus/policy.yaml.',
};

const unreachable: Failure = {
  ...missing,
  code: 'terraform/provider-unavailable',
  message: 'Terraform could not get the provider. Nothing was changed.',
  fix: 'Connect, or set up a mirror (https://example.com/config#mirror).',
};

const looking: Plan = {
  ...plan,
  goal: 'Terraform plan of infra',
  steps: [step('plan', { tool: 'terraform.plan', effect: 'plan', estimateMs: 20_000, reason: 'What applying would do.', optional: false })],
};

const destroying: Plan = {
  ...plan,
  goal: 'Delete the database of staging',
  steps: [
    step('drop', {
      tool: 'terraform.destroy',
      effect: 'destroy',
      risk: 'critical',
      estimateMs: 240_000,
      reason: 'You asked for it. It holds data, and no snapshot is made.',
      optional: false,
    }),
  ],
  warnings: ['2 other resources depend on it.'],
};

const undoing: Plan = {
  ...plan,
  goal: 'Roll back: Network, cluster, database and bucket for staging',
  steps: [
    step('undo-files-1', {
      tool: 'files.restore',
      effect: 'write',
      risk: 'low',
      estimateMs: 100,
      reason: 'Takes back what files did.',
      optional: false,
    }),
  ],
  warnings: [],
};

/** What a panel can have to show, each a run up to some moment. */
/** A plan is there, and applying it is asked about: in the middle of a run. */
const applying: Plan = {
  ...plan,
  goal: 'Apply the Terraform in infra',
  steps: [
    step('plan', { tool: 'terraform.plan', effect: 'plan', estimateMs: 20_000, reason: 'What applying would do.', optional: false }),
    step('apply', {
      tool: 'terraform.apply',
      effect: 'destroy',
      risk: 'critical',
      estimateMs: 300_000,
      dependsOn: ['plan'],
      reason: 'Applies exactly that plan.',
      optional: false,
    }),
    step('look', { tool: 'terraform.output', estimateMs: 900, dependsOn: ['apply'], reason: 'What it gives.', optional: false }),
  ],
};
const midway: readonly RunEvent[] = [
  { type: 'run-started', runId: 'r1', goal: applying.goal, folder: '/projects/shop' },
  { type: 'plan-ready', plan: applying },
  { type: 'step-decided', id: 'plan', decision: { kind: 'allow', risk: 'low', reasons: ['it computes and leaves nothing behind'] } },
  { type: 'step-decided', id: 'apply', decision: { kind: 'later', reasons: ['it is shown, and asked about, once what it is made of is there'] } },
  { type: 'step-decided', id: 'look', decision: { kind: 'later', reasons: ['it is shown, and asked about, once what it is made of is there'] } },
];
const midwayAsked: readonly RunEvent[] = [
  ...midway,
  started('plan'),
  ended('plan', 18_400, 'Applying would create 2, change 1 and delete 1 resources. Nothing was changed.', { output: { plan: 'p1' } }),
  {
    type: 'step-previewed',
    id: 'apply',
    preview: {
      digest: 'd',
      summary: 'Apply 4 changes',
      files: [],
      undo: { impossible: 'A deleted database can’t be brought back without a snapshot.' },
      warnings: ['The state was last written an hour ago by somebody else.'],
      target: {
        system: 'terraform',
        label: 'state of infra, workspace staging, AWS account 123456789012 in eu-central-1',
        facts: { workspace: 'staging', account: '123456789012' },
      },
      impacts: [
        {
          address: 'aws_db_instance.main',
          type: 'aws_db_instance',
          operation: 'replace',
          marks: ['stateful'],
          detail: 'engine_version can’t be changed in place',
        },
        { address: 'aws_security_group.web', type: 'aws_security_group', operation: 'update', marks: ['exposes-publicly'], detail: 'port 22 from 0.0.0.0/0' },
        ...Array.from({ length: 12 }, (_, i) => ({
          address: `module.network.aws_subnet.private["${i}"]`,
          type: 'aws_subnet',
          operation: 'create' as const,
          marks: [],
        })),
      ],
      impactCount: 600,
      reached: Array.from({ length: 10 }, (_, i) => ({ address: `aws_route53_record.shop[${i}]`, of: 'aws_db_instance.main' })),
      reachedCount: 120,
      cost: { monthlyDelta: 34.2, currency: 'USD', priced: 5, unpriced: 2, asOf: '2026-11-01' },
    },
  },
  {
    type: 'step-decided',
    id: 'apply',
    decision: {
      kind: 'confirm',
      risk: 'critical',
      reasons: [
        'it would apply 4 changes',
        'what it would do is critical (aws_db_instance.main) [critical-by-name]',
        'aws_db_instance.main: it holds data, and is replaced',
        'it can’t be undone',
      ],
      typed: 'aws_db_instance.main',
    },
  },
  { type: 'step-decided', id: 'look', decision: { kind: 'allow', risk: 'low', reasons: ['it only looks'] } },
  { type: 'consent-asked', hash: plan.hash },
];

export const moments = {
  'asking-later': midway,
  midway: midwayAsked,
  paused: [
    ...midwayAsked,
    {
      type: 'run-paused',
      hash: plan.hash,
      failure: {
        code: 'safety/needs-approval',
        category: 'user',
        severity: 'low',
        recoverable: true,
        message: 'The plan needs an approval and nobody is there to give it.',
        fix: 'Resume the run.',
      },
    },
  ],
  planning: planned.slice(0, 1),
  asking: asked,
  elsewhere: asked,
  gone: asked,
  typed: [
    { type: 'run-started', runId: 'r1', goal: destroying.goal, folder: '/projects/shop' },
    { type: 'plan-ready', plan: destroying },
    {
      type: 'step-previewed',
      id: 'drop',
      preview: {
        digest: 'd',
        summary: 'Delete aws_db_instance.main',
        files: [],
        undo: { impossible: 'A deleted database can’t be brought back without a snapshot.' },
        warnings: ['aws_db_instance.main holds data.'],
      },
    },
    { type: 'step-decided', id: 'drop', decision: { kind: 'confirm', reasons: ['It deletes something that holds data.'], typed: 'main' } },
    { type: 'consent-asked', hash: plan.hash },
  ],
  running,
  succeeded: [
    ...running,
    ended('validate', 3800, 'Valid, with hashicorp/aws 5.100.0.'),
    started('practices'),
    scanned,
    started('preview'),
    ended('preview', 21_400, 'Applying would create 39, change 0 and delete 1 resources. Nothing was changed.', {
      output: {
        directory: 'infra',
        counts: { add: 39, change: 0, remove: 1, import: 0 },
        changes: [
          { address: 'module.database.aws_db_instance.main', action: 'replace', reason: 'cannot_update' },
          { address: 'module.network.aws_vpc.main', action: 'create' },
          { address: 'module.network.aws_subnet.private["eu-central-1a"]', action: 'create' },
          { address: 'module.cluster.aws_eks_cluster.main', action: 'create' },
          { address: 'aws_kms_key.main', action: 'create' },
        ],
      },
    }),
    { type: 'run-ended', outcome: 'succeeded', missing: [], unverified: ['format'] },
  ],
  skipped: [
    ...running,
    ended('validate', 3800, 'Valid, with hashicorp/aws 5.100.0.'),
    started('practices'),
    ended('practices', 900, '0 findings in 19 files', { output: { files: 19, findings: [], fixed: 0, suppressed: [], notes: [], elapsedMs: 80 } }),
    ended('preview', 300, '', { status: 'skipped', failure: missing }),
    { type: 'run-ended', outcome: 'succeeded', missing: [], unverified: [] },
  ],
  failed: [
    ...running,
    ended('validate', 3100, '', { status: 'failed', failure: broken }),
    started('practices'),
    scanned,
    ended('preview', 0, 'validate failed', { status: 'skipped' }),
    { type: 'run-ended', outcome: 'failed', missing: ['infra/ is not valid'], unverified: [] },
  ],
  cancelled: [
    ...running,
    ended('validate', 1200, '', { status: 'cancelled' }),
    ended('practices', 0, '', { status: 'cancelled' }),
    ended('preview', 0, '', { status: 'cancelled' }),
    { type: 'run-ended', outcome: 'cancelled', missing: [], unverified: [] },
  ],
  declined: [...asked, { type: 'run-ended', outcome: 'cancelled', missing: [], unverified: [] }],
  refused: [
    ...planned.filter((e) => e.type !== 'step-decided' || e.id !== 'files'),
    {
      type: 'step-decided',
      id: 'files',
      decision: {
        kind: 'deny',
        reasons: ['Writes in infra/ are not allowed on the profile "production".'],
        instead: 'Switch to the profile "staging", or change .nimbus/policy.yaml.',
      },
    },
    { type: 'run-ended', outcome: 'refused', missing: [], unverified: [], failure: forbidden },
  ],
  untrusted: [
    ...planned.filter((e) => e.type !== 'step-decided' || e.id !== 'files'),
    {
      type: 'step-decided',
      id: 'files',
      decision: {
        kind: 'deny',
        reasons: ['the folder is not trusted and generate.terraform does more than read'],
        instead: 'Trust the folder if you know where it comes from.',
      },
    },
    {
      type: 'run-ended',
      outcome: 'refused',
      missing: [],
      unverified: [],
      failure: {
        ...forbidden,
        message: 'Policy does not allow this: the folder is not trusted and generate.terraform does more than read',
        fix: 'Trust the folder if you know where it comes from.',
      },
    },
  ],
  rollback: [
    { type: 'run-started', runId: 'r1', goal: undoing.goal, folder: '/projects/shop' },
    { type: 'plan-ready', plan: undoing },
    {
      type: 'step-previewed',
      id: 'undo-files-1',
      preview: {
        digest: 'd',
        summary: 'Remove 1 file',
        files: [{ path: 'infra/main.tf', action: 'delete', added: 0, removed: 14, conflicts: [] }],
        undo: { impossible: 'run the original again' },
        warnings: [],
      },
    },
    {
      type: 'step-decided',
      id: 'undo-files-1',
      decision: { kind: 'confirm', reasons: ['it would remove 1 file', 'it can’t be undone: run the original again'] },
    },
    { type: 'consent-asked', hash: plan.hash },
  ],
  /** Nothing but a look, with the way to what it is about. */
  planned: [
    { type: 'run-started', runId: 'r1', goal: 'Terraform plan of infra', folder: '/projects/shop' },
    { type: 'plan-ready', plan: looking },
    { type: 'step-previewed', id: 'plan', preview: { digest: 'd', summary: 'Plan infra', files: [], undo: 'nothing-changed', warnings: [] } },
    { type: 'step-decided', id: 'plan', decision: { kind: 'allow', reasons: ['it computes and leaves nothing behind'] } },
    started('plan'),
    ended('plan', 9_000, 'Applying would create 0, change 0 and delete 1 resources. Nothing was changed.', {
      output: {
        directory: 'infra',
        plan: 'tfplan-1',
        counts: { add: 0, change: 0, remove: 1, import: 0 },
        changes: [{ address: 'aws_vpc.old', action: 'delete', reason: 'delete_because_no_resource_config' }],
      },
    }),
    { type: 'run-ended', outcome: 'succeeded', missing: [], unverified: [] },
  ],
  /** It could not even be looked at. */
  unreachable: [
    { type: 'run-started', runId: 'r1', goal: 'Terraform plan of infra', folder: '/projects/shop' },
    { type: 'plan-ready', plan: looking },
    { type: 'run-ended', outcome: 'failed', missing: [], unverified: [], failure: unreachable },
  ],
  'cut-off': running,
} as const satisfies Record<string, readonly RunEvent[]>;

export type Moment = keyof typeof moments;

/** One second apart, the last one now. */
export const recorded = (events: readonly RunEvent[], now = Date.now()): readonly RecordedEvent[] =>
  events.map((event, i) => ({ runId: 'r1', seq: i + 1, at: now - (events.length - 1 - i) * 1000, event }));
