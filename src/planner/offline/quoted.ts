import type { Token } from './token.ts';

const assent =
  /^(yes|yeah|yep|ok|okay|sure|please|do|go|ahead|that|it|this|so|and|then|the|same|also|as|well|kindly|can|could|you|just|now|too|thanks|exactly)$/;
const names = /^(for|on|with|in|at|to|of|pr|pull|request|pull_request|issue|number)$/;

/**
 * "> can you check the pipeline? ⏎ yes please do that for PR 305": an answer that says nothing but yes asks for what it answers,
 * of what it names itself.
 */
export function answered(tokens: readonly Token[]): readonly Token[] {
  if (tokens[0]?.text !== '>') return tokens;
  const lines: Token[][] = [[]];
  for (const token of tokens)
    if (token.text === '\n') lines.push([]);
    else lines.at(-1)?.push(token);
  const said = lines.filter((line) => line[0]?.text === '>').flatMap((line) => line.slice(1));
  const reply = lines.filter((line) => line[0]?.text !== '>').flat();
  const own = reply.filter((t) => t.kind !== 'mark' && !assent.test(t.word));
  const isAssent = reply.some((t) => /^(do|go|yes|please)$/.test(t.word)) && own.every((t) => t.kind !== 'word' || names.test(t.word));
  if (said.length === 0 || !isAssent) return tokens;
  const asked = said.filter((t) => !(t.kind === 'mark' && /^[?!.]$/.test(t.text)));
  const number = own.some((t) => t.kind === 'issue' || t.kind === 'number');
  // Its own number holds, not the one in what it answers.
  return [...asked.filter((t, i) => !(number && (t.kind === 'issue' || (names.test(t.word) && asked[i + 1]?.kind === 'issue')))), ...own];
}
