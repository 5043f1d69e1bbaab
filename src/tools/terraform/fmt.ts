import { z } from 'zod';
import { count } from '../../base/say.ts';
import { failed } from '../../domain/failure/failure.ts';
import { programFailed } from '../../domain/failure/process.ts';
import { notFormatted } from '../../domain/failure/terraform.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { findTerraform, quiet } from './program.ts';

export const fmt = tool({
  name: 'terraform.fmt',
  effect: 'write',
  effectOf: ({ check }) => (check ? 'read' : 'write'),
  summary: 'Format Terraform files, or check that they are formatted.',
  input: z.strictObject({
    directory: z.string().default('.').describe('Folder, relative to the workspace folder; with everything below it.'),
    check: z.boolean().default(false).describe('Only say which files are not formatted.'),
  }),
  output: z.object({ directory: z.string(), changed: z.array(z.string()).describe('Files that were, or with `check` would be, formatted.') }),
  says: ['format the terraform files', 'run terraform fmt in infra', 'check that the terraform code is formatted'],
  guessMs: 500,

  async run({ directory, check }, at) {
    const program = await findTerraform(at);
    if (!program.ok) return program;
    const cwd = await at.files.locate(directory);
    if (!cwd.ok) return cwd;
    const run = (args: readonly string[]) =>
      at.exec(program.value.command, ['fmt', '-recursive', '-no-color', ...args], { cwd: cwd.value, env: quiet, timeoutMs: 60_000 });

    const looked = await run(['-check', '-list=true', '-write=false']);
    if (!looked.ok) return looked;
    if (looked.value.code !== 0 && looked.value.code !== 3) return failed(programFailed('terraform fmt', looked.value.code, looked.value.stderr));
    const changed = looked.value.stdout.split('\n').filter(Boolean);
    if (check)
      return changed.length > 0
        ? failed(notFormatted(changed))
        : { ok: true, output: { directory, changed }, summary: 'Formatted as Terraform wants it.', undo: 'nothing-changed' };

    const before = await keep(directory, changed, at);
    const done = await run(['-list=false']);
    if (!done.ok) return { ...done, undo: await undoOf(before, at) };
    if (done.value.code !== 0)
      return { ok: false, failure: programFailed('terraform fmt', done.value.code, done.value.stderr), undo: await undoOf(before, at) };
    return {
      ok: true,
      output: { directory, changed },
      summary: changed.length === 0 ? 'Nothing to format.' : `Formatted ${count(changed.length, 'file')}.`,
      undo: await undoOf(before, at),
    };
  },

  async verify({ directory, check }, _seen, at) {
    if (check) return { met: true };
    const again = await fmt.run({ directory, check: true }, at);
    return again.ok ? { met: true } : { met: false, missing: [again.failure.message] };
  },
});

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
