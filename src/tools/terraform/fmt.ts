import { posix } from 'node:path';
import { z } from 'zod';
import { atOnce } from '../../base/at-once.ts';
import { digestOf, sha256 } from '../../base/hash.ts';
import { lineCounts } from '../../base/lines.ts';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { programFailed } from '../../domain/failure/process.ts';
import { notFormatted } from '../../domain/failure/terraform.ts';
import { changesNothing, type FileChange, tool, type Undo } from '../../domain/tool.ts';
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
  commands: ['terraform fmt {directory?} -recursive -diff'],
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
    'format',
    'tidy up the tf files',
    'is infra formatted?',
    'pretty print main.tf’s folder infra',
    'fix the formatting of infra',
    'indentation of the terraform code',
    'make the tf files in infra pretty',
    'tidy the hcl under modules',
    'fix the indentation of the terraform code in infra',
    'would fmt change anything in infra',
    'are the tf files in infra formatted',
    'which terraform files are not formatted',
    'clean up the formatting of the terraform in stacks/core',
    'infra needs formatting',
    'put the tf code of infra in order',
    'whitespace and alignment of the terraform files',
    'run the formatter on infra',
    'terraform code style in infra',
    'check the formatting of modules/s3 without changing it',
    'verify that infra is fmt clean',
    'would terraform fmt change something in infra',
    'is the hcl of infra formatted',
    'run the formatter over the terraform in infra',
    'which files under infra are not formatted',
    'which terraform files need formatting',
    'what below modules needs formatting',
    'is anything under stacks badly formatted',
    'tidy up the indentation of my hcl in stacks/billing',
    'the pre-commit hook got disabled by somebody, so before I switch it on again, how much is off? fmt check on envs',
    "CI fails because terraform files in platform/vpc aren't formatted, please format them",
    'Requesting formatting check of Terraform directory atlas/network.',
    'We agreed in the retro that style discussions in reviews should end, therefore run fmt over the whole terraform tree',
    'straighten the whitespace in fleet/tf, the reviewers keep nagging me about aligned equal signs',
    'reformat landing/base/*.tf, i.e. folder landing/base',
    'terraform fmt -check shared',
    'canonical style for the hcl files under dr please',
    'would terraform fmt complain about anything in stacks/web',
    'i want that files of terraform in lab/eks be formatted in standard way',
  ],
  examples: [{ title: 'Format a folder', input: { directory: 'infra' } }],
  guessMs: 500,
  repeatable: true,

  async preview({ directory: folder, check }, at) {
    if (check)
      return ok({
        digest: digestOf({ folder, check }),
        summary: `Check the formatting of ${called(folder)}`,
        files: [],
        undo: 'nothing-changed',
        warnings: [],
      });
    const files = await formatted(folder, at);
    if (!files.ok) return files;
    return ok({
      digest: digestOf({ folder, files: files.value.map(({ path, before, after }) => [path, sha256(before), sha256(after)]) }),
      summary: files.value.length === 0 ? `Nothing to format in ${called(folder)}` : `Format ${count(files.value.length, 'file')} in ${called(folder)}`,
      files: files.value.map(changeOf),
      undo: undoOf(files.value),
      warnings: [],
      ...changesNothing(files.value.length === 0),
    });
  },

  async run({ directory: folder, check }, at) {
    if (check) {
      const looked = await unformatted(folder, at);
      if (!looked.ok) return looked;
      const { changed } = looked.value;
      return changed.length > 0
        ? failed(notFormatted(changed))
        : { ok: true, output: { directory: folder, changed }, summary: 'Formatted as Terraform wants it.', undo: 'nothing-changed' };
    }
    const files = await formatted(folder, at);
    if (!files.ok) return files;
    const written: Formatted[] = [];
    for (const file of files.value) {
      at.blobs.keep(file.before);
      const done = await at.files.write(file.path, file.after);
      if (!done.ok) return { ...done, undo: undoOf(written) };
      written.push(file);
    }
    return {
      ok: true,
      output: { directory: folder, changed: written.map(({ name }) => name) },
      summary: written.length === 0 ? 'Nothing to format.' : `Formatted ${count(written.length, 'file')}.`,
      undo: undoOf(written),
    };
  },

  async verify({ directory: folder }, _seen, at) {
    const looked = await unformatted(folder, at);
    if (!looked.ok) return { met: false, missing: [looked.failure.message] };
    return looked.value.changed.length === 0 ? { met: true } : { met: false, missing: [notFormatted(looked.value.changed).message] };
  },
});

const called = (directory: string): string => (directory === '.' ? 'the workspace folder' : directory);

interface Looked {
  /** Files below a folder that the formatter would change, relative to it. */
  readonly changed: readonly string[];
  /** The formatter itself. */
  run(args: readonly string[], input?: Uint8Array): Promise<Outcome<Finished>>;
}

async function unformatted(directory: string, at: Workplace): Promise<Outcome<Looked>> {
  const program = await findTerraform(at);
  if (!program.ok) return program;
  const cwd = await at.files.locate(directory);
  if (!cwd.ok) return cwd;
  const run: Looked['run'] = (args, input) =>
    at.exec(program.value.command, ['fmt', '-no-color', ...args], {
      cwd: cwd.value,
      env: quiet(at.env),
      timeoutMs: 60_000,
      ...(input === undefined ? {} : { input, outputBytesMax: 4 * input.byteLength + 64 * 1024 }),
    });
  const looked = await run(['-recursive', '-check', '-list=true', '-write=false']);
  if (!looked.ok) return looked;
  if (looked.value.code !== 0 && looked.value.code !== 3) return failed(programFailed('terraform fmt', looked.value.code, looked.value.stderr));
  return ok({ changed: looked.value.stdout.split('\n').filter(Boolean), run });
}

interface Formatted {
  /** As Terraform calls it: relative to the folder. */
  readonly name: string;
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

const atOnceMax = 4;

/** What Terraform makes of each file it would change. It is given the text and writes nothing: writing is ours, one whole file at a time. */
async function formatted(directory: string, at: Workplace): Promise<Outcome<readonly Formatted[]>> {
  const looked = await unformatted(directory, at);
  if (!looked.ok) return looked;
  const { changed, run } = looked.value;
  const all = await atOnce(changed, atOnceMax, async (name): Promise<Outcome<Formatted | undefined>> => {
    const path = posix.join(directory, name);
    const before = await at.files.read(path);
    if (!before.ok) return before;
    if (before.value === undefined) return ok(undefined);
    const done = await run(['-'], before.value);
    if (!done.ok) return done;
    if (done.value.code !== 0 || done.value.truncated) return failed(programFailed('terraform fmt', done.value.code, done.value.stderr));
    return ok({ name, path, before: before.value, after: new TextEncoder().encode(done.value.stdout) });
  });
  const wrong = all.find((one) => !one.ok);
  if (wrong !== undefined && !wrong.ok) return wrong;
  return ok(all.flatMap((one) => (one.ok && one.value !== undefined ? [one.value] : [])));
}

function changeOf({ path, before, after }: Formatted): FileChange {
  const [was, is] = [before, after].map((bytes) => new TextDecoder().decode(bytes)) as [string, string];
  return { path, action: 'update', before: was, after: is, ...lineCounts(was, is), conflicts: [] };
}

function undoOf(files: readonly Formatted[]): Undo {
  if (files.length === 0) return 'nothing-changed';
  const back = files.map(({ path, before, after }) => ({ path, to: sha256(before), expect: sha256(after) }));
  return { steps: [{ tool: 'files.restore', input: { files: back, folders: [] } }] };
}
