import { nearest } from '../../../base/nearest.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { kindUnknown } from '../../../domain/failure/kubernetes.ts';
import type { Connection } from './connection.ts';
import { sendForJson } from './send.ts';

/** One kind of object a cluster has, built in or of a custom resource. */
export interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly string[];
}

export const apiVersionOf = ({ group, version }: Pick<Kind, 'group' | 'version'>): string => (group === '' ? version : `${group}/${version}`);

interface Discovered {
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions?: readonly {
      readonly version: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly responseKind?: { readonly kind?: string };
        readonly scope: 'Namespaced' | 'Cluster';
        readonly singularResource?: string;
        readonly shortNames?: readonly string[];
        readonly verbs?: readonly string[];
        readonly subresources?: readonly { readonly subresource: string }[];
      }[];
    }[];
  }[];
}

/** Kinds in the order the cluster prefers them: of two with one name, the first is meant. */
export class Kinds {
  readonly all: readonly Kind[];
  constructor(all: readonly Kind[]) {
    this.all = all;
  }

  /** By what people type: `pod`, `pods`, `po`, `Deployment`, `deployments.apps`, `widget.example.com`. */
  named(name: string): Kind | undefined {
    const wanted = name.toLowerCase();
    const [first = '', ...rest] = wanted.split('.');
    const names = (k: Kind, word: string) => word === k.plural || word === k.singular || word === k.kind.toLowerCase();
    return (
      this.all.find((k) => names(k, wanted)) ??
      this.all.find((k) => k.shortNames.includes(wanted)) ??
      this.all.find((k) => rest.length > 0 && names(k, first) && (k.group === rest.join('.') || `${k.version}.${k.group}` === rest.join('.')))
    );
  }

  /** As a manifest names it. */
  of(apiVersion: string, kind: string): Kind | undefined {
    return this.all.find((k) => k.kind === kind && apiVersionOf(k) === apiVersion);
  }

  /** What is mixed into `name`, for "did you mean". */
  near(name: string): string | undefined {
    return nearest(
      name,
      this.all.flatMap((k) => [k.singular, k.plural]),
    );
  }
}

const aggregated =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList';
const keptMs = 60_000;
const kept = new WeakMap<Connection, { readonly kinds: Kinds; readonly at: number }>();

/** All kinds of a cluster, in two requests; kept for a minute. Needs Kubernetes 1.26 or newer. Fresh: asked again in any case. */
export async function kindsOf(connection: Connection, signal: AbortSignal, fresh = false): Promise<Outcome<Kinds>> {
  const known = kept.get(connection);
  if (known !== undefined && !fresh && performance.now() - known.at < keptMs) return ok(known.kinds);
  const [core, groups] = await Promise.all(
    ['/api', '/apis'].map((path) => sendForJson<Discovered>(connection, { method: 'GET', path, accept: aggregated, about: 'the list of kinds' }, signal)),
  );
  if (core === undefined || groups === undefined) throw new Error('two requests, two answers');
  if (!core.ok) return core;
  if (!groups.ok) return groups;
  const kinds = new Kinds([...kindsIn(core.value), ...kindsIn(groups.value)]);
  kept.set(connection, { kinds, at: performance.now() });
  return ok(kinds);
}

export async function kindNamed(connection: Connection, name: string, signal: AbortSignal): Promise<Outcome<Kind>> {
  let near: string | undefined;
  for (const fresh of [false, true]) {
    const kinds = await kindsOf(connection, signal, fresh);
    if (!kinds.ok) return kinds;
    const found = kinds.value.named(name);
    if (found !== undefined) return ok(found);
    near = kinds.value.near(name);
  }
  return failed(kindUnknown(name, connection.context.name, near));
}

const kindsIn = ({ items = [] }: Discovered): readonly Kind[] =>
  items.flatMap((item) =>
    (item.versions ?? []).flatMap(({ version, resources = [] }) =>
      resources.map((r) => ({
        group: item.metadata?.name ?? '',
        version,
        kind: r.responseKind?.kind ?? '',
        plural: r.resource,
        singular: r.singularResource || (r.responseKind?.kind ?? '').toLowerCase(),
        shortNames: r.shortNames ?? [],
        namespaced: r.scope === 'Namespaced',
        verbs: r.verbs ?? [],
        subresources: (r.subresources ?? []).map((s) => s.subresource),
      })),
    ),
  );
