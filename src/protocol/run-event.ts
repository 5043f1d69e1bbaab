import * as z from 'zod/mini';
import type { RecordedEvent, RunEvent } from '../domain/event.ts';
import type { Failure } from '../domain/failure/failure.ts';
import type { Finding, ScanReport } from '../domain/finding.ts';
import type { Impact } from '../domain/impact.ts';
import type { Decision, Plan } from '../domain/plan.ts';
import type { Undo } from '../domain/tool.ts';
import { problem } from './question.ts';

const strings = z.array(z.string());

const undo: z.ZodMiniType<Undo> = z.union([
  z.literal('nothing-changed'),
  z.object({ impossible: z.string() }),
  z.object({ steps: z.array(z.object({ tool: z.string(), input: z.unknown() })) }),
]);

const left = z.array(z.object({ step: z.string(), reason: z.string() }));

const plan: z.ZodMiniType<Plan> = z.object({
  goal: z.string(),
  steps: z.array(
    z.object({
      id: z.string(),
      tool: z.string(),
      input: z.unknown(),
      dependsOn: strings,
      effect: z.enum(['read', 'plan', 'write', 'change', 'destroy']),
      risk: z.enum(['low', 'medium', 'high', 'critical']),
      reason: z.string(),
      optional: z.boolean(),
      continueOnError: z.boolean(),
      needsTrust: z.optional(z.literal(true)),
      when: z.optional(z.any()),
      estimateMs: z.number(),
      estimate: z.optional(z.union([z.literal('guess'), z.object({ p50: z.number(), p90: z.number(), runs: z.number() })])),
    }),
  ),
  hash: z.string(),
  warnings: strings,
  leaves: z.optional(left),
});

const risk = z.optional(z.enum(['low', 'medium', 'high', 'critical']));

const decision: z.ZodMiniType<Decision> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('allow'), risk, reasons: strings }),
  z.object({ kind: z.literal('confirm'), risk, reasons: strings, typed: z.optional(z.string()), instead: z.optional(z.string()) }),
  z.object({ kind: z.literal('later'), risk, reasons: strings }),
  z.object({ kind: z.literal('deny'), risk, reasons: strings, instead: z.string() }),
]);

const impact: z.ZodMiniType<Impact> = z.object({
  address: z.string(),
  type: z.string(),
  operation: z.enum(['read', 'create', 'update', 'replace', 'delete', 'forget', 'import']),
  // Marks are words of ours for safety; a view shows them as they come.
  marks: z.array(z.string()) as unknown as z.ZodMiniType<Impact['marks']>,
  detail: z.optional(z.string()),
});

const finding: z.ZodMiniType<Finding> = z.object({
  rule: z.string(),
  severity: z.enum(['info', 'low', 'medium', 'high', 'critical']),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
  resource: z.string(),
  message: z.string(),
  fixable: z.boolean(),
  also: strings,
});

const preview = z.object({
  digest: z.string(),
  summary: z.string(),
  files: z.array(
    z.object({
      path: z.string(),
      action: z.enum(['create', 'update', 'delete', 'unchanged']),
      added: z.number(),
      removed: z.number(),
      conflicts: z.array(z.object({ path: z.string(), line: z.number(), yours: z.string(), ours: z.string() })),
    }),
  ),
  undo,
  warnings: strings,
  target: z.optional(
    z.object({
      system: z.enum(['aws', 'files', 'git', 'github', 'helm', 'kubernetes', 'shell', 'terraform']),
      label: z.string(),
      facts: z.record(z.string(), z.string()),
      exclusive: z.optional(z.union([z.string(), z.readonly(z.array(z.string()))])),
    }),
  ),
  impacts: z.optional(z.array(impact)),
  impactCount: z.optional(z.number()),
  takesBack: z.optional(z.literal(true)),
  reached: z.optional(z.array(z.object({ address: z.string(), of: z.string() }))),
  reachedCount: z.optional(z.number()),
  cost: z.optional(
    z.object({
      monthlyDelta: z.optional(z.number()),
      currency: z.literal('USD'),
      priced: z.number(),
      unpriced: z.number(),
      asOf: z.string(),
    }),
  ),
  findings: z.optional(z.array(finding)),
});

const failure: z.ZodMiniType<Failure> = z.object({
  code: z.templateLiteral([z.string(), '/', z.string()]),
  category: z.enum(['validation', 'api', 'auth', 'system', 'user']),
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  recoverable: z.boolean(),
  message: z.string(),
  fix: z.string(),
  problems: z.optional(z.array(problem)),
  missing: z.optional(z.boolean()),
  details: z.optional(z.string()),
  plan: z.optional(z.object({ path: z.string(), hash: z.string() })),
});

const verdict = z.discriminatedUnion('met', [z.object({ met: z.literal(true) }), z.object({ met: z.literal(false), missing: strings })]);

const driver = z.object({ host: z.enum(['window', 'command line']), pid: z.number() });

const runEvent: z.ZodMiniType<RunEvent> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run-started'), runId: z.string(), goal: z.string(), folder: z.string(), by: z.optional(driver) }),
  z.object({ type: z.literal('plan-ready'), plan }),
  z.object({ type: z.literal('step-previewed'), id: z.string(), preview }),
  z.object({ type: z.literal('step-decided'), id: z.string(), decision }),
  z.object({ type: z.literal('run-resumed'), finished: strings, by: z.optional(driver), aliveAt: z.optional(z.number()) }),
  z.object({ type: z.literal('consent-asked'), hash: z.string() }),
  z.object({ type: z.literal('consent-given'), hash: z.string(), by: z.string() }),
  z.object({ type: z.literal('run-paused'), hash: z.string(), failure }),
  z.object({ type: z.literal('step-started'), id: z.string(), attempt: z.number(), undo, idempotencyKey: z.optional(z.string()) }),
  z.object({ type: z.literal('step-progressed'), id: z.string(), line: z.string(), fraction: z.optional(z.number()) }),
  z.object({
    type: z.literal('step-ended'),
    id: z.string(),
    status: z.enum(['succeeded', 'failed', 'skipped', 'cancelled']),
    durationMs: z.number(),
    summary: z.string(),
    notBegun: z.optional(z.enum(['blocked', 'not-needed'])),
    output: z.optional(z.unknown()),
    undo,
    failure: z.optional(failure),
    verdict: z.optional(verdict),
  }),
  z.object({
    type: z.literal('run-ended'),
    outcome: z.enum(['succeeded', 'failed', 'refused', 'cancelled']),
    missing: strings,
    unverified: strings,
    left: z.optional(left),
    failure: z.optional(failure),
  }),
]);

export const recordedEvent: z.ZodMiniType<RecordedEvent> = z.object({ runId: z.string(), seq: z.number(), at: z.number(), event: runEvent });

/** The output of a scan, recognised by its shape in `step-ended`. */
export const scanReport: z.ZodMiniType<ScanReport> = z.object({
  files: z.number(),
  findings: z.array(finding),
  fixed: z.number(),
  suppressed: z.array(z.intersection(finding, z.object({ reason: z.string() }))),
  notes: strings,
  elapsedMs: z.number(),
});
