import type { RecordedEvent } from '../../domain/event.ts';
import type { RunRow } from '../../domain/journal.ts';
import { emptyRun, foldRun, type RunView } from '../../protocol/run-fold.ts';
import type { House } from '../../session/start.ts';
import type { LiveRuns } from './live-runs.ts';

/** A run of any process, as far as its journal tells; one of this window with its progress. */
export interface Looked {
  readonly row: RunRow;
  readonly events: readonly RecordedEvent[];
  readonly view: RunView;
}

/** What the panels and the tree need of the house: the runs of this window, and a look at any run. */
export interface Runs {
  readonly house: House;
  readonly runs: LiveRuns;
  /** `undefined`: there is no such run. */
  look(runId: string): Looked | undefined;
}

export function runsOn(house: House, runs: LiveRuns): Runs {
  return {
    house,
    runs,
    look(runId) {
      const row = house.journal.run(runId);
      if (row === undefined) return undefined;
      const live = runs.get(runId);
      if (live !== undefined) return { row, events: live.events, view: live.view };
      const events = house.journal.events(runId);
      return { row, events, view: foldRun(emptyRun, events).view };
    },
  };
}
