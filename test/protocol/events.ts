import type { RecordedEvent, RunEvent } from '../../src/domain/event.ts';
import type { Plan, Step } from '../../src/domain/plan.ts';

const step = (id: string, more: Partial<Step>): Step => ({
  id,
  tool: 'files.read',
  input: {},
  dependsOn: [],
  effect: 'read',
  risk: 'low',
  reason: 'To know.',
  optional: false,
  continueOnError: false,
  estimateMs: 1000,
  ...more,
});

export const plan: Plan = {
  goal: 'Network for staging',
  steps: [
    step('files', { tool: 'generate.terraform', effect: 'write', input: { out: 'infra' }, estimateMs: 200, reason: 'What you asked for.' }),
    step('check', { tool: 'terraform.validate', dependsOn: ['files'], estimateMs: 4000, reason: 'Terraform itself reads every file.' }),
    step('scan', { tool: 'rules.scan', dependsOn: ['files'], input: { path: '${steps.files.output.out}' }, reason: 'Best practices.' }),
    step('preview', {
      tool: 'terraform.plan',
      effect: 'plan',
      dependsOn: ['check'],
      optional: true,
      estimateMs: 20_000,
      reason: 'Reads your account, changes nothing.',
    }),
  ],
  hash: 'a'.repeat(64),
  warnings: ['The folder infra/ is not in git: roll back works, history does not.'],
};

/** A whole run, one of every type of event; 1,000 ms apart from 1,000,000. */
export function recordedEvents(): readonly RecordedEvent[] {
  const undo = { steps: [{ tool: 'files.restore', input: { path: 'infra/main.tf' } }] };
  const events: RunEvent[] = [
    { type: 'run-started', runId: 'r1', goal: plan.goal, folder: '/work' },
    { type: 'plan-ready', plan },
    {
      type: 'step-previewed',
      id: 'files',
      preview: {
        digest: 'd1',
        summary: 'Write 2 files in infra/',
        files: [
          { path: 'infra/main.tf', action: 'create', added: 40, removed: 0, conflicts: [] },
          {
            path: 'infra/versions.tf',
            action: 'update',
            added: 3,
            removed: 1,
            conflicts: [{ path: 'infra/versions.tf', line: 4, yours: '~> 5.90', ours: '~> 5.100' }],
          },
          { path: 'infra/outputs.tf', action: 'unchanged', added: 0, removed: 0, conflicts: [] },
        ],
        undo,
        warnings: ['Your edit in versions.tf line 4 is kept.'],
      },
    },
    { type: 'step-decided', id: 'files', decision: { kind: 'confirm', reasons: ['It writes files.'] } },
    { type: 'step-decided', id: 'check', decision: { kind: 'allow', reasons: ['It only reads.'] } },
    { type: 'step-decided', id: 'scan', decision: { kind: 'allow', reasons: ['It only reads.'] } },
    { type: 'step-decided', id: 'preview', decision: { kind: 'allow', reasons: ['Nothing lasting comes of it.'] } },
    { type: 'consent-asked', hash: plan.hash },
    { type: 'consent-given', hash: plan.hash, by: 'person' },
    { type: 'step-started', id: 'files', attempt: 1, undo },
    {
      type: 'step-ended',
      id: 'files',
      status: 'succeeded',
      durationMs: 100,
      summary: '2 files written',
      output: { out: 'infra', files: 2 },
      undo,
      verdict: { met: true },
    },
    { type: 'step-started', id: 'check', attempt: 1, undo: 'nothing-changed' },
    { type: 'step-progressed', id: 'check', line: 'Reading 3 files', fraction: 0.5 },
    { type: 'step-ended', id: 'check', status: 'succeeded', durationMs: 1900, summary: 'Valid', undo: 'nothing-changed', verdict: { met: true } },
    { type: 'step-started', id: 'scan', attempt: 1, undo: 'nothing-changed' },
    {
      type: 'step-ended',
      id: 'scan',
      status: 'succeeded',
      durationMs: 80,
      summary: '1 finding',
      undo: 'nothing-changed',
      output: {
        files: 3,
        findings: [
          {
            rule: 'aws-s3-versioning',
            severity: 'medium',
            file: 'main.tf',
            line: 12,
            column: 1,
            endLine: 12,
            endColumn: 20,
            resource: 'aws_s3_bucket.logs',
            message: 'Old versions are not kept.',
            fixable: true,
            also: ['CKV_AWS_21'],
          },
        ],
        fixed: 0,
        suppressed: [],
        notes: [],
        elapsedMs: 12,
      },
    },
    {
      type: 'step-ended',
      id: 'preview',
      status: 'skipped',
      durationMs: 0,
      summary: 'terraform is not installed',
      undo: 'nothing-changed',
      failure: {
        code: 'terraform/missing',
        category: 'system',
        severity: 'medium',
        recoverable: true,
        message: 'terraform was not found, so no plan was made.',
        fix: 'Install terraform 1.11 or later and run the plan again.',
        missing: true,
      },
    },
    { type: 'run-ended', outcome: 'succeeded', missing: [], unverified: ['preview'] },
  ];
  return events.map((event, i) => ({ runId: 'r1', seq: i + 1, at: 1_000_000 + i * 1000, event }));
}
