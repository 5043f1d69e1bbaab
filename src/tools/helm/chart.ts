import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { digestOf, sha256 } from '../../base/hash.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { notFound } from '../../domain/failure/files.ts';
import { chartUnknown } from '../../domain/failure/helm.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { explain } from './explain.ts';
import type { Charted } from './inputs.ts';
import { type Helm, runHelm } from './program.ts';
import { mergedValues } from './values.ts';

/** A chart and values as helm takes them: on disk, so that what was shown is what is used. {@link Source.dispose} removes what was put there. */
export interface Source {
  /** As it was asked for. */
  readonly called: string;
  /** A folder of the workspace, or the archive that was fetched. */
  readonly chart: string;
  /** `--values`. */
  readonly flags: readonly string[];
  /** Over the chart's files and all values: the same digest renders the same, but for random text. */
  readonly digest: string;
  dispose(): Promise<void>;
}

/** Files of one chart that are looked at. */
const filesMax = 5_000;

/** Without `helm` only a chart on disk will do. */
export async function sourceOf(what: Charted, helm: Helm | undefined, at: Workplace): Promise<Outcome<Source>> {
  const local = await localChart(what, at);
  if (!local.ok) return local;
  const files: string[] = [];
  const hashes: string[] = [];
  for (const path of what.valuesFiles) {
    const content = await at.files.read(path);
    if (!content.ok) return content;
    if (content.value === undefined) return failed(notFound(path));
    const absolute = await at.files.locate(path);
    if (!absolute.ok) return absolute;
    files.push(absolute.value);
    hashes.push(sha256(content.value));
  }
  const own = await mergedValues(what, at);
  if (!own.ok) return own;
  if (local.value === undefined && helm === undefined) return failed(chartUnknown(what.chart, 'only a chart on disk can be taken here'));
  const fetched = local.value === undefined && helm !== undefined ? await fetchChart(what, helm, at) : undefined;
  if (fetched?.ok === false) return fetched;
  const chart = local.value ?? (fetched as { readonly value: Fetched }).value;
  const inline = Object.keys(own.value).length === 0 ? undefined : join(await at.scratch('helm'), `values-${randomUUID()}.json`);
  if (inline !== undefined) await writeFile(inline, JSON.stringify(own.value), { mode: 0o600 });
  return ok({
    called: what.chart,
    chart: chart.path,
    // Helm splits the value of this option at commas.
    flags: [...files, ...(inline === undefined ? [] : [inline])].map((path) => `--values=${/[",\n]/.test(path) ? `"${path.replaceAll('"', '""')}"` : path}`),
    digest: digestOf({ chart: chart.digest, hashes, own: own.value }),
    dispose: async () => {
      if (inline !== undefined) await rm(inline, { force: true });
      if (fetched?.ok) await rm(fetched.value.folder, { recursive: true, force: true });
    },
  });
}

interface Fetched {
  readonly path: string;
  readonly digest: string;
  /** Holds the archive alone. */
  readonly folder: string;
}

/** Fetches a chart from its registry or repository: a version there can be replaced at any time, so its content is what counts. */
async function fetchChart(what: Charted, helm: Helm, at: Workplace): Promise<Outcome<Fetched>> {
  const folder = await mkdtemp(join(await at.scratch('helm'), 'chart-'));
  const fetched = await fetchInto(folder, what, helm, at).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  if (!fetched.ok) await rm(folder, { recursive: true, force: true });
  return fetched;
}

async function fetchInto(folder: string, what: Charted, helm: Helm, at: Workplace): Promise<Outcome<Fetched>> {
  const pulled = await pullTo(what, [`--destination=${folder}`], helm, at);
  if (!pulled.ok) return pulled;
  const archive = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (archive === undefined) return failed(chartUnknown(what.chart, 'helm fetched nothing'));
  const path = join(folder, archive);
  return ok({ path, digest: sha256(await readFile(path)), folder });
}

/** `to`: the options that say where. */
export async function pullTo(
  what: Pick<Charted, 'chart' | 'repository' | 'version' | 'prereleases'>,
  to: readonly string[],
  helm: Helm,
  at: Workplace,
): Promise<Outcome<undefined>> {
  at.progress(`fetching ${what.chart}`);
  const from = [
    ...(what.repository === undefined ? [] : [`--repo=${what.repository}`]),
    ...(what.version === undefined ? [] : [`--version=${what.version}`]),
    ...(what.prereleases ? ['--devel'] : []),
  ];
  const done = await runHelm(at, helm, ['pull', what.chart, ...from, ...to], { timeoutMs: 180_000 });
  if (!done.ok) return done;
  return done.value.code === 0 ? ok(undefined) : failed(explain('pull', what.chart, undefined, done.value));
}

/** The chart on disk, when it is one of the workspace. */
async function localChart(what: Charted, at: Workplace): Promise<Outcome<{ readonly path: string; readonly digest: string } | undefined>> {
  if (what.repository !== undefined || what.chart.startsWith('oci://')) return ok(undefined);
  const kind = await at.files.kind(what.chart);
  if (!kind.ok) return kind;
  // Anything but repo/name can only be meant as a path.
  if (kind.value === 'nothing')
    return /^\.{0,2}\/|\/.*\/|\\|\.tgz$/.test(what.chart) || !what.chart.includes('/') ? failed(chartUnknown(what.chart, '')) : ok(undefined);
  const path = await at.files.locate(what.chart);
  if (!path.ok) return path;
  const listed = kind.value === 'folder' ? await at.files.list(what.chart) : ok([what.chart]);
  if (!listed.ok) return listed;
  if (kind.value === 'folder' && !listed.value.includes(posix.join(posix.normalize(what.chart), 'Chart.yaml')))
    return failed(chartUnknown(what.chart, 'the folder holds no Chart.yaml'));
  if (listed.value.length > filesMax) return failed(chartUnknown(what.chart, `the folder holds more than ${filesMax} files`));
  const hashes: string[] = [];
  for (const file of listed.value) {
    const content = await at.files.read(file);
    if (!content.ok) return content;
    hashes.push(`${file} ${content.value === undefined ? '' : sha256(content.value)}`);
  }
  return ok({ path: path.value, digest: digestOf(hashes) });
}
