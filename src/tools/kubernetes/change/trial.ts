import { atOnce } from '../../../base/at-once.ts';
import { digestOf } from '../../../base/hash.ts';
import { type Failure, failed, type Outcome, ok, type Problem } from '../../../domain/failure/failure.ts';
import { fieldConflicts, objectsRefused } from '../../../domain/failure/kubernetes.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type Cluster, pathOf, type Ref } from '../client/cluster.ts';
import { type Kind, type Kinds, kindsOf } from '../client/kinds.ts';
import { listAll } from '../client/list.ts';
import { namespaceMissing } from '../client/missing.ts';
import { addressOf, essenceDigest, type KubeObject, masked, secretsOf, withoutSecrets } from '../client/object.ts';
import type { Written } from './manifests.ts';

/** What applying one object would do, as the cluster itself says. */
export interface Trial {
  readonly ref: Ref;
  readonly written: Written;
  readonly before: KubeObject | undefined;
  /** As it would be; what was written where it could not be tried yet. */
  readonly after: KubeObject;
  readonly action: 'created' | 'configured' | 'unchanged';
  /** Its namespace or its kind comes with the same manifests: it can be tried only when that is there. */
  readonly deferred: boolean;
  /** Fields that another manager owns and that would be taken over. */
  readonly taken: readonly Problem[];
}

/** Whose fields are ours, in the cluster's own book of owners. */
export const fieldManager = 'nimbus';
const requestsAtOnce = 16;
/** From so many objects of a kind on, the kind is listed instead of asking for each. */
const listFrom = 20;

export interface ApplyOptions {
  readonly namespace?: string | undefined;
  readonly force: boolean;
}

/** Tries every object on the server, changing nothing. One that is refused fails them all, with every problem there is. */
export async function tryAll(all: readonly Written[], { namespace, force }: ApplyOptions, cluster: Cluster, at: Workplace): Promise<Outcome<readonly Trial[]>> {
  const kinds = await kindsFor(all, cluster);
  if (!kinds.ok) return kinds;
  const coming = comingWith(all);
  const problems: Problem[] = [];
  const planned: { readonly ref: Ref; readonly written: Written; readonly known: boolean }[] = [];
  const seen = new Map<string, string>();
  for (const written of all) {
    const { object, from } = written;
    cluster.learn(object);
    const known = kinds.value.of(object.apiVersion, object.kind);
    const kind = known ?? coming.kinds.get(`${object.apiVersion} ${object.kind}`);
    if (kind === undefined) {
      problems.push({ path: from, message: `the cluster has no kind ${object.kind} in ${object.apiVersion}` });
      continue;
    }
    if (kind.namespaced && namespace !== undefined && object.metadata.namespace !== undefined && object.metadata.namespace !== namespace) {
      problems.push({ path: from, message: `it says namespace ${object.metadata.namespace}, and ${namespace} was asked for` });
      continue;
    }
    const ref = cluster.ref(kind, object.metadata.name, object.metadata.namespace ?? cluster.namespace);
    const key = `${object.apiVersion} ${addressOf(ref)}`;
    const twice = seen.get(key);
    if (twice !== undefined) problems.push({ path: from, message: `${addressOf(ref)} is in ${twice} too` });
    seen.set(key, from);
    planned.push({ ref, written, known: known !== undefined });
  }
  if (problems.length > 0) return failed(objectsRefused(problems, all.length));

  const live = await readLive(
    planned.filter((p) => p.known).map((p) => p.ref),
    cluster,
  );
  if (!live.ok) return live;
  let done = 0;
  const tried = await atOnce(planned, requestsAtOnce, async ({ ref, written, known }): Promise<Outcome<Trial>> => {
    const before = live.value.get(addressOf(ref) + ref.kind.group);
    const namespaceComes = ref.namespace !== undefined && coming.namespaces.has(ref.namespace);
    const trial = known ? await tryOne(ref, written, before, force, namespaceComes, cluster) : ok(deferredTrial(ref, written, before));
    if (++done % 100 === 0) at.progress(`${done} of ${planned.length} objects tried`, done / planned.length);
    return trial;
  });
  const conflicts: Problem[] = [];
  const gone = new Map<string, Failure | undefined>();
  for (const [index, trial] of tried.entries()) {
    if (trial.ok) continue;
    const { ref } = planned[index] as (typeof planned)[number];
    const address = addressOf(ref);
    // What is put into a namespace that is not there is itself said not to be there.
    if (trial.failure.code === 'kubernetes/not-found' && ref.namespace !== undefined) {
      if (!gone.has(ref.namespace)) gone.set(ref.namespace, await namespaceMissing(ref.namespace, cluster));
      const missing = gone.get(ref.namespace);
      if (missing !== undefined) {
        problems.push({ path: address, message: `${missing.message} ${missing.fix}` });
        continue;
      }
    }
    const { failure } = trial;
    if (failure.code === 'kubernetes/field-conflict')
      conflicts.push(...(failure.problems ?? []).map((p) => ({ path: `${address} ${p.path}`, message: p.message })));
    else if (['kubernetes/invalid', 'kubernetes/request-failed', 'kubernetes/forbidden', 'kubernetes/not-found'].includes(failure.code))
      problems.push({ path: address, message: failure.message });
    else return trial;
  }
  if (problems.length > 0) return failed(objectsRefused([...problems, ...conflicts], all.length));
  if (conflicts.length > 0) return failed(fieldConflicts(planned.length === 1 ? 'It' : 'The manifests', conflicts));
  return ok(tried.flatMap((trial) => (trial.ok ? [trial.value] : [])));
}

/** Sends one object for good, or as a trial. */
export async function applyOne(
  ref: Ref,
  { object }: Written,
  { force, dryRun }: { force: boolean; dryRun: boolean },
  cluster: Cluster,
): Promise<Outcome<KubeObject>> {
  const body = ref.namespace === undefined ? object : { ...object, metadata: { ...object.metadata, namespace: ref.namespace } };
  const query = { fieldManager, fieldValidation: 'Strict', force, ...(dryRun ? { dryRun: 'All' } : {}) };
  const call = { method: 'PATCH', path: pathOf(ref.kind, ref), query, body, contentType: 'application/apply-patch+yaml', about: addressOf(ref) } as const;
  const done = await cluster.json<KubeObject>(call);
  return done.ok ? done : failed(quiet(done.failure, object));
}

async function tryOne(
  ref: Ref,
  written: Written,
  before: KubeObject | undefined,
  force: boolean,
  namespaceComes: boolean,
  cluster: Cluster,
): Promise<Outcome<Trial>> {
  const asked = await applyOne(ref, written, { force: false, dryRun: true }, cluster);
  const conflict = !asked.ok && asked.failure.code === 'kubernetes/field-conflict' ? explained(asked.failure, before, written.object) : undefined;
  const tried = conflict !== undefined && force ? await applyOne(ref, written, { force: true, dryRun: true }, cluster) : asked;
  if (!tried.ok) {
    if (tried.failure.code === 'kubernetes/not-found' && namespaceComes) return ok(deferredTrial(ref, written, before));
    return failed(conflict ?? tried.failure);
  }
  const action = before === undefined ? 'created' : essenceDigest(before) === essenceDigest(tried.value) ? 'unchanged' : 'configured';
  return ok({ ref, written, before, after: tried.value, action, deferred: false, taken: conflict?.problems ?? [] });
}

const deferredTrial = (ref: Ref, written: Written, before: KubeObject | undefined): Trial => ({
  ...{ ref, written, before, after: written.object, taken: [] },
  action: before === undefined ? 'created' : 'configured',
  deferred: true,
});

/** Changes when what is approved would: not when a controller counts something. */
export const trialDigest = ({ ref, written, before, after, action, taken }: Trial): unknown => ({
  address: addressOf(ref),
  written: digestOf(written.object),
  uid: before?.metadata.uid ?? null,
  before: before === undefined ? null : essenceDigest(before),
  // The cluster makes up part of a new object (an address, a port), at each try another.
  after: action === 'created' ? null : essenceDigest(after),
  taken,
});

/** With both values: the owner's, and the one that was written. */
function explained(failure: Failure, before: KubeObject | undefined, written: KubeObject): Failure {
  const [was, wanted] = [masked(before), masked(written)];
  const say = (value: unknown) => (value === undefined ? 'not set' : JSON.stringify(value).slice(0, 200));
  return {
    ...failure,
    problems: (failure.problems ?? []).map((p) => ({
      ...p,
      message: `${p.message}; it is ${say(valueAt(was, p.path))}, and ${say(valueAt(wanted, p.path))} was written`,
    })),
  };
}

/** By a path as the API server writes it: `.spec.template.spec.containers[name="web"].image`. */
export function valueAt(object: unknown, path: string): unknown {
  let now = object;
  for (const [, field, keys] of path.matchAll(/\.([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (now === null || typeof now !== 'object') return undefined;
    if (field !== undefined) now = (now as Record<string, unknown>)[field];
    else {
      const wanted = [...(keys ?? '').matchAll(/(\w+)=("(?:[^"\\]|\\.)*"|[^,]+)/g)].map(
        ([, name, value]) => [name ?? '', JSON.parse(value ?? 'null')] as const,
      );
      const list = Array.isArray(now) ? now : [];
      now =
        wanted.length > 0 ? list.find((item) => wanted.every(([name, value]) => item?.[name] === value)) : list.find((item) => JSON.stringify(item) === keys);
    }
  }
  return now;
}

/** Servers quote what they refuse. */
function quiet(failure: Failure, object: KubeObject): Failure {
  const secrets = secretsOf(object);
  if (secrets.length === 0) return failure;
  const problems = failure.problems?.map((p) => ({ ...p, message: withoutSecrets(p.message, secrets) }));
  return { ...failure, message: withoutSecrets(failure.message, secrets), ...(problems === undefined ? {} : { problems }) };
}

/** Asked again when a kind is not known: it may be new. */
async function kindsFor(all: readonly Written[], cluster: Cluster): Promise<Outcome<Kinds>> {
  const kinds = await kindsOf(cluster.connection, cluster.signal);
  if (!kinds.ok || all.every(({ object }) => kinds.value.of(object.apiVersion, object.kind) !== undefined)) return kinds;
  return kindsOf(cluster.connection, cluster.signal, true);
}

interface Definition {
  readonly group?: string;
  readonly scope?: string;
  readonly names?: { readonly kind?: string; readonly plural?: string; readonly singular?: string };
  readonly versions?: readonly { readonly name?: string }[];
}

/** Namespaces and kinds that these manifests bring themselves. */
function comingWith(all: readonly Written[]): { readonly namespaces: ReadonlySet<string>; readonly kinds: ReadonlyMap<string, Kind> } {
  const namespaces = new Set(all.filter(({ object }) => object.kind === 'Namespace').map(({ object }) => object.metadata.name));
  const kinds = new Map<string, Kind>();
  for (const { object } of all.filter((w) => w.object.kind === 'CustomResourceDefinition')) {
    const { group = '', scope, names = {}, versions = [] } = (object.spec ?? {}) as Definition;
    const { kind = '', plural = '', singular = kind.toLowerCase() } = names;
    const fields = { group, kind, plural, singular, shortNames: [], namespaced: scope === 'Namespaced', verbs: [], subresources: [] };
    for (const { name = '' } of versions) kinds.set(`${group}/${name} ${kind}`, { ...fields, version: name });
  }
  return { namespaces, kinds };
}

/** What is there now of them, by address and group. */
async function readLive(refs: readonly Ref[], cluster: Cluster): Promise<Outcome<ReadonlyMap<string, KubeObject>>> {
  const found = new Map<string, KubeObject>();
  const groups = Object.values(Object.groupBy(refs, ({ kind, namespace }) => `${kind.group}/${kind.plural}/${namespace}`)).flatMap((g) =>
    g === undefined ? [] : [g],
  );
  const reads = groups.flatMap((group) => (group.length >= listFrom ? [group] : group.map((ref) => [ref])));
  const failures = await atOnce(reads, requestsAtOnce, async (group): Promise<Failure | undefined> => {
    const [first] = group;
    if (first === undefined) return undefined;
    if (group.length === 1) {
      const one = await cluster.find(first);
      if (!one.ok) return one.failure;
      if (one.value !== undefined) found.set(addressOf(first) + first.kind.group, one.value);
      return undefined;
    }
    const listed = await listAll(cluster, first.kind, { namespace: first.namespace });
    if (!listed.ok) return listed.failure;
    for (const object of listed.value) found.set(addressOf({ ...first, name: object.metadata.name }) + first.kind.group, object);
    return undefined;
  });
  const failure = failures.find((f) => f !== undefined);
  return failure === undefined ? ok(found) : failed(failure);
}
