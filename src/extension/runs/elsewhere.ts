import { driverWords, waitsElsewhere } from '../../domain/driver.ts';
import type { RecordedEvent } from '../../domain/event.ts';
import type { Journal, RunRow } from '../../domain/journal.ts';
import type { RunView } from '../../protocol/run-fold.ts';
import { statusWord } from '../views/row-look.ts';

/** The journal is read again this often, ms. */
const lookMs = 500;

/** A process stands behind a run: it plans, waits for its person, or works. */
export const isDriven = ({ status }: RunRow): boolean => status === 'planning' || status === 'waiting' || status === 'running';

/**
 * Hands on what another process (another window, a command line) does in a run, as far as its journal tells; `ended` once
 * no process stands behind it any more, `broke` when the journal can't be read. Returns how to stop it.
 */
export function followElsewhere(
  journal: Journal,
  runId: string,
  heard: (events: readonly RecordedEvent[]) => void,
  ended: () => void,
  broke: (error: unknown) => void,
): () => void {
  let seen = journal.events(runId).at(-1)?.seq ?? 0;
  const look = (): void => {
    // Asked first: what it tells at its end is read all the same.
    const row = journal.run(runId);
    const news = journal.events(runId, seen);
    seen = news.at(-1)?.seq ?? seen;
    if (news.length > 0) heard(news);
    if (row !== undefined && isDriven(row)) return;
    clearInterval(timer);
    ended();
  };
  const timer = setInterval(() => {
    try {
      look();
    } catch (error) {
      clearInterval(timer);
      broke(error);
    }
  }, lookMs);
  return () => clearInterval(timer);
}

/** Why a yes given in this window approves nothing. */
export function notHere({ status }: RunRow, { by, askedAt }: Pick<RunView, 'by' | 'askedAt'>, now: number): string {
  if (status === 'waiting') return `${waitsElsewhere(by, askedAt, now)} Nothing was approved here. Cancel it, and it can be run from here.`;
  if (status === 'planning') return `This plan is being made ${driverWords(by)}. Nothing was approved here.`;
  if (status === 'running') return 'This plan was approved elsewhere and is running there. Nothing was approved here, and it is not run a second time.';
  if (status === 'interrupted') return 'The window this plan waited in is gone. Nothing was approved; resume the run to be asked again.';
  return `This plan does not wait for an answer any more: it has ended (${statusWord(status)}). Nothing was approved here.`;
}
