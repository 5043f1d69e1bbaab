import type { Field } from '../fields.ts';
import { valueFor } from '../fill/assign.ts';
import { slotOf } from '../fill/slots.ts';
import type { Index, Profile } from '../index.ts';
import { isMeaningful, isStop, lexicon } from '../lexicon/words.ts';
import type { Token } from '../token.ts';
import { isHarmless, optionsOf, setField } from './options.ts';
import { foreign, type Part, programs, type Usage } from './usage.ts';

/** A command line as far as a tool's usage reads it; what comes behind it is plain words. */
export interface Read {
  readonly input: Record<string, unknown>;
  readonly used: ReadonlySet<Token>;
  /** How much of it was understood: literals count most. */
  readonly fit: number;
}

interface Word {
  readonly text: string;
  readonly said: string;
  readonly token: Token;
}

/** The tool whose command line these words begin with. */
export function commandIn(tokens: readonly Token[], index: Index): { readonly profile: Profile; readonly read: Read } | undefined {
  const program = programOf(tokens);
  if (program === undefined) return undefined;
  let best: { readonly profile: Profile; readonly read: Read } | undefined;
  for (const profile of index.byProgram.get(program) ?? []) {
    const read = readCommand(profile, tokens);
    if (read === undefined) continue;
    const fit = read.fit - profile.fields.filter((f) => f.required && !(f.name in read.input)).length;
    if (best === undefined || fit > best.read.fit) best = { profile, read: { ...read, fit } };
  }
  return best;
}

/** The words as a command line of this tool, by the usage that fits best. */
export function readCommand(profile: Profile, tokens: readonly Token[]): Read | undefined {
  if (profile.usages.length === 0 || programOf(tokens) === undefined) return undefined;
  const words = wordsOf(tokens);
  let best: Read | undefined;
  for (const usage of profile.usages) {
    const found = fitUsage(usage, words, profile);
    if (found !== undefined && (best === undefined || found.fit > best.fit)) best = found;
  }
  return best;
}

/** Options in a command line that neither the tool's usages nor its inputs know. */
export function unreadOptions(profile: Profile, tokens: readonly Token[]): readonly string[] {
  if (programOf(tokens) === undefined || profile.fields.some((f) => f.name === 'program')) return [];
  const end = tokens.findIndex((t, i) => t.text === '--' || (t.text === '-' && tokens[i + 1]?.text === '-'));
  return tokens
    .slice(0, end < 0 ? undefined : end)
    .filter(
      (t) =>
        t.kind === 'flag' &&
        !profile.usages.some((u) => u.options.has(t.text.split('=')[0] ?? '')) &&
        !isHarmless(t.text) &&
        optionsOf(t.text, 'value', profile.fields).every((o) => o.field === undefined && !o.takesNext),
    )
    .map((t) => t.text);
}

/** A command of one of these programs that no tool stands for: to guess at another would be worse than to ask. */
export const isForeign = (tokens: readonly Token[]): boolean => {
  const program = programOf(tokens);
  const [verb, then] = tokens.slice(1).filter((t) => t.kind !== 'flag');
  if (program === 'aws' && verb !== undefined && then !== undefined && (verb.word === 's3' ? /^(rb|mv|presign|website)$/ : /^[a-z]+-[a-z-]+$/).test(then.text))
    return true;
  return verb !== undefined && foreign[program ?? '']?.has(verb.text.toLowerCase()) === true;
};

/** `kubectl`, where a command begins with it or with what people write for it. */
export const programOf = (tokens: readonly Token[]): string | undefined => {
  const [first] = tokens;
  return first?.kind === 'word' && Object.hasOwn(programs, first.word) ? programs[first.word] : programs[first?.text.toLowerCase() ?? ''];
};

const wordsOf = (tokens: readonly Token[]): readonly Word[] =>
  tokens.flatMap((token): readonly Word[] =>
    token.kind === 'word' && /[_ ]/.test(token.word) && token.text.includes(' ')
      ? token.text.split(/\s+/).map((text) => ({ text, said: text.toLowerCase(), token }))
      : [{ text: token.text, said: token.kind === 'word' ? token.word.replace(/\.\..*$/, '') : token.text.toLowerCase(), token }],
  );

function fitUsage(usage: Usage, words: readonly Word[], profile: Profile): Read | undefined {
  const input: Record<string, unknown> = { ...usage.always };
  const used = new Set<Token>();
  const parts = [...usage.words];
  let fit = Object.keys(usage.always).length * 0.5;
  let at = 0;
  let left = false;
  for (; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    if (word.token.kind === 'flag') {
      at += option(word, words[at + 1], usage, profile, input, used);
      if (usage.options.has(word.text.split('=')[0] ?? '')) fit += 2;
      continue;
    }
    const part = parts[0];
    if (part?.kind === 'literal') {
      const program = parts.length === usage.words.length;
      if (!(part.any.includes(word.said) || part.any.includes(word.text) || (program && part.any.includes(programs[word.said] ?? '')))) return undefined;
      used.add(word.token);
      fit += 10;
      parts.shift();
      continue;
    }
    if (word.token.kind === 'mark' || isPlain(word)) break;
    if (part === undefined) {
      left = true;
      break;
    }
    if (!place(part, word, profile, input)) {
      if (!part.optional) return undefined;
      parts.shift();
      at--;
      continue;
    }
    used.add(word.token);
    fit += 3;
    if (!part.many) parts.shift();
  }
  if (parts.some((p) => p.kind === 'literal')) return undefined;
  const filled = (p: Part): boolean => p.kind === 'value' && p.names.every((n) => n in input);
  const missing = parts.filter((p) => p.kind === 'value' && !p.optional && !filled(p)).length;
  // A word of ours right behind it: "git commit history" is not the command.
  const next = words[at];
  if (next !== undefined && next.token.kind === 'word' && isMeaningful(next.said) && !isStop(next.said)) return undefined;
  // "ls the bucket assets": it speaks of what the tool has nothing to do with.
  const elsewhere = words
    .slice(at)
    .some(
      (w) =>
        (w.token.kind === 's3' && !profile.domains.has('s3')) ||
        (w.token.kind === 'word' && !isEnd(w) && (lexicon.domains.get(w.said) ?? []).some((d) => !profile.domains.has(d))),
    );
  if (elsewhere || (missing > 0 && usage.words.length === 2)) return undefined;
  return { input, used, fit: fit - 4 * missing - (left ? 4 : 0) };
}

/** Where something else begins. */
const isEnd = (word: Word): boolean => /^(and|then|to)$/.test(word.said);

/** English behind a command, and not one of its values. */
const isPlain = (word: Word): boolean => word.token.kind === 'word' && isStop(word.said);

function place(part: Extract<Part, { kind: 'value' }>, word: Word, profile: Profile, input: Record<string, unknown>): boolean {
  const match = part.pattern.exec(word.text);
  if (match === null) return false;
  const found: [Field, unknown][] = [];
  for (const [i, name] of part.names.entries()) {
    const text = match[i + 1];
    const field = profile.fields.find((f) => f.name === name);
    if (field === undefined) return false;
    if (text === undefined || text === '') continue;
    const value = name === 'kind' ? lexicon.kinds.get(text.toLowerCase()) : readValue(field, text, word, profile);
    if (value === undefined) return false;
    found.push([field, value]);
  }
  // A word that means something to us is no name, unless it stands where only a kind can.
  if (
    part.names.length === 1 &&
    part.names[0] !== 'kind' &&
    word.token.kind === 'word' &&
    isMeaningful(word.said) &&
    lexicon.verbs.get(word.said)?.nounFirst !== true &&
    word.token.corrected !== true &&
    !lexicon.domains.has(word.said) &&
    !/^(origin|upstream|test)$/.test(word.said)
  )
    return false;
  for (const [field, value] of found) setField(input, field, value);
  return true;
}

function readValue(field: Field, text: string, word: Word, profile: Profile): unknown {
  const slot = slotOf(profile.spec.name, field.name) ?? { kinds: { word: 1 }, nouns: '', preps: {} };
  if (word.token.kind === 's3' && text === word.text && slot.kinds.s3 === undefined) return undefined;
  if (field.name === 'filter' && word.token.kind === 'path') return undefined;
  const whole = text === word.text;
  return valueFor(
    whole ? word.token : { ...word.token, kind: /^\d+$/.test(text) ? 'number' : /[/.]/.test(text) ? 'path' : 'word', text, word: text.toLowerCase() },
    field,
    slot,
  );
}

/** Sets what an option says; how many words behind it belong to it. */
function option(word: Word, next: Word | undefined, usage: Usage, profile: Profile, input: Record<string, unknown>, used: Set<Token>): number {
  used.add(word.token);
  const [name = '', given] = word.text.split(/=(.*)/s);
  const own = usage.options.get(name);
  const field = own && profile.fields.find((f) => f.name === own.name);
  const value = next !== undefined && next.token.kind !== 'flag' ? next : undefined;
  if (own !== undefined && field !== undefined) {
    if (own.value !== undefined) {
      input[field.name] = own.value;
      return 0;
    }
    const text = given ?? value?.text;
    if (text === undefined) return 0;
    setField(input, field, field.type === 'number' ? Number(text) : text);
    if (given === undefined && value !== undefined) used.add(value.token);
    return given === undefined ? 1 : 0;
  }
  let taken = 0;
  for (const { field: of, value: set, takesNext } of optionsOf(word.text, value?.text, profile.fields)) {
    if (of !== undefined && !(of.type === 'number' && Number.isNaN(set))) setField(input, of, set);
    if (takesNext && value !== undefined) {
      used.add(value.token);
      taken = 1;
    }
  }
  return taken;
}
