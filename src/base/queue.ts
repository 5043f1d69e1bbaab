/**
 * What is pushed here comes out of the loop that reads it, in order; the loop ends after `close()`, once everything
 * pushed before it has been read. For one reader.
 */
export class PushQueue<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = [];
  #wake: (() => void) | undefined;
  #closed = false;
  #isAsked = false;
  #isLeft = false;
  readonly #dealtWith: { readonly resolve: () => void; readonly reject: (why: Error) => void }[] = [];

  push(item: T): void {
    if (this.#closed) throw new Error('push after close');
    this.#waiting.push(item);
    this.#wake?.();
  }

  /** Resolves once the reader has come back for more after everything pushed so far: it is done with all of it. Rejects when the reader leaves before. */
  handled(): Promise<void> {
    if (this.#isLeft) return Promise.reject(readerLeft());
    return this.#isAsked && this.#waiting.length === 0 ? Promise.resolve() : new Promise((resolve, reject) => this.#dealtWith.push({ resolve, reject }));
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    try {
      for (;;) {
        const item = this.#waiting.shift();
        if (item !== undefined) yield item;
        else if (this.#closed) return;
        else {
          this.#isAsked = true;
          for (const { resolve } of this.#dealtWith.splice(0)) resolve();
          await new Promise<void>((resolve) => (this.#wake = resolve)).finally(() => (this.#wake = undefined));
          this.#isAsked = false;
        }
      }
    } finally {
      this.#isLeft = true;
      for (const { reject } of this.#dealtWith.splice(0)) reject(readerLeft());
    }
  }
}

const readerLeft = (): Error => new Error('nobody reads any more');
