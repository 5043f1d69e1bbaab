import { type WorkspaceFolder, workspace } from 'vscode';
import { timedOut } from '../../domain/failure/workspace.ts';
import type { OpenHouse } from '../../host/house.ts';
import { look } from '../../session/look.ts';
import { sessionThereIs } from '../github-session.ts';
import { type Ask, AskFailed } from './branch.ts';

/** The same, for what is looked at without anybody having asked for it: nobody is asked to sign in. */
export const quietly = (house: OpenHouse): OpenHouse => ({
  ...house,
  workplace: (...of) => ({ ...house.workplace(...of), signIn: sessionThereIs }),
});

/** A program or a server that takes longer is not waited for. */
const usualPatienceMs = 10_000;

/** Asks through the gate, as any look does; who does not answer in time is told as such. Rejects when `given` fires. */
export const askIn =
  (house: OpenHouse, folder: WorkspaceFolder, given?: AbortSignal): Ask =>
  async (tool, input, timeoutMs = usualPatienceMs) => {
    const late = AbortSignal.timeout(timeoutMs);
    const signal = given === undefined ? late : AbortSignal.any([late, given]);
    try {
      const seen = await look(house, folder.uri.fsPath, tool, input, { trusted: workspace.isTrusted }, signal);
      if (!seen.ok) throw new AskFailed(seen.failure);
      return seen.value;
    } catch (error) {
      if (late.aborted && !(error instanceof AskFailed)) throw new AskFailed(timedOut(tool, timeoutMs));
      throw error;
    }
  };
