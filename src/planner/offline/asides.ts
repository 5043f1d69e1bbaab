import type { Token } from './token.ts';

/** Without what stands round a request and is none: the time it was sent, the number of its step, why somebody has no time. */
export function withoutAsides(tokens: readonly Token[]): readonly Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i];
    if (token === undefined) break;
    const before = out.at(-1);
    const begins = before === undefined || (before.kind === 'mark' && /^[.!?;\n]$/.test(before.text));
    const skip = (begins ? clockAt(tokens, i) || stepAt(tokens, i) : 0) || reasonAt(tokens, i, begins);
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
