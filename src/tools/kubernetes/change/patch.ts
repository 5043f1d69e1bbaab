import { digestOf } from '../../../base/hash.ts';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { Mark } from '../../../domain/impact.ts';
import { changesNothing, type Preview, type Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { type Cluster, pathOf, type Ref } from '../client/cluster.ts';
import { addressOf, essenceDigest, type KubeObject } from '../client/object.ts';
import { impactOn, objectChange } from './impact.ts';
import { keptOf } from './kept.ts';
import { fieldManager } from './trial.ts';

/** Some fields of one object that are there to be set; everything else of it stays. */
export interface Patch {
  readonly cluster: Cluster;
  readonly ref: Ref;
  readonly object: KubeObject;
  readonly body: unknown;
  readonly contentType: 'application/merge-patch+json' | 'application/strategic-merge-patch+json';
}

/** What the cluster itself says would come of it; nothing is kept. */
export const tryPatch = (patch: Patch): Promise<Outcome<KubeObject>> => send(patch, true);
export const sendPatch = (patch: Patch): Promise<Outcome<KubeObject>> => send(patch, false);

async function send({ cluster, ref, body, contentType }: Patch, dryRun: boolean): Promise<Outcome<KubeObject>> {
  const query = { fieldManager, ...(dryRun ? { dryRun: 'All' } : {}) };
  return cluster.json<KubeObject>({ method: 'PATCH', path: pathOf(ref.kind, ref), query, body, contentType, about: addressOf(ref) });
}

export interface Told {
  readonly summary: string;
  /** Where it is so already. */
  readonly otherwise: string;
  readonly detail: string;
  readonly warnings?: readonly string[];
  readonly marks?: readonly Mark[];
  /** What an approval holds for, where that is less than the whole object: others write to it all the time. */
  readonly over?: unknown;
  /** It is so already; default: where the object as a whole would not change. */
  readonly isSo?: boolean;
}

/** Tries it on the server, and says what would be different. */
export async function previewPatch(what: unknown, patch: Patch, told: Told, undo: Undo): Promise<Outcome<Preview>> {
  const { cluster, ref, object } = patch;
  const allowed = await cluster.allowed('patch', ref);
  if (!allowed.ok) return allowed;
  const after = await tryPatch(patch);
  if (!after.ok) return after;
  const same = told.isSo ?? essenceDigest(object) === essenceDigest(after.value);
  const target = cluster.target([ref]);
  const impact = impactOn(ref, 'update', object, after.value, told.detail);
  return ok({
    digest: digestOf({ what, target: target.facts, uid: object.metadata.uid, is: told.over ?? [essenceDigest(object), essenceDigest(after.value)] }),
    summary: same ? told.otherwise : told.summary,
    files: [objectChange(ref, object, after.value, same)],
    undo: same ? 'nothing-changed' : undo,
    ...changesNothing(same),
    warnings: [...cluster.warnings(), ...(same ? [] : (told.warnings ?? []))],
    target,
    impacts: same ? [] : [{ ...impact, marks: [...new Set([...impact.marks, ...(told.marks ?? [])])] }],
  });
}

/** Puts the object back as it was, as long as what was set still holds. */
export const undoPatch = ({ cluster, ref, object }: Patch, left?: { readonly at: Workplace; readonly object: KubeObject }): Undo => ({
  steps: [
    {
      tool: 'kubernetes.restore',
      input: { objects: [keptOf(ref, object, left?.object, left?.at.blobs)], namespace: cluster.namespace, context: cluster.context },
    },
  ],
});
