import { verbOf } from './index.ts';
import { lexicon } from './lexicon/words.ts';
import type { Token } from './token.ts';

/**
 * Without what stands round a request and is none: the time it was sent, the number of its step, what somebody else said or wrote,
 * a message of a program, why somebody has no time.
 */
export function withoutAsides(tokens: readonly Token[]): readonly Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i];
    if (token === undefined) break;
    const before = out.at(-1);
    const begins = before === undefined || (before.kind === 'mark' && /^[.!?;\n]$/.test(before.text));
    const skip =
      (begins ? clockAt(tokens, i) || stepAt(tokens, i) || codeAt(tokens, i) || reportAt(tokens, i) || messageAt(tokens, i) || leadAt(tokens, i) : 0) ||
      reasonAt(tokens, i, begins) ||
      soThatAt(tokens, i);
    if (skip > 0) i += skip;
    else {
      out.push(token);
      i++;
    }
  }
  return out.some((t) => t.kind !== 'mark') ? out : tokens;
}

/** "14:50 …", "[14:50] …" */
function clockAt(tokens: readonly Token[], i: number): number {
  const open = tokens[i]?.word === '[' ? 1 : 0;
  const time = tokens[i + open];
  const [hours = Number.NaN, minutes = Number.NaN] = time?.kind === 'ports' ? time.text.split(':').map(Number) : [];
  if (!(hours < 24 && minutes < 60) || !/^\d\d:\d\d$/.test(time?.text ?? '')) return 0;
  return open + 1 + (open === 1 && tokens[i + 2]?.word === ']' ? 1 : 0);
}

/** "Step 6: …", "Step 6 is: …" */
function stepAt(tokens: readonly Token[], i: number): number {
  if (!/^(step|task|exercise|chapter|part|point|item)$/.test(tokens[i]?.word ?? '') || tokens[i + 1]?.kind !== 'number') return 0;
  const says = /^(is|says)$/.test(tokens[i + 2]?.word ?? '') ? 1 : 0;
  const colon = tokens[i + 2 + says]?.word === ':' ? 1 : 0;
  return says + colon > 0 ? 2 + says + colon : 0;
}

/** "…, i have to ask the client", "… because I have to look at something else": what the speaker is busy with. */
function reasonAt(tokens: readonly Token[], i: number, begins: boolean): number {
  const words = tokens.slice(i, i + 6).map((t) => t.word);
  const isBecause = !begins && /^(because|as|since) (i|we) /.test(`${words.join(' ')} `);
  const isBusy = /^(i|we) (still |first |just )?(have|need|must|want|should) (to )?(first )?(ask|talk|speak|discuss|consult) /.test(`${words.join(' ')} `);
  if (!isBecause && !isBusy) return 0;
  let end = i;
  while (end < tokens.length && !(tokens[end]?.kind === 'mark' && /^[.!?;,\n—–]$/.test(tokens[end]?.text ?? ''))) end++;
  const said = tokens.slice(i, end);
  // What is named there may be what the rest is about.
  return said.some((t) => t.kind !== 'word' && t.kind !== 'mark') || said.some((t) => /^(pr|pull_request|pullrequest|issue|review)$/.test(t.word))
    ? 0
    : end - i;
}

const sentenceEnd = (tokens: readonly Token[], i: number): number => {
  const at = tokens.findIndex((t, n) => n >= i && t.kind === 'mark' && /^[.!?;\n]$/.test(t.text));
  return at < 0 ? tokens.length : at;
};

/** "CC6.1 — …", "AC-2, sample 3: …": the number of a control, and nothing to do. */
function codeAt(tokens: readonly Token[], i: number): number {
  const [first] = tokens.slice(i);
  if (first === undefined || !/^[A-Z]{2,}-?\d+$/.test(first.text) || lexicon.domains.has(first.word)) return 0;
  const end = tokens.findIndex((t, n) => n > i && n <= i + 8 && t.kind === 'mark' && /^[:—–]$/.test(t.text));
  const said = end < 0 ? [] : tokens.slice(i, end);
  const isCode = said.length > 0 && said.some((t) => /\d/.test(t.text)) && !said.some((t) => verbOf(t)?.form === 'base' && verbOf(t)?.nounFirst === false);
  return isCode && end < tokens.length - 1 ? end - i + 1 : 0;
}

/** "The runbook says: 'kubectl delete pod web-0'." tells of a request and is none. */
function reportAt(tokens: readonly Token[], i: number): number {
  const end = sentenceEnd(tokens, i);
  const words = tokens.slice(i, Math.min(end, i + 9));
  const quote = words.findIndex((t) => t.kind === 'quote' || t.kind === 'command');
  if (quote < 1 || (verbOf(words[0] as Token)?.form === 'base' && verbOf(words[0] as Token)?.nounFirst === false)) return 0;
  const led = words
    .slice(0, quote)
    .map((t) => t.word)
    .join(' ');
  const isSaid = /\b(says|said|wrote|writes|reads|states|told (me|us)|claims|suggests)( that)?( :| ,)?$/.test(led);
  const isTicket = /^(ticket|issue|task|story|incident|mail|message|comment)\b.* :$/.test(led) && /\d/.test(led);
  // Of a comment or an issue that is to say something, it is the text.
  if (!(isSaid || isTicket) || /\b(which|that|who) (says|reads|states)/.test(led)) return 0;
  const last = i + quote + 1;
  return tokens.slice(last, end).every((t) => t.kind === 'mark') || tokens[last]?.kind === 'mark' ? last - i : 0;
}

/** "Error: configmap "flags" not found": what a program said. */
function messageAt(tokens: readonly Token[], i: number): number {
  if (!/^(error|fatal|warning|exception|panic|failed)$/.test(tokens[i]?.word ?? '')) return 0;
  const end = tokens[i + 1]?.word === ':' ? tokens.findIndex((t, n) => n > i && t.text === '\n') : sentenceEnd(tokens, i);
  return end > i + 2 && tokens.slice(end).some((t) => t.kind !== 'mark') ? end - i : 0;
}

/** "Maybe its limits are too low", "Can you?": what somebody thinks, or asks for nothing with. */
function leadAt(tokens: readonly Token[], i: number): number {
  const end = sentenceEnd(tokens, i);
  const words = tokens.slice(i, end);
  if (words.length <= 3 && words.length >= 2 && words.every((t) => /^(can|could|would|will|you|please|do|it|that|ok|yes|this)$/.test(t.word)))
    return words.length;
  const guesses = /^(maybe|perhaps|probably|apparently|presumably)$/.test(words[0]?.word ?? '');
  return guesses && words.some((t) => /^(is|are|was|were|has|have|its)$/.test(t.word)) && !words.some((t) => t.word === ',') ? words.length : 0;
}

/** "…: nothing new may be scheduled on it", "…; nothing may be altered": what follows from it, or goes without saying. */
function soThatAt(tokens: readonly Token[], i: number): number {
  if (!/^(nothing|nobody|none)$/.test(tokens[i]?.word ?? '') || !/^[:;,.—–]$/.test(tokens[i - 1]?.text ?? '')) return 0;
  const end = sentenceEnd(tokens, i);
  return tokens.slice(i, end).some((t) => /^(may|must|should|can|is|shall)$/.test(t.word)) ? end - i : 0;
}
