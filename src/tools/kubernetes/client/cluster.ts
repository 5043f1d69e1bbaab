import { clusterTarget } from '../../../domain/cluster-target.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { notAllowed } from '../../../domain/failure/kubernetes.ts';
import type { Target } from '../../../domain/impact.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type Connection, connect } from './connection.ts';
import { type Kind, kindNamed } from './kinds.ts';
import { whyMissing } from './missing.ts';
import { addressOf, type KubeObject, knownSecrets } from './object.ts';
import { type Call, sendForJson } from './send.ts';

/** All that talking to a cluster needs of a workplace. */
export type Reach = Pick<Workplace, 'exec' | 'env' | 'signal' | 'hide'>;

/** An object by what names it. */
export interface Ref {
  readonly kind: Kind;
  readonly name: string;
  /** Absent for cluster-scoped kinds. */
  readonly namespace: string | undefined;
}

/** What an account may be asked about; without a name: any of the kind. */
type Asked = Omit<Ref, 'name'> & { readonly name?: string };

/** A cluster in one context and one namespace, both fixed when it was opened and shown in `target`. */
export class Cluster {
  readonly connection: Connection;
  readonly namespace: string;
  readonly signal: AbortSignal;
  readonly #hide: Workplace['hide'];
  constructor(connection: Connection, namespace: string, { signal, hide }: Pick<Reach, 'signal' | 'hide'>) {
    this.connection = connection;
    this.namespace = namespace;
    this.signal = signal;
    this.#hide = hide;
  }

  get context(): string {
    return this.connection.context.name;
  }

  /** `namespace web (context prod)`. */
  get where(): string {
    return `namespace ${this.namespace} (context ${this.context})`;
  }

  /** Where a step acts, by the objects it touches and by nothing else; a namespace that comes or goes is a place, too. */
  target(touched: readonly Pick<Ref, 'kind' | 'name' | 'namespace'>[]): Target {
    const { name: context, server, runs, cluster } = this.connection.context;
    const places = touched.flatMap(({ kind, name, namespace }) => (kind.kind === 'Namespace' && kind.group === '' ? [namespace, name] : [namespace]));
    return clusterTarget({ system: 'kubernetes', context, server, facts: { cluster, ...(runs === undefined ? {} : { credentialPlugin: runs }) } }, places);
  }

  /** What a person should know of the connection itself. */
  warnings(): readonly string[] {
    const { runs } = this.connection.context;
    return runs === undefined ? [] : [`signing in to this cluster runs ${runs}, as the kubeconfig says`];
  }

  json<T>(call: Call): Promise<Outcome<T>> {
    return sendForJson<T>(this.connection, call, this.signal);
  }

  kind(name: string): Promise<Outcome<Kind>> {
    return kindNamed(this.connection, name, this.signal);
  }

  ref(kind: Kind, name: string, namespace = this.namespace): Ref {
    return { kind, name, namespace: kind.namespaced ? namespace : undefined };
  }

  async get<T extends KubeObject = KubeObject>(ref: Ref): Promise<Outcome<T>> {
    const got = await this.json<T>({ method: 'GET', path: pathOf(ref.kind, ref), about: addressOf(ref) });
    if (got.ok) this.learn(got.value);
    return got;
  }

  /** From now on what a Secret holds shows nowhere, whoever prints it. */
  learn(object: unknown): void {
    for (const [name, value] of knownSecrets(object)) this.#hide(`kubernetes.${name}`, value);
  }

  /** `undefined` when it is not there. */
  async find<T extends KubeObject = KubeObject>(ref: Ref): Promise<Outcome<T | undefined>> {
    const got = await this.get<T>(ref);
    return got.ok || got.failure.code !== 'kubernetes/not-found' ? got : ok(undefined);
  }

  /** As {@link get}, with a message that says where it was looked for and what was probably meant. */
  async mustFind<T extends KubeObject = KubeObject>(ref: Ref): Promise<Outcome<T>> {
    const found = await this.find<T>(ref);
    if (!found.ok) return found;
    return found.value === undefined ? failed(await whyMissing(ref, this)) : ok(found.value);
  }

  /** Asks whether this account may, before it is tried. A cluster that does not answer that question is taken to allow it: the try tells. */
  async allowed(verb: string, to: Asked, subresource?: string): Promise<Outcome<void>> {
    const said = await this.may(verb, to, subresource);
    if (!said.ok) return said.failure.code === 'kubernetes/forbidden' ? ok(undefined) : said;
    if (said.value.allowed) return ok(undefined);
    const { kind, namespace, name } = to;
    const what = `${verb} ${subresource === undefined ? '' : `${subresource} of `}${kind.plural}${name === undefined ? '' : ` ${name}`} ${namespace === undefined ? 'in this cluster' : `in namespace ${namespace}`}`;
    return failed(notAllowed(this.context, what, said.value.reason));
  }

  /** What the cluster itself says of it. */
  async may(verb: string, { kind, namespace, name }: Asked, subresource?: string): Promise<Outcome<{ readonly allowed: boolean; readonly reason: string }>> {
    const resourceAttributes = { verb, group: kind.group, version: kind.version, resource: kind.plural, ...{ namespace, name, subresource } };
    const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } };
    const asked = await this.json<{ status?: { allowed?: boolean; reason?: string } }>({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: review,
      about: 'what this account may do',
    });
    return asked.ok ? ok({ allowed: asked.value.status?.allowed !== false, reason: asked.value.status?.reason ?? '' }) : asked;
  }
}

/** Opens nothing yet: the kubeconfig is read, and a credential is got where a program gives it. */
export async function openCluster(
  what: { readonly context?: string | undefined; readonly namespace?: string | undefined },
  at: Reach,
): Promise<Outcome<Cluster>> {
  const connection = await connect(what.context, at);
  if (!connection.ok) return connection;
  const { Authorization } = (connection.value.options.headers ?? {}) as { readonly Authorization?: string };
  if (Authorization !== undefined) at.hide('kubernetes.token', Authorization.replace(/^\w+ /, ''));
  return ok(new Cluster(connection.value, what.namespace ?? connection.value.context.namespace, at));
}

/** The path of a kind's list, or of one object or a part of it. Every piece is encoded: none can lead elsewhere. */
export function pathOf(kind: Kind, to: { readonly namespace?: string | undefined; readonly name?: string } = {}, subresource?: string): string {
  const pieces = [
    ...(kind.group === '' ? ['api'] : ['apis', kind.group]),
    kind.version,
    ...(kind.namespaced && to.namespace !== undefined ? ['namespaces', to.namespace] : []),
    kind.plural,
    ...(to.name === undefined ? [] : [to.name]),
    ...(subresource === undefined ? [] : [subresource]),
  ];
  return `/${pieces.map((piece) => (/^\.{1,2}$/.test(piece) ? piece.replaceAll('.', '%2E') : encodeURIComponent(piece))).join('/')}`;
}
