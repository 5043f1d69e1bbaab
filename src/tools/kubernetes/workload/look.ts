import { openCluster, type Reach } from '../client/cluster.ts';
import { addressOf } from '../client/object.ts';
import { progressOf, type Workload, whyNot } from './workload.ts';

interface Maker {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/**
 * For who waits until deployments and their like are ready, and did not make them through these tools: those that are not, how
 * far they are, and why. What can't be asked about, or is gone, is left out: who waits is told of that elsewhere.
 */
export async function lookAtPods(
  { context, makers }: { readonly context: string; readonly makers: readonly Maker[] },
  at: Reach,
): Promise<readonly { readonly address: string; readonly line: string; readonly why: readonly string[] }[]> {
  const cluster = await openCluster({ context }, at);
  if (!cluster.ok) return [];
  const found = await Promise.all(
    makers.map(async ({ kind: called, name, namespace }) => {
      const kind = await cluster.value.kind(called.toLowerCase());
      if (!kind.ok) return [];
      const ref = cluster.value.ref(kind.value, name, namespace);
      const now = await cluster.value.find<Workload>(ref);
      if (!now.ok || now.value === undefined || now.value.metadata.deletionTimestamp !== undefined) return [];
      const progress = progressOf(now.value);
      if (!progress.ok || progress.value.done) return [];
      return [{ address: addressOf(ref), line: progress.value.line, why: await whyNot(cluster.value, ref, now.value) }];
    }),
  );
  return found.flat();
}
