import * as vscode from 'vscode';
import type { RecordedEvent } from '../domain/event.ts';
import type { RunRow } from '../domain/journal.ts';
import { type OpenHouse, openHouse } from '../host/house.ts';
import { dataFolder } from '../machine/folders.ts';
import { emptyRun, foldRun, type RunView } from '../protocol/run-fold.ts';
import { LiveRuns } from './runs/live-runs.ts';

/** The house, and the runs of this window in it. */
export interface Runtime {
  readonly house: OpenHouse;
  readonly runs: LiveRuns;
  /** A run of any process, as far as its journal tells; one of this window with its progress. `undefined`: there is no such run. */
  look(runId: string): Looked | undefined;
  close(): Promise<void>;
}

export interface Looked {
  readonly row: RunRow;
  readonly events: readonly RecordedEvent[];
  readonly view: RunView;
}

export async function openRuntime(runsChanged: () => void): Promise<Runtime> {
  handOverTerraform();
  const settings = vscode.workspace.onDidChangeConfiguration((change) => change.affectsConfiguration('nimbus.terraform.path') && handOverTerraform());
  const house = await openHouse(dataFolder());
  const runs = new LiveRuns(house, runsChanged);
  return {
    house,
    runs,
    look(runId) {
      const row = house.journal.run(runId);
      const live = runs.get(runId);
      if (row === undefined) return undefined;
      if (live !== undefined) return { row, events: live.events, view: live.view };
      const events = house.journal.events(runId);
      return { row, events, view: foldRun(emptyRun, events).view };
    },
    async close() {
      settings.dispose();
      // What waits for an answer has done nothing and stays as it is in the journal; what is running must not outlive us.
      const [waiting, running] = [runs.all().filter((run) => run.isAsking), runs.all().filter((run) => !run.isAsking)];
      for (const run of running) run.cancel();
      await Promise.all(running.map((run) => run.ended));
      if (waiting.length === 0) house.dispose();
    },
  };
}

const inherited = process.env.NIMBUS_TERRAFORM;

/** The tools look for the program where the command line's environment names it too. */
function handOverTerraform(): void {
  const path = vscode.workspace.getConfiguration('nimbus').get<string>('terraform.path', '').trim() || inherited;
  if (path) process.env.NIMBUS_TERRAFORM = path;
  else delete process.env.NIMBUS_TERRAFORM;
}
