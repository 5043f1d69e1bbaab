import type { Socket } from 'node:net';
import type { Outcome } from '../../../domain/failure/failure.ts';
import { type KubeSocket, openStream } from '../client/socket.ts';
import type { End } from './forwards.ts';

/** Unread bytes in one direction, above which the other side waits. */
const waitingBytesMax = 1024 * 1024;

/**
 * One connection, one stream. When the pod can't be reached, where it leads is asked for `again`, once. `tell` hears what
 * went wrong, and `undefined` when data comes. Channel 0 carries data and 1 errors; each begins with the port's number.
 * Source: k8s.io/kubelet/pkg/cri/streaming/portforward.
 */
export async function join(local: Socket, first: End, again: () => Promise<Outcome<End>>, tell: (why: string | undefined) => void): Promise<void> {
  const begun = new Set<number>();
  let stream: KubeSocket | undefined;
  const connect = ({ cluster, pod, remotePort }: End) =>
    openStream(cluster, pod, 'portforward', [['ports', String(remotePort)]], (channel, bytes) => {
      const data = begun.has(channel) ? bytes : bytes.subarray(2);
      begun.add(channel);
      if (data.byteLength === 0) return;
      if (channel === 1) {
        tell(data.toString('utf8'));
        local.destroy();
        return;
      }
      tell(undefined);
      if (!local.destroyed && !local.write(data)) stream?.pause();
    });
  let opened = await connect(first);
  if (!opened.ok && !local.destroyed) {
    const other = await again();
    opened = other.ok ? await connect(other.value) : other;
  }
  if (!opened.ok) {
    tell(opened.failure.message);
    local.destroy();
    return;
  }
  stream = opened.value;
  const remote = opened.value;
  remote.onclose = () => local.end();
  local.on('drain', () => remote.resume());
  local.on('data', (bytes: Buffer) => {
    const framed = Buffer.concat([Buffer.from([0]), bytes]);
    remote.send(framed, () => {
      if (local.isPaused() && remote.bufferedAmount < waitingBytesMax) local.resume();
    });
    if (remote.bufferedAmount >= waitingBytesMax) local.pause();
  });
  local.once('close', () => remote.close());
  if (local.destroyed) remote.close();
  else local.resume();
}
