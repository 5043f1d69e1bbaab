import { createServer, type Server, type Socket } from 'node:net';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { noForward, portTaken } from '../../../domain/failure/kubernetes.ts';
import type { Cluster, Ref } from '../client/cluster.ts';
import { join } from './join.ts';

/** A port of this machine that leads into a pod, for as long as this process lives or until it is stopped. */
export interface Forward {
  readonly id: string;
  /** What was asked for: `Service/web/api`. */
  readonly name: string;
  readonly namespace: string;
  readonly context: string;
  readonly localPort: number;
  readonly url: string;
  /** ms since 1970. */
  readonly since: number;
  /** What it was asked for with: to open it again. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** Where connections lead now. */
  pod(): string;
  remotePort(): number;
  /** Connections that are open now. */
  connections(): number;
  /** What went wrong with the last one; `undefined` once one goes well. */
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

/** Called whenever one is opened or stopped, or what is told of it changes; the answer ends it. */
export function onForwardsChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const changed = (): void => {
  for (const listener of listeners) listener();
};

/** Resolves when its port is free again and every connection is closed. */
export async function stopForward(id: string): Promise<Outcome<Forward>> {
  const found = open.get(id);
  if (found === undefined) return failed(noForward(id));
  open.delete(id);
  await found.close();
  changed();
  return ok(found);
}

/** A pod, and which port of it. */
export interface End {
  readonly cluster: Cluster;
  readonly pod: Ref;
  readonly remotePort: number;
}

export interface ForwardTo {
  /** As asked for, to people. */
  readonly name: string;
  /** 0: any that is free. */
  readonly localPort: number;
  readonly first: End;
  /** Where it leads by now: asked for when the pod it led to can't be reached any more. */
  find(): Promise<Outcome<End>>;
  readonly asked: Readonly<Record<string, unknown>>;
}

/** Listens on this machine only. Resolves once it does. */
export async function openForward({ name, localPort, first, find, asked }: ForwardTo): Promise<Outcome<Forward>> {
  const connections = new Set<Socket>();
  let end = first;
  let problem: string | undefined;
  const tell = (why: string | undefined): void => {
    if (problem === why) return;
    problem = why;
    changed();
  };
  const again = async (): Promise<Outcome<End>> => {
    const found = await find();
    if (found.ok) end = found.value;
    return found;
  };
  const server = createServer({ allowHalfOpen: false, pauseOnConnect: true }, (socket) => {
    connections.add(socket);
    changed();
    socket.once('close', () => {
      connections.delete(socket);
      changed();
    });
    // Resets of a browser are nobody's failure; 'close' follows.
    socket.on('error', () => {});
    join(socket, end, again, tell).catch((error: unknown) => {
      tell(error instanceof Error ? error.message : String(error));
      socket.destroy();
    });
  });
  const listening = await listen(server, localPort);
  if (!listening.ok) return listening;
  server.on('error', (error) => tell(error.message));
  // A forward alone keeps no process alive: whoever opened it does.
  server.unref();
  const id = `forward-${++numbered}`;
  const forward: Open = {
    ...{ id, name, asked },
    namespace: first.pod.namespace ?? '',
    context: first.cluster.context,
    localPort: listening.value,
    url: `http://127.0.0.1:${listening.value}`,
    since: Date.now(),
    pod: () => end.pod.name,
    remotePort: () => end.remotePort,
    connections: () => connections.size,
    problem: () => problem,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of connections) socket.destroy();
      }),
  };
  open.set(id, forward);
  changed();
  return ok(forward);
}

function listen(server: Server, port: number): Promise<Outcome<number>> {
  return new Promise((done, fail) => {
    const refused = (error: NodeJS.ErrnoException): void =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? done(failed(portTaken(port))) : fail(error);
    server.once('error', refused);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refused);
      done(ok((server.address() as { port: number }).port));
    });
  });
}
