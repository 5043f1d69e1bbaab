import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { changedInCluster, kindCannot } from '../../domain/failure/kubernetes.ts';
import { changesNothing, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { impactOn } from './change/impact.ts';
import { fieldManager } from './change/trial.ts';
import { type Cluster, pathOf, type Ref } from './client/cluster.ts';
import { listAll } from './client/list.ts';
import { findNamed } from './client/named.ts';
import { addressOf, type KubeObject } from './client/object.ts';
import { context, kind, name, namespace, timeoutSeconds, wait } from './fields.ts';
import { type Workload, waitRolledOut } from './workload/workload.ts';

const input = z.strictObject({
  kind: kind.default('deployment'),
  name: name.describe('Name of the workload.'),
  replicas: z.int().min(0).max(10_000).describe('How many replicas: pods, copies, instances of it.'),
  expect: z.int().min(0).optional().describe('Only if it has so many now.'),
  namespace,
  wait,
  timeoutSeconds,
  context,
});
type Input = z.output<typeof input>;

export const scale = tool({
  name: 'kubernetes.scale',
  effect: 'change',
  summary: 'Scale a deployment or stateful set to a number of replicas.',
  input,
  output: z.object({ kind: z.string(), name: z.string(), before: z.int(), replicas: z.int(), namespace: z.string().optional(), context: z.string() }),
  commands: ['kubectl scale {kind} {name}', 'kubectl scale {kind}/{name}'],
  says: [
    'scale deployment web to 5 replicas',
    'scale api down to 1',
    'run 3 copies of the worker',
    'increase the replicas of web to 10',
    'set replicas of statefulset db to 3',
    'give web 4 pods',
    'scale web to 3',
    'set the replicas of deployment api to 5',
    'run 4 copies of worker',
    'increase web to 6 replicas',
    'reduce statefulset db to 1 replica',
    'change the number of replicas of cart to 2',
    'web should have 3 replicas',
    'scale out api to 10 pods',
    'bump web up to 8 replicas',
    'scale down statefulset db to one',
    'set web to 2 pods',
    'make it 4 replicas for api',
    'reduce worker to 1',
    'grow the deployment web to 12',
    'turn cart down to 2 replicas',
    'web to 5',
    'web to 3 replicas',
    '5 replicas for web',
    'more replicas for web: 5',
    'bring web down to 1 replica',
    'i want three copies of web',
    'double web to 4 pods',
    'let web run with 2 replicas',
    'reduce deployment web to 1',
    'web to 6 replicas',
    'ingest to 12 replicas now',
    'api from 3 to 5 replicas',
    'we want 4 web pods',
    'we need more copies of search, make it 4',
    'run six instances of deployment search',
    'replicas of billing should be 3',
    'give worker 10 replicas',
    'bring checkout down to one pod',
    'turn deployment batch down to zero',
    'put deployment api at 8 pods',
    'have 5 pods of worker',
    'set the replica count of web to 2',
    'double web to 8 pods',
    'no pods for deployment batch over night, scale it to 0',
    '5 replicas for statefulset db',
    'let 12 workers run',
    'ten copies of worker in jobs',
    'turn deployment batch off, zero replicas',
    'set orders to 2 pods',
    'statefulset kafka at 3 replicas',
    'add two more replicas to web, so 5 in all',
    'shrink cache to two',
    'reduce worker to a single replica',
    'more pods for api, 6 of them',
    'i need more copies of the deployment web, 4 in all',
    'more of web: 6 replicas',
    "bump ingest-worker pods up to 12, the queue is growing since midnight and with the few we have now it won't be empty by morning",
    'Please run billing-api with two pods instead of the current six.',
    'can you scale up atlas-router, deployment in namespace edge ? It runs at its limit since the other region went away and the answers get slower every minute',
    'set statefulset ledger-db to one replica on the staging context',
    'We expect a lot of visitors tonight, so I would like to have 15 copies of the deployment storefront running in namespace web.',
  ],
  examples: [{ title: 'Scale a deployment', input: { name: 'web', replicas: 3, namespace: 'shop' } }],
  guessMs: 5_000,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, before, object } = seen.value;
    const allowed = await cluster.allowed('patch', ref, 'scale');
    if (!allowed.ok) return allowed;
    const target = cluster.target([ref]);
    const after = { ...object, spec: { ...(object.spec as object), replicas: what.replicas } };
    const scaler = await scalerOf(cluster, ref);
    return ok({
      digest: digestOf({ what, target: target.facts, uid: object.metadata.uid, before }),
      summary:
        before === what.replicas
          ? `Nothing to scale: ${addressOf(ref)} is at ${before}`
          : `Scale ${addressOf(ref)} from ${before} to ${what.replicas} in ${cluster.context}`,
      files: [],
      undo: undoOf(what, seen.value),
      ...changesNothing(before === what.replicas),
      warnings: [...cluster.warnings(), ...(scaler === undefined ? [] : [`HorizontalPodAutoscaler ${scaler} sets its replicas too, and will set them again`])],
      target,
      impacts: before === what.replicas ? [] : [impactOn(ref, 'update', object, after, `${before} → ${what.replicas} replicas`)],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, before } = seen.value;
    const undo = undoOf(what, seen.value);
    if (before !== what.replicas) {
      const body = { spec: { replicas: what.replicas } };
      const call = {
        method: 'PATCH',
        path: pathOf(ref.kind, ref, 'scale'),
        query: { fieldManager },
        body,
        contentType: 'application/merge-patch+json',
        about: addressOf(ref),
      } as const;
      const done = await cluster.json(call);
      if (!done.ok) return done;
    }
    const output = {
      kind: ref.kind.kind,
      name: ref.name,
      before,
      replicas: what.replicas,
      ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
      context: cluster.context,
    };
    if (!what.wait || ref.kind.group !== 'apps') return { ok: true, output, summary: `Scaled ${addressOf(ref)} from ${before} to ${what.replicas}.`, undo };
    const there = await waitRolledOut(cluster, ref, what.timeoutSeconds * 1000, at);
    if (!there.ok) return { ok: false, failure: there.failure, undo };
    return { ok: true, output, summary: `Scaled ${addressOf(ref)} from ${before} to ${what.replicas}: ${there.value.line}.`, undo };
  },

  async verify(what, _seen, at) {
    const now = await look({ ...what, expect: undefined }, at);
    if (!now.ok) return { met: false, missing: [now.failure.message] };
    return now.value.before === what.replicas
      ? { met: true }
      : { met: false, missing: [`${addressOf(now.value.ref)} is at ${now.value.before} replicas, not ${what.replicas}`] };
  },

  async inspect(what, at) {
    const now = await look({ ...what, expect: undefined }, at);
    if (!now.ok) return 'unknown';
    return now.value.before === what.replicas ? 'done' : 'not-started';
  },
});

interface Seen {
  readonly cluster: Cluster;
  readonly ref: Ref;
  readonly object: Workload;
  readonly before: number;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const found = await findNamed<Workload>(what, at, ({ subresources }) => (subresources.includes('scale') ? undefined : kindCannot(what.kind, 'scaled')));
  if (!found.ok) return found;
  const { cluster, ref, object } = found.value;
  const current = await cluster.json<{ spec?: { replicas?: number } }>({ method: 'GET', path: pathOf(ref.kind, ref, 'scale'), about: addressOf(ref) });
  if (!current.ok) return current;
  const before = current.value.spec?.replicas ?? 0;
  if (what.expect !== undefined && before !== what.expect && before !== what.replicas) return failed(changedInCluster(addressOf(ref)));
  return ok({ cluster, ref, object, before });
}

/** The autoscaler that is in charge of its replicas; `undefined` where there is none or nobody may look. */
async function scalerOf(cluster: Cluster, ref: Ref): Promise<string | undefined> {
  const kind = await cluster.kind('horizontalpodautoscaler');
  if (!kind.ok) return undefined;
  const all = await listAll<KubeObject & { spec?: { scaleTargetRef?: { kind?: string; name?: string } } }>(cluster, kind.value, { namespace: ref.namespace });
  return all.ok ? all.value.find((a) => a.spec?.scaleTargetRef?.kind === ref.kind.kind && a.spec.scaleTargetRef.name === ref.name)?.metadata.name : undefined;
}

const undoOf = (what: Input, { cluster, ref, before }: Seen): Undo =>
  before === what.replicas
    ? 'nothing-changed'
    : {
        steps: [
          {
            tool: 'kubernetes.scale',
            input: {
              kind: what.kind,
              name: what.name,
              replicas: before,
              expect: what.replicas,
              ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
              context: cluster.context,
              wait: what.wait,
            },
          },
        ],
      };
