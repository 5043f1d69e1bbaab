import { createServer, type Server, type Socket } from 'node:net';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { noForward, portTaken } from '../../../domain/failure/kubernetes.ts';
import type { Cluster, Ref } from '../client/cluster.ts';
import { type KubeSocket, openStream } from '../client/socket.ts';

/** A port of this machine that leads into a pod, for as long as this process lives or until it is stopped. */
export interface Forward {
  readonly id: string;
  /** What was asked for: `Service/web/api`. */
  readonly name: string;
  readonly pod: string;
  readonly namespace: string;
  readonly context: string;
  readonly localPort: number;
  readonly remotePort: number;
  readonly url: string;
  /** Connections that are open now. */
  connections(): number;
  /** The last thing that went wrong with one. */
  problem(): string | undefined;
}

interface Open extends Forward {
  close(): Promise<void>;
}

const open = new Map<string, Open>();
let numbered = 0;
const listeners = new Set<() => void>();

/** All that are open, the oldest first. */
export const openForwards = (): readonly Forward[] => [...open.values()];

/** Called whenever one is opened or stopped; the answer ends it. */
export function onForwardsChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Resolves when its port is free again and every connection is closed. */
export async function stopForward(id: string): Promise<Outcome<Forward>> {
  const found = open.get(id);
  if (found === undefined) return failed(noForward(id));
  open.delete(id);
  await found.close();
  for (const listener of listeners) listener();
  return ok(found);
}

export interface ForwardTo {
  readonly pod: Ref;
  /** As asked for, to people. */
  readonly name: string;
  /** 0: any that is free. */
  readonly localPort: number;
  readonly remotePort: number;
}

/** Listens on this machine only. Resolves once it does. */
export async function openForward(cluster: Cluster, { pod, name, localPort, remotePort }: ForwardTo): Promise<Outcome<Forward>> {
  const connections = new Set<Socket>();
  let problem: string | undefined;
  const server = createServer({ allowHalfOpen: false, pauseOnConnect: true }, (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    // Resets of a browser are nobody's failure; 'close' follows.
    socket.on('error', () => {});
    join(cluster, pod, remotePort, socket, (why) => (problem = why)).catch((error: unknown) => {
      problem = error instanceof Error ? error.message : String(error);
      socket.destroy();
    });
  });
  const listening = await listen(server, localPort);
  if (!listening.ok) return listening;
  // A forward alone keeps no process alive: whoever opened it does.
  server.unref();
  const id = `forward-${++numbered}`;
  const forward: Open = {
    ...{ id, name, remotePort },
    pod: pod.name,
    namespace: pod.namespace ?? '',
    context: cluster.context,
    localPort: listening.value,
    url: `http://127.0.0.1:${listening.value}`,
    connections: () => connections.size,
    problem: () => problem,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of connections) socket.destroy();
      }),
  };
  open.set(id, forward);
  for (const listener of listeners) listener();
  return ok(forward);
}

function listen(server: Server, port: number): Promise<Outcome<number>> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? done(failed(portTaken(port))) : fail(error),
    );
    server.listen(port, '127.0.0.1', () => done(ok((server.address() as { port: number }).port)));
  });
}

/** Unread bytes in one direction, above which the other side waits. */
const waitingBytesMax = 1024 * 1024;

/** One connection, one stream. Channel 0 carries data and 1 errors; each begins with the port's number. Source: k8s.io/kubelet/pkg/cri/streaming/portforward. */
async function join(cluster: Cluster, pod: Ref, port: number, local: Socket, complain: (why: string) => void): Promise<void> {
  const begun = new Set<number>();
  let stream: KubeSocket | undefined;
  const opened = await openStream(cluster, pod, 'portforward', [['ports', String(port)]], (channel, bytes) => {
    const data = begun.has(channel) ? bytes : bytes.subarray(2);
    begun.add(channel);
    if (data.byteLength === 0) return;
    if (channel === 1) {
      complain(data.toString('utf8'));
      local.destroy();
    } else if (!local.destroyed && !local.write(data)) stream?.pause();
  });
  if (!opened.ok) {
    complain(opened.failure.message);
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
