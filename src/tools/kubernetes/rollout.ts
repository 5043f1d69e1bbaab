import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count, list } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { kindCannot, noSuchRevision } from '../../domain/failure/kubernetes.ts';
import { changesNothing, type Observation, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { impactOn, objectChange } from './change/impact.ts';
import { keptOf } from './change/kept.ts';
import { fieldManager } from './change/trial.ts';
import { type Cluster, pathOf, type Ref } from './client/cluster.ts';
import { findNamed } from './client/named.ts';
import { addressOf, essenceDigest } from './client/object.ts';
import { context, kind, name, namespace, timeoutSeconds, wait } from './fields.ts';
import { type Revision, revisionsOf } from './workload/revisions.ts';
import { rolloutOutput as output } from './workload/rollout-output.ts';
import { progressOf, rollsOut, type Workload, waitRolledOut, whyNot } from './workload/workload.ts';

const input = z.strictObject({
  action: z.enum(['status', 'history', 'undo', 'restart', 'pause', 'resume']).describe('What to do with the rollout.'),
  kind: kind.default('deployment'),
  name: name.describe('Name of the workload.'),
  revision: z.int().min(1).optional().describe('Revision to go back to, or to show; default: the one before.'),
  namespace,
  wait,
  timeoutSeconds,
  context,
});
type Input = z.output<typeof input>;

const restartedAt = 'kubectl.kubernetes.io/restartedAt';

export const rollout = tool({
  name: 'kubernetes.rollout',
  effect: 'change',
  effectOf: ({ action }) => (action === 'status' || action === 'history' ? 'read' : 'change'),
  summary: 'Rollout of a workload: its status or history, undo it to a former revision, restart its pods, pause it or resume it.',
  input,
  output,
  commands: [
    'kubectl rollout status {kind} {name} {action:status}',
    'kubectl rollout status {kind}/{name} {action:status}',
    'kubectl rollout history {kind} {name} {action:history}',
    'kubectl rollout history {kind}/{name} {action:history}',
    'kubectl rollout undo {kind} {name} {action:undo}',
    'kubectl rollout undo {kind}/{name} {action:undo}',
    'kubectl rollout restart {kind} {name} {action:restart}',
    'kubectl rollout restart {kind}/{name} {action:restart}',
    'kubectl rollout pause {kind} {name} {action:pause}',
    'kubectl rollout pause {kind}/{name} {action:pause}',
    'kubectl rollout resume {kind} {name} {action:resume}',
    'kubectl rollout resume {kind}/{name} {action:resume}',
  ],
  says: [
    'restart the deployment web',
    'undo the last rollout of api',
    'rollout status of deployment web',
    'show the rollout history of statefulset db',
    'roll back deployment web to revision 3',
    'is the rollout of web finished',
    'bounce the api pods',
    'is the rollout of api done',
    'rollout history of web',
    'undo the rollout of deployment cart',
    'bounce the pods of worker',
    'restart statefulset db in data',
    'how is the deployment of web going',
    'roll the deployment api back to revision 2',
    'put deployment web back to the version before',
    'past revisions of deployment web',
    'cycle the pods of deployment api',
    'revert deployment web',
    'is deployment web up to date',
    'rolling restart of api',
    'how did the rollout of web go',
    'deployment web is broken, roll it back',
    'is the rollout of web done?',
    'did web roll out?',
    'how far is the deployment of web?',
    'restart web',
    'bounce deployment web',
    'web needs a restart',
    'revisions of deployment web',
    'web back to the version before',
    'wait until deployment web is rolled out',
    'undo the deployment of web',
    'wait for the rollout of web',
    'past rollouts of deployment web',
    'has web finished rolling out?',
    'did the deployment of web succeed?',
    'recreate the pods of deployment web',
    'cycle the worker deployment in jobs',
    'check the rollout of web',
    'check its rollout',
    'roll api back one revision',
    'web back to revision 3',
    'bad deploy of web, go back one',
    'the new version of web is broken, go back',
    'give deployment web a kick',
    'kick off a rolling restart of web',
    'is the new version of api out yet',
    'which versions of deployment web were there',
    'restart all pods of web',
    'fresh pods for deployment api',
    'wait until deployment web is ready',
    'did the update of web go through',
    'undo what was just deployed as web',
    'watch deployment web until it is done',
    'has deployment orders finished rolling out in shop',
    'which revisions does deployment search have',
    'is the deployment of api through yet',
    'did deployment web come up after the change',
    'recreate the pods of deployment auth in shop',
    'give the pods of api a restart',
    'refresh the pods of deployment web',
    'how many revisions has deployment web',
    'is the new web up yet',
    'restart deploy api -n billing',
    'restart everything of deployment web',
    'web should be restarted',
    'roll statefulset db back',
    'previous version of deployment cart please',
    'pause the rollout of deployment web',
    'hold the rollout of web',
    'kubectl rollout pause deployment/web',
    'resume the rollout of deployment web',
    'let the paused rollout of web go on',
    'continue the rollout of deployment api',
    'continue the rollout of payments',
    'restart deployment checkout on context prod-us and give it 240 seconds, since it still uses the password that was rotated an hour ago',
    'roll back the orders-api deployment to the version before, since it went live an hour ago the customers get double confirmations and the phone does not stand still',
    'is the rollout of deploy billing finished? ns finance',
    'bounce the pods of deployment web in edge',
    'kubectl rollout status ds/node-agent -n kube-system',
    'i changed the secret, so the fleet-api pods need a rolling restart, wait until they are back',
    'can you wait for deployment reports to roll out, max 180 seconds',
    'Requesting a rolling restart of daemonset log-shipper, namespace logging.',
    "what was in revision 7 of the cart deployment's rollout history",
    'restart all the pods of a deployment in jobs, one after the other',
  ],
  examples: [
    { title: 'See the revisions', input: { action: 'history', name: 'web', namespace: 'shop' } },
    { title: 'Go back to the revision before', input: { action: 'undo', name: 'web', namespace: 'shop' } },
  ],
  guessMs: 10_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, object, to, revisions } = seen.value;
    const target = cluster.target([ref]);
    const changes = what.action !== 'status' && what.action !== 'history';
    const holds = what.action === 'pause' || what.action === 'resume';
    const isSo = holds && (object.spec?.paused ?? false) === (what.action === 'pause');
    if (changes) {
      const allowed = await cluster.allowed('patch', ref);
      if (!allowed.ok) return allowed;
    }
    const after = to === undefined ? object : { ...object, spec: { ...object.spec, template: templateOf(to) } };
    return ok({
      digest: digestOf({ what, target: target.facts, uid: object.metadata.uid, is: changes ? essenceDigest(object) : null, to: to?.revision ?? null }),
      summary: {
        status: `Look at the rollout of ${addressOf(ref)}`,
        history: `Look at the revisions of ${addressOf(ref)}`,
        undo: `Take ${addressOf(ref)} back to revision ${to?.revision} in ${cluster.context}`,
        restart: `Restart the pods of ${addressOf(ref)} in ${cluster.context}`,
        pause: isSo ? `Nothing to pause: ${addressOf(ref)} is paused` : `Pause the rollout of ${addressOf(ref)} in ${cluster.context}`,
        resume: isSo ? `Nothing to resume: ${addressOf(ref)} is not paused` : `Resume the rollout of ${addressOf(ref)} in ${cluster.context}`,
      }[what.action],
      ...changesNothing(isSo),
      files: what.action === 'undo' ? [objectChange(ref, object, after)] : [],
      undo: undoOf(what, seen.value, undefined),
      warnings: [
        ...cluster.warnings(),
        ...(changes && !holds && object.spec?.paused ? ['it is paused: nothing happens until it is resumed'] : []),
        ...(what.action === 'undo' && revisions.find((r) => r.current)?.revision === to?.revision ? ['that is the revision it is at'] : []),
      ],
      target,
      impacts: isSo
        ? []
        : holds
          ? [
              impactOn(
                ref,
                'update',
                object,
                object,
                what.action === 'pause' ? 'changes of its pods wait until it is resumed' : 'changes that waited are rolled out',
              ),
            ]
          : changes
            ? [
                withRestart(
                  impactOn(
                    ref,
                    'update',
                    object,
                    after,
                    what.action === 'undo' ? `images ${list(to?.images ?? [])}` : 'every pod is replaced, one after the other',
                  ),
                ),
              ]
            : [],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, ref, to } = seen.value;
    if (what.action === 'status' || what.action === 'history') return told(what, seen.value, 'nothing-changed');
    if (what.action === 'pause' || what.action === 'resume') return hold(what, seen.value, at);
    const restart = { spec: { template: { metadata: { annotations: { [restartedAt]: new Date().toISOString() } } } } };
    const patch = to?.patch ?? { body: restart, contentType: 'application/strategic-merge-patch+json' };
    const done = await cluster.json<Workload>({ method: 'PATCH', path: pathOf(ref.kind, ref), query: { fieldManager }, ...patch, about: addressOf(ref) });
    if (!done.ok) return done;
    const undo = undoOf(what, seen.value, { at, left: done.value });
    if (what.wait) {
      const there = await waitRolledOut(cluster, ref, what.timeoutSeconds * 1000, at);
      if (!there.ok) return { ok: false, failure: there.failure, undo };
    }
    const after = await look({ ...what, action: 'status' }, at);
    return after.ok ? told(what, after.value, undo) : { ok: false, failure: after.failure, undo };
  },

  async verify(what, seen, at) {
    if (what.action === 'status' || what.action === 'history') return { met: true };
    const now = await look({ ...what, action: 'status' }, at);
    if (!now.ok) return { met: false, missing: [now.failure.message] };
    if (what.action === 'pause' || what.action === 'resume')
      return isHeld(what, now.value)
        ? { met: true }
        : { met: false, missing: [`${addressOf(now.value.ref)} is ${what.action === 'pause' ? 'not paused' : 'still paused'}`] };
    const progress = progressOf(now.value.object);
    const current = now.value.revisions.find((r) => r.current)?.revision;
    if (current !== undefined && seen.revision !== undefined && current !== seen.revision)
      return { met: false, missing: [`it is at revision ${current} by now, not ${seen.revision}`] };
    return !what.wait || (progress.ok && progress.value.done)
      ? { met: true }
      : { met: false, missing: [progress.ok ? progress.value.line : progress.failure.message] };
  },

  async inspect(what, at) {
    const now = await look({ ...what, action: 'status' }, at);
    if (!now.ok || what.action === 'restart') return 'unknown';
    if (what.action === 'pause' || what.action === 'resume') return isHeld(what, now.value) ? 'done' : 'not-started';
    if (what.action !== 'undo') return 'not-started';
    // The revision gone back to gets the newest number, so the old one is there only where nothing was done.
    if (what.revision === undefined) return 'unknown';
    return now.value.revisions.some((r) => r.revision === what.revision && !r.current) ? 'not-started' : 'unknown';
  },
});

interface Seen {
  readonly cluster: Cluster;
  readonly ref: Ref;
  readonly object: Workload;
  readonly revisions: readonly Revision[];
  /** What `undo` goes back to. */
  readonly to: Revision | undefined;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const found = await findNamed<Workload>(what, at, ({ kind }) => {
    if (!rollsOut(kind)) return kindCannot(what.kind, 'rolled out');
    return (what.action === 'pause' || what.action === 'resume') && kind !== 'Deployment' ? kindCannot(what.kind, `${what.action}d`) : undefined;
  });
  if (!found.ok) return found;
  const { cluster, ref, object } = found.value;
  const all = await revisionsOf(cluster, ref, object);
  if (!all.ok) return all;
  const revisions = all.value;
  const known = revisions.filter((r) => !r.current).map((r) => r.revision);
  const to =
    what.action !== 'undo'
      ? undefined
      : what.revision === undefined
        ? revisions.filter((r) => !r.current).at(-1)
        : revisions.find((r) => r.revision === what.revision);
  const asked = what.action === 'undo' || (what.action === 'history' && what.revision !== undefined);
  if (asked && to === undefined && !revisions.some((r) => r.revision === what.revision)) return failed(noSuchRevision(addressOf(ref), what.revision, known));
  return ok({ cluster, ref, object, revisions, to });
}

const isHeld = (what: Input, { object }: Seen): boolean => (object.spec?.paused ?? false) === (what.action === 'pause');

async function hold(what: Input, seen: Seen, at: Workplace): Promise<Observation<z.output<typeof output>>> {
  const { cluster, ref } = seen;
  if (isHeld(what, seen)) return told(what, seen, 'nothing-changed');
  const call = {
    query: { fieldManager },
    body: { spec: { paused: what.action === 'pause' ? true : null } },
    contentType: 'application/merge-patch+json',
  } as const;
  const done = await cluster.json<Workload>({ method: 'PATCH', path: pathOf(ref.kind, ref), ...call, about: addressOf(ref) });
  if (!done.ok) return done;
  const undo = undoOf(what, seen, { at, left: done.value });
  if (what.wait && what.action === 'resume') {
    const there = await waitRolledOut(cluster, ref, what.timeoutSeconds * 1000, at);
    if (!there.ok) return { ok: false, failure: there.failure, undo };
  }
  const after = await look({ ...what, action: 'status' }, at);
  return after.ok ? told(what, after.value, undo) : { ok: false, failure: after.failure, undo };
}

async function told(what: Input, { cluster, ref, object, revisions }: Seen, undo: Undo) {
  const progress = progressOf(object);
  if (!progress.ok) return progress;
  const { done, line } = progress.value;
  const why = done ? [] : await whyNot(cluster, ref, object);
  const shown = revisions
    .filter((r) => what.action !== 'history' || what.revision === undefined || r.revision === what.revision)
    .map(({ revision, images, cause, createdAt, current }) => ({
      revision,
      images,
      current,
      ...(cause === undefined ? {} : { cause }),
      ...(createdAt === undefined ? {} : { createdAt }),
    }));
  const current = revisions.find((r) => r.current)?.revision;
  const summary = {
    status: `${addressOf(ref)}: ${done ? 'rolled out' : 'not done'}, ${line}${why.length === 0 ? '' : `; ${why.join('; ')}`}.`,
    history: `${addressOf(ref)} has ${count(revisions.length, 'revision')}; it is at ${current ?? 'none'}.`,
    undo: `${addressOf(ref)} is back, as revision ${current}: ${line}.`,
    restart: `Restarted ${addressOf(ref)}: ${line}.`,
    pause: `${addressOf(ref)} is paused: changes of its pods wait.`,
    resume: `${addressOf(ref)} goes on: ${line}.`,
  }[what.action];
  const output = {
    ...{ kind: ref.kind.kind, name: ref.name, action: what.action, status: line, done, why, revisions: shown, context: cluster.context },
    ...(current === undefined ? {} : { revision: current }),
    ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
  };
  return { ok: true as const, output, summary, undo };
}

/** The template a revision has, in either of the forms it is kept in. */
const templateOf = ({ patch: { body } }: Revision): NonNullable<Workload['spec']>['template'] =>
  (Array.isArray(body) ? body[0].value : (body as { spec?: { template?: unknown } }).spec?.template) as NonNullable<Workload['spec']>['template'];

const withRestart = (impact: ReturnType<typeof impactOn>) =>
  impact.marks.includes('restarts') ? impact : { ...impact, marks: [...impact.marks, 'restarts' as const] };

/** Puts the object back as it was: its pods are replaced once more. */
function undoOf(what: Input, { cluster, ref, object }: Seen, after: { readonly at: Workplace; readonly left: Workload } | undefined): Undo {
  if (what.action === 'status' || what.action === 'history') return 'nothing-changed';
  const objects = [keptOf(ref, object, after?.left, after?.at.blobs)];
  return { steps: [{ tool: 'kubernetes.restore', input: { objects, namespace: cluster.namespace, context: cluster.context } }] };
}
