import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { programFailed } from '../../domain/failure/process.ts';
import { notFormatted } from '../../domain/failure/terraform.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Finished, Workplace } from '../../domain/workplace.ts';
import { directory } from './fields.ts';
import { findTerraform, quiet } from './program.ts';

export const fmt = tool({
  name: 'terraform.fmt',
  effect: 'write',
  effectOf: ({ check }) => (check ? 'read' : 'write'),
  summary: 'Format Terraform files, or check that they are formatted.',
  input: z.strictObject({
    directory: directory.describe('Folder, relative to the workspace folder; with everything below it.'),
    check: z.boolean().default(false).describe('Only say which files are not formatted.'),
  }),
  output: z.object({ directory: z.string(), changed: z.array(z.string()).readonly().describe('Files that were, or with `check` would be, formatted.') }),
  commands: ['terraform fmt {directory?}'],
  says: [
    'format the terraform files',
    'run terraform fmt in infra',
    'check that the terraform code is formatted',
    'clean up the formatting of infra',
    'reformat all tf files',
    'make the hcl look nice',
    'is everything in modules formatted properly',
    'tidy the terraform code in infra',
    'format stacks',
    'fix the indentation of the tf files in modules',
    'are the terraform files formatted',
    'pretty-print infra',
  ],
  examples: [{ title: 'Format a folder', input: { directory: 'infra' } }],
  guessMs: 500,

  async run({ directory: folder, check }, at) {
    const looked = await unformatted(folder, at);
    if (!looked.ok) return looked;
    const { changed, run } = looked.value;
    if (check)
      return changed.length > 0
        ? failed(notFormatted(changed))
        : { ok: true, output: { directory: folder, changed }, summary: 'Formatted as Terraform wants it.', undo: 'nothing-changed' };

    const before = await keep(folder, changed, at);
    const done = await run(['-list=false']);
    if (!done.ok) return { ...done, undo: await undoOf(before, at) };
    if (done.value.code !== 0)
      return { ok: false, failure: programFailed('terraform fmt', done.value.code, done.value.stderr), undo: await undoOf(before, at) };
    return {
      ok: true,
      output: { directory: folder, changed },
      summary: changed.length === 0 ? 'Nothing to format.' : `Formatted ${count(changed.length, 'file')}.`,
      undo: await undoOf(before, at),
    };
  },

  async verify({ directory: folder }, _seen, at) {
    const looked = await unformatted(folder, at);
    if (!looked.ok) return { met: false, missing: [looked.failure.message] };
    return looked.value.changed.length === 0 ? { met: true } : { met: false, missing: [notFormatted(looked.value.changed).message] };
  },
});

/** Files below a folder that the formatter would change, and the formatter itself. */
async function unformatted(
  directory: string,
  at: Workplace,
): Promise<Outcome<{ changed: readonly string[]; run(args: readonly string[]): Promise<Outcome<Finished>> }>> {
  const program = await findTerraform(at);
  if (!program.ok) return program;
  const cwd = await at.files.locate(directory);
  if (!cwd.ok) return cwd;
  const run = (args: readonly string[]) =>
    at.exec(program.value.command, ['fmt', '-recursive', '-no-color', ...args], { cwd: cwd.value, env: quiet(at.env), timeoutMs: 60_000 });
  const looked = await run(['-check', '-list=true', '-write=false']);
  if (!looked.ok) return looked;
  if (looked.value.code !== 0 && looked.value.code !== 3) return failed(programFailed('terraform fmt', looked.value.code, looked.value.stderr));
  return ok({ changed: looked.value.stdout.split('\n').filter(Boolean), run });
}

async function keep(directory: string, names: readonly string[], at: Workplace): Promise<ReadonlyMap<string, string>> {
  const kept = new Map<string, string>();
  for (const name of names) {
    const path = `${directory}/${name}`.replace(/^\.\//, '');
    const content = await at.files.read(path);
    if (content.ok && content.value !== undefined) kept.set(path, at.blobs.keep(content.value));
  }
  return kept;
}

async function undoOf(before: ReadonlyMap<string, string>, at: Workplace): Promise<Undo> {
  const files: { path: string; to: string; expect: string }[] = [];
  for (const [path, to] of before) {
    const now = await at.files.read(path);
    if (!now.ok || now.value === undefined) continue;
    const expect = at.blobs.keep(now.value);
    if (expect !== to) files.push({ path, to, expect });
  }
  return files.length === 0 ? 'nothing-changed' : { steps: [{ tool: 'files.restore', input: { files, folders: [] } }] };
}
