/**
 * What is pushed here comes out of the loop that reads it, in order; the loop ends after `close()`, once everything
 * pushed before it has been read. For one reader.
 */
export class PushQueue<T> implements AsyncIterable<T> {
  readonly #waiting: T[] = [];
  #wake: (() => void) | undefined;
  #closed = false;

  push(item: T): void {
    if (this.#closed) throw new Error('push after close');
    this.#waiting.push(item);
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    for (;;) {
      const item = this.#waiting.shift();
      if (item !== undefined) yield item;
      else if (this.#closed) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve)).finally(() => (this.#wake = undefined));
    }
  }
}
