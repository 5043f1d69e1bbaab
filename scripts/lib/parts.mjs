import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, node24, root } from './place.mjs';
import { run } from './process.mjs';
import { ensureBuilt } from './ready.mjs';

/**
 * A part of the test run: `{ name, run(tell) }`. `run` resolves to an {@link outcome}; `tell` takes output as it comes.
 *
 * An outcome is `{ passed, failures: [{ name, output }], skipped: [{ name, reason }], note? }`.
 */
export const outcome = (fields) => ({ passed: 0, failures: [], skipped: [], ...fields });

/** One program that is right when it ends with 0: one check in the count. What it prints is shown when it fails. */
export const programPart = (name, program, args) => ({
  name,
  async run() {
    const { code, output } = await run(program, args, { cwd: root, timeoutMs: 180_000 });
    return code === 0 ? outcome({ passed: 1 }) : outcome({ failures: [{ name, output }] });
  },
});

export const typesPart = programPart('types', bin('tsc'), ['-p', '.', '--pretty', 'false']);
export const webviewTypesPart = programPart('webview types', bin('tsc'), ['-p', 'webview', '--pretty', 'false']);
export const lintPart = programPart('format and lint', bin('biome'), ['check', '--diagnostic-level=warn', '--error-on-warnings', '--max-diagnostics=200', '.']);
export const generatedPart = programPart('generated files', node24, [join(root, 'scripts', 'generate.mjs'), '--check']);

/** Packages and dist/ up to date; tidy reads what the build says about the eager bundle. */
export const buildPart = {
  name: 'build',
  async run() {
    await ensureBuilt();
    return outcome({ passed: 1 });
  },
};

/** The tests of one Vitest project, each counted. */
export const vitestPart = (name, project, { args = [], env = {}, timeoutMs = 2_700_000, noteAfter } = {}) => ({
  name,
  async run(tell) {
    const folder = await mkdtemp(join(tmpdir(), 'nimbus-test-'));
    const totals = join(folder, 'totals.json');
    try {
      const reporter = join(root, 'scripts', 'lib', 'vitest-reporter.mjs');
      const { code, output, timedOut } = await run(
        node24,
        [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project, `--reporter=${reporter}`, '--passWithNoTests', ...args],
        {
          cwd: root,
          env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning', FORCE_COLOR: '0', NO_COLOR: '1', ...env, NIMBUS_TEST_TOTALS: totals },
          onOutput: tell,
          timeoutMs,
        },
      );
      const counted = await readFile(totals, 'utf8').then(JSON.parse, () => undefined);
      if (!counted || timedOut) return outcome({ failures: [{ name: `${name} did not finish`, output }] });
      const failures = counted.failures.map((failure) => ({ ...failure, name: `${name}: ${failure.name}` }));
      if (code !== 0 && failures.length === 0) failures.push({ name: `${name} ended with ${code}`, output });
      return outcome({ passed: counted.passed, failures, skipped: counted.skipped, note: await noteAfter?.() });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});
