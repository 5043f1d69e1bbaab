import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { atOnce } from '../../base/at-once.ts';
import { digestOf } from '../../base/hash.ts';
import { inTurns } from '../../base/in-turns.ts';
import { count } from '../../base/say.ts';
import { type Failure, failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { kindCannot, objectUnknown, stillThere } from '../../domain/failure/kubernetes.ts';
import type { Impact } from '../../domain/impact.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { goesAlong, removeOne } from './change/dependents.ts';
import { byGravity, impactOn, objectChange } from './change/impact.ts';
import { keptOf } from './change/kept.ts';
import { readManifests, roundOf } from './change/manifests.ts';
import { type Cluster, openCluster, type Ref } from './client/cluster.ts';
import { kindsOf } from './client/kinds.ts';
import { listAll } from './client/list.ts';
import { addressOf, essenceDigest, type KubeObject } from './client/object.ts';
import { context, kind, name, namespace, object, selector, timeoutSeconds } from './fields.ts';

/** What is deleted is named: by kind and name, by kind and labels, or by the manifest that made it. There is no "all". */
const input = z
  .strictObject({
    kind: kind.optional(),
    name: name.optional().describe('Name of the object.'),
    path: z
      .string()
      .min(1)
      .max(4_096)
      .regex(/^[^\p{Cc}]+$/u, 'without control characters')
      .optional()
      .describe('Manifest file whose objects are deleted, relative to the workspace folder.'),
    selector,
    namespace,
    gracePeriodSeconds: z.int().min(0).max(3_600).optional().describe('Grace period in seconds before a pod is killed.'),
    propagation: z
      .enum(['background', 'foreground', 'orphan'])
      .default('background')
      .describe('What becomes of what it owns: goes after it, goes before it, or stays without an owner.'),
    wait: z.boolean().default(true).describe('Wait until it is gone.'),
    timeoutSeconds,
    context,
  })
  .refine(
    (i) => (i.path !== undefined) !== (i.kind !== undefined && (i.name !== undefined || i.selector !== undefined)),
    'name it by kind and name, by kind and selector, or by path',
  );
type Input = z.output<typeof input>;

const pollMs = 250;

export const remove = tool({
  name: 'kubernetes.delete',
  effect: 'destroy',
  summary: 'Delete Kubernetes objects by kind and name, by label, or those of a manifest.',
  input,
  output: z.object({ objects: z.array(object).readonly(), context: z.string() }),
  commands: ['kubectl delete {kind} {name?}', 'kubectl delete {kind}/{name}', 'kubectl delete -f={path} -k={path}'],
  says: [
    'delete pod web-0',
    'remove the deployment api from namespace shop',
    'delete the objects in old.yaml',
    'kill the pod worker-3',
    'delete the configmap settings',
    'kubectl delete service web',
    'delete pod api-0',
    'remove the deployment web from shop',
    'get rid of service legacy',
    'kill pod web-0',
    'drop the configmap flags in shop',
    'delete pods labelled app=old in shop',
    'remove pod web-0 from shop',
    'get rid of the job migrate',
    'delete what k8s/old.yaml created',
    'take the deployment legacy off the cluster',
    'throw out the service old-api',
    'clean up the job import in batch',
    'kill web-0',
    'pod web-0 can go',
    'get rid of configmap flags',
    'remove everything in k8s/old.yaml from the cluster',
    'delete pods with label app=old',
    'drop the service old',
    'kill the stuck pod worker-3',
    'the cronjob nightly in batch can go',
    'we no longer need service test-lb',
    'delete all pods with label app=canary in shop',
    'remove what is in k8s/old.yaml',
    'drop configmap flags',
    'clean up job import-9',
    'take ingress preview away',
    'deployment legacy is not used any more, delete it',
    'force delete pod zombie with no grace period',
    'get pod web-0 out of the way',
    'delete pod web-0 so that it comes back fresh',
    'zap the pvc scratch-data',
    'throw the statefulset redis-test out of data',
    'evict the broken pod api-7',
    'delete the sts redis-test but leave its pods alone',
    'remove job import-9 and its pods',
    'wipe the failed pods with label app=web in shop',
    'destroy the ingress preview in edge',
    'the namespace pr-55 can go',
    'drop deployment legacy and everything of it',
    'get rid of what k8s/demo.yaml created',
    'kubectl delete job nightly-import -n jobs',
    'nuke namespace preview-114 please, the branch behind it was merged a month ago and we pay for three idle databases in there',
    'delete the statefulset ledger but leave its pods running (orphan)',
    'can you clean up the kubernetes jobs labelled run=backfill, in the foreground, in data',
    "throw out ingress test-web on context staging-eu and wait until it's gone, 60 seconds at most, since the name is needed for something else",
    'take down everything from manifests/sandbox.yaml in ns sandbox and give it at most 120 seconds',
    'we dont need the pvc scratch-data anymore in ns research pls delet it',
  ],
  examples: [{ title: 'Delete one object', input: { kind: 'configmap', name: 'flags', namespace: 'shop' } }],
  guessMs: 5_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, items } = seen.value;
    const [first] = items;
    if (first === undefined) return failed(objectUnknown(what.name ?? `${what.kind ?? ''} ${what.selector ?? ''}`.trim(), cluster.where));
    const places = Map.groupBy(items, ({ ref }) => `${ref.kind.group}/${ref.kind.plural}/${ref.namespace}`);
    for (const [one] of places.values()) {
      if (one === undefined) continue;
      const allowed = await cluster.allowed('delete', { kind: one.ref.kind, namespace: one.ref.namespace });
      if (!allowed.ok) return allowed;
    }
    const along =
      what.propagation === 'orphan' ? ok({ impacts: [], refs: [], warnings: ['what they own stays, without an owner'] }) : await goesAlong(items, cluster);
    if (!along.ok) return along;
    const { impacts, warnings } = along.value;
    const target = cluster.target([...items.map(({ ref }) => ref), ...along.value.refs]);
    return ok({
      digest: digestOf({
        what,
        target: target.facts,
        items: await inTurns(items, ({ ref, object }) => ({ address: addressOf(ref), uid: object.metadata.uid, is: essenceDigest(object) }), at.signal),
      }),
      summary: `Delete ${items.length === 1 ? addressOf(first.ref) : count(items.length, 'object')}${impacts.length > 0 ? ` and ${count(impacts.length, 'object')} that ${impacts.length === 1 ? 'goes' : 'go'} along` : ''} in ${cluster.context}`,
      files: await inTurns(items, ({ ref, object }) => objectChange(ref, object, undefined), at.signal),
      undo: undoOf(what, items, impacts, cluster, undefined),
      warnings: [
        ...cluster.warnings(),
        ...(what.path !== undefined && seen.value.absent > 0
          ? [`${count(seen.value.absent, 'object')} of the manifests ${seen.value.absent === 1 ? 'is' : 'are'} not there`]
          : []),
        ...warnings,
        ...items.flatMap(({ ref, object }) => (object.metadata.finalizers ?? []).map((f) => `${addressOf(ref)} goes only when ${f} lets go of it`)),
      ],
      target,
      impacts: byGravity([
        ...items.map(({ ref, object }) => {
          const impact = impactOn(ref, 'delete', object, undefined);
          return impacts.length > 0
            ? {
                ...impact,
                marks: [...impact.marks, 'cascades' as const],
                detail: `${count(impacts.length, 'object')} in all ${impacts.length === 1 ? 'goes' : 'go'} along`,
              }
            : impact;
        }),
        ...impacts,
      ]),
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, items } = seen.value;
    const along = what.propagation === 'orphan' ? ok({ impacts: [] as readonly Impact[] }) : await goesAlong(items, cluster);
    if (!along.ok) return along;
    const done: Item[] = [];
    let failure: Failure | undefined;
    // What was made last goes first.
    const rounds = Map.groupBy(items, ({ ref }) => roundOf(ref.kind.kind));
    for (const round of [...rounds.keys()].toSorted((a, b) => b - a)) {
      await atOnce(rounds.get(round) ?? [], 8, async (item) => {
        if (failure !== undefined) return;
        const gone = await removeOne(
          item.ref,
          { uid: item.object.metadata.uid, propagation: what.propagation, gracePeriodSeconds: what.gracePeriodSeconds },
          cluster,
        );
        if (!gone.ok) failure = gone.failure;
        else done.push(item);
        at.progress(`deleted ${addressOf(item.ref)}`, done.length / items.length);
      });
    }
    const undo = undoOf(what, done, along.value.impacts, cluster, at);
    if (failure === undefined && what.wait) failure = await waitGone(done, what.timeoutSeconds * 1000, cluster, at);
    if (failure !== undefined) return { ok: false, failure, ...(done.length === 0 ? {} : { undo }) };
    const objects = done.map(({ ref }) => ({ kind: ref.kind.kind, name: ref.name, ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }) }));
    const [one] = done;
    return {
      ok: true,
      output: { objects, context: cluster.context },
      summary: `Deleted ${done.length === 1 && one !== undefined ? addressOf(one.ref) : count(done.length, 'object')} in ${cluster.context}.`,
      undo,
    };
  },

  async verify(what, seen, at) {
    const opened = await openCluster(what, at);
    if (!opened.ok) return { met: false, missing: [opened.failure.message] };
    const left = await look(what, at);
    if (!left.ok) return left.failure.code === 'kubernetes/not-found' ? { met: true } : { met: false, missing: [left.failure.message] };
    const missing = left.value.items
      .filter(({ object, ref }) => (what.wait || object.metadata.deletionTimestamp === undefined) && seen.objects.some((o) => o.name === ref.name))
      .map(({ ref }) => `${addressOf(ref)} is there again or still`);
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  async inspect(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen.failure.code === 'kubernetes/not-found' ? 'done' : 'unknown';
    if (seen.value.items.length === 0) return 'done';
    return seen.value.items.every(({ object }) => object.metadata.deletionTimestamp === undefined) && seen.value.absent === 0 ? 'not-started' : 'unknown';
  },
});

interface Item {
  readonly ref: Ref;
  readonly object: KubeObject;
}
interface Seen {
  readonly cluster: Cluster;
  readonly items: readonly Item[];
  /** Named by the manifests and not there. */
  readonly absent: number;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const opened = await openCluster(what, at);
  if (!opened.ok) return opened;
  const cluster = opened.value;
  if (what.path !== undefined) return lookAtManifests(what.path, cluster, at);
  const kind = await cluster.kind(what.kind ?? '');
  if (!kind.ok) return kind;
  if (!kind.value.verbs.includes('delete')) return failed(kindCannot(what.kind ?? '', 'deleted'));
  if (what.name !== undefined) {
    const ref = cluster.ref(kind.value, what.name);
    const one = await cluster.mustFind(ref);
    return one.ok ? ok({ cluster, items: [{ ref, object: one.value }], absent: 0 }) : one;
  }
  const all = await listAll(cluster, kind.value, { namespace: kind.value.namespaced ? cluster.namespace : undefined, labels: what.selector });
  if (!all.ok) return all;
  return ok({ cluster, items: all.value.map((object) => ({ ref: cluster.ref(kind.value, object.metadata.name), object })), absent: 0 });
}

async function lookAtManifests(path: string, cluster: Cluster, at: Workplace): Promise<Outcome<Seen>> {
  const written = await readManifests(path, false, at);
  if (!written.ok) return written;
  const kinds = await kindsOf(cluster.connection, cluster.signal);
  if (!kinds.ok) return kinds;
  const items: Item[] = [];
  let failure: Failure | undefined;
  await atOnce(written.value, 8, async ({ object }) => {
    const kind = kinds.value.of(object.apiVersion, object.kind);
    if (kind === undefined) return;
    const ref = cluster.ref(kind, object.metadata.name, object.metadata.namespace);
    const found = await cluster.find(ref);
    if (!found.ok) failure ??= found.failure;
    else if (found.value !== undefined) items.push({ ref, object: found.value });
  });
  return failure === undefined
    ? ok({ cluster, items: items.toSorted((a, b) => addressOf(a.ref).localeCompare(addressOf(b.ref))), absent: written.value.length - items.length })
    : failed(failure);
}

async function waitGone(items: readonly Item[], ms: number, cluster: Cluster, at: Workplace): Promise<Failure | undefined> {
  const end = performance.now() + ms;
  for (const { ref, object } of items) {
    for (;;) {
      const now = await cluster.find(ref);
      if (!now.ok) return now.failure;
      if (now.value === undefined || now.value.metadata.uid !== object.metadata.uid) break;
      if (performance.now() > end) return stillThere(addressOf(ref), ms, now.value.metadata.finalizers ?? []);
      await pause(pollMs, undefined, { signal: at.signal });
    }
  }
  return undefined;
}

/** What was seen is made again; what is lost with it for good makes it impossible. */
function undoOf(what: Input, items: readonly Item[], along: readonly Impact[], cluster: Cluster, at: Workplace | undefined): Undo {
  const lost = [...items.map(({ ref }) => impactOn(ref, 'delete', undefined, undefined)), ...along].filter((i) => i.marks.includes('deletes-data'));
  const [data] = lost;
  if (data !== undefined) return { impossible: `what ${data.address} holds is gone with it` };
  const controlled = items.find(({ object }) => object.metadata.ownerReferences?.some((o) => o.controller));
  if (controlled !== undefined)
    return { impossible: `${addressOf(controlled.ref)} belongs to ${controlled.object.metadata.ownerReferences?.[0]?.name}, which makes a new one` };
  const objects = items.toReversed().map(({ ref, object }) => keptOf(ref, object, undefined, at?.blobs));
  return { steps: [{ tool: 'kubernetes.restore', input: { objects, namespace: cluster.namespace, context: what.context ?? cluster.context } }] };
}
