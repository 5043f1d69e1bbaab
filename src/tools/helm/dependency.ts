import { posix } from 'node:path';
import { z } from 'zod';
import { digestOf, sha256 } from '../../base/hash.ts';
import { count, list } from '../../base/say.ts';
import { yamlValue } from '../../base/yaml.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { chartUnknown, noLock } from '../../domain/failure/helm.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { explain } from './explain.ts';
import { chart } from './inputs.ts';
import { findHelm, type Helm, runHelm } from './program.ts';

const input = z.strictObject({
  action: z
    .enum(['list', 'update', 'build'])
    .default('list')
    .describe('`update`: the newest that fit Chart.yaml, written to Chart.lock; `build`: exactly those of Chart.lock.'),
  chart: chart.describe('Folder of the chart, relative to the workspace folder.'),
});
type Input = z.output<typeof input>;

const shape = z.object({ name: z.string(), version: z.string(), repository: z.string(), status: z.string().describe('ok, missing, unpacked, wrong version.') });

export const dependency = tool({
  name: 'helm.dependency',
  effect: 'write',
  effectOf: ({ action }) => (action === 'list' ? 'read' : 'write'),
  summary: 'List the charts that a Helm chart depends on, or fetch them into its charts folder.',
  input,
  output: z.object({ chart: z.string(), dependencies: z.array(shape).readonly() }),
  commands: [
    'helm dependency|dep|dependencies list|ls {chart} {action:list}',
    'helm dependency|dep|dependencies update|up {chart} {action:update}',
    'helm dependency|dep|dependencies build {chart} {action:build}',
  ],
  says: [
    'update the dependencies of the chart charts/web',
    'helm dependency update charts/web',
    'helm dependency build ./charts/api',
    'which charts does charts/web depend on',
    'list the dependencies of the chart charts/api',
    'fetch the dependencies of charts/web',
    'build the chart dependencies of charts/api from its lock',
    'helm dep up charts/web',
    'are the dependencies of charts/web there',

    'download the subcharts of charts/web',
    'a new postgresql chart fixes the backup bug, and our range in charts/mailer already allows it, so update the dependencies of that chart',
    'show me the dependency status of charts/metrics (ok, missing, wrong version)',
    'I bumped the postgresql version in Chart.yaml of charts/checkout, now update its dependencies and the lock',
    'freshen the dependencies from apps/reports/chart',
    'dependencies of the chart, please',
    'we want exactly the same subcharts as were released last time, therefore rebuild the dependencies of umbrella/north out of its Chart.lock',
    'the chart charts/main: on what charts does it rely and which versions',
    'build deps for infra/charts/vault-agent from lock',
    'update chart deps charts/blue',
    'I have added a redis to the Chart.yaml of platform/charts/queue and now its package must come into the charts folder, with a new lock',
    "restore charts/proxy's dependencies from the lock, CI must use same versions as we",
    'template says the redis dependency is missing in charts/ directory, so get the dependencies for charts/orders',
    'Requesting dependency listing for the chart charts/pricing.',
    'I just cloned the repo and helm moans about missing dependencies in charts/web-shop; fetch them at the locked versions',
    'The pipeline fails with "found in Chart.yaml, but missing in charts/ directory" for charts/ledger, so fetch what is in the lock file, no newer versions',
    'our umbrella chart charts/shop pulls in five others, get the newest allowed versions of them',
    'dependency charts for ./dashboards should be fetched',
  ],
  onlyWith: ['depend', 'subchart', 'dep'],
  examples: [{ title: 'See what a chart depends on', input: { chart: 'charts/web' } }],
  guessMs: 5_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { declared, kept } = seen.value;
    return ok({
      digest: digestOf({ what, declared: seen.value.digest, kept: [...kept] }),
      summary:
        what.action === 'list'
          ? `List what ${what.chart} depends on`
          : `Fetch ${count(declared.length, 'chart')} that ${what.chart} depends on into ${posix.join(what.chart, 'charts')}: ${list(declared)}`,
      files: [],
      undo: what.action === 'list' ? 'nothing-changed' : undoOf(kept, new Map()),
      warnings: what.action === 'update' ? ['Chart.lock is written anew with the newest versions that fit Chart.yaml'] : [],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { helm, path, kept, contents } = seen.value;
    let undo: Undo = 'nothing-changed';
    if (what.action !== 'list') {
      for (const content of contents) at.blobs.keep(content);
      at.progress(`Fetching what ${what.chart} depends on`);
      const done = await runHelm(at, helm, ['dependency', what.action, path], { timeoutMs: 300_000, interrupt: { signal: 'SIGINT', graceMs: 10_000 } });
      const now = await keptOf(what.chart, at);
      if (!now.ok) return now;
      undo = undoOf(kept, now.value.kept);
      if (!done.ok) return { ...done, undo };
      if (done.value.code !== 0)
        return { ...failed(explain(`dependency ${what.action}`, what.chart, undefined, done.value, 'Some of them may have been fetched.')), undo };
    }
    const dependencies = await listOf(helm, path, what.chart, at);
    if (!dependencies.ok) return { ...dependencies, undo };
    const open = dependencies.value.filter(isOpen);
    return {
      ok: true,
      output: { chart: what.chart, dependencies: dependencies.value },
      summary:
        dependencies.value.length === 0
          ? `${what.chart} depends on no other chart.`
          : what.action !== 'list'
            ? `Fetched what ${what.chart} depends on: ${list(dependencies.value.map((one) => `${one.name} ${one.version}`))}.`
            : `${what.chart} depends on ${list(dependencies.value.map((one) => one.name))}${open.length === 0 ? '; all are there' : `; not there: ${list(open.map((one) => `${one.name} (${one.status})`))}`}.`,
      undo,
    };
  },

  async verify(what, seen) {
    const open = what.action === 'list' ? [] : seen.dependencies.filter(isOpen);
    return open.length === 0 ? { met: true } : { met: false, missing: open.map((one) => `${one.name} is ${one.status}`) };
  },

  async inspect(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return 'unknown';
    const now = await listOf(seen.value.helm, seen.value.path, what.chart, at);
    return now.ok && now.value.length > 0 && now.value.every((one) => one.status === 'missing') ? 'not-started' : 'unknown';
  },
});

const isOpen = ({ status }: z.output<typeof shape>): boolean => status !== 'ok' && status !== 'unpacked';

interface Seen {
  readonly helm: Helm;
  /** Absolute. */
  readonly path: string;
  /** `redis ^18.0.0`. */
  readonly declared: readonly string[];
  readonly digest: string;
  /** What helm may write, by path: the hash of what is there. */
  readonly kept: ReadonlyMap<string, string>;
  readonly contents: readonly Uint8Array[];
}

const declaration = z.looseObject({
  dependencies: z.array(z.looseObject({ name: z.string(), version: z.string().default(''), repository: z.string().default('') })).nullish(),
});

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const helm = await findHelm(at);
  if (!helm.ok) return helm;
  const file = await at.files.read(posix.join(what.chart, 'Chart.yaml'));
  if (!file.ok) return file;
  if (file.value === undefined) return failed(chartUnknown(what.chart, 'the folder holds no Chart.yaml'));
  const read = declaration.safeParse(yaml(new TextDecoder().decode(file.value)));
  if (!read.success) return failed(chartUnknown(what.chart, 'its Chart.yaml can’t be read'));
  const all = read.data.dependencies ?? [];
  // Charts beside it are taken from the disk: none from outside the workspace.
  for (const { repository } of all) {
    if (!repository.startsWith('file://')) continue;
    const beside = await at.files.locate(posix.join(what.chart, repository.slice('file://'.length)));
    if (!beside.ok) return beside;
  }
  const path = await at.files.locate(what.chart);
  if (!path.ok) return path;
  // Helm writes there itself: not through a link that leads elsewhere.
  for (const name of ['charts', 'Chart.lock']) {
    const place = await at.files.locate(posix.join(what.chart, name));
    if (!place.ok) return place;
  }
  const kept = await keptOf(what.chart, at);
  if (!kept.ok) return kept;
  if (what.action === 'build' && all.length > 0 && !kept.value.kept.has(posix.join(what.chart, 'Chart.lock'))) return failed(noLock(what.chart));
  const declared = all.map(({ name, version }) => `${name} ${version}`.trim());
  return ok({ helm: helm.value, path: path.value, declared, digest: sha256(file.value), ...kept.value });
}

async function keptOf(of: string, at: Workplace): Promise<Outcome<Pick<Seen, 'kept' | 'contents'>>> {
  const folder = posix.join(of, 'charts');
  const kind = await at.files.kind(folder);
  if (!kind.ok) return kind;
  const inside = kind.value === 'folder' ? await at.files.list(folder) : ok([]);
  if (!inside.ok) return inside;
  const kept = new Map<string, string>();
  const contents: Uint8Array[] = [];
  for (const path of [posix.join(of, 'Chart.lock'), ...inside.value]) {
    const content = await at.files.read(path);
    if (!content.ok) return content;
    if (content.value === undefined) continue;
    kept.set(path, sha256(content.value));
    contents.push(content.value);
  }
  return ok({ kept, contents });
}

function undoOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Undo {
  const files = [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => ({ path, to: before.get(path) ?? null, expect: after.get(path) ?? null }));
  const folders = [...new Set(files.filter(({ to }) => to === null).map(({ path }) => posix.dirname(path)))].filter(
    (folder) => folder.endsWith('/charts') || folder === 'charts',
  );
  return files.length === 0 ? 'nothing-changed' : { steps: [{ tool: 'files.restore', input: { files, folders } }] };
}

/** Helm prints a table with tabs, and what it has to remark below it. */
async function listOf(helm: Helm, path: string, called: string, at: Workplace): Promise<Outcome<z.output<typeof shape>[]>> {
  const done = await runHelm(at, helm, ['dependency', 'list', path, '--max-col-width=500']);
  if (!done.ok) return done;
  if (done.value.code !== 0) return failed(explain('dependency list', called, undefined, done.value));
  const rows = done.value.stdout.split('\n').map((line) => line.split('\t').map((cell) => cell.trim()));
  const [head = [], ...body] = rows.slice(
    Math.max(
      0,
      rows.findIndex(([first]) => first === 'NAME'),
    ),
  );
  if (head[0] !== 'NAME') return ok([]);
  return ok(
    body.flatMap(([name = '', version = '', repository = '', status = '', ...more]) =>
      name === '' || more.length > 1 || status === '' ? [] : [{ name, version, repository, status }],
    ),
  );
}

function yaml(text: string): unknown {
  try {
    return yamlValue(text);
  } catch {
    return undefined;
  }
}
