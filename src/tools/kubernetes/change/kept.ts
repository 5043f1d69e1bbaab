import { sha256 } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { formerObjectLost } from '../../../domain/failure/kubernetes.ts';
import type { Blobs } from '../../../domain/workplace.ts';
import type { Ref } from '../client/cluster.ts';
import { apiVersionOf } from '../client/kinds.ts';
import { addressOf, essence, type KubeObject } from '../client/object.ts';

/** One object of an undo: what it was (`to`) and how the run left it (`left`), as blobs; null: it was not there. */
export interface Kept {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly to: string | null;
  readonly left: string | null;
}

/** Keeps an object outside the workspace, as it is, so that it can be put back. Without `blobs` only its name is worked out: a preview keeps nothing. */
function keep(object: KubeObject | undefined, blobs: Blobs | undefined): string | null {
  if (object === undefined) return null;
  const content = new TextEncoder().encode(JSON.stringify(object));
  return blobs === undefined ? sha256(content) : blobs.keep(content);
}

export function keptOf(ref: Ref, to: KubeObject | undefined, left: KubeObject | undefined, blobs: Blobs | undefined): Kept {
  const named = {
    apiVersion: apiVersionOf(ref.kind),
    kind: ref.kind.kind,
    name: ref.name,
    ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
  };
  return { ...named, to: keep(to, blobs), left: keep(left, blobs) };
}

export function recall(content: string, ref: Ref, blobs: Blobs): Outcome<KubeObject> {
  const bytes = blobs.get(content);
  return bytes === undefined ? failed(formerObjectLost(addressOf(ref))) : ok(JSON.parse(new TextDecoder().decode(bytes)) as KubeObject);
}

/** Whether all that `left` says still holds; what controllers have added since does not count. */
export const stillHolds = (left: KubeObject, now: KubeObject): boolean => covers(essence(now), essence(left));

function covers(now: unknown, left: unknown): boolean {
  if (Array.isArray(left)) return Array.isArray(now) && now.length >= left.length && left.every((item, index) => covers(now[index], item));
  if (left === null || typeof left !== 'object') return now === left;
  if (now === null || typeof now !== 'object') return false;
  return Object.entries(left).every(([name, value]) => covers((now as Record<string, unknown>)[name], value));
}
