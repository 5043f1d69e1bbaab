import type { House } from '../../session/start.ts';

/** A process is asked to let go of a plan it holds for so long, in ms, and looked at this often. */
const lettingGoMs = 3_000;
const lookMs = 100;

/**
 * Ends a plan that waits for an answer nobody can give it any more: its window is gone, or still there without a person.
 * Nothing was run, and the journal says so. Resolves when its folder is free, or when its process does not let go.
 */
export async function giveUp({ journal }: House, runId: string): Promise<void> {
  if (journal.run(runId)?.status === 'waiting') {
    journal.requestCancel(runId);
    for (const end = Date.now() + lettingGoMs; Date.now() < end && journal.run(runId)?.status === 'waiting'; )
      await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  if (journal.run(runId)?.status !== 'interrupted') return;
  journal.takeUp(runId);
  journal.append(runId, { type: 'run-ended', outcome: 'cancelled', missing: [], unverified: [] });
  journal.release(runId);
}
