import type { Profile } from '../index.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';
import { slotOf } from './slots.ts';

/** Texts that are not in quotes: what stands behind "saying", "titled", "with message", up to the end or to the next thing said. */
export function texts(profile: Profile, tokens: readonly Token[], request: string, { input, used }: Filling): void {
  for (const field of profile.fields) {
    const slot = slotOf(profile.spec.name, field.name);
    if (slot?.free === undefined || field.name in input) continue;
    const cues = slot.free.split(' ');
    const colon = tokens.findIndex((t) => t.kind === 'mark' && t.word === ':');
    const said = tokens.findIndex(
      (t, i) => t.kind === 'word' && cues.includes(t.word) && !used.has(t) && i > 0 && (field.name !== 'content' || !stops(tokens, i + 1, profile)),
    );
    const at =
      said >= 0 ? said : /^(body|message|title|comment)$/.test(field.name) && (field.required || profile.fields.some((f) => f.name === 'verdict')) ? colon : -1;
    if (at < 0) continue;
    let from = at + 1;
    while (
      /^(:|,|is|being|reading|reads|of|that|a|the)$/.test(tokens[from]?.word ?? '') &&
      tokens[from]?.kind !== 'quote' &&
      (tokens[from]?.kind === 'mark' ||
        /^(is|being|reading|reads|of)$/.test(tokens[from]?.word ?? '') ||
        (tokens[from]?.word === 'that' && /^say/.test(tokens[at]?.word ?? '')))
    )
      from++;
    if (/^(to|with|as)$/.test(tokens[from]?.word ?? '') && tokens[from + 1]?.kind === 'quote') continue;
    const first = tokens[from];
    // "set the title of issue 9 to "New"": the text is the one in quotes.
    if (/^(of|on|for)$/.test(tokens[at + 1]?.word ?? '') && tokens.slice(from).some((t) => t.kind === 'quote' && !used.has(t))) continue;
    if (first === undefined || first.kind === 'quote' || first.kind === 'flag' || stops(tokens, from, profile)) continue;
    let to = from;
    while (to + 1 < tokens.length && !stops(tokens, to + 1, profile) && tokens[to + 1]?.kind !== 'quote') to++;
    const last = tokens[to];
    if (last === undefined) continue;
    input[field.name] = request.slice(first.at, last.end).replace(/[\s,]+$/, '');
    for (const token of tokens.slice(from, to + 1)) used.add(token);
  }
}

function stops(tokens: readonly Token[], i: number, profile: Profile): boolean {
  const token = tokens[i];
  const next = tokens[i + 1];
  const then = next?.word === 'the' || next?.word === 'a' ? tokens[i + 2] : next;
  if (token === undefined) return true;
  // "… and sign it off", "…, label perf": another input of the same step.
  if (token.word === 'and' && /^sign/.test(next?.word ?? '') && profile.fields.some((f) => f.name === 'signOff')) return true;
  if (token.word === ',' && /^(labels?|reviewers?|assignees?|assign|draft)$/.test(next?.word ?? '')) return true;
  if (/^(against|labelled|labeled|assigned)$/.test(token.word)) return true;
  if (token.word === 'with' || token.word === 'and') return /^(label|labels|body|description|title|reviewer|reviewers|message|comment)$/.test(then?.word ?? '');
  // "the line a=b to .env": where it is to go.
  if (profile.domains.has('files') && /^(to|in|into|at|inside)$/.test(token.word)) return then?.kind === 'path' || then?.word === 'it';
  if (token.word === 'on' || token.word === 'to' || token.word === 'in')
    return (
      then?.kind === 'issue' ||
      /^(pr|pull_request|issue|ticket|bug|repo|repository|merge_request)$/.test(then?.word ?? '') ||
      (then?.kind === 'path' && token.word !== 'to' && profile.fields.some((f) => f.name === 'repository') && /^[\w.-]+\/[\w.-]+$/.test(then.text))
    );
  if (profile.domains.has('git') && !profile.domains.has('github')) return false;
  if (token.word === 'into') return true;
  return token.word === 'from' && then?.kind === 'path';
}
