import * as vscode from 'vscode';
import { type OpenHouse, openHouse } from '../host/house.ts';
import { dataFolder } from '../machine/folders.ts';
import { switchedOn } from '../tools/files/inside/excludes.ts';
import { signIn } from './github-session.ts';
import { editorTerminals } from './kubernetes/terminals.ts';
import { handOverPrograms } from './programs.ts';
import { clean, notify } from './report.ts';
import { LiveRuns } from './runs/live-runs.ts';
import { type Runs, runsOn } from './runs/look.ts';

/** The house, and the runs of this window in it. */
export interface Runtime extends Runs {
  readonly house: OpenHouse;
  close(): Promise<void>;
}

export async function openRuntime(runsChanged: () => void): Promise<Runtime> {
  const programs = handOverPrograms();
  const house: OpenHouse = await openHouse(dataFolder(), {
    signIn,
    redactor: clean,
    terminals: editorTerminals((text) => clean.text(text)),
    excludes: (folder) => switchedOn(vscode.workspace.getConfiguration('files', vscode.Uri.file(folder)).get('exclude')),
  });
  for (const notice of house.notices) void notify('warning', notice);
  const runs = new LiveRuns(house, runsChanged);
  return {
    ...runsOn(house, runs),
    house,
    async close() {
      programs.dispose();
      // What waits for an answer has done nothing and stays as it is in the journal; what is running must not outlive us.
      const [waiting, running] = [runs.all().filter((run) => run.isAsking), runs.all().filter((run) => !run.isAsking)];
      for (const run of running) run.cancel();
      await Promise.all(running.map((run) => run.ended));
      if (waiting.length === 0) house.dispose();
    },
  };
}
