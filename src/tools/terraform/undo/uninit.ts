import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, ok } from '../../../domain/failure/failure.ts';
import { formerConfigGone } from '../../../domain/failure/terraform.ts';
import { tool } from '../../../domain/tool.ts';
import { explain } from '../explain.ts';
import { directory, workspace } from '../fields.ts';
import { findTerraform, quiet } from '../program.ts';
import { folderName } from '../root/code-preview.ts';

/** The undo of `terraform.init`. A workspace goes only when it is empty: Terraform itself refuses another. */
export const uninit = tool({
  name: 'terraform.uninit',
  effect: 'change',
  effectOf: ({ workspace: name }) => (name === undefined ? 'write' : 'change'),
  repeatable: true,
  summary: 'Take back terraform init: the lock file as it was, and .terraform and the workspace gone if init made them.',
  input: z.strictObject({
    directory,
    removeData: z.boolean().describe('There was no .terraform.'),
    lock: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .describe('Content of the lock file before; null: there was none.'),
    workspace,
    select: workspace.describe('The workspace that was selected.'),
  }),
  output: z.object({ directory: z.string() }),
  says: [],
  guessMs: 1000,

  async preview(what, at) {
    const lock = await at.files.read(join(what.directory, '.terraform.lock.hcl'));
    if (!lock.ok) return lock;
    return ok({
      digest: digestOf({ what, lock: lock.value === undefined ? null : digestOf(new TextDecoder().decode(lock.value)) }),
      summary: `Take back terraform init of ${folderName(what.directory)}`,
      files: [],
      undo: { impossible: 'run terraform init again' },
      warnings: [],
    });
  },

  async run(what, at) {
    const lockFile = join(what.directory, '.terraform.lock.hcl');
    if (what.workspace !== undefined) {
      const program = await findTerraform(at);
      if (!program.ok) return program;
      const cwd = await at.files.locate(what.directory);
      if (!cwd.ok) return cwd;
      for (const args of [
        ['select', what.select ?? 'default'],
        ['delete', what.workspace],
      ]) {
        const done = await at.exec(program.value.command, ['workspace', ...args], { cwd: cwd.value, env: quiet(at.env), timeoutMs: 60_000 });
        if (!done.ok) return done;
        if (done.value.code !== 0) return failed(explain(`workspace ${args[0]}`, done.value, { program: program.value }));
      }
    }
    // A local state's workspaces lie in there; the last one leaves it empty.
    if (what.workspace !== undefined) {
      const emptied = await at.files.removeEmptyFolder(join(what.directory, 'terraform.tfstate.d'));
      if (!emptied.ok) return emptied;
    }
    if (what.removeData) {
      const place = await at.files.locate(join(what.directory, '.terraform'));
      if (!place.ok) return place;
      await rm(place.value, { recursive: true, force: true });
    }
    if (what.lock === null) {
      const removed = await at.files.remove(lockFile);
      if (!removed.ok) return removed;
    } else {
      const content = at.blobs.get(what.lock);
      if (content === undefined) return failed(formerConfigGone(lockFile));
      const written = await at.files.write(lockFile, content);
      if (!written.ok) return written;
    }
    return { ok: true, output: { directory: what.directory }, summary: 'It is as before terraform init.', undo: { impossible: 'run terraform init again' } };
  },

  async verify(what, _seen, at) {
    const lock = await at.files.read(join(what.directory, '.terraform.lock.hcl'));
    const isThere = lock.ok && lock.value !== undefined;
    return isThere === (what.lock !== null) ? { met: true } : { met: false, missing: ['the lock file is not as it was'] };
  },
});
