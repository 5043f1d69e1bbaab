/** Between many that write and one that reads: writers wait while too much is unread. */
export class Lane<T> {
  readonly #max: number;
  readonly #waiting: T[] = [];
  readonly #writers: (() => void)[] = [];
  #reader: (() => void) | undefined;
  #problem: { readonly error: unknown } | undefined;
  ended = false;
  constructor(max: number) {
    this.#max = max;
  }

  /** Resolves when it was taken in; what comes after the end is dropped. */
  async put(item: T): Promise<void> {
    while (!this.ended && this.#waiting.length >= this.#max) await new Promise<void>((done) => this.#writers.push(done));
    if (this.ended) return;
    this.#waiting.push(item);
    this.#reader?.();
  }

  /** The reader's next read throws it. */
  fail(error: unknown): void {
    this.#problem ??= { error };
    this.#reader?.();
  }

  end(): void {
    this.ended = true;
    this.#reader?.();
    for (const writer of this.#writers.splice(0)) writer();
  }

  async *read(): AsyncGenerator<T> {
    for (;;) {
      if (this.#problem !== undefined) throw this.#problem.error;
      const item = this.#waiting.shift();
      if (item !== undefined) {
        this.#writers.shift()?.();
        yield item;
      } else if (this.ended) return;
      else await new Promise<void>((done) => (this.#reader = done)).finally(() => (this.#reader = undefined));
    }
  }
}
