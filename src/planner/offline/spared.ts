import { type Around, type Rough, rough, telling } from './choose.ts';
import type { Clause } from './clauses.ts';
import type { Match } from './match.ts';
import { isNovel } from './read.ts';

/** "stop web, but do not touch db": another thing stays as it is, and this one is still to be done. */
export function sparesOther(clause: Clause, found: Match | undefined, last: Rough, around: Around): boolean {
  const named = clause.tokens.filter((t) => telling.has(t.kind) || (isNovel(t) && t.corrected !== true));
  const said = JSON.stringify(last.input);
  if (named.length > 0) return named.every((t) => !said.includes(JSON.stringify(t.text)));
  if (found?.profile !== last.profile) return false;
  const { input } = rough(clause, found.profile, last.request, around);
  return Object.entries(input).some(([key, value]) => typeof value === 'string' && key in last.input && last.input[key] !== value);
}
