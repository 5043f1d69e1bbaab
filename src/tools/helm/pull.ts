import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { z } from 'zod';
import { isInGit } from '../../base/git-folder.ts';
import { digestOf, sha256 } from '../../base/hash.ts';
import { lineCounts } from '../../base/lines.ts';
import { count } from '../../base/say.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { insideGit } from '../../domain/failure/files.ts';
import { chartNowhere, chartUnknown, pulledBefore } from '../../domain/failure/helm.ts';
import { changesNothing, type FileChange, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { pullTo } from './chart.ts';
import { chart, path, repository, version } from './inputs.ts';
import { findHelm } from './program.ts';

const input = z.strictObject({
  chart: chart.describe('Chart: repo/name, an oci:// address, or its name in `repository`.'),
  version,
  repository,
  into: path.default('.').describe('Folder of the workspace that it is put into; default: the workspace folder itself.'),
  unpack: z.boolean().default(false).describe('Unpack it: its files in a folder of its name, instead of the archive.'),
});
type Input = z.output<typeof input>;

const written = z.object({ path: z.string().describe('Relative to the workspace folder.'), sha256: z.string() });

/** Files of one chart; helm itself unpacks no more than 100 MiB. */
const filesMax = 5_000;

export const pull = tool({
  name: 'helm.pull',
  effect: 'write',
  summary: 'Fetch a Helm chart from its registry or repository into a folder of the workspace, packed or unpacked.',
  input,
  output: z.object({ chart: z.string(), path: z.string().describe('The archive, or the folder of the chart.'), files: z.array(written).readonly() }),
  commands: ['helm pull|fetch {chart} --repo={repository} --untar{unpack:true} -d|--destination|--untardir={into}'],
  says: [
    'helm pull bitnami/redis',
    'helm pull oci://registry.example.com/charts/web --version 1.2.3',
    'helm pull example/web --untar',
    'pull the chart bitnami/redis into charts',
    'pull the helm chart example/web',
    'download the chart bitnami/nginx',
    'download the helm chart oci://registry.example.com/charts/api into vendor',
    'fetch the chart example/shop version 1.2.3',
    'fetch the chart oci://registry.example.com/charts/web and unpack it into vendor',
    'unpack the chart example/web into charts',
    'pull and untar the chart example/grafana',
    'download the chart redis from https://charts.example.com into charts',
    'chart kafka-operator out of https://charts.northwind.example, newest, packed is fine',
    'i need source of the chart acme/fleet on my disk',
    'Fetch oci://registry.acme.example/charts/atlas version 2.1.3 as a tgz, please.',
    'velero/velero 7.2.1 should be downloaded as chart but left packed',
    'time to vendor acme/legacy-proxy 1.9.9 before they delete it: download the chart into vendor',
    'pull a helm chart from https://charts.northwind.example into the folder northwind',
    'Requesting download of helm chart gitlab/gitlab 8.5.0 into folder mirror.',
    'unpacked chart acme/backup in ./review, security wants to read it before we install',
    'downlaod chart acme/pricing 2.1.0',
    'please download the helm chart acme/queue and unpack it straight away, I have to show a new colleague how such a thing is built',
    'I would like to keep our own copy of oci://registry.acme.example/charts/ledger because the registry is going to be switched off at the end of the year',
    'get me the bitnami/postgresql chart unpacked into vendor/charts',
    'download oci://registry.acme.example/charts/jobs to have a look at its templates, unpack it',
    'The factory network has no way out to the internet, so please download acme/turbine 1.8.0 as a packed chart and leave it in usb/charts',
    'pull down version 0.4.0 of helm chart acme/operator',
    'a local copy of the chart jetstack/cert-manager v1.16.2 in third_party',
    'can you download the helm chart bitnami/rabbitmq for me, extracted',
    'helm pull acme/gateway --untar',
    'Would you kindly get the chart bitnami/mongodb out of the repository and store it in charts/db?',
  ],
  onlyWith: ['chart', 'helm', 'oci'],
  examples: [
    {
      title: 'Fetch a chart and unpack it',
      input: { chart: 'oci://registry.example.com/charts/web', version: '1.0.0', into: 'vendor', unpack: true },
    },
  ],
  guessMs: 4_000,

  preview: (what, at) =>
    seen(what, at, async ({ called, files, now, folders }) =>
      ok({
        digest: digestOf({ what, files: files.map(({ path, sha256 }) => [path, sha256]), now: [...now] }),
        summary: `Fetch ${what.chart} into ${called} (${count(files.length, 'file')})`,
        files: files.map((file) => changeOf(file, now)),
        undo: undoOf(files, now, folders),
        warnings: [],
        ...changesNothing(files.every(({ path }) => now.has(path))),
      }),
    ),

  run: (what, at) =>
    seen(what, at, async ({ called, files, now, folders }) => {
      const undo = undoOf(files, now, folders);
      for (const { path, content } of files) {
        at.signal.throwIfAborted();
        if (now.has(path)) continue;
        const done = await at.files.write(path, content);
        if (!done.ok) return { ...done, undo };
      }
      return {
        ok: true,
        output: { chart: what.chart, path: called, files: files.map(({ path, sha256 }) => ({ path, sha256 })) },
        summary: `Fetched ${what.chart} into ${called}.`,
        undo,
      };
    }),

  async verify(_what, { files }, at) {
    const missing: string[] = [];
    for (const file of files) {
      const now = await at.files.read(file.path);
      if (!now.ok) missing.push(now.failure.message);
      else if (now.value === undefined) missing.push(`${file.path} is not there`);
      else if (sha256(now.value) !== file.sha256) missing.push(`${file.path} is not as it was fetched`);
    }
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  inspect: (what, at) =>
    seen(what, at, async ({ files, now }) =>
      ok(now.size === 0 ? ('not-started' as const) : files.every(({ path }) => now.has(path)) ? ('done' as const) : ('unknown' as const)),
    ).then((found) => (found.ok ? found.value : 'unknown')),
});

interface Fetched {
  readonly path: string;
  readonly content: Uint8Array;
  readonly sha256: string;
}

interface Seen {
  /** The archive, or the folder of the chart, relative to the workspace folder. */
  readonly called: string;
  readonly files: readonly Fetched[];
  /** Those of them that are there already, as they would be written. */
  readonly now: ReadonlySet<string>;
  /** Folders that are made on the way. */
  readonly folders: readonly string[];
}

/** What is fetched is looked at outside the workspace, and goes again: what is there may be another at any time, so its content is what counts. */
async function seen<T>(what: Input, at: Workplace, use: (seen: Seen) => Promise<T>): Promise<T | Failed> {
  if (what.repository === undefined && !what.chart.includes('/')) return failed(chartNowhere(what.chart));
  const folder = await mkdtemp(join(await at.scratch('helm'), 'chart-'));
  try {
    const fetched = await fetch(what, folder, at);
    if (!fetched.ok) return fetched;
    const looked = await look(what, fetched.value, at);
    return looked.ok ? await use(looked.value) : looked;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Failed = Extract<Outcome<never>, { readonly ok: false }>;

/** The paths are relative to `into`; a chart that is unpacked is in a folder of its name there, as helm makes it. */
async function fetch(what: Input, folder: string, at: Workplace): Promise<Outcome<{ readonly name: string; readonly files: readonly Fetched[] }>> {
  const helm = await findHelm(at);
  if (!helm.ok) return helm;
  const to = join(folder, 'to');
  await mkdir(to);
  const pulled = await pullTo(what, what.unpack ? ['--untar', `--untardir=${to}`] : [`--destination=${to}`], helm.value, at);
  if (!pulled.ok) return pulled;
  const [made, ...more] = await readdir(to);
  if (made === undefined || more.length > 0) return failed(chartUnknown(what.chart, 'helm fetched nothing'));
  const found = (await readdir(to, { withFileTypes: true, recursive: true })).filter((one) => one.isFile());
  if (found.length > filesMax) return failed(chartUnknown(what.chart, `it has more than ${filesMax} files`));
  const files: Fetched[] = [];
  for (const one of found) {
    const absolute = join(one.parentPath, one.name);
    const content = await readFile(absolute);
    files.push({ path: relative(to, absolute).replaceAll(sep, '/'), content, sha256: sha256(content) });
  }
  return ok({ name: made, files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)) });
}

/** Fails where something else is in the chart's place: whose it is can't be told. */
async function look(
  what: Input,
  { name, files: fetched }: { readonly name: string; readonly files: readonly Fetched[] },
  at: Workplace,
): Promise<Outcome<Seen>> {
  const called = posix.join(what.into, name);
  const files = fetched.map((file) => ({ ...file, path: posix.join(what.into, file.path) }));
  const hidden = files.find(({ path }) => isInGit(path));
  if (hidden !== undefined) return failed(insideGit(hidden.path));
  const kind = await at.files.kind(called);
  if (!kind.ok) return kind;
  const wanted = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const there = kind.value === 'nothing' ? ok([]) : await at.files.walk(called);
  if (!there.ok) return there;
  const now = new Set<string>();
  const differing: string[] = kind.value === 'folder' && !what.unpack ? [called] : [];
  for (const file of there.value) {
    const content = wanted.has(file.path) && file.kind === 'file' ? await at.files.read(file.path) : ok(undefined);
    if (!content.ok) return content;
    if (content.value !== undefined && sha256(content.value) === wanted.get(file.path)) now.add(file.path);
    else differing.push(file.path);
  }
  if (differing.length > 0) return failed(pulledBefore(what.chart, differing));
  const folders = new Set<string>();
  for (const path of wanted.keys())
    for (let up = posix.dirname(path); up !== '.' && !folders.has(up); up = posix.dirname(up)) {
      const above = await at.files.kind(up);
      if (!above.ok) return above;
      if (above.value !== 'nothing') break;
      folders.add(up);
    }
  return ok({ called, files, now, folders: [...folders] });
}

function changeOf({ path, content }: Fetched, now: ReadonlySet<string>): FileChange {
  const after = decodeUtf8(content);
  const before = now.has(path) ? after : undefined;
  return { path, action: now.has(path) ? 'unchanged' : 'create', before, after, ...lineCounts(before ?? '', after ?? ''), conflicts: [] };
}

function undoOf(files: readonly Fetched[], now: ReadonlySet<string>, folders: readonly string[]): Undo {
  const made = files.filter(({ path }) => !now.has(path)).map(({ path, sha256 }) => ({ path, to: null, expect: sha256 }));
  return made.length === 0 ? 'nothing-changed' : { steps: [{ tool: 'files.restore', input: { files: made, folders } }] };
}
