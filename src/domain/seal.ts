import { digestOf } from '../base/hash.ts';
import type { Target } from './impact.ts';
import type { Preview } from './tool.ts';

/**
 * What an approval of one step is bound to: what its tool covers by a digest, and the place as it really is (account,
 * context, workspace, serial, remote…). A place that is another one voids the approval, whatever the tool's own digest says.
 */
export const sealOf = ({ digest, target }: Pick<Preview, 'digest' | 'target'>): string =>
  target === undefined ? digest : digestOf({ digest, system: target.system, label: target.label, facts: target.facts });

/** In what the place is another one, fact by fact, as words for a person; empty when it is the same. */
export function placeMoved(before: Target | undefined, now: Target | undefined): readonly string[] {
  if (before === undefined) return now === undefined ? [] : [`it was to stay in the workspace, and would act on ${now.label}`];
  if (now === undefined) return [`it was ${before.label}, and nobody tells which it is now`];
  const facts = [...new Set([...Object.keys(before.facts), ...Object.keys(now.facts)])].sort();
  const moved = facts
    .filter((fact) => before.facts[fact] !== now.facts[fact])
    .map((fact) => `${fact} was ${before.facts[fact] ?? 'not known'} and is ${now.facts[fact] ?? 'not known'}`);
  return moved.length > 0 || before.label === now.label ? moved : [`it was ${before.label} and is ${now.label}`];
}
