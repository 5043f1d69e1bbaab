import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, Worker } from 'node:worker_threads';

/**
 * What a program on a thread of its own gives with {@link giveParts}, part by part. The next is asked for only when everything else
 * that waits had its turn: a port hands over all that lies in it at once. Throws when `signal` fires, and where the thread breaks:
 * it may run out of memory, which this process then does not. Ends the thread, also when it is left early.
 *
 * `given`: what the program finds as `workerData`.
 */
export async function* partsFrom<Part>(program: URL, name: string, given: unknown, signal: AbortSignal): AsyncGenerator<Part, void, undefined> {
  signal.throwIfAborted();
  // What it prints is for nobody.
  const thread = new Worker(program, { name, workerData: given, stdout: true, stderr: true });
  const left = new AbortController();
  const broken = new Promise<never>((_, fail) => {
    thread.on('error', fail);
    thread.on('exit', (code) => fail(new Error(`The thread ${name} ended with ${code}.`)));
    signal.addEventListener('abort', () => fail(signal.reason), { signal: left.signal });
  });
  // It breaks between two parts as well, where nobody waits for it.
  broken.catch(() => {});
  try {
    for (;;) {
      const said = new Promise<IteratorResult<Part, void>>((heard) => thread.once('message', heard));
      thread.postMessage('next');
      const { done, value } = await Promise.race([said, broken]);
      if (done === true) return;
      yield value as Part;
      await nextTurn();
    }
  } finally {
    left.abort();
    await thread.terminate();
  }
}

/** On the thread: gives a part whenever one is asked for. Each is made only then. */
export function giveParts<Part>(parts: Iterator<Part, void>): void {
  parentPort?.on('message', () => parentPort?.postMessage(parts.next()));
}

/** All of it, so many at once: few enough that taking them in holds up nobody. Each is asked for only when its slice is. */
export function* slices<T>(all: Iterable<T>, atOnce: number): Generator<readonly T[], void, undefined> {
  let slice: T[] = [];
  for (const one of all) {
    slice.push(one);
    if (slice.length < atOnce) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
