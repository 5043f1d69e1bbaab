import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A program's two streams of output. */
interface Pipes {
  /** What the program is started with: file descriptors. */
  readonly stdout: { readonly write: number };
  readonly stderr: { readonly write: number };
  /** The program has its ends; what is left are ours. To be called once. */
  given(): readonly [stdout: Socket, stderr: Socket];
  /** Resolves when nobody writes into either any more, or both were destroyed. */
  readonly closed: Promise<unknown>;
  /** No program was started. */
  close(): void;
}

/**
 * Pipes that do not break when we are gone. A program that prints into a broken pipe is ended on the spot (SIGPIPE), and Terraform
 * would die between making a thing and writing it into its state. Here the program holds the end for reading, too: nobody reads any
 * more, and still it goes on, until the pipe is full. `undefined` where the system has no such pipes, or no room for their names.
 */
export async function lastingPipes(): Promise<Pipes | undefined> {
  if (process.platform === 'win32') return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'nimbus-pipes-')).catch(() => undefined);
  if (folder === undefined) return undefined;
  try {
    const paths = [join(folder, 'stdout'), join(folder, 'stderr')] as const;
    await promisify(execFile)('mkfifo', ['-m', '600', ...paths]);
    const [stdout, stderr] = [pipeAt(paths[0]), pipeAt(paths[1])];
    const closeOurs = () => {
      for (const { write } of [stdout, stderr]) closeSync(write);
    };
    return {
      stdout,
      stderr,
      given() {
        closeOurs();
        return [stdout.read, stderr.read];
      },
      closed: Promise.all([once(stdout.read, 'close'), once(stderr.read, 'close')]),
      close() {
        closeOurs();
        for (const { read } of [stdout, stderr]) read.destroy();
      },
    };
  } catch {
    return undefined;
  } finally {
    // Open pipes need no names.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function pipeAt(path: string) {
  // In this order: one that has never had a writer is at its end before it begins.
  const write = openSync(path, constants.O_RDWR);
  return { write, read: reader(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)) };
}

function reader(fd: number): Socket {
  // One that breaks is one that ends.
  return new Socket({ fd, readable: true, writable: false }).on('error', () => {});
}

/**
 * Reads what a program whose starter is gone prints, so that it does not wait for a reader; gives the way to stop. Reads nothing
 * where the system does not show it (anywhere but on Linux).
 */
export async function drain(pid: number): Promise<() => void> {
  const drained: Socket[] = [];
  for (const fd of [1, 2]) {
    const pipe = pipeOf(`/proc/${pid}/fd/${fd}`);
    if (pipe !== undefined) drained.push(reader(pipe).resume());
  }
  return () => {
    for (const stream of drained) stream.destroy();
  };
}

/** Its own end of it to read from; `undefined`: it is no pipe, the program has ended since, or is somebody else's. */
function pipeOf(path: string): number | undefined {
  try {
    return statSync(path).isFIFO() ? openSync(path, constants.O_RDONLY | constants.O_NONBLOCK) : undefined;
  } catch {
    return undefined;
  }
}
