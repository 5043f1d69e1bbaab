import type { Failure } from '../../../domain/failure/failure.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { type Cluster, openCluster, type Reach, type Ref } from './cluster.ts';
import type { Kind } from './kinds.ts';
import type { KubeObject } from './object.ts';

/** Which object: of a kind by any name people have for it, in the context's own namespace where none is said. */
export interface Naming {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly context?: string | undefined;
}

export interface Found<T extends KubeObject> {
  readonly cluster: Cluster;
  readonly ref: Ref;
  readonly object: T;
}

/** The one object a call names, as it is now. `unfit` says what is wrong with a kind, before the object is asked for. */
export async function findNamed<T extends KubeObject = KubeObject>(
  what: Naming,
  at: Reach,
  unfit: (kind: Kind) => Failure | undefined = () => undefined,
): Promise<Outcome<Found<T>>> {
  const opened = await openCluster(what, at);
  if (!opened.ok) return opened;
  const cluster = opened.value;
  const kind = await cluster.kind(what.kind);
  if (!kind.ok) return kind;
  const failure = unfit(kind.value);
  if (failure !== undefined) return failed(failure);
  const ref = cluster.ref(kind.value, what.name);
  const object = await cluster.mustFind<T>(ref);
  return object.ok ? ok({ cluster, ref, object: object.value }) : object;
}
