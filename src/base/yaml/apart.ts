import { Worker } from 'node:worker_threads';
import { type ReadDocument, type ValueOptions, valuesIn } from './values.ts';

/** What the thread is given. */
export interface Wanted {
  readonly texts: readonly string[];
  readonly options: ValueOptions;
}

/** What it says: some documents of one of the texts, in their order; at the end, that these were all. */
export type FromThread = { readonly index: number; readonly documents: readonly ReadDocument[] } | 'all';

/** Less than this is read where it is asked for: a thread takes longer to start. The library reads some hundred KB in a second. */
const inPlaceMax = 32 * 1024;

/** In the bundle its code lies in a folder of its own beside the programs. */
const program = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : '../base/yaml/worker.js', import.meta.url);

/**
 * The documents of each text. Much of it is read on a thread, so that nothing else has to wait. Rejects when `signal` fires, and
 * where the thread breaks: it may run out of memory, which this process then does not.
 */
export async function readYaml(texts: readonly string[], options: ValueOptions, signal: AbortSignal): Promise<readonly (readonly ReadDocument[])[]> {
  if (texts.reduce((sum, text) => sum + text.length, 0) <= inPlaceMax) return texts.map((text) => [...valuesIn(text, options)]);
  signal.throwIfAborted();
  const read = texts.map((): ReadDocument[] => []);
  const wanted: Wanted = { texts, options };
  // What it prints is for nobody.
  const thread = new Worker(program, { name: 'nimbus-yaml', workerData: wanted, stdout: true, stderr: true });
  const stop = new AbortController();
  try {
    await new Promise<void>((done, fail) => {
      thread.on('message', (message: FromThread) => {
        if (message === 'all') done();
        else read[message.index]?.push(...message.documents);
      });
      thread.on('error', fail);
      thread.on('exit', (code) => fail(new Error(`The thread that read YAML ended with ${code}.`)));
      signal.addEventListener('abort', () => fail(signal.reason), { signal: stop.signal });
    });
    return read;
  } finally {
    stop.abort();
    await thread.terminate();
  }
}
