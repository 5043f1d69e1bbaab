import { diff3Merge } from 'node-diff3';
import { lines } from '../base/lines.ts';

export interface Merged {
  readonly text: string;
  /** Where both sides changed the same lines; `yours` is what is in `text`. `line` counts from 1 in `text`. */
  readonly conflicts: readonly { readonly line: number; readonly yours: string; readonly ours: string }[];
}

/**
 * What a file should hold when a person and the generator both changed it since `base`. Every change of one side alone
 * is taken; where both changed the same lines differently the person's stay and the conflict is named. Without a base
 * (a file the generator did not write) all of it stays.
 */
export function merge(base: string | undefined, yours: string, ours: string): Merged {
  if (yours === ours || yours === base) return { text: ours, conflicts: [] };
  if (ours === base) return { text: yours, conflicts: [] };
  if (base === undefined) return { text: yours, conflicts: [{ line: 1, yours, ours }] };

  const merged: string[] = [];
  const conflicts: { line: number; yours: string; ours: string }[] = [];
  for (const region of diff3Merge(lines(yours), lines(base), lines(ours), { excludeFalseConflicts: true })) {
    if (region.ok !== undefined) merged.push(...region.ok);
    if (region.conflict !== undefined) {
      conflicts.push({ line: merged.length + 1, yours: region.conflict.a.join('\n'), ours: region.conflict.b.join('\n') });
      merged.push(...region.conflict.a);
    }
  }
  return { text: merged.length === 0 ? '' : `${merged.join('\n')}\n`, conflicts };
}
