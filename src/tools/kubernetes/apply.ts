import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { atOnce } from '../../base/at-once.ts';
import { digestOf } from '../../base/hash.ts';
import { inTurns } from '../../base/in-turns.ts';
import { count, list } from '../../base/say.ts';
import { type Failure, type Outcome, ok } from '../../domain/failure/failure.ts';
import { partlyApplied } from '../../domain/failure/kubernetes.ts';
import { changesNothing, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { byGravity, impactOn, objectChange } from './change/impact.ts';
import { type Kept, keptOf } from './change/kept.ts';
import { readManifests, roundOf } from './change/manifests.ts';
import { applyOne, fieldManager, type Trial, trialDigest, tryAll } from './change/trial.ts';
import { type Cluster, openCluster } from './client/cluster.ts';
import { kindsOf } from './client/kinds.ts';
import { addressOf, type KubeObject } from './client/object.ts';
import { context, namespace, object } from './fields.ts';

const input = z.strictObject({
  path: z
    .string()
    .min(1)
    .max(4_096)
    .regex(/^[^\p{Cc}]+$/u, 'without control characters')
    .describe('Manifest file, folder of them, or folder of a kustomization, relative to the workspace folder.'),
  recursive: z.boolean().default(false).describe('Recursive: also the folders below.'),
  namespace,
  dryRun: z.boolean().default(false).describe('Dry run: the server checks it and answers what would change; nothing is kept.'),
  force: z.boolean().default(false).describe('Take over fields that somebody else owns. Without it, each is told and nothing is applied.'),
  context,
});
type Input = z.output<typeof input>;

const applied = object.extend({ action: z.enum(['created', 'configured', 'unchanged']) });
const output = z.object({ path: z.string(), objects: z.array(applied).readonly(), context: z.string(), namespace: z.string() });

const appliesAtOnce = 8;
const establishedMsMax = 30_000;
const allowedAsksMax = 40;

export const apply = tool({
  name: 'kubernetes.apply',
  effect: 'change',
  effectOf: ({ dryRun }) => (dryRun ? 'plan' : 'change'),
  summary: 'Apply Kubernetes manifests from a file or folder to the cluster with server-side apply.',
  input,
  output,
  commands: ['kubectl apply|create -f={path} -k={path}'],
  says: [
    'show the difference between k8s/web.yaml and the cluster',
    'apply k8s/web.yaml with server side apply',
    'apply k8s/deployment.yaml',
    'apply the manifests in deploy/ to the cluster',
    'deploy the kubernetes manifests',
    'kubectl apply -f app.yaml',
    'apply k8s/web.yaml',
    'deploy manifests/ to the cluster',
    'create what is in k8s/',
    'put deploy/app.yaml on the cluster',
    'apply the yaml in k8s/shop to namespace shop',
    'update the cluster from manifests/',
    'roll out the manifests in k8s/',
    'get the manifests in deploy onto the cluster',
    'apply everything in k8s/overlays/dev',
    'push the manifests in k8s to the cluster',
    'install k8s/crd.yaml in the cluster',
    'put k8s/web.yaml on the cluster',
    'deploy the manifests in k8s',
    'k8s/web.yaml to the cluster',
    'try k8s/web.yaml without changing anything',
    'roll out k8s/web.yaml',
    'create what is in k8s/web.yaml',
    'load k8s/app.yaml into namespace infra',
    'put k8s/app.yaml in the cluster',
    'send deploy/app.yaml to the cluster',
    'create what is in k8s/app.yaml',
    'apply everything under k8s recursively',
    'bring k8s/app.yaml onto the cluster',
    'make the cluster match manifests/app.yaml',
    'install the manifests in k8s/base',
    'update the cluster with deploy/web.yaml',
    'push the manifests in k8s to staging',
    'what would applying k8s/app.yaml do, dry run',
    'roll k8s/web.yaml out in shop',
    'submit job.yaml to the cluster',
    'get manifests/api.yaml running in shop',
    'kubectl apply the manifests in deploy',
    'apply deploy/app.yaml on staging',
    'create configmap from k8s/cm.yaml',
    're-apply k8s/web.yaml',
    'make apply of k8s/web.yaml',
    'change the cluster as k8s/web.yaml says',
    'kubectl apply -f manifests/',
    'apply everything under deploy/base recursively',
    'put service.yaml into the cluster, namespace checkout',
    'I changed configmap.yaml, get it into ns billing',
    'roll the manifest jobs/cleanup-cron.yaml out to the staging cluster',
    "what would happen if I applied ./kiosk/pvc.yml? only try, don't change anything",
    'Requesting application of the manifests in folder platform/rbac to context prod-eu.',
    'create the objects from redis.yaml in the cache namespace',
    'push networkpolicy.yaml to the cluster please, the security people found that every pod can talk to every other and want this closed by tonight',
    'update the cluster with what is in atlas/k8s, subfolders too',
    'the quota file quotas/team-blue.yaml should be applied, in namespace team-blue',
    'take ownership of conflicting fields and apply monitoring/rules.yaml',
    'secretstore.yaml -> cluster, ns vault',
    "let's test whether the api server accepts our new manifests/cron.yaml with a dry run before the freeze begins on friday",
  ],
  examples: [{ title: 'Apply a manifest', input: { path: 'k8s/web.yaml', namespace: 'shop' } }],
  guessMs: 3_000,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, trials } = seen.value;
    const allowed = what.dryRun ? ok(undefined) : await mayApply(trials, cluster);
    if (!allowed.ok) return allowed;
    const changed = trials.filter((t) => t.action !== 'unchanged');
    const target = cluster.target((changed.length === 0 ? trials : changed).map(({ ref }) => ref));
    const taken = trials.flatMap((t) => t.taken.map((p) => `takes over ${addressOf(t.ref)} ${p.path}: ${p.message}`));
    const deferred = trials.filter((t) => t.deferred).length;
    return ok({
      digest: digestOf({ what, target: target.facts, objects: await inTurns(trials, trialDigest, at.signal) }),
      summary:
        changed.length === 0
          ? `Nothing to apply: ${count(trials.length, 'object')} like that already`
          : `${what.dryRun ? 'Try to apply' : 'Apply'} ${summed(trials)} in ${cluster.context}`,
      files: await inTurns(trials, (t) => objectChange(t.ref, t.before, t.after, t.action === 'unchanged'), at.signal),
      ...changesNothing(changed.length === 0),
      undo:
        changed.length === 0 || what.dryRun
          ? 'nothing-changed'
          : undoOf(
              what,
              cluster,
              changed.map((t) => keptOf(t.ref, t.before, undefined, undefined)),
            ),
      warnings: [
        ...cluster.warnings(),
        ...taken,
        ...(deferred > 0 ? [`${count(deferred, 'object')} can be tried only when the namespace or kind they need is there, which comes with them`] : []),
      ],
      target,
      impacts: byGravity(
        changed.map((t) => {
          const impact = impactOn(t.ref, t.before === undefined ? 'create' : 'update', t.before, t.after);
          return t.deferred ? { ...impact, marks: [...impact.marks, 'deferred' as const] } : impact;
        }),
      ),
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { cluster, trials } = seen.value;
    const result = (all: readonly Trial[]) => ({ path: what.path, objects: all.map(shown), context: cluster.context, namespace: cluster.namespace });
    const changed = trials.filter((t) => t.action !== 'unchanged');
    if (what.dryRun) return { ok: true, output: result(trials), summary: `Tried: ${summed(trials)}. Nothing was kept.`, undo: 'nothing-changed' };
    if (changed.length === 0)
      return { ok: true, output: result(trials), summary: `${count(trials.length, 'object')} like that already.`, undo: 'nothing-changed' };

    const done: Kept[] = [];
    const failure = await applyAll(changed, what, cluster, at, done);
    // What was done last is taken back first.
    const undo = undoOf(what, cluster, done.toReversed());
    if (failure !== undefined) return { ok: false, failure, ...(done.length === 0 ? {} : { undo }) };
    return { ok: true, output: result(trials), summary: `Applied ${summed(trials)} in ${cluster.context}.`, undo };
  },

  async verify(what, seen, at) {
    const now = await look({ ...what, force: false }, at);
    if (!now.ok) return { met: false, missing: [now.failure.message] };
    if (what.dryRun) return { met: true };
    const missing = now.value.trials.filter((t) => t.action !== 'unchanged').map((t) => `${addressOf(t.ref)} is not as it was applied`);
    return missing.length === 0 && now.value.trials.length === seen.objects.length ? { met: true } : { met: false, missing };
  },

  async inspect(what, at) {
    if (what.dryRun) return 'not-started';
    const seen = await look({ ...what, force: false }, at);
    if (!seen.ok) return 'unknown';
    const { trials } = seen.value;
    if (trials.every((t) => t.action === 'unchanged' && isOurs(t.before))) return 'done';
    return trials.some((t) => t.action === 'unchanged') ? 'unknown' : 'not-started';
  },
});

interface Seen {
  readonly cluster: Cluster;
  readonly trials: readonly Trial[];
}

/** Tries all of it; nothing is changed. */
async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const written = await readManifests(what.path, what.recursive, at);
  if (!written.ok) return written;
  const cluster = await openCluster(what, at);
  if (!cluster.ok) return cluster;
  const trials = await tryAll(written.value, what, cluster.value, at);
  return trials.ok ? ok({ cluster: cluster.value, trials: trials.value }) : trials;
}

/** Asked for each kind and place, before anything is approved. */
async function mayApply(trials: readonly Trial[], cluster: Cluster): Promise<Outcome<void>> {
  const asked = new Map<string, () => Promise<Outcome<void>>>();
  for (const { ref, before, action } of trials) {
    if (action === 'unchanged') continue;
    for (const verb of before === undefined ? ['create', 'patch'] : ['patch'])
      asked.set(`${verb} ${ref.kind.group}/${ref.kind.plural}/${ref.namespace}`, () => cluster.allowed(verb, { kind: ref.kind, namespace: ref.namespace }));
  }
  const answers = await atOnce([...asked.values()].slice(0, allowedAsksMax), 8, (ask) => ask());
  return answers.find((answer) => !answer.ok) ?? ok(undefined);
}

/** Round by round; stops at the first that fails. What was applied is in `done`. */
async function applyAll(changed: readonly Trial[], what: Input, cluster: Cluster, at: Workplace, done: Kept[]): Promise<Failure | undefined> {
  const rounds = Map.groupBy(changed, (t) => roundOf(t.ref.kind.kind));
  for (const round of [...rounds.keys()].toSorted((a, b) => a - b)) {
    let failure: { readonly address: string; readonly cause: Failure } | undefined;
    await atOnce(rounds.get(round) ?? [], appliesAtOnce, async ({ ref, written, before }) => {
      if (failure !== undefined) return;
      const sent = await applyOne(ref, written, { force: what.force, dryRun: false }, cluster);
      if (!sent.ok) failure ??= { address: addressOf(ref), cause: sent.failure };
      else {
        done.push(keptOf(ref, before, sent.value, at.blobs));
        at.progress(`applied ${addressOf(ref)}`, done.length / changed.length);
      }
    });
    if (failure === undefined) failure = await established(rounds.get(round) ?? [], cluster);
    if (failure !== undefined)
      return done.length === 0
        ? failure.cause
        : partlyApplied(
            done.map((d) => d.name),
            failure.address,
            failure.cause,
          );
  }
  return undefined;
}

interface Condition {
  readonly type: string;
  readonly status: string;
}

/** A new kind can be used only some moments after its definition was accepted. */
async function established(round: readonly Trial[], cluster: Cluster): Promise<{ readonly address: string; readonly cause: Failure } | undefined> {
  const definitions = round.filter((t) => t.ref.kind.kind === 'CustomResourceDefinition');
  if (definitions.length === 0) return undefined;
  const end = performance.now() + establishedMsMax;
  for (const { ref } of definitions) {
    for (;;) {
      const now = await cluster.get<KubeObject & { status?: { conditions?: readonly Condition[] } }>(ref);
      if (!now.ok) return { address: addressOf(ref), cause: now.failure };
      if (now.value.status?.conditions?.some((c) => c.type === 'Established' && c.status === 'True')) break;
      if (performance.now() > end) break;
      await pause(100, undefined, { signal: cluster.signal });
    }
  }
  const kinds = await kindsOf(cluster.connection, cluster.signal, true);
  return kinds.ok ? undefined : { address: 'the list of kinds', cause: kinds.failure };
}

function undoOf(what: Input, cluster: Cluster, objects: readonly Kept[]): Undo {
  return { steps: [{ tool: 'kubernetes.restore', input: { objects, namespace: cluster.namespace, context: what.context ?? cluster.context } }] };
}

const isOurs = (object: KubeObject | undefined): boolean =>
  object?.metadata.managedFields?.some((m) => m.manager === fieldManager && m.operation === 'Apply') ?? false;

const shown = ({ ref, action }: Trial) => ({
  kind: ref.kind.kind,
  name: ref.name,
  ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
  action,
});

/** `2 new objects and 1 changed object`. */
function summed(trials: readonly Trial[]): string {
  const of = (action: Trial['action']) => trials.filter((t) => t.action === action);
  const [one] = trials;
  if (trials.length === 1 && one !== undefined)
    return `${addressOf(one.ref)} (${one.action === 'configured' ? 'changed' : one.action === 'created' ? 'new' : 'unchanged'})`;
  const parts = [
    of('created').length > 0 ? count(of('created').length, 'new object') : '',
    of('configured').length > 0 ? count(of('configured').length, 'changed object') : '',
    of('unchanged').length > 0 ? `${of('unchanged').length.toLocaleString('en-US')} unchanged` : '',
  ];
  return list(parts.filter(Boolean));
}
