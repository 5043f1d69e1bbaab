import { Worker } from 'node:worker_threads';
import type { AskKind, Asks, FromWorker, ToWorker, WorkerData } from './worker/messages.ts';

/** A worker that says nothing for this long while it has an edit to look at is stuck, ms. */
const stuckMs = 20_000;
/** Crashes after which it is left alone for a while… */
const crashesMax = 3;
/** …when they came within this time, ms. */
const crashesWithinMs = 60_000;
/** A window stays open for days: how often it is asked which one it is, ms. */
const dayMs = 10 * 60_000;
/** Its own memory, MB: a folder too large for it ends the worker, not the editor. */
const memoryMb = 1_536;
/** Much is read and little is kept. */
const youngMb = 24;

export interface ClientOptions {
  /** The worker's program. */
  readonly file: URL;
  take(message: FromWorker): void;
  /** It has started, or started again: it knows nothing yet. `crashedOn`: the document it was looking at when it went. */
  started(crashedOn: Looking | undefined): void;
  /** It broke, was stuck or ran out of memory. `again`: it is started again now. */
  broke(why: string, again: boolean): void;
  readonly now?: () => number;
  readonly stuckAfterMs?: number;
}

export interface Looking {
  readonly root: string;
  readonly path: string;
}

/** The worker as the extension sees it: started on first use, and again when it breaks. */
export class RulesClient implements Disposable {
  readonly #options: ClientOptions;
  readonly #generation = new Int32Array(new SharedArrayBuffer(4));
  readonly #asked = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  #worker: Worker | undefined;
  #lastId = 0;
  #crashes: number[] = [];
  #looking: Looking | undefined;
  #watch: NodeJS.Timeout | undefined;
  #day = '';
  #days: NodeJS.Timeout | undefined;
  #isDisposed = false;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#worker !== undefined;
  }

  start(crashedOn?: Looking): void {
    if (this.#worker !== undefined || this.#isDisposed) return;
    this.#day = this.#today();
    const worker = new Worker(this.#options.file, {
      name: 'nimbus-rules',
      workerData: { generation: this.#generation, today: this.#day } satisfies WorkerData,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: youngMb },
      // What it prints is for nobody.
      stdout: true,
      stderr: true,
    });
    this.#worker = worker;
    worker.on('message', (message: FromWorker) => worker === this.#worker && this.#receive(message));
    worker.on('error', (error) => this.#gone(worker, error instanceof Error ? error.message : String(error)));
    worker.on('exit', (code) => this.#gone(worker, `it ended with ${code}`));
    worker.unref();
    this.#days ??= setInterval(() => this.#tellDay(), dayMs).unref();
    this.#options.started(crashedOn);
  }

  send(message: ToWorker): void {
    if (message.type === 'edited' || message.type === 'document') {
      Atomics.add(this.#generation, 0, 1);
      this.#looking = message;
      this.#watch ??= setTimeout(() => this.#stuck(), this.#options.stuckAfterMs ?? stuckMs);
    }
    this.#tellDay();
    this.#worker?.postMessage(message);
  }

  /** Rejects when the worker breaks before it has answered. */
  ask<K extends AskKind>(kind: K, ask: Asks[K]['ask']): Promise<Asks[K]['answer']> {
    this.start();
    const worker = this.#worker;
    if (worker === undefined) return Promise.reject(new Error('The rules do not run at the moment.'));
    this.#tellDay();
    const id = ++this.#lastId;
    const answered = new Promise<unknown>((resolve, reject) => this.#asked.set(id, { resolve, reject }));
    worker.postMessage({ type: 'ask', id, kind, ask });
    return answered as Promise<Asks[K]['answer']>;
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    this.#end('Nimbus is being closed');
  }

  /** Suppressions end at the end of a day. */
  #tellDay(): void {
    const today = this.#today();
    if (this.#worker === undefined || today === this.#day) return;
    this.#day = today;
    this.#worker.postMessage({ type: 'day', today } satisfies ToWorker);
  }

  #today(): string {
    return new Date(this.#now()).toISOString().slice(0, 10);
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #receive(message: FromWorker): void {
    if (message.type === 'looked') this.#calm();
    if (message.type !== 'answer' && message.type !== 'failed') {
      this.#options.take(message);
      return;
    }
    const waiting = this.#asked.get(message.id);
    this.#asked.delete(message.id);
    if (message.type === 'answer') waiting?.resolve(message.answer);
    else waiting?.reject(new Error(message.message));
  }

  #calm(): void {
    clearTimeout(this.#watch);
    this.#watch = undefined;
    this.#looking = undefined;
  }

  /** Asked for an edit and got nothing: it may have been overtaken, so the worker is asked whether it lives. */
  #stuck(): void {
    const worker = this.#worker;
    if (worker === undefined) return;
    const deadline = setTimeout(() => {
      if (worker === this.#worker) this.#gone(worker, `it was stuck for ${Math.round(stuckMs / 500)} s`);
    }, this.#options.stuckAfterMs ?? stuckMs);
    this.ask('settings', { root: '', text: '' }).then(
      () => {
        clearTimeout(deadline);
        if (worker === this.#worker) this.#calm();
      },
      // It went meanwhile, which is told where it is noticed.
      () => clearTimeout(deadline),
    );
  }

  #gone(worker: Worker, why: string): void {
    if (worker !== this.#worker || this.#isDisposed) return;
    const crashedOn = this.#looking;
    this.#end(why);
    const now = this.#now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < crashesWithinMs), now];
    const again = this.#crashes.length <= crashesMax;
    this.#options.broke(why, again);
    if (again) this.start(crashedOn);
  }

  #end(why: string): void {
    const worker = this.#worker;
    this.#worker = undefined;
    clearInterval(this.#days);
    this.#days = undefined;
    this.#calm();
    void worker?.terminate();
    for (const { reject } of this.#asked.values()) reject(new Error(`The rules stopped: ${why}.`));
    this.#asked.clear();
  }
}
