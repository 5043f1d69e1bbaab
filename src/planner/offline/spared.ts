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
  // "restart web without waiting": another way of doing it is no other thing.
  const chosen = new Set(found.profile.fields.filter((f) => f.values.length > 0 && f.name !== 'kind').map((f) => f.name));
  return Object.entries(input).some(([key, value]) => typeof value === 'string' && !chosen.has(key) && key in last.input && last.input[key] !== value);
}

/** "the other one, i-0fed…, stays", "keep i-0eee… running": said of what is to be left as it is. */
export const leavesBe = ({ tokens }: Clause): boolean => {
  const words = tokens.map((t) => (t.kind === 'word' ? t.word : t.kind === 'mark' ? t.word : 'x')).join(' ');
  const named = tokens.some((t) => telling.has(t.kind) || isNovel(t));
  return (
    named &&
    (/^(?!(list|show|which|what|is|are|does|do)\b).*\b(stays?|remains?)( (as|on|up|there|running|alone|put|untouched|where|in_place|online|it|is|was)\b.*)?$/.test(
      words,
    ) ||
      /^(keep|leave)\b.*\b(running|up|alone|on|untouched|as is|as it is|as they are|online)$/.test(words))
  );
};
