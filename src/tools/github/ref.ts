import { type Outcome, ok } from '../../domain/failure/failure.ts';
import type { Workplace } from '../../domain/workplace.ts';
import type { Github } from './connect.ts';
import { currentBranch } from './remote.ts';
import { readPull } from './world.ts';

export interface Ref {
  /** A commit or a branch: of a pull request the commit at its head. */
  readonly ref: string;
  /** `#12 at 1a2b3c4d`, `main`. */
  readonly called: string;
}

/** Which commit is meant: the head of a pull request, what is named, or the branch that is checked out. */
export async function refOf(
  what: { readonly number?: number | undefined; readonly ref?: string | undefined },
  github: Github,
  at: Workplace,
): Promise<Outcome<Ref>> {
  if (what.number !== undefined) {
    const pull = await readPull(github, what.number);
    return pull.ok ? ok({ ref: pull.value.head.sha, called: `#${what.number} at ${pull.value.head.sha.slice(0, 8)}` }) : pull;
  }
  if (what.ref !== undefined) return ok({ ref: what.ref, called: what.ref });
  const current = await currentBranch(at);
  return current.ok ? ok({ ref: current.value.there, called: current.value.there }) : current;
}
