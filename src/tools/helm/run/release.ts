import { z } from 'zod';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { releaseLocked, releaseUnknown } from '../../../domain/failure/helm.ts';
import { programGarbled } from '../../../domain/failure/process.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type Cluster, clusterOf } from '../cluster.ts';
import { explain, saidBy } from '../explain.ts';
import { findHelm, type Helm, runHelm } from '../program.ts';

/** Helm and the cluster it is pointed at. */
export interface Reach {
  readonly helm: Helm;
  readonly cluster: Cluster;
}

export async function reach(what: { readonly context?: string | undefined; readonly namespace?: string | undefined }, at: Workplace): Promise<Outcome<Reach>> {
  const helm = await findHelm(at);
  if (!helm.ok) return helm;
  const cluster = await clusterOf(what.context, what.namespace, at);
  return cluster.ok ? ok({ helm: helm.value, cluster: cluster.value }) : cluster;
}

/** Runs helm on that cluster and reads the JSON it prints; `undefined` where there is no such release. */
export async function askHelm<T>(at: Workplace, to: Reach, args: readonly string[], shape: z.ZodType<T>): Promise<Outcome<T | undefined>> {
  const asked = await hearHelm(at, to, args, shape);
  return asked.ok ? ok(asked.value?.read) : asked;
}

async function hearHelm<T>(
  at: Workplace,
  { helm, cluster }: Reach,
  args: readonly string[],
  shape: z.ZodType<T>,
): Promise<Outcome<{ readonly said: string; readonly read: T } | undefined>> {
  const done = await runHelm(at, helm, [...args, '--output=json', ...cluster.flags]);
  if (!done.ok) return done;
  if (done.value.code !== 0) {
    if (/^release: not found|release: not found$/m.test(saidBy(done.value))) return ok(undefined);
    return failed(explain(args[0] ?? '', '', cluster, done.value));
  }
  const read = shape.safeParse(json(done.value.stdout));
  return read.success ? ok({ said: done.value.stdout, read: read.data }) : failed(programGarbled(`helm ${args[0]}`, done.value.stdout.slice(0, 500)));
}

export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const hook = z.object({
  name: z.string(),
  kind: z.string(),
  events: z.array(z.string()).nullish(),
  manifest: z.string().default(''),
  last_run: z.looseObject({ phase: z.string().default('') }).nullish(),
});
export type Hook = z.output<typeof hook>;

/** A release as `helm status`, and a rehearsal of install or upgrade, print it. */
export const releaseShape = z.object({
  name: z.string(),
  namespace: z.string(),
  version: z.int(),
  manifest: z.string().default(''),
  hooks: z.array(hook).nullish(),
  config: z.record(z.string(), z.unknown()).nullish(),
  info: z.object({
    status: z.string(),
    description: z.string().default(''),
    resources: z.record(z.string(), z.array(z.unknown())).nullish(),
  }),
  chart: z.object({ metadata: z.object({ name: z.string(), version: z.string() }) }).nullish(),
});
export type Rendered = z.output<typeof releaseShape>;

/** One that is there. */
export interface Release extends Rendered {
  /** What helm said of it: its manifest, and its objects as they are in the cluster, are read from there. */
  readonly said: string;
}

/** The newest revision. */
export async function readRelease(at: Workplace, to: Reach, name: string): Promise<Outcome<Release | undefined>> {
  const heard = await hearHelm(at, to, ['status', name, ...(to.helm.major === 3 ? ['--show-resources'] : [])], releaseShape);
  if (!heard.ok) return heard;
  return ok(heard.value === undefined ? undefined : { ...heard.value.read, said: heard.value.said });
}

/** What it has in the cluster and in its last revision, as {@link readChanges} takes it; '' without one, or once it was uninstalled. */
export const standing = (release: Release | undefined): string => (release === undefined || release.info.status === 'uninstalled' ? '' : release.said);

const row = z.object({
  revision: z.int(),
  status: z.string(),
  chart: z.string(),
  app_version: z.string().default(''),
  updated: z.string(),
  description: z.string().default(''),
});
export type Revision = z.output<typeof row>;

/** Newest last. */
export async function readHistory(at: Workplace, to: Reach, name: string, max = 256): Promise<Outcome<readonly Revision[]>> {
  const asked = await askHelm(at, to, ['history', name, `--max=${max}`], z.array(row));
  if (!asked.ok) return asked;
  if (asked.value === undefined) return failed(releaseUnknown(name, to.cluster.namespace, to.cluster.context));
  return ok([...asked.value].sort((a, b) => a.revision - b.revision));
}

export const isPending = (status: string): boolean => status.startsWith('pending') || status === 'uninstalling';

/** The newest revision that once was deployed, before `revision`. */
export const lastGood = (history: readonly Revision[], revision: number): number | undefined =>
  history.findLast((one) => one.revision < revision && (one.status === 'deployed' || one.status === 'superseded'))?.revision;

/** Fails while something else is, or seems to be, at work on the release. */
export async function requireFree(at: Workplace, to: Reach, release: Release): Promise<Outcome<void>> {
  if (!isPending(release.info.status)) return ok(undefined);
  const history = await readHistory(at, to, release.name);
  return failed(releaseLocked(release.name, release.info.status, release.version, history.ok ? lastGood(history.value, release.version) : undefined));
}

export const unknownRelease = (to: Reach, name: string) => failed(releaseUnknown(name, to.cluster.namespace, to.cluster.context));

/** The release a call names, as it is now. */
export async function findRelease(
  what: { readonly release: string; readonly context?: string | undefined; readonly namespace?: string | undefined },
  at: Workplace,
): Promise<Outcome<{ readonly to: Reach; readonly current: Release }>> {
  const to = await reach(what, at);
  if (!to.ok) return to;
  const current = await readRelease(at, to.value, what.release);
  if (!current.ok) return current;
  return current.value === undefined ? unknownRelease(to.value, what.release) : ok({ to: to.value, current: current.value });
}
