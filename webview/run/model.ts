import type { Where } from '../../src/protocol/run.ts';
import type { Folded } from '../../src/protocol/run-fold.ts';
import type { Notice } from '../shared/notice.ts';

/** Everything the panel shows: the run, and what the person is about to say to it. */
export interface Model {
  readonly folded: Folded;
  /** Counts the runs shown in this page: another one starts with everything folded. */
  readonly shown: number;
  readonly where: Where;
  readonly isLive: boolean;
  /** Its process is another one. */
  readonly elsewhere?: { readonly says: string; readonly canOpen: boolean };
  readonly isChangeable: boolean;
  /** The same can be begun once more. */
  readonly isRepeatable: boolean;
  readonly isRollback: boolean;
  readonly isUntrusted: boolean;
  /** What the person typed, by step id. */
  readonly typed: Readonly<Record<string, string>>;
  /** Sent to the host and not answered by an event yet. */
  readonly asked?: 'approve' | 'cancel';
  /** The plan as a file; empty while it is being read. */
  readonly yaml?: string;
  /** Steps whose files are all shown. */
  readonly unfolded: ReadonlySet<string>;
  readonly notice?: Notice;
  readonly isMisunderstood: boolean;
  /** Host's clock minus ours, ms. */
  readonly clockSkewMs: number;
}

/** Before an answer is due, the panel is a plan; then a run; then its result. */
export type Face = 'plan' | 'run' | 'result' | 'cut-off';

export function faceOf({ folded: { view }, isLive }: Model): Face {
  if (view.phase === 'ended') return 'result';
  if (view.phase === 'paused' || (!isLive && view.runningSince !== undefined)) return 'cut-off';
  return view.phase === 'running' ? 'run' : 'plan';
}

/** Refused, and only until the person trusts the workspace. */
export const waitsForTrust = ({ folded: { view }, isUntrusted }: Model): boolean => view.outcome === 'refused' && isUntrusted;

/** How many of a step's files its row shows: a plan, one that was refused too, says what it would write; a result says it in words. */
export type FilesShown = 'none' | 'some' | 'all';

export const filesShown = (m: Model, step: string): FilesShown =>
  faceOf(m) !== 'plan' && m.folded.view.outcome !== 'refused' ? 'none' : m.unfolded.has(step) ? 'all' : 'some';

/** Who has a plan that waits, where its yes can't be given here; `gone`: nobody has it any more. */
export function waitsNotHere(m: Model): { readonly says: string; readonly gone: boolean } | undefined {
  const { folded, isLive, elsewhere } = m;
  if (folded.view.phase !== 'asking' || faceOf(m) !== 'plan') return undefined;
  if (!isLive) return { gone: true, says: 'The window or command line this plan waited in is gone. Nothing was approved and nothing was run.' };
  return elsewhere === undefined ? undefined : { gone: false, says: elsewhere.says };
}

/** Steps where the person must type something, and what. */
export const typedSteps = (m: Model): readonly { readonly id: string; readonly word: string; readonly isRight: boolean }[] =>
  m.folded.view.steps.flatMap(({ step, status, decision }) =>
    status === 'waiting' && decision?.kind === 'confirm' && decision.typed !== undefined
      ? [{ id: step.id, word: decision.typed, isRight: m.typed[step.id] === decision.typed }]
      : [],
  );
