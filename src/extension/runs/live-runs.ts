import { type House, type RunRequest, resumeRun, startRun } from '../../session/start.ts';
import { Asking } from './asking.ts';
import { LiveRun } from './live-run.ts';

type Started = Omit<RunRequest, 'consent'>;
type Resumed = Omit<Parameters<typeof resumeRun>[2], 'consent'>;

/** The runs this window drives, until they have ended. */
export class LiveRuns {
  readonly #house: House;
  readonly #changed: () => void;
  readonly #runs = new Map<string, LiveRun>();

  /** `changed`: called when a run begins, waits for its person, goes on or ends. */
  constructor(house: House, changed: () => void) {
    this.#house = house;
    this.#changed = changed;
  }

  /** Throws `FailureError` (`run/folder-busy`) when another living run holds the folder. */
  start(request: Started): LiveRun {
    const asking = new Asking();
    return this.#keep(
      new LiveRun(startRun(this.#house, { ...request, host: 'window', consent: (seen, decisions, signal) => asking.ask(seen, decisions, signal) }), asking),
    );
  }

  /** Throws like {@link start}. */
  resume(runId: string, request: Resumed): LiveRun {
    const asking = new Asking();
    const before = this.#house.journal.events(runId);
    return this.#keep(
      new LiveRun(
        resumeRun(this.#house, runId, { ...request, host: 'window', consent: (seen, decisions, signal) => asking.ask(seen, decisions, signal) }),
        asking,
        before,
      ),
    );
  }

  get(runId: string): LiveRun | undefined {
    return this.#runs.get(runId);
  }

  /** In the order they were begun. */
  all(): readonly LiveRun[] {
    return [...this.#runs.values()];
  }

  #keep(run: LiveRun): LiveRun {
    this.#runs.set(run.id, run);
    run.onEvent(({ event }) => {
      if (event.type !== 'step-progressed') this.#changed();
    });
    void run.ended.then(() => {
      this.#runs.delete(run.id);
      this.#changed();
    });
    return run;
  }
}
