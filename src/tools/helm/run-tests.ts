import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count, list } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { noTests, testsFailed } from '../../domain/failure/helm.ts';
import { tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { targetOf } from './cluster.ts';
import { explain, saidBy } from './explain.ts';
import { context, namespace, release, timeoutMinutes } from './inputs.ts';
import { runHelm } from './program.ts';
import { impactsOf, touchedBy } from './run/rehearse.ts';
import { findRelease, type Hook, type Reach, type Release, readRelease, requireFree } from './run/release.ts';

const input = z.strictObject({ release, namespace, timeoutMinutes, context });
type Input = z.output<typeof input>;

const logBytesMax = 64 * 1024;

export const runTests = tool({
  name: 'helm.test',
  effect: 'change',
  summary: 'Run the tests that the chart of a Helm release brings, in the cluster, and show what they print.',
  input,
  output: z.object({
    release: z.string(),
    namespace: z.string(),
    tests: z.array(z.object({ name: z.string(), phase: z.string() })).readonly(),
    log: z.string().describe('What the pods of the tests printed; nothing is had of tests that are jobs.'),
  }),
  commands: ['helm test {release}'],
  says: [
    'run the helm tests of release web',
    'helm test web',
    'test the release web in shop',
    'run the tests of the chart of release api',
    'does the helm release cart pass its tests',
    'execute the test hooks of release web',
    'run helm test for billing in namespace finance',
    'does release web pass its tests',
    'check the release web with its own tests',
    'start the chart tests of release web',
    'helm test grafana -n monitoring',
  ],
  onlyWith: ['test'],
  examples: [{ title: 'Run the tests of a release', input: { release: 'web', namespace: 'shop' } }],
  guessMs: 20_000,
  timeoutMs: 125 * 60_000,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { to, current, hooks } = seen.value;
    const { cluster } = to;
    const found = { changes: [], hooks };
    return ok({
      digest: digestOf({
        what,
        cluster: [cluster.server, cluster.context, cluster.namespace],
        version: current.version,
        hooks: hooks.map((one) => one.manifest),
      }),
      summary: `Run ${count(hooks.length, 'test')} of ${what.release} in ${cluster.namespace} of ${cluster.context}: ${list(hooks.map((one) => one.name))}`,
      files: [],
      undo: notTakenBack,
      warnings: ['tests are programs of the chart that run in the cluster'],
      target: targetOf(cluster, touchedBy(found, cluster.namespace)),
      impacts: impactsOf(found, cluster.namespace),
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { to, hooks } = seen.value;
    at.progress(`Testing ${what.release}`);
    // Helm looks for a pod of the test's own name: of a job there is none, and it would call that a failure.
    const logs = hooks.every((one) => one.kind === 'Pod') ? ['--logs'] : [];
    const done = await runHelm(at, to.helm, ['test', what.release, ...logs, `--timeout=${what.timeoutMinutes}m0s`, ...to.cluster.flags], {
      timeoutMs: (what.timeoutMinutes + 1) * 60_000,
      interrupt: { signal: 'SIGINT', graceMs: 20_000 },
    });
    if (!done.ok) return { ...done, undo: notTakenBack };
    const now = await readRelease(at, to, what.release);
    if (!now.ok) return { ...now, undo: notTakenBack };
    const tests = testsOf(now.value).map((one) => ({ name: one.name, phase: one.last_run?.phase ?? '' }));
    const broken = tests.filter((one) => one.phase === 'Failed');
    const log = logIn(done.value.stdout);
    if (broken.length > 0)
      return {
        ...failed(
          testsFailed(
            what.release,
            broken.map((one) => one.name),
            log,
          ),
        ),
        undo: notTakenBack,
      };
    // A test whose pod goes once it has passed leaves no log.
    const hasPassed = /unable to get pod logs/.test(saidBy(done.value)) && tests.every((one) => one.phase === 'Succeeded');
    if (done.value.code !== 0 && !hasPassed)
      return { ...failed(explain('test', '', to.cluster, done.value, 'Nothing of the release was changed.')), undo: notTakenBack };
    return {
      ok: true,
      output: { release: what.release, namespace: to.cluster.namespace, tests, log },
      summary: `${what.release} passes ${tests.length === 1 ? 'its test' : `its ${tests.length} tests`}: ${list(tests.map((one) => one.name))}.`,
      undo: notTakenBack,
    };
  },

  async verify(what, _seen, at) {
    const now = await look(what, at);
    if (!now.ok) return { met: false, missing: [now.failure.message] };
    const missing = now.value.hooks.filter((one) => one.last_run?.phase !== 'Succeeded').map((one) => `${one.name} has not passed`);
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  async inspect() {
    // Whether what is noted is from this call or from one before it can't be told.
    return 'unknown';
  },
});

const notTakenBack = { impossible: 'what its tests did is done; their pods stay until they run again, or until the chart says' } as const;

interface Seen {
  readonly to: Reach;
  readonly current: Release;
  readonly hooks: readonly Hook[];
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const found = await findRelease(what, at);
  if (!found.ok) return found;
  const { to, current } = found.value;
  const free = await requireFree(at, to, current);
  if (!free.ok) return free;
  const hooks = testsOf(current);
  return hooks.length === 0 ? failed(noTests(what.release)) : ok({ to, current, hooks });
}

const testsOf = (release: Release | undefined): readonly Hook[] =>
  (release?.hooks ?? []).filter((one) => one.events?.some((event) => event === 'test' || event === 'test-success'));

/** What stands behind the report: `POD LOGS: web-test` and the lines of it. */
const logIn = (stdout: string): string =>
  stdout
    .slice(Math.max(0, stdout.search(/^POD LOGS: /m)))
    .replace(/^NAME: [\s\S]*$/, '')
    .slice(-logBytesMax);
