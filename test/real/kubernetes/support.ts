import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Preview, Tool } from '../../../src/domain/tool.ts';
import type { Workplace } from '../../../src/domain/workplace.ts';
import { workplaceOn } from '../../../src/host/workplace.ts';
import { sqliteBlobs } from '../../../src/store/blobs.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { apply } from '../../../src/tools/kubernetes/apply.ts';
import { cordon } from '../../../src/tools/kubernetes/cordon.ts';
import { createJob } from '../../../src/tools/kubernetes/create-job.ts';
import { remove } from '../../../src/tools/kubernetes/delete.ts';
import { drain } from '../../../src/tools/kubernetes/drain.ts';
import { label } from '../../../src/tools/kubernetes/label.ts';
import { restore } from '../../../src/tools/kubernetes/restore.ts';
import { rollout } from '../../../src/tools/kubernetes/rollout.ts';
import { scale } from '../../../src/tools/kubernetes/scale.ts';
import { setImage } from '../../../src/tools/kubernetes/set-image.ts';
import { call, rollBack } from '../../support/drive-tool.ts';
import { clock, testHouse } from '../../support/house.ts';
import { type Cluster, type ClusterOptions, startCluster } from '../../support/kube.ts';
import { tempFolder } from '../../support/temp.ts';

/** What a run may hold: those that change, and their undo. */
export const changing = [apply, remove, restore, scale, rollout, setImage, label, cordon, drain, createJob] as unknown as readonly Tool[];

/** One cluster for a file; every test takes a namespace of its own. */
export function clusterForFile(options: ClusterOptions = {}): { readonly now: Cluster } {
  let cluster: Cluster | undefined;
  beforeAll(async () => {
    cluster = await startCluster(options);
  });
  afterAll(async () => cluster?.stop());
  return {
    get now() {
      if (cluster === undefined) throw new Error('the cluster is started before the first test');
      return cluster;
    },
  };
}

export interface Place extends Workplace {
  readonly told: string[];
}

/** A workspace of this test's own, whose programs and clients see the kubeconfig. */
export function placeOn(
  kubeconfig: string,
  { signal = new AbortController().signal, env = {} }: { signal?: AbortSignal; env?: Record<string, string> } = {},
): Place {
  const data = tempFolder();
  const told: string[] = [];
  const db = openDatabase(join(data, 'nimbus.db'));
  const workplace = workplaceOn(data, sqliteBlobs(db, clock()), { env: () => ({ PATH: process.env.PATH, HOME: data, KUBECONFIG: kubeconfig, ...env }) });
  return { ...workplace(tempFolder(), signal, (line) => told.push(line)), told };
}

let spaces = 0;
/** A new namespace with a service account, so that pods can be made. */
export async function namespaceOn(cluster: Cluster, prefix = 'test'): Promise<string> {
  const name = `${prefix}-${++spaces}`;
  await cluster.call('POST', '/api/v1/namespaces', { metadata: { name } });
  await expect
    .poll(() => cluster.call('GET', `/api/v1/namespaces/${name}/serviceaccounts/default`).then(Boolean, () => false), { timeout: 60_000, interval: 50 })
    .toBe(true);
  return name;
}

export function write(at: { readonly folder: string }, path: string, ...objects: readonly unknown[]): string {
  const file = join(at.folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, objects.map((object) => (typeof object === 'string' ? object : stringify(object))).join('---\n'));
  return path;
}

/** A kubeconfig that leads to the cluster through a server of ours; `after` is called when an answer is there and not yet handed on. */
export async function kubeconfigThrough(cluster: Cluster, after: (method: string, url: string) => Promise<void>): Promise<string> {
  const proxy = createServer((asked, answer) => {
    const { method = 'GET', url = '/', headers } = asked;
    const on = request(`${cluster.server}${url}`, { method, headers: { ...headers, host: new URL(cluster.server).host }, ca: cluster.ca }, (given) => {
      const chunks: Buffer[] = [];
      given.on('data', (chunk: Buffer) => chunks.push(chunk));
      given.on('end', () =>
        after(method, url).then(
          () => answer.writeHead(given.statusCode ?? 500, given.headers).end(Buffer.concat(chunks)),
          (error) => answer.destroy(error),
        ),
      );
    });
    on.on('error', (error) => answer.destroy(error));
    asked.pipe(on);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  const file = join(tempFolder(), 'kubeconfig');
  const text = await readFile(cluster.kubeconfig, 'utf8');
  const config = parse(text) as { clusters: { cluster: object }[] };
  for (const entry of config.clusters) entry.cluster = { server: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
  await writeFile(file, stringify(config));
  return file;
}

export const deployment = (
  name: string,
  { replicas = 2, image = 'web:1', ...more }: { replicas?: number; image?: string; progressDeadlineSeconds?: number } = {},
) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels: { app: name } },
  spec: {
    replicas,
    ...more,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'web', image }] } },
  },
});

export const configMap = (name: string, data: Record<string, string> = { a: '1' }) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });

/** What metrics-server serves, served by the API server itself: at the same addresses and in the same shapes. */
export async function measureOn(cluster: Cluster): Promise<void> {
  for (const [plural, kind, scope] of [
    ['pods', 'PodMetrics', 'Namespaced'],
    ['nodes', 'NodeMetrics', 'Cluster'],
  ] as const) {
    const names = { plural, kind, singular: kind.toLowerCase(), listKind: `${kind}List` };
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
    const annotations = { 'api-approved.kubernetes.io': 'unapproved, for tests' };
    const spec = { group: 'metrics.k8s.io', names, scope, versions: [{ name: 'v1beta1', served: true, storage: true, schema }] };
    await cluster.call('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      metadata: { name: `${plural}.metrics.k8s.io`, annotations },
      spec,
    });
    const isServed = () => cluster.call('GET', `/apis/metrics.k8s.io/v1beta1/${plural}`).then(Boolean, () => false);
    await expect.poll(isServed, { timeout: 120_000, interval: 100 }).toBe(true);
  }
}

/** What one pod uses, by container: `['web', '250m', '128Mi']`. */
export const podUsage = (name: string, ...containers: readonly (readonly [string, string, string])[]) => ({
  ...{ apiVersion: 'metrics.k8s.io/v1beta1', kind: 'PodMetrics', metadata: { name }, timestamp: '2026-01-01T00:00:00Z', window: '15s' },
  containers: containers.map(([container, cpu, memory]) => ({ name: container, usage: { cpu, memory } })),
});

type AnyTool = { preview?: unknown; run: unknown };
/** Previews and runs a tool as the executor would; both must go well. */
export async function does<T extends AnyTool>(
  tool: T,
  input: unknown,
  at: Workplace,
): Promise<{ preview: Preview | undefined; output: Record<string, unknown>; summary: string }> {
  const plain = tool as unknown as Tool;
  const what = plain.input.parse(input);
  const preview = await plain.preview?.(what, at);
  if (preview?.ok === false) throw new Error(`${preview.failure.code}: ${preview.failure.message}`);
  const seen = await plain.run(what, at);
  if (!seen.ok) throw new Error(`${seen.failure.code}: ${seen.failure.message}`);
  const verdict = await plain.verify?.(what, seen.output, at);
  expect(verdict ?? { met: true }).toEqual({ met: true });
  return { preview: preview?.value, output: seen.output as Record<string, unknown>, summary: seen.summary };
}

/** Why a tool says no: at the preview where it has one and `run` is not asked for. */
export async function refuses(tool: AnyTool, input: unknown, at: Workplace, where: 'preview' | 'run' = 'preview') {
  const plain = tool as unknown as Tool;
  const what = plain.input.parse(input);
  const seen = where === 'preview' ? await plain.preview?.(what, at) : await plain.run(what, at);
  if (seen === undefined || seen.ok) throw new Error('it was expected to refuse');
  return seen.failure;
}

/** A program that notes its process and hangs, and that process once it runs. */
export function hangingProgram(name: string): { readonly path: string; pid(): number | undefined } {
  const folder = tempFolder();
  const [path, note] = [join(folder, name), join(folder, 'pid')];
  writeFileSync(path, `#!/bin/sh\necho $$ > ${note}.new; mv ${note}.new ${note}\nexec sleep 1000\n`, { mode: 0o755 });
  return { path, pid: () => (existsSync(note) ? Number(readFileSync(note, 'utf8')) : undefined) };
}

/** Cancels work once a program that hangs runs for it: how the work ended, when the program is gone. */
export async function cancelledIn(program: { pid(): number | undefined }, stop: AbortController, work: Promise<unknown>): Promise<string> {
  const ended = work.then(
    () => 'an answer',
    (error: Error) => error.name,
  );
  await expect.poll(() => program.pid(), { interval: 20 }).toBeTypeOf('number');
  stop.abort();
  await expect.poll(() => isRunning(program.pid() ?? 0), { interval: 20 }).toBe(false);
  return ended;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Runs a step through the whole house, looks, rolls the run back, looks again. */
export async function thereAndBack(
  cluster: Cluster,
  step: { readonly tool: string; readonly input: unknown },
  look: () => Promise<unknown>,
  files: (at: { readonly folder: string }) => void = () => {},
): Promise<{ readonly before: unknown; readonly between: unknown; readonly after: unknown }> {
  const house = testHouse(changing);
  const workplace: typeof house.workplace = (...args) => ({ ...house.workplace(...args), env: { PATH: process.env.PATH, KUBECONFIG: cluster.kubeconfig } });
  const inCluster = { ...house, workplace };
  files(house);
  const before = await look();
  const done = await call(inCluster, step.tool, step.input as object);
  expect([done.status, done.failure]).toEqual(['succeeded', undefined]);
  const between = await look();
  expect(await rollBack(inCluster, done)).toBe('succeeded');
  return { before, between, after: await look() };
}
