import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count, list } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { noTests, testsFailed } from '../../domain/failure/helm.ts';
import { type Observation, tool } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { type Cluster, targetOf } from './cluster.ts';
import { explain } from './explain.ts';
import { context, namespace, release, timeoutMinutes } from './inputs.ts';
import { runHelm } from './program.ts';
import { type HookObject, hooksAt, impactsOf, touchedBy } from './run/rehearse.ts';
import { findRelease, type Hook, type Reach, type Release, readRelease, requireFree } from './run/release.ts';

const input = z.strictObject({ release, namespace, timeoutMinutes, context });
type Input = z.output<typeof input>;

/** Over all tests; each has an equal part of it, its newest lines. */
const logLengthMax = 64 * 1024;

/** What the pods of one object have printed, and which of them could not be read. */
type Printed = Observation<{ readonly lines: readonly string[]; readonly unread: readonly { readonly pod: string; readonly why: string }[] }>;

/** Reads it from the cluster: handed in, since that is another toolset's. */
export type ReadLog = (of: { readonly [field in 'kind' | 'name' | 'namespace' | 'context']: string }, at: Workplace) => Promise<Printed>;

export const runTests = (readLog: ReadLog) =>
  tool({
    name: 'helm.test',
    effect: 'change',
    summary: 'Run the tests that the chart of a Helm release brings, in the cluster, and show what they print.',
    input,
    output: z.object({
      release: z.string(),
      namespace: z.string(),
      tests: z.array(z.object({ name: z.string(), phase: z.string() })).readonly(),
      log: z.string().describe('What the pods of each test printed, those of its jobs too; or why that can’t be read.'),
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
      'need a helm test of web-shop before we switch traffic',
      'please verify the installed release vault-agent by its helm tests, namespace security',
      'can you make the test of my release api and say if it is green',
      'after the upgrade I would like to be sure that checkout is healthy, so run its helm tests in shop',
      'test release kiosk, 10 minutes max',
      "check with the chart's own tests whether edge works",
      'run helm test on the release jobs',
      'did the rabbit release come up properly? its chart has a test, run that on minikube',
      'Please execute the test hooks of helm release atlas and show me the output',
      'helm tests for fleet on staging-eu',
      'kick off helm test for notifier ns messaging',
      'wanna see what the test pods of release main print, run them',
      'run the helm release tests in namespace qa',
      'is the gateway release ok? run the helm test pods',
      'QA asks for proof that release migrator is fine: its helm tests, context qa-west',
      'Does the helm release orders-db in orders pass its tests?',
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
      // Not with `--logs`: helm looks for a pod of the test's own name with one container, and calls it a failure when there is none.
      const done = await runHelm(at, to.helm, ['test', what.release, `--timeout=${what.timeoutMinutes}m0s`, ...to.cluster.flags], {
        timeoutMs: (what.timeoutMinutes + 1) * 60_000,
        interrupt: { signal: 'SIGINT', graceMs: 20_000 },
      });
      if (!done.ok) return { ...done, undo: notTakenBack };
      const now = await readRelease(at, to, what.release);
      if (!now.ok) return { ...now, undo: notTakenBack };
      const tests = testsOf(now.value).map((one) => ({ name: one.name, phase: one.last_run?.phase ?? '' }));
      const broken = tests.filter((one) => one.phase === 'Failed');
      const log = await logOf(hooks, to.cluster, readLog, at);
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
      if (done.value.code !== 0) return { ...failed(explain('test', '', to.cluster, done.value, 'Nothing of the release was changed.')), undo: notTakenBack };
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
  readonly hooks: readonly HookObject[];
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const found = await findRelease(what, at);
  if (!found.ok) return found;
  const { to, current } = found.value;
  const free = await requireFree(at, to, current);
  if (!free.ok) return free;
  const hooks = await hooksAt(testEvents, current.hooks, at);
  return hooks.length === 0 ? failed(noTests(what.release)) : ok({ to, current, hooks });
}

const testEvents = ['test', 'test-success'];

const testsOf = (release: Release | undefined): readonly Hook[] =>
  (release?.hooks ?? []).filter((one) => one.events?.some((event) => testEvents.includes(event)));

/** What each test printed, under its name. */
async function logOf(hooks: readonly HookObject[], { context, namespace }: Cluster, readLog: ReadLog, at: Workplace): Promise<string> {
  const withPods = hooks.filter(({ kind }) => kind === 'Pod' || kind === 'Job');
  const said: string[] = [];
  for (const { kind, name, object } of withPods) {
    const own = object.namespace || namespace;
    const read = await readLog({ kind: kind.toLowerCase(), name, namespace: own, context }, at);
    // One that goes once it has passed, as its chart may say, leaves none.
    const lines = read.ok ? [...read.output.lines, ...read.output.unread.map(({ pod, why }) => `(${pod}: ${why})`)] : [`(${read.failure.message})`];
    said.push(`${kind}/${name}:`, lines.join('\n').slice(-logLengthMax / withPods.length));
  }
  return said.join('\n');
}
