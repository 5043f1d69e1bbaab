import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asksAnew, keepPasses, passedBefore, passKeys } from './passes.mjs';
import { bin, node24, root } from './place.mjs';
import { run } from './process.mjs';
import { ensureBuilt } from './ready.mjs';
import { filesOf } from './test-files.mjs';

/**
 * A part of the test run: `{ name, run(tell) }`. `run` resolves to an {@link outcome}; `tell` takes output as it comes.
 *
 * An outcome is `{ passed, failures: [{ name, output }], skipped: [{ name, reason }], second: [{ name, output }], note? }`, `second`
 * being what passed at its second try only.
 */
export const outcome = (fields) => ({ passed: 0, failures: [], skipped: [], second: [], ...fields });

/** One program that is right when it ends with 0: one check in the count. What it prints is shown when it fails. */
export const programPart = (name, program, args) => ({
  name,
  async run() {
    const { code, output } = await run(program, args, { cwd: root, timeoutMs: 180_000 });
    return code === 0 ? outcome({ passed: 1 }) : outcome({ failures: [{ name, output }] });
  },
});

/**
 * What tsc knows is kept: of what nobody changed it takes a quarter of the time. One checker: each of more reads the libraries'
 * types anew, which on two cores takes longer, and twice the processor time.
 */
const typesOf = (name, project, kept) =>
  programPart(name, bin('tsc'), [
    '-p',
    project,
    '--pretty',
    'false',
    '--checkers',
    '1',
    '--incremental',
    '--tsBuildInfoFile',
    join(root, 'node_modules', '.cache', 'nimbus', kept),
  ]);
export const typesPart = typesOf('types', '.', 'types.tsbuildinfo');
export const webviewTypesPart = typesOf('webview types', 'webview', 'webview-types.tsbuildinfo');
export const lintPart = programPart('format and lint', bin('biome'), ['check', '--diagnostic-level=warn', '--error-on-warnings', '--max-diagnostics=200', '.']);

/** Packages and dist/ up to date; tidy reads what the build says about the eager bundle. */
export const buildPart = {
  name: 'build',
  async run() {
    await ensureBuilt();
    return outcome({ passed: 1 });
  },
};

/**
 * The tests of one Vitest project, each counted. With `recalls`, a file that passed before on the very same inputs is counted
 * and not run again, unless everything is to be asked anew.
 */
export const vitestPart = (name, project, { args = [], env = {}, timeoutMs = 80 * 60_000, silentMs = 15 * 60_000, noteAfter, recalls = false } = {}) => ({
  name,
  async run(tell) {
    const keys = recalls ? await passKeys(filesOf(project)) : {};
    const before = recalls && !asksAnew() ? passedBefore(project, keys) : {};
    const recalled = Object.keys(before);
    const passed = Object.values(before).reduce((sum, tests) => sum + tests, 0);
    const told = recalled.length === 0 ? undefined : `${recalled.length} test files passed before on the same inputs; NIMBUS_FRESH=1 runs them again`;
    if (told !== undefined) tell(`${told}\n`);
    if (recalls && recalled.length === Object.keys(keys).length) return outcome({ passed, note: told });

    const folder = await mkdtemp(join(tmpdir(), 'nimbus-test-'));
    const totals = join(folder, 'totals.json');
    try {
      const reporter = join(root, 'scripts', 'lib', 'vitest-reporter.mjs');
      const { code, output, timedOut } = await run(
        node24,
        [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', project, `--reporter=${reporter}`, '--passWithNoTests', ...args],
        {
          cwd: root,
          env: {
            ...process.env,
            NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
            FORCE_COLOR: '0',
            NO_COLOR: '1',
            ...env,
            NIMBUS_TEST_TOTALS: totals,
            NIMBUS_TEST_RECALLED: JSON.stringify(recalled),
          },
          onOutput: tell,
          timeoutMs,
          silentMs,
        },
      );
      const counted = await readFile(totals, 'utf8').then(JSON.parse, () => undefined);
      if (!counted) return outcome({ failures: [{ name: `${name} did not finish`, output }] });
      const failures = failuresOf(name, counted, { code, output, timedOut });
      if (recalls) await keepUnchanged(project, keys, counted.clean);
      return outcome({ passed: passed + counted.passed, failures, skipped: counted.skipped, second: counted.second, note: (await noteAfter?.()) ?? told });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});

/** What went wrong in a run whose reporter told `counted` (vitest-reporter.mjs), its being cut off included. */
export function failuresOf(name, counted, { code, output, timedOut }) {
  const failures = counted.failures.map((failure) => ({ ...failure, name: `${name}: ${failure.name}` }));
  if (!counted.ended) {
    const why = timedOut ? 'It took too long, or was silent too long, and was cut off.' : `It ended with ${code} before its end.`;
    failures.push({ name: `${name} did not finish`, output: `${output}\n${why} Still running: ${counted.running.join(', ') || 'no file'}` });
  } else if (code !== 0 && failures.length === 0) failures.push({ name: `${name} ended with ${code}`, output });
  return failures;
}

/** Somebody may have gone on working during the run: what passed then is not known to pass now. */
async function keepUnchanged(project, keys, clean) {
  const now = await passKeys(Object.keys(keys));
  keepPasses(
    project,
    keys,
    clean.filter(({ file }) => now[file] === keys[file]),
  );
}
