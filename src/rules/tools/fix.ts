import { z } from 'zod';
import { digestOf, sha256 } from '../../base/hash.ts';
import { lineCounts } from '../../base/lines.ts';
import { count } from '../../base/say.ts';
import { type Outcome, ok } from '../../domain/failure/failure.ts';
import { changesNothing, type FileChange, type Preview, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Fixed, fix } from '../engine/fix.ts';
import { reportOf } from '../engine/scan.ts';
import { prepare, relative, scanFolder } from '../engine/scan-folder.ts';
import { reportSchema } from './report-schema.ts';

const input = z.strictObject({
  path: z.string().min(1).default('.').describe('A folder or one file, relative to the workspace folder.'),
  rules: z.array(z.string()).min(1).optional().describe('Ids of the only rules to fix; default: all that have a fix.'),
  resources: z.array(z.string()).min(1).optional().describe('Only in these: `aws_s3_bucket.logs`, `Deployment/default/web`.'),
  replacing: z.boolean().default(false).describe('Also make changes for which a cloud replaces or restarts what exists.'),
});
type Input = z.output<typeof input>;

export const fixTool = tool({
  name: 'rules.fix',
  effect: 'write',
  summary: 'Fix best-practice findings in the files themselves.',
  input,
  output: z.object({ ...reportSchema.shape, changed: z.array(z.string()).readonly().describe('Files that were rewritten, relative to the workspace folder.') }),
  says: [
    'fix the best practice problems in infra',
    'repair the findings',
    'fix all security findings in this folder',
    'apply the quick fixes',
    'fix the security problems in infra',
    'repair what the scan found in k8s',
    'remediate the findings in modules',
    'apply the suggested fixes to infra',
    'correct the violations in modules',
    'make infra follow best practice',
    'clean the findings in k8s/web.yaml up',
    'auto-remediate deploy/',
    'correct what the rules complain about in infra',
    'make infra follow the best practices',
    'repair the findings in modules',
    'apply the rule fixes to main.tf',
    'harden infra',
    'harden the bucket aws_s3_bucket.a in infra',
    'make infra compliant',
    'make infra secure',
    'bring infra in line with the rules',
    'clean up the violations in infra',
    'get rid of the findings in infra',
    'fix what can be fixed in infra',
    'fix what the scan found in infra',
    'fix whatever you can in k8s',
    'apply the suggested fixes in infra',
    'apply all fixes to infra',
    'let the rules fix infra',
    'patch the security problems in infra',
    'correct the misconfigurations in infra',
    'solve the findings in main.tf',
    'repair the findings of aws-s3-versioning',
    'fix rule aws-s3-versioning in infra',
    'automatically fix infra',
    'autofix everything',
    'secure infra for me',
    'fix infra even where it replaces something',
    'sort out the rule violations in infra',
    'make infra follow the rules',
    "can you repair the misconfigurations in modules/storage for me? The pipeline blocks my merge request because of them and I don't know every rule by heart",
    'let the tool change my terraform so that it follows best practices',
    'Requesting remediation in code of findings for resource aws_s3_bucket.logs; the security team set us a deadline for the end of this week',
    'containers run as root in apps/ingest and security is complaining, put that right in the yaml with rule run-as-non-root',
    'remediate rules no-latest-tag and resource-limits in gitops/web',
    'could all the rule findings in my files be fixed',
    'pls fix imdsv2 rule for aws_instance.bastion and aws_instance.jump',
    'time to get rid of those findings in fleet/main.tf',
    'open ports got flagged in sg.tf by the rules, have the fix written in',
  ],
  examples: [{ title: 'Fix one rule everywhere', input: { path: 'infra', rules: ['aws-s3-versioning'] } }],
  guessMs: 2_000,
  // What is fixed already has no finding any more.
  repeatable: true,

  async preview(what, at) {
    const work = await workOut(what, at);
    return work.ok ? previewOf(work.value) : work;
  },

  async run(what, at) {
    const work = await workOut(what, at);
    if (!work.ok) return { ok: false, failure: work.failure };
    const { changes, fixed, base, notes } = work.value;
    const done: Change[] = [];
    for (const change of changes) {
      at.signal.throwIfAborted();
      at.blobs.keep(change.before);
      const written = await at.files.write(change.path, change.after);
      if (!written.ok) return { ok: false, failure: written.failure, undo: undoOf(done) };
      done.push(change);
    }
    const report = relative(reportOf(fixed.after, 0, fixed.fixed.length, [...notes, ...fixed.notes]), base);
    return {
      ok: true,
      output: { ...report, changed: changes.map((change) => change.path) },
      summary: `Fixed ${count(fixed.fixed.length, 'finding')} in ${count(changes.length, 'file')}; ${report.findings.length} left.`,
      undo: undoOf(done),
    };
  },

  async verify({ path, rules }, seen, { files, signal }) {
    const report = await scanFolder(files, { path, ...(rules ? { only: rules } : {}), now: Date.now, signal });
    if (!report.ok) return { met: false, missing: [report.failure.message] };
    const expected = new Set(seen.findings.map((finding) => `${finding.rule} ${finding.file} ${finding.resource}`));
    const missing = report.value.findings
      .filter((finding) => !expected.has(`${finding.rule} ${finding.file} ${finding.resource}`))
      .map((finding) => `${finding.file}:${finding.line} ${finding.message}`);
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },
});

interface Change {
  /** Relative to the workspace. */
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly texts: { readonly before: string; readonly after: string };
}

interface Work {
  readonly changes: readonly Change[];
  readonly fixed: Fixed;
  readonly base: string;
  readonly notes: readonly string[];
}

/** Everything but the writing. */
async function workOut(what: Input, at: Workplace): Promise<Outcome<Work>> {
  const prepared = await prepare(at.files, { path: what.path, ...(what.rules ? { only: what.rules } : {}), now: Date.now, signal: at.signal });
  if (!prepared.ok) return prepared;
  const { gathered, options } = prepared.value;
  const { resources } = what;
  const fixed = await fix(gathered.sources, {
    ...options,
    replacing: what.replacing,
    ...(resources ? { only: (finding) => resources.includes(finding.resource) } : {}),
  });
  const changes = gathered.sources.flatMap((source): Change[] => {
    const after = fixed.files.get(source.path);
    if (after === undefined) return [];
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(gathered.marks.has(source.path) ? `\uFEFF${text}` : text);
    return [{ path: source.path, before: bytes(source.text), after: bytes(after), texts: { before: source.text, after } }];
  });
  return ok({ changes, fixed, base: gathered.base, notes: gathered.notes });
}

function previewOf({ changes, fixed }: Work): Outcome<Preview> {
  const files = changes.map(
    (change): FileChange => ({
      path: change.path,
      action: 'update',
      ...change.texts,
      ...lineCounts(change.texts.before, change.texts.after),
      conflicts: [],
    }),
  );
  const waiting = fixed.after.hits.filter((hit) => hit.replaces && hit.finding.fixable && hit.suppressed === undefined).length;
  return ok({
    digest: digestOf(changes.map((change) => [change.path, sha256(change.before), sha256(change.after)])),
    summary: changes.length === 0 ? 'Nothing to fix' : `Fix ${count(fixed.fixed.length, 'finding')} in ${count(changes.length, 'file')}`,
    files,
    undo: undoOf(changes),
    ...changesNothing(changes.length === 0),
    warnings: [
      ...fixed.notes,
      ...(waiting > 0
        ? [
            `${count(waiting, 'fix', 'fixes')} would make the cloud replace or restart what exists; ${waiting === 1 ? 'it is' : 'they are'} left for you to ask for.`,
          ]
        : []),
    ],
  });
}

const undoOf = (changes: readonly Change[]): Undo =>
  changes.length === 0
    ? 'nothing-changed'
    : {
        steps: [
          {
            tool: 'files.restore',
            input: { files: changes.map((change) => ({ path: change.path, to: sha256(change.before), expect: sha256(change.after) })), folders: [] },
          },
        ],
      };
