import { type Around, asCommand, fitting, type Rough, rough } from './choose.ts';
import type { Clause } from './clauses.ts';
import { headOf } from './head.ts';
import { conceptsOf, contentOf, type Profile } from './index.ts';
import { meaningsOf } from './lexicon/words.ts';
import { type Match, match } from './match.ts';
import { isNovel } from './read.ts';
import type { Token } from './token.ts';

/** "list the buckets and the instances", "restart web and api": several things asked for with one verb. */
export function coordinated(clause: Clause, around: Around, request: string, hint: string | undefined): readonly Clause[] {
  if (clause.negated || clause.condition || asCommand(clause, around.index) !== undefined) return [clause];
  const numbered = eachNumber(clause);
  if (numbered.length > 1) return numbered;
  const head = headOf(clause);
  const joints = clause.tokens.flatMap((t, i) => (/^(and|,|&|plus|also)$/.test(t.word) && i > 0 && i < clause.tokens.length - 1 ? [i] : []));
  if (head === undefined || joints.length === 0) return [clause];
  const find = (c: Clause): Match | undefined => fitting(match(c, around.index, { around: hint }), c, request, around);
  const whole = find(clause);
  if (whole === undefined) return [clause];
  for (const joint of joints) {
    const start = clause.tokens[joint + 1]?.word === 'and' ? joint + 2 : joint + 1;
    const tail = clause.tokens.slice(start);
    const left: Clause = { ...clause, tokens: clause.tokens.slice(0, joint) };
    const headAt = clause.tokens.indexOf(head);
    // "…, ns shop": where, not what else.
    if (isWhere(tail) || isOnly(tail) || isDescription(tail) || (clause.question && tail.length === 1 && tail[0]?.kind === 'word' && !isNovel(tail[0])))
      continue;
    const right: Clause = { ...clause, tokens: [...clause.tokens.slice(0, headAt + 1), ...tail] };
    if (
      headAt >= joint ||
      left.tokens.length === 0 ||
      tail.length === 0 ||
      /^(not|no|never|without)$/.test(tail[0]?.word ?? '') ||
      isListed(clause.tokens, joint) ||
      /(^|_)between$/.test(clause.tokens.slice(0, joint).findLast((t) => /(^|_)between$|^and$/.test(t.word))?.word ?? '')
    )
      continue;
    const l = find(left);
    const r = find(right);
    if (l === undefined || r === undefined) continue;
    const meant = contentOf(tail).some((t) => t.kind === 'word' && conceptsOf(t).size > 0);
    if (l.profile !== r.profile) {
      if (
        meant &&
        tail.every((t) => t.kind !== 'quote') &&
        l.score >= 0.55 &&
        r.score >= 0.55 &&
        l.score + r.score > whole.score * 1.7 &&
        distinct(tail, r.profile, l.profile)
      )
        return [left, ...coordinated(right, around, request, hint)];
      continue;
    }
    if (l.profile !== whole.profile) continue;
    // "upgrade web from charts/web, keep the current values": a switch of the same step.
    const switched = switchesOf(rough(clause, whole.profile, request, around));
    const before = switchesOf(rough(left, l.profile, request, around));
    if (switched.some((name) => !before.includes(name)) && switchesOf(rough({ ...clause, tokens: tail }, r.profile, request, around)).length > 0) continue;
    const wholly = JSON.stringify(rough(clause, whole.profile, request, around).input);
    const a = rough(left, l.profile, request, around).input;
    const b = rough(right, r.profile, request, around).input;
    const differs = Object.keys(b).filter((key) => key in a && JSON.stringify(a[key]) !== JSON.stringify(b[key]));
    const single = differs.filter((key) => !Array.isArray(b[key]) && typeof b[key] !== 'object');
    if (single.length > 0 && single.some((key) => !wholly.includes(JSON.stringify(b[key])))) return [left, ...coordinated(right, around, request, hint)];
  }
  return [clause];
}

/** "close the issues 3, 4 and 5": each of them, as one may be refused where others are not. */
function eachNumber(clause: Clause): readonly Clause[] {
  const first = clause.tokens.findIndex((t) => t.kind === 'issue');
  let end = first + 1;
  while (/^(,|and|&)$/.test(clause.tokens[end]?.word ?? '') || /^(number|issue)$/.test(clause.tokens[end]?.kind ?? '')) end++;
  const numbers = first < 0 ? [] : clause.tokens.slice(first, end).filter((t) => t.kind === 'number' || t.kind === 'issue');
  if (numbers.length < 2 || !/s$/.test(clause.tokens[first - 1]?.word ?? '')) return [clause];
  return numbers.map((number) => ({
    ...clause,
    tokens: [...clause.tokens.slice(0, first), { ...number, kind: 'issue' as const }, ...clause.tokens.slice(end)],
  }));
}

/** "… and report only" */
const isOnly = (tokens: readonly Token[]): boolean =>
  /^(only )?(report|look|read|check|show)( it| them)?( only)?$|^(fail|exit|stop) (if|on|when|with)\b/.test(tokens.map((t) => t.word).join(' '));

/** "…, trusted by account 123456789012", "…, created in May": what the thing before is like. */
const isDescription = ([first, second]: readonly Token[]): boolean =>
  first?.word === 'too' || (first?.kind === 'word' && /ed$/.test(first.word) && /^(by|with|from|in|on|to|for|as)$/.test(second?.word ?? ''));

/** "ns shop", "in the shop namespace", "region eu-west-1": nothing but a place. */
const isWhere = (tokens: readonly Token[]): boolean =>
  /^(((in|on|for|from|with) )?(the )?(ns|namespace|ws|workspace|context|cluster|region|profile|folder|directory|dir|repo|repository|account)( is| called|:)? [\w./-]+|(in|on|for|from) (the )?[\w./-]+ (ns|namespace|workspace|cluster|context|region|profile)|(in|on) [\w./-]+|only (in|on|below|under|inside|within) (the )?((folder|directory|prefix|namespace|region) )?[\w./-]+)$/.test(
    tokens.map((t) => t.word).join(' '),
  );

const switchesOf = ({ profile, input }: Rough): readonly string[] => profile.fields.filter((f) => f.type === 'boolean' && f.name in input).map((f) => f.name);

/** "labels ops and infra": the second of several of a kind. */
const isListed = (tokens: readonly Token[], joint: number): boolean => /^(labels?|reviewers?|assignees?|tags?)$/.test(tokens[joint - 2]?.word ?? '');

/** Whether what follows an "and" speaks of the other tool and not of this one. */
const distinct = (tail: readonly Token[], of: Profile, than: Profile): boolean => {
  const about = (profile: Profile): number =>
    contentOf(tail).reduce((sum, t) => sum + Math.max(0, ...[...meaningsIn(t)].map((c) => profile.about.get(c) ?? 0)), 0);
  return about(of) > about(than) + 0.3;
};
const meaningsIn = (token: Token): Iterable<string> =>
  token.kind === 'word' ? [token.word, token.word.replace(/s$/, ''), ...(meaningsOf(token.word)?.keys() ?? [])] : [];
