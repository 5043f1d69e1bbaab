import type { RecordedEvent } from '../../domain/event.ts';
import type { Outcome } from '../../domain/failure/failure.ts';
import type { Preview } from '../../domain/tool.ts';
import { emptyRun, type Folded, foldRun, type RunView } from '../../protocol/run-fold.ts';
import type { RunHandle } from '../../session/start.ts';
import type { Asking } from './asking.ts';

/** A run this window drives: everything that was told so far, and the ways to answer and to stop it. */
export class LiveRun {
  readonly id: string;
  /** With the view as it was at the end. */
  readonly ended: Promise<RunView>;
  readonly #handle: RunHandle;
  readonly #asking: Asking;
  readonly #listeners = new Set<(event: RecordedEvent) => void>();
  #folded: Folded;

  /** `before`: what was told of it when another process drove it. */
  constructor(handle: RunHandle, asking: Asking, before: readonly RecordedEvent[] = []) {
    this.#folded = foldRun(emptyRun, before);
    this.id = handle.runId;
    this.#handle = handle;
    this.#asking = asking;
    this.ended = this.#follow();
  }

  get view(): RunView {
    return this.#folded.view;
  }

  /** All there are, progress included. */
  get events(): readonly RecordedEvent[] {
    return this.#folded.events;
  }

  /** It waits for the person's answer. */
  get isAsking(): boolean {
    return this.view.phase === 'asking';
  }

  /** What a person must type can't be given by a command. */
  get wantsTyping(): boolean {
    return this.#asking.wantsTyping;
  }

  /** By step id, from the moment the person is asked: with the texts of the files, which the journal does not keep. */
  get previews(): ReadonlyMap<string, Preview> {
    return this.#asking.seen?.previews ?? new Map();
  }

  /** Called for every event from now on. Returns how to stop it. */
  onEvent(listener: (event: RecordedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** See {@link Asking.approve}. */
  approve(hash: string, typed: ReadonlyMap<string, string> = new Map()): Outcome<void> {
    return this.#asking.approve(hash, typed);
  }

  /** Before the person's yes: no. After: what is running is stopped, with all it started. */
  cancel(): void {
    this.#handle.cancel();
  }

  async #follow(): Promise<RunView> {
    for await (const event of this.#handle.events) {
      this.#folded = foldRun(this.#folded, [event]);
      for (const listener of [...this.#listeners]) listener(event);
    }
    return this.#folded.view;
  }
}
