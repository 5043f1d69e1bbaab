import { z } from 'zod';
import { atOnce } from '../../base/at-once.ts';
import { digestOf } from '../../base/hash.ts';
import { count, list } from '../../base/say.ts';
import { failed, type Outcome, ok, type Problem } from '../../domain/failure/failure.ts';
import { drainLoses } from '../../domain/failure/kubernetes-node.ts';
import type { Impact } from '../../domain/impact.ts';
import { changesNothing, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { evictAll, type Guest, guestsOf, heldBack, isOver } from './change/evict.ts';
import { byGravity, impactOn, objectChange } from './change/impact.ts';
import { keptOf } from './change/kept.ts';
import { type Patch, sendPatch, tryPatch } from './change/patch.ts';
import type { Cluster } from './client/cluster.ts';
import { listAll } from './client/list.ts';
import { findNamed } from './client/named.ts';
import { addressOf, type KubeObject } from './client/object.ts';
import { context, name, selector, timeoutSeconds } from './fields.ts';

const input = z.strictObject({
  name: name.describe('Name of the node.'),
  force: z.boolean().default(false).describe('Also pods that nothing makes anew: they are gone for good.'),
  deleteLocalData: z.boolean().default(false).describe('Also pods with data in emptyDir volumes, which ends with them.'),
  ignoreDaemonSets: z.boolean().default(true).describe('Leave pods of DaemonSets where they are: they would be made again at once. Otherwise they stop it.'),
  selector: selector.describe('Only pods with these labels: `app=web`.'),
  gracePeriodSeconds: z.int().min(1).max(3_600).optional().describe('Seconds each pod has to end; default: its own.'),
  timeoutSeconds: timeoutSeconds.describe('How long to wait until all are gone, in seconds.'),
  context,
});
type Input = z.output<typeof input>;

const podName = z.object({ name: z.string(), namespace: z.string() });

export const drain = tool({
  name: 'kubernetes.drain',
  effect: 'destroy',
  summary: 'Empty a node: keep new pods off it and send those on it elsewhere, as their disruption budgets allow.',
  input,
  output: z.object({
    name: z.string(),
    evicted: z.array(podName).readonly(),
    kept: z.array(podName.extend({ why: z.string() })).readonly(),
    context: z.string(),
  }),
  commands: [
    'kubectl drain {name} --ignore-daemonsets{ignoreDaemonSets:true} --force{force:true} --delete-emptydir-data|--delete-local-data{deleteLocalData:true} --pod-selector|--selector|-l={selector}',
  ],
  says: [
    'drain node-1',
    'drain the node worker-3',
    'kubectl drain node-2 --ignore-daemonsets',
    'empty node worker-2 before maintenance',
    'move all pods off node-1',
    'evict every pod from node worker-1',
    'get node-4 ready for maintenance',
    'clear worker-5 of pods',
    'drain worker-2, also pods with local data',
    'take everything off node-3 so that i can reboot it',
    'evacuate the node worker-9',
    'send the pods of node-7 to other nodes',
    'drain worker-3 please, the provider sent a mail that the hardware below it will be switched off tomorrow morning at six',
    'drain node ip-10-0-4-12, ignore daemonsets',
    'empty node gpu-2 so we can reboot it',
    'kubectl drain worker-9 --ignore-daemonsets --delete-emptydir-data',
    'force-drain metal-02, bare pods too',
    'node spot-31 gets terminated in a minute, drain it with a grace period of 20 seconds',
    'evacuate node worker-6 on prod-eu',
    "drain infra-3 but give up after 600 seconds, one of the pods over there has a budget that never lets it go and I can't wait forever",
    'Requesting node drain for ip-172-31-5-60 (cluster prod-us) due to kernel patching.',
    'take node worker-18 out of service, its pods should go elsewhere',
    'only the pods with app=ingest should be evicted from node batch-2',
    'vacate arm-8 please, the hoster wants to reboot the machine under this node tonight',
    'could you drain np-green-1, respecting the budgets of course',
    'push all pods off kube node worker-22, dont care about emptydir',
    'make room: node worker-2 must be empty before we scale the pool down',
    'node gpu-5 - drain, 120s timeout, ignore daemon sets',
    'the node build-7 shows memory errors, please get everything away from there, by force if it has to be',
    "time to drain ip-10-8-2-14 for the upgrade, it's the last of the twelve and then we are on the new kernel everywhere",
    'drain node worker-10 with sixty seconds of grace for every pod',
    'shift pods off of node db-3 and skip the daemonsets',
    "I'd like worker-27 drained before 6pm",
    'node edge-9 drian it pls, on staging',
    'we retire node old-4 today. evict its pods, local data may be deleted and unmanaged pods can go too',
    'could the pods labelled tier=batch be evicted off worker-13 node, wait ten minutes at most',
  ],
  onlyWith: ['drain', 'evict', 'evacuat', 'node', 'worker', 'maintenance'],
  examples: [{ title: 'Empty a node', input: { name: 'node-1' } }],
  guessMs: 60_000,
  timeoutMs: 3_700_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, object, isClosed, guests, going } = seen.value;
    const allowed = await mayDrain(seen.value);
    if (!allowed.ok) return allowed;
    const after = await tryPatch(seen.value);
    if (!after.ok) return after;
    const [held, others] = [await heldBack(going, cluster), await othersThatTakePods(ref.name, cluster)];
    if (!held.ok) return held;
    const same = isClosed && going.length === 0;
    const target = cluster.target([ref, ...going.map((one) => one.ref)]);
    return ok({
      // Pods come and go; whose they are, and which are lost for good, is what a yes is about.
      digest: digestOf({
        what,
        target: target.facts,
        uid: object.metadata.uid,
        isClosed,
        makers: [...new Set(going.map((one) => `${one.ref.namespace} ${one.maker ?? one.pod.metadata.uid} ${one.localData.length > 0}`))].toSorted(),
      }),
      summary: same
        ? `Nothing to drain: ${ref.name} is closed to new pods, and none is left that could go`
        : `Drain ${ref.name} in ${cluster.context}: ${count(going.length, 'pod')} ${going.length === 1 ? 'goes' : 'go'}`,
      files: isClosed ? [] : [objectChange(ref, object, after.value)],
      undo: same ? 'nothing-changed' : undoOf(seen.value, undefined),
      ...changesNothing(same),
      warnings: [...cluster.warnings(), ...(same ? [] : warningsOf(guests, going, others)), ...(same ? [] : held.value)],
      target,
      impacts: same
        ? []
        : byGravity([...(isClosed ? [] : [impactOn(ref, 'update', object, after.value, 'no new pods are put on it')]), ...going.map(impactOf)]),
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, isClosed, guests, going } = seen.value;
    const output = {
      name: ref.name,
      evicted: going.map(nameOf),
      kept: guests.flatMap((one) => (one.stays === undefined ? [] : [{ ...nameOf(one), why: one.stays }])),
      context: cluster.context,
    };
    if (isClosed && going.length === 0) return { ok: true, output, summary: `${ref.name} is closed to new pods and empty already.`, undo: 'nothing-changed' };
    if (!isClosed) {
      const closed = await sendPatch(seen.value);
      if (!closed.ok) return closed;
    }
    const undo = undoOf(seen.value, at);
    const { gracePeriodSeconds } = what;
    const gone = await evictAll(going, { node: ref.name, gracePeriodSeconds, ms: what.timeoutSeconds * 1000 }, cluster, at);
    if (!gone.ok) return { ok: false, failure: gone.failure, undo };
    const stay = output.kept.length;
    return {
      ok: true,
      output,
      summary: `${ref.name} is drained: ${count(going.length, 'pod')} went${stay === 0 ? '' : `, ${count(stay, 'pod')} of the node itself ${stay === 1 ? 'stays' : 'stay'}`}.`,
      undo,
    };
  },

  async verify(what, _seen, at) {
    const now = await look(what, at);
    if (!now.ok) return { met: false, missing: [now.failure.message] };
    const missing = [
      ...(now.value.isClosed ? [] : [`${what.name} takes new pods`]),
      ...now.value.going.map(({ ref }) => `${addressOf(ref)} is still on ${what.name}`),
    ];
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  async inspect(what, at) {
    const now = await look({ ...what, force: true, deleteLocalData: true }, at);
    if (!now.ok) return 'unknown';
    // It is closed before the first pod is sent away.
    if (!now.value.isClosed) return 'not-started';
    return now.value.going.length === 0 ? 'done' : 'unknown';
  },
});

interface Seen extends Patch {
  readonly isClosed: boolean;
  readonly guests: readonly Guest[];
  readonly going: readonly Guest[];
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const found = await findNamed({ ...what, kind: 'node' }, at);
  if (!found.ok) return found;
  const { cluster, ref, object } = found.value;
  const guests = await guestsOf(ref.name, what.selector, cluster);
  if (!guests.ok) return guests;
  const going = guests.value.filter((one) => one.stays === undefined);
  const losses = [
    ...going.flatMap((one) => lossOf(one, what)),
    ...(what.ignoreDaemonSets ? [] : guests.value.flatMap((one) => (one.stays === undefined ? [] : [{ path: addressOf(one.ref), message: one.stays }]))),
  ];
  if (losses.length > 0) return failed(drainLoses(ref.name, losses));
  const isClosed = isCordoned(object);
  const body = { spec: { unschedulable: true } };
  return ok({ cluster, ref, object, isClosed, guests: guests.value, going, body, contentType: 'application/merge-patch+json' });
}

const isCordoned = (node: KubeObject): boolean => (node.spec as { readonly unschedulable?: boolean } | undefined)?.unschedulable === true;

/** What somebody has to have said yes to in words. */
function lossOf(one: Guest, { force, deleteLocalData }: Input): readonly Problem[] {
  const path = addressOf(one.ref);
  const over = isOver(one);
  return [
    ...(one.maker === undefined && !force && !over ? [{ path, message: 'nothing makes it anew (`force` sends it away for good)' }] : []),
    ...(one.localData.length > 0 && !deleteLocalData
      ? [{ path, message: `it keeps data in ${list(one.localData)}, which ends with it (\`deleteLocalData\` says that this is fine)` }]
      : []),
  ];
}

async function mayDrain({ cluster, ref, going }: Seen): Promise<Outcome<void>> {
  const patch = await cluster.allowed('patch', ref);
  if (!patch.ok) return patch;
  const places = Map.groupBy(going, (one) => one.ref.namespace);
  const asked = await atOnce([...places], 8, async ([namespace, [first]]) =>
    first === undefined ? ok(undefined) : cluster.allowed('create', { kind: first.ref.kind, namespace }, 'eviction'),
  );
  return asked.find((one) => !one.ok) ?? ok(undefined);
}

/** How many other nodes new pods may be put on; `undefined` where nobody may look. */
async function othersThatTakePods(name: string, cluster: Cluster): Promise<number | undefined> {
  const kind = await cluster.kind('node');
  const all = kind.ok ? await listAll(cluster, kind.value, {}) : kind;
  return all.ok ? all.value.filter((node) => node.metadata.name !== name && !isCordoned(node)).length : undefined;
}

function warningsOf(guests: readonly Guest[], going: readonly Guest[], others: number | undefined): readonly string[] {
  const stay = guests.filter((one) => one.stays !== undefined);
  const alone = going.filter((one) => one.maker === undefined);
  return [
    ...stay.slice(0, 10).map((one) => `${addressOf(one.ref)} stays: ${one.stays}`),
    ...(stay.length > 10 ? [`${count(stay.length - 10, 'more pod')} of the node itself stay`] : []),
    ...alone.map((one) => `${addressOf(one.ref)} is gone for good: nothing makes it anew`),
    ...(going.length > 0 && others === 0 ? ['no other node takes pods: what goes finds no place until one does'] : []),
    ...(going.length > alone.length ? ['taking it back opens the node again; pods that went elsewhere stay there'] : []),
  ];
}

const impactOf = (one: Guest): Impact => {
  const gone = one.maker === undefined;
  const impact = impactOn(one.ref, gone ? 'delete' : 'update', one.pod, gone ? undefined : one.pod);
  const data = one.localData.length === 0 ? [] : [`its data in ${list(one.localData)} ends with it`];
  return {
    ...impact,
    marks: [
      ...impact.marks.filter((mark) => mark !== 'privileged'),
      ...(gone ? [] : (['restarts'] as const)),
      ...(data.length === 0 ? [] : (['deletes-data'] as const)),
    ],
    detail: [gone ? 'nothing makes it anew' : `${one.maker} makes another one elsewhere`, ...data].join('; '),
  };
};

const nameOf = ({ ref }: Guest) => ({ name: ref.name, namespace: ref.namespace ?? '' });

function undoOf({ cluster, ref, isClosed, going }: Seen, at: Workplace | undefined): Undo {
  const withData = going.find((one) => one.localData.length > 0);
  if (withData !== undefined)
    return {
      impossible: `what ${addressOf(withData.ref)} kept in ${list(withData.localData)} is gone; kubernetes.cordon with \`action: uncordon\` opens ${ref.name} again`,
    };
  const alone = going.filter((one) => one.maker === undefined && !isOver(one));
  const open = { tool: 'kubernetes.cordon', input: { action: 'uncordon', name: ref.name, context: cluster.context } };
  const objects = alone.map((one) => keptOf(one.ref, one.pod, undefined, at?.blobs));
  const steps = [
    ...(isClosed ? [] : [open]),
    ...(objects.length === 0 ? [] : [{ tool: 'kubernetes.restore', input: { objects, namespace: cluster.namespace, context: cluster.context } }]),
  ];
  return steps.length > 0 ? { steps } : { impossible: `${ref.name} was closed to new pods before, and pods that went elsewhere don’t come back by themselves` };
}
