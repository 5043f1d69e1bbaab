import { z } from 'zod';
import { count } from '../../base/say.ts';
import { findingsFrom } from '../../domain/failure/rules.ts';
import type { ScanReport } from '../../domain/finding.ts';
import { tool } from '../../domain/tool.ts';
import { scanFolder } from '../engine/scan-folder.ts';
import { atLeast } from '../engine/settings.ts';
import { rendererOn } from '../kubernetes/render.ts';
import { categories } from '../rule.ts';
import { reportSchema } from './report-schema.ts';

export const scanTool = tool({
  name: 'rules.scan',
  effect: 'read',
  summary: 'Check Terraform, Kubernetes YAML and Dockerfiles against the best-practice rules.',
  input: z.strictObject({
    path: z.string().min(1).default('.').describe('A folder or one file, relative to the workspace folder.'),
    rules: z.array(z.string()).min(1).optional().describe('Ids of the only rules to use; default: all.'),
    severity: z.enum(['info', 'low', 'medium', 'high', 'critical']).optional().describe('Show only findings of this severity or graver; default: all.'),
    category: z.enum(categories).optional().describe('Show only findings of this category; default: all.'),
    failOn: z
      .enum(['info', 'low', 'medium', 'high', 'critical'])
      .optional()
      .describe('Fail when there is a finding of this severity or graver; default: findings are an answer, not a failure.'),
    baseline: z
      .string()
      .min(1)
      .refine((path) => !path.startsWith('-'), 'A path, not an option.')
      .optional()
      .describe('A file with the findings that are known; default: the one .nimbus/rules.yaml names.'),
    render: z
      .boolean()
      .default(true)
      .describe('Render Helm charts with the helm program, where there is one and the folder is trusted, and look at what they make.'),
    fixes: z.boolean().default(false).describe('Tell what would fix each finding.'),
  }),
  output: reportSchema,
  says: [
    'are there secrets in my terraform files',
    'make sure nothing is public in infra',
    'make sure everything in live is encrypted',
    'check that nothing in infra is open to the world',
    'check this folder for best practices',
    'scan infra for security problems',
    'is my terraform secure',
    'find best practice problems in the kubernetes manifests',
    'lint the Dockerfile',
    'lint infra for security issues',
    'audit the terraform in stacks',
    'are there misconfigurations in k8s/web.yaml',
    'run the best-practice checks on modules/vpc',
    'security review of infra',
    'does our Dockerfile have issues',
    'any vulnerabilities in deploy/',
    'find insecure settings in infra',
    'does infra follow our rules',
    'check the manifests in deploy for security problems',
    'how secure is the terraform in stacks',
    'analyse modules/vpc for weaknesses',
    'report the best-practice violations in infra',
    'is anything risky in k8s/',
    'is infra safe?',
    'problems in k8s',
    'does main.tf follow best practices?',
    'security check of infra',
    'any bad practices in the Dockerfile?',
    'check everything against the rules',
    'fail on critical findings in infra',
    'does anything break a rule?',
    'vet infra for weaknesses',
    'vet the terraform in infra',
    'find weaknesses in infra',
    'find misconfigurations in k8s',
    'is anything insecure in infra',
    'is there something unsafe in k8s',
    'how safe is infra',
    'how secure is main.tf',
    'how good is our terraform',
    'verify good practices on infra',
    'check good practices in infra',
    'is infra following best practices',
    'does infra follow the rules',
    'what do the rules say about infra',
    'look for security holes in infra',
    'what security problems are in infra',
    'compliance check of infra',
    'run a compliance scan on infra',
    'policy violations in infra',
    'what is wrong with infra, security-wise',
    'security audit of infra',
    'review main.tf for security',
    'inspect infra for violations',
    'fail if something critical is in infra',
    'fail when there is anything high in infra',
    'stop at high findings in infra',
    'scan infra and say how to fix each finding',
    'scan infra and report the fixes',
    'what would fix the findings in infra',
    'scan infra against the baseline known.json',
    'new findings against baseline known.json',
    'lint charts/a with the rules, rendering the charts',
    'check the rule aws-s3-versioning only',
    'scan everything for problems',
    'which findings are there',
    'grade my terraform',
    'any red flags in infra',
    'are there red flags in k8s',
    'run best practice checks over infra',
    'run the rules over infra',
    'does k8s/a.yaml break any rules',
    'assess infra and fail on medium',
    'are there security problems in the terraform under modules/network? The pentest starts on monday and I would like to have no surprises there',
    'run the best practice rules over k8s/ and fail on high',
    'only check the rules no-privileged and no-latest-tag in apps/kiosk',
    "audit is on thursday and I'd rather know before them: which of our buckets, security groups and containers in the code break the rules?",
    'show best-practice findings for services/ingest/Dockerfile together with the suggested fixes',
    'lint this repo for open security groups, root containers, that kind of thing',
    'only show critical findings',
    'show only the high findings in infra',
    'only findings of severity high or graver in infra',
    'list the findings in infra, minimum severity medium',
    'show only findings of the category security',
    'only security findings in infra',
    'show only the cost findings in infra',
    'compare best practice violations in envs/dev with baseline ci/baseline.json and list the new ones',
  ],
  examples: [
    { title: 'Check a folder', input: { path: 'infra' } },
    { title: 'Show only what is grave for security', input: { path: 'infra', severity: 'high', category: 'security' } },
  ],
  guessMs: 1_000,

  async run({ path, rules, severity, category, failOn, baseline, fixes, render }, at) {
    const { files, signal } = at;
    const report = await scanFolder(files, {
      path,
      ...(rules ? { only: rules } : {}),
      ...(severity ? { severity } : {}),
      ...(category ? { category } : {}),
      ...(baseline ? { baseline } : {}),
      replacements: fixes,
      ...(render && !at.untrusted ? { renderer: rendererOn(at) } : {}),
      now: Date.now,
      signal,
    });
    if (!report.ok) return { ok: false, failure: report.failure };
    const grave = failOn === undefined ? [] : report.value.findings.filter((finding) => atLeast(finding.severity, failOn));
    if (failOn !== undefined && grave.length > 0) return { ok: false, failure: findingsFrom(failOn, grave) };
    return { ok: true, output: report.value, summary: summaryOf(report.value), undo: 'nothing-changed' };
  },
});

/** "3 findings in 14 files: 1 high, 2 low". */
export function summaryOf(report: ScanReport): string {
  const bySeverity = Map.groupBy(report.findings, (finding) => finding.severity);
  const parts = (['critical', 'high', 'medium', 'low', 'info'] as const).flatMap((severity) => {
    const found = bySeverity.get(severity);
    return found ? [`${found.length} ${severity}`] : [];
  });
  const quiet = report.suppressed.length > 0 ? `; ${report.suppressed.length} kept quiet by comments` : '';
  return `${count(report.findings.length, 'finding')} in ${count(report.files, 'file')}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}${quiet}.`;
}
