import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { inTurns } from '../../base/in-turns.ts';
import { count } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { changedInCluster, formerObjectLost, kindUnknown } from '../../domain/failure/kubernetes.ts';
import { changesNothing, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { goesAlong, removeOne } from './change/dependents.ts';
import { byGravity, impactOn, objectChange } from './change/impact.ts';
import { type Kept, keptOf, recall, stillHolds } from './change/kept.ts';
import { fieldManager } from './change/trial.ts';
import { type Cluster, openCluster, pathOf, type Ref } from './client/cluster.ts';
import { kindsOf } from './client/kinds.ts';
import { addressOf, essenceDigest, type KubeObject, type Metadata } from './client/object.ts';
import { context, name, namespace } from './fields.ts';

const blob = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .nullable();
const input = z.strictObject({
  objects: z
    .array(
      z.strictObject({
        apiVersion: z.string().max(500),
        kind: z.string().max(253),
        name,
        namespace,
        to: blob.describe('What it was; null: it was not there.'),
        left: blob.describe('How the run left it; null: gone, or cut off before it was known.'),
      }),
    )
    .min(1)
    .readonly(),
  namespace,
  context,
});
type Input = z.output<typeof input>;

/** The undo of what was applied, deleted and changed: puts objects back as they were, each only if nobody changed it since. */
export const restore = tool({
  name: 'kubernetes.restore',
  effect: 'destroy',
  effectOf: ({ objects }) => (objects.some((o) => o.to === null) ? 'destroy' : 'change'),
  summary: 'Put Kubernetes objects back to what they were before a run; what a run made is deleted again.',
  input,
  output: z.object({ objects: z.array(z.object({ address: z.string(), action: z.enum(['put back', 'made again', 'deleted', 'unchanged']) })).readonly() }),
  says: [],
  guessMs: 2_000,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, items } = seen.value;
    const goes = items.flatMap(({ ref, now, to }) => (to === undefined && now !== undefined ? [{ ref, object: now }] : []));
    const along = goes.length === 0 ? ok({ impacts: [], refs: [], warnings: [] }) : await goesAlong(goes, cluster);
    if (!along.ok) return along;
    const changed = items.filter((i) => !i.same);
    const target = cluster.target([...(changed.length === 0 ? items : changed).map(({ ref }) => ref), ...along.value.refs]);
    return ok({
      digest: digestOf({
        what,
        target: target.facts,
        now: await inTurns(items, ({ now }) => (now === undefined ? null : { uid: now.metadata.uid, is: essenceDigest(now) }), at.signal),
      }),
      summary: changed.length === 0 ? 'Nothing to put back: all is as it was' : `Put back ${count(changed.length, 'object')} in ${cluster.context}`,
      files: await inTurns(items, ({ ref, now, to, same }) => objectChange(ref, now, to, same), at.signal),
      undo: undoOf(what, changed, cluster, undefined),
      ...changesNothing(changed.length === 0),
      warnings: [...cluster.warnings(), ...along.value.warnings],
      target,
      impacts: byGravity([
        ...changed.map(({ ref, now, to }) => impactOn(ref, to === undefined ? 'delete' : now === undefined ? 'create' : 'update', now, to)),
        ...along.value.impacts,
      ]),
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, items } = seen.value;
    const done: Item[] = [];
    const objects: { address: string; action: 'put back' | 'made again' | 'deleted' | 'unchanged' }[] = [];
    for (const item of items) {
      const { ref, now, to, same } = item;
      const action = same ? 'unchanged' : to === undefined ? 'deleted' : now === undefined ? 'made again' : 'put back';
      const sent = same
        ? ok(undefined)
        : to === undefined
          ? await removeOne(ref, { uid: now?.metadata.uid, propagation: 'background' }, cluster)
          : await putBack(ref, now, to, cluster);
      if (!sent.ok) return { ok: false, failure: sent.failure, ...(done.length === 0 ? {} : { undo: undoOf(what, done, cluster, at) }) };
      if (!same) done.push(item);
      objects.push({ address: addressOf(ref), action });
      at.progress(`${action} ${addressOf(ref)}`, objects.length / items.length);
    }
    return { ok: true, output: { objects }, summary: `Put back ${count(done.length, 'object')} in ${cluster.context}.`, undo: undoOf(what, done, cluster, at) };
  },

  async verify(what, _seen, at) {
    const now = await look(what, at);
    if (!now.ok) return { met: false, missing: [now.failure.message] };
    const missing = now.value.items.filter((i) => !i.same && !isGoing(i)).map((i) => `${addressOf(i.ref)} is not as it was`);
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  async inspect(what, at) {
    const now = await look(what, at);
    if (!now.ok) return 'unknown';
    const open = now.value.items.filter((i) => !i.same).length;
    return open === 0 ? 'done' : open === now.value.items.length ? 'not-started' : 'unknown';
  },
});

interface Item {
  readonly ref: Ref;
  readonly now: KubeObject | undefined;
  readonly to: KubeObject | undefined;
  /** It is as it was already. */
  readonly same: boolean;
}

/** On its way out: a finalizer or a grace period holds it. */
const isGoing = ({ now, to }: Item): boolean => to === undefined && now?.metadata.deletionTimestamp !== undefined;

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly cluster: Cluster; readonly items: readonly Item[] }>> {
  const opened = await openCluster(what, at);
  if (!opened.ok) return opened;
  const cluster = opened.value;
  const kinds = await kindsOf(cluster.connection, cluster.signal, true);
  if (!kinds.ok) return kinds;
  const items: Item[] = [];
  for (const kept of what.objects) {
    const kind = kinds.value.of(kept.apiVersion, kept.kind);
    // What a definition brought went with it.
    if (kind === undefined && kept.to === null) continue;
    if (kind === undefined) return failed(kindUnknown(kept.kind, cluster.context, undefined));
    const item = await lookAt(kept, cluster.ref(kind, kept.name, kept.namespace), cluster, at);
    if (!item.ok) return item;
    items.push(item.value);
  }
  return ok({ cluster, items });
}

async function lookAt(kept: Input['objects'][number], ref: Ref, cluster: Cluster, at: Workplace): Promise<Outcome<Item>> {
  const found = await cluster.find(ref);
  if (!found.ok) return found;
  const now = found.value;
  const to = kept.to === null ? ok(undefined) : recall(kept.to, ref, at.blobs);
  if (!to.ok) return to;
  const same = to.value === undefined ? now === undefined : now !== undefined && stillHolds(to.value, now) && essenceDigest(now) === essenceDigest(to.value);
  const item = { ref, now, to: to.value, same };
  if (same || isGoing(item)) return ok(item);
  if (kept.left === null) return now === undefined || now.metadata.uid === to.value?.metadata.uid ? ok(item) : failed(changedInCluster(addressOf(ref)));
  const left = recall(kept.left, ref, at.blobs);
  if (!left.ok) return failed(formerObjectLost(addressOf(ref)));
  if (now === undefined || now.metadata.uid !== left.value.metadata.uid || !stillHolds(left.value, now)) return failed(changedInCluster(addressOf(ref)));
  return ok(item);
}

/** How often a controller may be faster before we give up. */
const triesMax = 10;

/**
 * Sends what `send` makes of the object as it is. Controllers write it in the same moment (its status, the number of its
 * revision); that is met by looking again, as long as nothing of what it is has changed.
 */
async function sendOn(ref: Ref, first: KubeObject, cluster: Cluster, send: (now: KubeObject) => Promise<Outcome<KubeObject>>): Promise<Outcome<KubeObject>> {
  let now = first;
  for (let tries = 1; ; tries++) {
    const sent = await send(now);
    if (sent.ok || sent.failure.code !== 'kubernetes/changed-since' || tries === triesMax) return sent;
    const seen = await cluster.mustFind(ref);
    if (!seen.ok) return seen;
    if (seen.value.metadata.uid !== first.metadata.uid || essenceDigest(seen.value) !== essenceDigest(first)) return sent;
    now = seen.value;
  }
}

async function putBack(ref: Ref, now: KubeObject | undefined, to: KubeObject, cluster: Cluster): Promise<Outcome<KubeObject>> {
  const { status: _, ...wanted } = to;
  const {
    uid: _u,
    resourceVersion: _r,
    generation: _g,
    creationTimestamp: _c,
    deletionTimestamp: _d,
    selfLink: _s,
    managedFields,
    ...metadata
  } = to.metadata as Metadata & { selfLink?: string };
  const query = { fieldManager };
  const about = addressOf(ref);
  const path = pathOf(ref.kind, ref);
  const put =
    now === undefined
      ? await cluster.json<KubeObject>({ method: 'POST', path: pathOf(ref.kind, { namespace: ref.namespace }), query, about, body: { ...wanted, metadata } })
      : await sendOn(ref, now, cluster, ({ metadata: { uid, resourceVersion } }) =>
          cluster.json<KubeObject>({ method: 'PUT', path, query, about, body: { ...wanted, metadata: { ...metadata, uid, resourceVersion } } }),
        );
  if (!put.ok || managedFields === undefined) return put;
  // Putting it back made the values ours; their owners get them back, or their next apply would meet a conflict.
  const former = managedFields.filter((entry) => entry.subresource === undefined);
  return sendOn(ref, put.value, cluster, ({ metadata: { uid, resourceVersion, managedFields: current = [] } }) => {
    const owners = [...former, ...current.filter((entry) => entry.subresource !== undefined)];
    const body = { metadata: { managedFields: owners, uid, resourceVersion } };
    return cluster.json<KubeObject>({ method: 'PATCH', path, query, about, body, contentType: 'application/merge-patch+json' });
  });
}

function undoOf(what: Input, items: readonly Item[], cluster: Cluster, at: Workplace | undefined): Undo {
  if (items.length === 0) return 'nothing-changed';
  const objects: Kept[] = items.toReversed().map(({ ref, now, to }) => {
    const kept = keptOf(ref, now, to, at?.blobs);
    // Made anew it has another identity, so how it was left is not known by it.
    return now === undefined || to === undefined ? { ...kept, left: null } : kept;
  });
  return { steps: [{ tool: 'kubernetes.restore', input: { objects, namespace: cluster.namespace, context: what.context ?? cluster.context } }] };
}
