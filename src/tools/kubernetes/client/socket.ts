import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { clusterUnreachable, forbidden, notSignedIn, objectUnknown, streamFailed } from '../../../domain/failure/kubernetes.ts';
import { type Cluster, pathOf, type Ref } from './cluster.ts';
import { loadLibrary } from './library.ts';
import type { openSocket } from './library-parts.ts';
import { addressOf } from './object.ts';

export type KubeSocket = Awaited<ReturnType<typeof openSocket>>;

const connectMsMax = 15_000;

/** Opens a stream into a pod. `query` may name one thing several times: an argument vector keeps its order. */
export async function openStream(
  cluster: Cluster,
  ref: Ref,
  subresource: 'exec' | 'portforward',
  query: readonly (readonly [string, string])[],
  onMessage: (channel: number, bytes: Buffer) => void,
): Promise<Outcome<KubeSocket>> {
  const { connection } = cluster;
  const path = `${pathOf(ref.kind, ref, subresource)}?${new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]))}`;
  const { openSocket } = await loadLibrary();
  const opening = openSocket(await connection.config(), path, onMessage);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((done) => (timer = setTimeout(done, connectMsMax, 'late')));
  try {
    const socket = await Promise.race([opening, late]);
    if (socket !== 'late') return ok(socket);
    opening.then((opened) => opened.close()).catch(() => {});
    return failed(clusterUnreachable(cluster.context, connection.context.server, `no stream within ${connectMsMax / 1000} s`));
  } catch (error) {
    const message = (error as { message?: string }).message ?? String(error);
    const status = /Unexpected server response: (\d+)/.exec(message)?.[1];
    if (status === '401') return failed(notSignedIn(cluster.context, ''));
    if (status === '403') return failed(forbidden(`${subresource} in ${addressOf(ref)}`));
    if (status === '404') return failed(objectUnknown(addressOf(ref), cluster.where));
    return failed(streamFailed(addressOf(ref), message));
  } finally {
    clearTimeout(timer);
  }
}
