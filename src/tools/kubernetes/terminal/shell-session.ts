import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { LiveSession, TerminalEnd, TerminalSize } from '../../../domain/terminal.ts';
import type { Cluster, Ref } from '../client/cluster.ts';
import { type KubeSocket, openStream } from '../client/socket.ts';
import { endIn } from './stream-end.ts';

/** Unread output, above which the container waits. */
const waitingBytesMax = 256 * 1024;

export interface ShellIn {
  readonly cluster: Cluster;
  readonly pod: Ref;
  readonly container: string;
  readonly command: readonly string[];
}

/**
 * Starts a command with a terminal of its own inside a container; what it prints before it is shown is kept, within a bound.
 * Channels: 0 standard input, 1 output, 3 how it ended, 4 the terminal's size. Source: k8s.io/apimachinery/pkg/util/remotecommand.
 */
export async function openShell({ cluster, pod, container, command }: ShellIn): Promise<Outcome<LiveSession>> {
  const query: readonly (readonly [string, string])[] = [
    ['container', container],
    ['stdin', 'true'],
    ['stdout', 'true'],
    ['tty', 'true'],
    ...command.map((arg) => ['command', arg] as const),
  ];
  const text = new TextDecoder();
  const printed: string[] = [];
  let status = '';
  let waiting = 0;
  let socket: KubeSocket | undefined;
  let terminal: TerminalEnd | undefined;
  const show = (to: TerminalEnd, part: string): void => {
    void to.write(part).then(() => {
      waiting -= part.length;
      if (waiting < waitingBytesMax && socket?.isPaused) socket.resume();
    });
  };
  const opened = await openStream(cluster, pod, 'exec', query, (channel, bytes) => {
    if (channel === 3) status += bytes.toString('utf8');
    if (channel !== 1) return;
    const part = text.decode(bytes, { stream: true });
    waiting += part.length;
    if (waiting >= waitingBytesMax) socket?.pause();
    if (terminal === undefined) printed.push(part);
    else show(terminal, part);
  });
  if (!opened.ok) return opened;
  const connected = opened.value;
  socket = connected;
  let isClosed = false;
  const closed = new Promise<void>((done) => {
    connected.onclose = () => {
      isClosed = true;
      done();
    };
  });
  const send = (channel: number, data: string): void => {
    if (!isClosed) connected.send(Buffer.concat([Buffer.from([channel]), Buffer.from(data)]));
  };
  const resize = ({ columns, rows }: TerminalSize): void => send(4, JSON.stringify({ Width: columns, Height: rows }));
  return ok({
    kind: 'shell',
    title: `${pod.name} · ${container}`,
    async run(at) {
      terminal = at;
      for (const part of printed.splice(0)) show(at, part);
      const size = at.size();
      if (size !== undefined) resize(size);
      at.onResize(resize);
      at.onKeys((keys) => send(0, keys));
      const close = () => connected.close();
      at.signal.addEventListener('abort', close, { once: true });
      if (at.signal.aborted) close();
      await closed;
      at.signal.removeEventListener('abort', close);
      if (at.signal.aborted) return 'Closed.';
      const end = endIn(status);
      return end.ok ? `It ended with exit code ${end.code}.` : `It has ended: ${end.why}`;
    },
  });
}
