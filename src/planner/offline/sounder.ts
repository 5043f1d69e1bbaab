import type { Rough } from './choose.ts';
import type { Field } from './fields.ts';
import { slotOf } from './fill/slots.ts';
import { headOf } from './head.ts';
import { conceptsOf, contentOf, verbOf } from './index.ts';
import { environments } from './lexicon/common.ts';
import { isNovel } from './read.ts';
import type { Token } from './token.ts';

/** What a tool is done to: what it can't be without, or else what "called" names. */
function namesOf({ profile }: Rough): readonly Field[] {
  const texts = profile.fields.filter((f) => f.type === 'string' && f.values.length === 0 && f.name !== profile.spec.needs?.input);
  const required = texts.filter((f) => f.required);
  return required.length > 0 ? required : texts.filter((f) => slotOf(profile.spec.name, f.name)?.naming === true);
}

/** Whether something is left out of a step that may be the name of what it is done to, or the name may be none. */
export const mayBeMisnamed = (all: readonly Token[], step: Rough): boolean =>
  namesOf(step).some(({ name }) => surety(step.input[name], step.clause.tokens) === 0.5) ||
  all.some((t) => t.kind === 'word' && isShaped(t.text) && isNovel(t) && !step.clause.tokens.some((own) => own.at === t.at));

/** `queue-viewer-b`, `web-0`, `k.ozturk`: written as nobody writes a word. */
const isShaped = (text: string): boolean => /[-_.\d/:]/.test(text);

/**
 * How sure a value is what something is called: 0 missing, 0.5 what is the name of an environment as well, 1 a word of English, 2 another
 * word, 3 what only a name or a place looks like.
 */
function surety(value: unknown, tokens: readonly Token[]): number {
  if (typeof value !== 'string' || value === '') return 0;
  const at = tokens.findIndex((t) => t.text === value);
  const token = tokens[at];
  if (token === undefined || token.kind !== 'word' || isShaped(value) || /^(called|named)$/.test(tokens[at - 1]?.word ?? '')) return 3;
  if (token.word in environments) return 0.5;
  return isNovel(token) && token.corrected !== true ? 2 : 1;
}

/**
 * Steps that are all of one tool, with what it is done to where the request as a whole says it better: "prod is down after the last
 * upgrade of gateway, roll that release back". `whole` is the same tool filled from all that is said.
 */
export function sounder(steps: readonly Rough[], whole: Rough): readonly Rough[] {
  const [first, ...others] = steps;
  if (first === undefined) return steps;
  const names = namesOf(whole);
  if (others.length === 0) {
    const better = names.filter(({ name }) => {
      const own = surety(first.input[name], first.clause.tokens);
      if (Object.values(first.input).includes(whole.input[name])) return false;
      const said = surety(whole.input[name], whole.clause.tokens);
      return said > own && (said > 1 || (own > 0 && own < 1));
    });
    if (better.length === 0) return steps;
    const input = { ...first.input, ...Object.fromEntries(better.map(({ name }) => [name, whole.input[name]])) };
    return [{ ...first, input, used: new Set([...(first.used ?? []), ...(whole.used ?? [])]) }];
  }
  // "drain node-4, ignore daemonsets": one thing, and how it is done.
  const main = steps.find((step) => {
    const named = names.filter(({ name }) => name in step.input);
    return named.length > 0 && named.every(({ name }) => surety(step.input[name], step.clause.tokens) > 1 && whole.input[name] === step.input[name]);
  });
  return main !== undefined && steps.every((step) => step === main || tellsHow(step, names)) ? [{ ...whole, doubt: main.doubt }] : steps;
}

/** Nothing in it can be a name of its own: what would be one is a word that others belong to, or how something is. */
function tellsHow({ input, clause: { tokens } }: Rough, names: readonly Field[]): boolean {
  const named = names.filter((f) => f.required && f.name in input);
  return named.every(({ name }) => {
    const at = tokens.findIndex((t) => t.text === input[name]);
    if (surety(input[name], tokens) > 1 || at < 0) return false;
    const [token, next] = [tokens[at], tokens[at + 1]];
    const verb = token === undefined ? undefined : verbOf(token);
    return (verb !== undefined && !verb.nounFirst) || (next !== undefined && contentOf([next]).length > 0);
  });
}

/** What a step is done to: the texts it can't be without, as far as they are known. */
export const doneTo = (step: Rough): readonly unknown[] => namesOf(step).flatMap((f) => (f.required && f.name in step.input ? [step.input[f.name]] : []));

/** It has another verb than its tool, and what it would be done to is a word of plain English. */
export function namesNothing(step: Rough): boolean {
  const { clause, profile } = step;
  const head = headOf(clause);
  if (head !== undefined && [...conceptsOf(head)].some(([concept, sure]) => sure * (profile.verbs.get(concept) ?? 0) >= 0.3)) return false;
  return doneTo(step).every((value) => {
    const token = clause.tokens.find((t) => t.text === value);
    return token?.kind === 'word' && !isNovel(token);
  });
}
