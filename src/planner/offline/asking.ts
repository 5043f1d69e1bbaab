import type { Clause } from './clauses.ts';
import { isNovel } from './read.ts';

/** "what is a pod?", "what can you do?", "do what we talked about", "carry on where Ines stopped": a thing in general, or what only the speaker knows. */
export const asksWhatItIs = ({ tokens }: Clause): boolean =>
  /^(what (is|are)|what's|whats) an? [a-z_-]+$|^what (can|could) (you|nimbus|this|i|we) do\b|^do (what|whatever|as) (we|i|you|they|he|she)\b|^(carry on|continue|go on|proceed) where\b/.test(
    tokens.map((t) => t.word).join(' '),
  );

/** "can we roll out faster?", "should we use bigger nodes?": what one might do, and nothing that is named. */
export const muses = ({ tokens }: Clause, request: string): boolean =>
  /^[^.!;\n]*\?/.test(request.slice(tokens.at(-1)?.end)) &&
  /\b(can|could|should|shall|might|how|is it possible|would it)\b/i.test(request.slice(0, tokens.at(-1)?.end)) &&
  tokens.some(
    (t) =>
      /^(faster|quicker|better|cheaper|smarter|safer|easier|bigger|larger|smaller|simpler|sooner|oftener|money|costs?)$/.test(t.word) || t.word === 'often',
  ) &&
  !tokens.some((t) => t.kind !== 'word' && t.kind !== 'mark') &&
  !tokens.some((t) => isNovel(t) && t.corrected !== true && !/(er|ly)$/.test(t.word));

/** It asks how something is; "how about restarting web" and "have it restarted" ask for it to be done. */
export const asksOnly = ({ tokens, question }: Clause): boolean =>
  question && !/^(have|can|may|do)$/.test(tokens[0]?.word ?? '') && tokens[1]?.word !== 'about' && !tokens.some((t) => t.kind === 'command')
    ? true
    : question && /^(can|may)$/.test(tokens[0]?.word ?? '') && tokens.some((t) => t.word === 'be');
