import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { FailureError } from '../../domain/failure/failure.ts';
import type { AskKind, Asks, Doing, FromThread } from './worker/messages.ts';

/** The program of the thread, in the extension's folder. */
export const threadFile = (extension: string): URL => pathToFileURL(join(extension, 'dist', 'extension', 'tfplan', 'worker', 'worker.js'));

/** A thread that was ended, or that broke, before it had answered. */
export class ThreadEnded extends Error {}

/**
 * A thread that reads one plan and keeps it: what takes a second on a large plan holds up nobody. Started by the first question,
 * ended by disposing, whatever it is at.
 */
export class PlanThread implements Disposable {
  readonly #file: URL;
  readonly #doing: (doing: Doing) => void;
  readonly #asked = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  #worker: Worker | undefined;
  #lastId = 0;
  #isEnded = false;

  /** `doing` hears how far it is. */
  constructor(file: URL, doing: (doing: Doing) => void = () => {}) {
    this.#file = file;
    this.#doing = doing;
  }

  /** Rejects with `FailureError` for a plan that can't be read, with `ThreadEnded` when it is ended meanwhile. */
  ask<K extends AskKind>(kind: K, ask: Asks[K]['ask']): Promise<Asks[K]['answer']> {
    if (this.#isEnded) return Promise.reject(new ThreadEnded('The plan is no longer being read.'));
    this.#worker ??= this.#start();
    const id = ++this.#lastId;
    const answered = new Promise<unknown>((resolve, reject) => this.#asked.set(id, { resolve, reject }));
    this.#worker.postMessage({ id, kind, ask });
    return answered as Promise<Asks[K]['answer']>;
  }

  [Symbol.dispose](): void {
    this.#end('The plan is no longer being read.');
  }

  #start(): Worker {
    // What it prints is for nobody.
    const worker = new Worker(this.#file, { name: 'nimbus-terraform-plan', stdout: true, stderr: true });
    worker.on('message', (message: FromThread) => this.#receive(message));
    worker.on('error', (error) => this.#end(`Reading the plan broke: ${error instanceof Error ? error.message : String(error)}`));
    worker.on('exit', (code) => this.#end(`The thread that read the plan ended with ${code}.`));
    worker.unref();
    return worker;
  }

  #receive(message: FromThread): void {
    if (message.type === 'doing') {
      if (!this.#isEnded) this.#doing(message.doing);
      return;
    }
    const waiting = this.#asked.get(message.id);
    this.#asked.delete(message.id);
    if (message.type === 'answer') waiting?.resolve(message.answer);
    else waiting?.reject(message.type === 'refused' ? new FailureError(message.failure) : new Error(message.why));
  }

  #end(why: string): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    void this.#worker?.terminate();
    for (const { reject } of this.#asked.values()) reject(new ThreadEnded(why));
    this.#asked.clear();
  }
}
