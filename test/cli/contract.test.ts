import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { inOrder } from '../../src/cli/arguments.ts';
import { buildProgram, groupsOf } from '../../src/cli/program.ts';
import { tempFolder } from '../support/temp.ts';
import { plant } from '../support/tree.ts';

/**
 * What other programs lean on: the fields each command's document has at least, and the exit code. Fields may be added; none
 * goes or is renamed without a major version.
 */
vi.setConfig({ testTimeout: 120_000 });

const text = z.string().min(1);
const list = <T extends z.ZodType>(of: T) => z.array(of).min(1);
const risk = z.enum(['low', 'medium', 'high', 'critical']);
const severity = z.enum(['info', 'low', 'medium', 'high', 'critical']);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const shapes = {
  questions: z.object({
    generator: z.literal('terraform'),
    groups: list(z.object({ id: text, title: text, questions: list(z.object({ id: text, type: text, label: text, help: text })) })),
  }),
  generated: z.object({
    files: list(z.object({ path: text, bytes: z.int(), sha256: hash, action: z.enum(['create', 'update', 'unchanged']) })),
    checks: z.array(z.object({ name: text, ok: z.boolean(), detail: text })),
    findings: z.array(z.unknown()),
    planHash: hash,
    runId: text.nullable(),
  }),
  plan: z.object({
    goal: text,
    hash,
    steps: list(
      z.object({
        id: text,
        tool: text,
        input: z.object({}),
        dependsOn: z.array(z.string()),
        effect: z.enum(['read', 'plan', 'write', 'change', 'destroy']),
        risk,
        reason: text,
      }),
    ),
    questions: z.array(z.object({ id: text, label: text, why: text })),
    warnings: z.array(z.string()),
  }),
  run: z.object({
    runId: text,
    status: z.enum(['succeeded', 'failed', 'cancelled', 'refused']),
    steps: list(z.object({ id: text, status: text, attempts: z.int(), durationMs: z.number(), summary: z.string() })),
    verdict: z.object({}),
    undo: z.object({ possible: z.boolean(), steps: z.array(z.unknown()) }),
  }),
  review: z.object({
    decision: z.enum(['allow', 'confirm', 'deny']),
    risk,
    items: list(
      z.object({
        operation: z.enum(['read', 'create', 'update', 'replace', 'delete', 'forget', 'import']),
        decision: text,
        risk,
        reasons: z.array(z.string()),
      }),
    ),
    cost: z.object({ priced: z.int(), unpriced: z.int() }),
    blastRadius: z.object({}),
  }),
  runs: z.object({
    runs: list(z.object({ id: text, goal: text, status: text, startedAt: z.iso.datetime(), durationMs: z.number(), cost: z.number().nullable() })),
  }),
  stats: z.object({ count: z.int().min(1), successRate: z.number() }),
  scan: z.object({
    files: z.int().min(1),
    findings: list(
      z.object({
        rule: text,
        severity,
        file: text,
        line: z.int(),
        column: z.int(),
        resource: text,
        message: text,
        fixable: z.boolean(),
        also: z.array(z.string()),
      }),
    ),
    fixed: z.int(),
    suppressed: z.int(),
    elapsedMs: z.number(),
  }),
  rules: z.object({
    rules: list(
      z.object({ id: text, title: text, severity, category: text, targets: z.unknown(), fixable: z.boolean(), also: z.array(z.string()) }).required(),
    ),
  }),
  tools: z.object({ tools: list(z.object({ name: text, effect: text, summary: text, inputSchema: z.object({}), outputSchema: z.object({}) })) }),
  doctor: z.object({ checks: list(z.object({ name: text, status: z.enum(['ok', 'missing']), detail: text, fix: text.optional() })) }),
  settings: z.object({ settings: z.object({}) }),
  files: z.object({ files: list(z.object({ path: text })) }),
  runFiles: z.object({
    runId: text,
    folder: text,
    files: list(
      z.object({
        path: text,
        steps: list(text),
        action: z.enum(['created', 'changed', 'removed']),
        before: z.object({ sha256: hash, bytes: z.int() }).nullable(),
        after: z.object({ sha256: hash, bytes: z.int() }).nullable(),
        disk: z.enum(['as-left', 'changed', 'gone', 'unknown']),
        kept: z.boolean(),
      }),
    ),
    plans: z.array(z.object({ step: text, plan: text, kept: z.boolean() })),
  }),
  failure: z.object({
    failure: z.object({ code: text, category: text, severity, recoverable: z.boolean(), message: text, fix: text }),
  }),
} as const;

/** A workspace and a store of the test's own, and nobody's accounts. */
function workspace(): string {
  const folder = tempFolder();
  plant(folder, {
    'a.txt': 'a\n',
    'main.tf': 'resource "aws_db_instance" "main" {\n  publicly_accessible = false\n}\n',
    'answers.yaml': 'project: { name: shop, environment: staging, components: [bucket], owner: o, costCentre: c }\nbucket: { names: [uploads] }\n',
    'write.plan.yaml': 'nimbus: 1\ngoal: Write\nsteps:\n  - id: w\n    tool: files.write\n    input: { path: b.txt, content: b }\n',
    'look.plan.yaml': 'nimbus: 1\ngoal: Look\nsteps:\n  - id: l\n    tool: files.list\n    input: {}\n',
  });
  const none = join(tempFolder(), 'none');
  writeFileSync(none, '');
  for (const [name, value] of Object.entries({
    NIMBUS_DATA_DIR: tempFolder(),
    KUBECONFIG: none,
    AWS_CONFIG_FILE: none,
    AWS_SHARED_CREDENTIALS_FILE: none,
    AWS_EC2_METADATA_DISABLED: 'true',
    NIMBUS_TERRAFORM: '/nowhere/terraform',
  }))
    vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  return folder;
}

/** A command line in this process: the one document that it prints, and its exit code. */
async function nimbus(folder: string, line: string): Promise<{ readonly out: string; readonly code: unknown }> {
  let out = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((written) => {
    out += String(written);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const before = process.exitCode;
  try {
    const program = buildProgram();
    const args = [...(line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', '')), '--json', '--cwd', folder];
    await program.parseAsync(inOrder(args, groupsOf(program)), { from: 'user' });
    return { out, code: process.exitCode };
  } finally {
    process.exitCode = before;
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

/** The id of a run that wrote a file. */
async function written(folder: string): Promise<string> {
  const { hash: approve } = JSON.parse((await nimbus(folder, 'run write.plan.yaml --dry-run')).out);
  return JSON.parse((await nimbus(folder, `run write.plan.yaml --approve ${approve}`)).out).runId;
}

for (const [line, code, shape] of [
  ['questions terraform', 0, 'questions'],
  ['generate terraform --answers {folder}/answers.yaml --out infra --dry-run', 0, 'generated'],
  ['generate terraform --answers {folder}/answers.yaml --out infra --yes', 0, 'generated'],
  ['generate terraform --answers {folder}/answers.yaml --out other', 4, 'failure'],
  ['generate terraform --answers {folder}/nowhere.yaml --out infra', 2, 'failure'],
  ['plan "show the git status"', 0, 'plan'],
  ['run look.plan.yaml', 0, 'run'],
  ['run write.plan.yaml', 4, 'failure'],
  [`run write.plan.yaml --approve ${'a'.repeat(64)}`, 3, 'failure'],
  ['run nowhere.plan.yaml', 2, 'failure'],
  ['review write.plan.yaml', 0, 'review'],
  ['review main.tf', 2, 'failure'],
  ['runs list', 0, 'runs'],
  ['runs stats', 0, 'stats'],
  ['runs show nowhere', 2, 'failure'],
  ['runs files {run}', 0, 'runFiles'],
  ['runs files {run} --export .', 2, 'failure'],
  ['runs audit --export nowhere/audit.ndjson', 2, 'failure'],
  ['scan main.tf --fail-on critical', 0, 'scan'],
  ['scan main.tf --fail-on low', 1, 'scan'],
  ['scan main.tf --severity low --fail-on low', 1, 'scan'],
  ['scan main.tf --severity grave', 2, 'failure'],
  ['scan main.tf --fix --category security', 2, 'failure'],
  ['scan main.tf --fix --baseline known.json', 2, 'failure'],
  ['scan nowhere', 2, 'failure'],
  ['rules list', 0, 'rules'],
  ['rules show nowhere', 2, 'failure'],
  ['tools list', 0, 'tools'],
  ['tools call files.list', 0, 'run'],
  ['tools call terraform.validate', 5, 'run'],
  ['terraform validate', 5, 'failure'],
  ['doctor', 0, 'doctor'],
  ['config get', 0, 'settings'],
  ['config set nowhere x', 2, 'failure'],
  ['files list', 0, 'files'],
  ['files read --path ../nowhere', 2, 'failure'],
  ['files write --path c.txt --content c', 4, 'failure'],
] as const)
  test(`nimbus ${line}: ${code}, ${shape}`, async () => {
    const folder = workspace();
    // Something for the history to tell of.
    if (line.startsWith('runs')) await nimbus(folder, 'run look.plan.yaml');
    const ended = await nimbus(folder, line.replaceAll('{folder}', folder).replaceAll('{run}', line.includes('{run}') ? await written(folder) : ''));
    expect(ended.out.trimEnd().split('\n')).toHaveLength(1);
    const document: unknown = JSON.parse(ended.out);
    expect(z.prettifyError(shapes[shape].extend({ nimbus: z.literal(1) }).safeParse(document).error ?? new z.ZodError([]))).toBe('');
    expect(ended.code, ended.out).toBe(code);
  });
