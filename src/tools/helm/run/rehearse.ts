import { digestOf } from '../../../base/hash.ts';
import { count, list } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { programGarbled } from '../../../domain/failure/process.ts';
import type { Impact, Mark } from '../../../domain/impact.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { readChanges, readObjects } from '../apart/ask.ts';
import type { Change } from '../changes.ts';
import type { Source } from '../chart.ts';
import { explain } from '../explain.ts';
import { addressOf, isClusterScoped, type ObjectRef } from '../objects.ts';
import { runHelm } from '../program.ts';
import { type Hook, json, type Reach, type Release, type Rendered, releaseShape, standing } from './release.ts';

/** What install or upgrade would do, worked out by helm and the cluster without doing it. */
export interface Rehearsal {
  readonly next: Rendered;
  /** All that the chart makes. */
  readonly objects: readonly ObjectRef[];
  readonly changes: readonly Change[];
  /** Those that the operation runs. */
  readonly hooks: readonly HookObject[];
  /** Over what is there and what would be, random text left out. */
  readonly digest: string;
}

/** A hook, and the object it is. */
export interface HookObject extends Hook {
  readonly object: ObjectRef;
}

/** `args`: the call without its flags for cluster and output, as it will be made. */
export async function rehearse(at: Workplace, to: Reach, args: readonly string[], source: Source, current: Release | undefined): Promise<Outcome<Rehearsal>> {
  at.progress('rendering the chart');
  const done = await runHelm(at, to.helm, [...args, ...source.flags, '--dry-run=server', '--output=json', ...to.cluster.flags], {
    timeoutMs: 180_000,
  });
  if (!done.ok) return done;
  if (done.value.code !== 0) return failed(explain(args[0] ?? '', source.called, to.cluster, done.value));
  const read = releaseShape.safeParse(json(done.value.stdout));
  if (!read.success) return failed(programGarbled(`helm ${args[0]} --dry-run`, done.value.stdout.slice(0, 300)));
  const next = read.data;
  const { changes, objects } = await readChanges(standing(current), next.manifest, to.cluster.namespace, at.signal);
  const events = next.version === 1 ? ['pre-install', 'post-install'] : ['pre-upgrade', 'post-upgrade'];
  const hooks = await hooksAt(events, args.includes('--no-hooks') ? [] : next.hooks, at);
  return ok({
    next,
    objects,
    changes,
    hooks,
    digest: digestOf({
      server: to.cluster.server,
      context: to.cluster.context,
      namespace: to.cluster.namespace,
      current: current === undefined ? null : [current.version, current.info.status],
      source: source.digest,
      chart: next.chart?.metadata,
      touches: changes.map((one) => [one.operation, one.address, one.drift]),
      hooks: hooks.map((one) => [one.kind, one.name, one.events]),
    }),
  });
}

/** Those of a release that run at one of these events, each with its object. */
export async function hooksAt(events: readonly string[], all: readonly Hook[] | null | undefined, at: Workplace): Promise<readonly HookObject[]> {
  const hooks = (all ?? []).filter((one) => one.events?.some((event) => events.includes(event)));
  const read = await readObjects(
    hooks.map((one) => one.manifest),
    at.signal,
  );
  return hooks.map((one, i) => ({ ...one, object: read[i]?.[0] ?? { apiVersion: 'v1', kind: one.kind, name: one.name, namespace: '' } }));
}

const detailsMax = 12;

/** Every object that would change, hooks included, the gravest first. */
export function impactsOf({ changes, hooks }: Pick<Rehearsal, 'changes' | 'hooks'>, namespace: string): readonly Impact[] {
  const all: Impact[] = [
    ...changes.map((one) => ({
      address: one.address,
      type: one.object.kind,
      operation: one.operation,
      marks: [...one.marks, ...(one.drift ? (['drift'] satisfies Mark[]) : [])],
      ...(one.drift ? { detail: 'it was changed in the cluster since Helm last wrote it; this puts it back to what the chart says' } : {}),
    })),
    ...hooks.map((one) => ({
      address: addressOf(one.object, namespace),
      type: one.kind,
      operation: 'create' as const,
      marks: ['runs-code'] satisfies Mark[],
      detail: `hook of the chart: ${list(one.events ?? [])}`,
    })),
  ];
  const weight = { delete: 0, replace: 1, update: 2, create: 3, forget: 4, import: 5, read: 6 };
  return all.sort((a, b) => weight[a.operation] - weight[b.operation] || b.marks.length - a.marks.length);
}

/** Where they lie: a chart may write into other namespaces than its release's, and into none. */
export const touchedBy = ({ changes, hooks }: Pick<Rehearsal, 'changes' | 'hooks'>, namespace: string): readonly (string | undefined)[] =>
  [...changes, ...hooks].flatMap(({ object }) => [
    isClusterScoped(object) ? undefined : object.namespace || namespace,
    ...(object.kind === 'Namespace' ? [object.name] : []),
  ]);

/** `2 created, 1 changed and 1 deleted`. */
export function told(changes: readonly Change[]): string {
  const n = (operation: Change['operation']): number => changes.filter((one) => one.operation === operation).length;
  const parts = [
    [n('create'), 'created'],
    [n('update'), 'changed'],
    [n('delete'), 'deleted'],
  ] as const;
  const said = parts.filter(([many]) => many > 0).map(([many, word]) => `${many} ${word}`);
  return said.length === 0 ? 'no object changes' : `${count(changes.length, 'object')}: ${list(said)}`;
}

/** What a person should know of the objects and hooks before saying yes. */
export const warningsOf = ({ changes, hooks }: Pick<Rehearsal, 'changes' | 'hooks'>): readonly string[] => [
  ...(hooks.length === 0
    ? []
    : [
        `hooks of the chart run code in the cluster, which a roll back does not undo: ${list(hooks.slice(0, detailsMax).map((one) => `${one.kind} ${one.name} (${list(one.events ?? [])})`))}`,
      ]),
  ...(changes.some((one) => one.drift)
    ? [
        `changed in the cluster by hand or by a controller, and put back: ${list(
          changes
            .filter((one) => one.drift)
            .slice(0, detailsMax)
            .map((one) => one.address),
        )}`,
      ]
    : []),
];
