import type { Clause } from './clauses.ts';
import { verbOf } from './index.ts';
import type { Token } from './token.ts';

/** "delete the role ci once you have shown it": said of what is done later, which is named there. */
export function pointedOut(tokens: readonly Token[], of: readonly Token[]): readonly Token[] {
  const verb = of.findIndex((t) => verbOf(t) !== undefined);
  const object = verb < 0 ? [] : of.slice(verb + 1).filter((t) => t.kind !== 'mark');
  if (object.length === 0 || object.length > 6) return tokens;
  const at = tokens.findLastIndex((t) => /^(it|them|that|its|their)$/.test(t.word));
  const token = tokens[at];
  if (token === undefined || tokens.some((t) => t.kind === 'id' || t.kind === 'issue')) return tokens;
  const { at: start, end } = token;
  if (/^(it|them|that)$/.test(token.word)) return [...tokens.slice(0, at), ...object, ...tokens.slice(at + 1)];
  return [...tokens.slice(0, at), ...tokens.slice(at + 1), { kind: 'word', text: 'of', word: 'of', at: start, end }, ...object];
}

/** A subject and something said of it, or "it is done". */
export const clauseLike = (tokens: readonly Token[], at: number): boolean =>
  tokens
    .slice(at, at + 8)
    .some(
      (t) =>
        t.kind === 'word' &&
        (verbOf(t) !== undefined || /^(done|passes|pass|passed|green|ready|finished|succeeds|fails|works|possible|needed|necessary)$/.test(t.word)),
    );

const noToken: Token = { kind: 'mark', text: '', word: '', at: 0, end: 0 };

/** "after the merge", "after that". */
export const eventLike = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.word === 'the' && verbOf(tokens[at + 1] ?? noToken) !== undefined && /^(,|\.)?$/.test(tokens[at + 2]?.word ?? '');

/** "… without undoing it if it fails" */
export const undoes = (tokens: readonly Token[], i: number): boolean =>
  /^(it|that|this|anything|something) (fails|failed|goes|breaks)\b/.test(`${tokens[i + 1]?.word} ${tokens[i + 2]?.word}`) &&
  tokens.slice(Math.max(0, i - 4), i).some((t) => /^(undo\w*|roll\w*|revert\w*|take\w*)$/.test(t.word.replace(/\.\..*|_.*/, '')));

/** "… only if the account is 123456789012": not a check of its own, but what each step in AWS holds itself to. */
export function guarded(clauses: readonly Clause[]): readonly Clause[] {
  const guard = clauses.find((c) => c.condition && c.tokens.length <= 5 && c.tokens.some((t) => t.word === 'account') && c.tokens.some(isAccount));
  const number = guard?.tokens.find(isAccount);
  const rest = clauses.filter((c) => c !== guard);
  if (number === undefined || rest.length === 0) return clauses;
  const said: readonly Token[] = [{ ...number, kind: 'word', text: 'account', word: 'account' }, number];
  return rest.map((c) => (c.negated || c.condition ? c : { ...c, tokens: [...c.tokens, ...said] }));
}
const isAccount = (token: Token): boolean => token.kind === 'number' && /^\d{12}$/.test(token.text);
