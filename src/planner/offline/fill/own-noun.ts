import type { Field } from '../fields.ts';
import { conceptsOf, type Profile, verbOf } from '../index.ts';
import { isStop, lexicon } from '../lexicon/words.ts';
import { isNovel } from '../read.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';
import { everyday, generic, states } from './no-names.ts';
import { slotOf } from './slots.ts';

/** Inputs whose text is never the name of what a tool works on. */
const notNames = /^(out|directory|content|body|text|document|source|destination|path|from|to|chart|key|url|query|command|program|plan|image|message|notes)$/;

/**
 * The one text a tool can't be without, where nothing else gave it: what stands beside the thing the tool is named after
 * ("port-forward fwd-3", "the rds.tf template", "milestone Beta launch"), or else the only thing said that can be but a name.
 */
export function byOwnNoun(profile: Profile, tokens: readonly Token[], request: string, filling: Filling): void {
  const field = lackingIn(profile, filling);
  if (field === undefined) return;
  const take = (found: readonly Token[], text: string): boolean => {
    if (found.length === 0 || (field.pattern !== undefined && !field.pattern.test(text))) return false;
    filling.input[field.name] = text;
    for (const token of found) filling.used.add(token);
    return true;
  };
  const isTitle = slotOf(profile.spec.name, field.name)?.free !== undefined;
  const nouns = tokens.flatMap((t, i) => (isNoun(t, profile, field) ? [i] : []));
  for (const at of nouns) {
    let start = at + 1;
    while (/^(:|,|=|called|named|id|number|no|is|with|the)$/.test(tokens[start]?.word ?? '') && tokens[start]?.kind !== 'quote') start++;
    const run = isTitle ? titleAt(tokens, start, request, filling) : nameAt(tokens, start, filling);
    const [first, last] = [run[0], run.at(-1)];
    if (first !== undefined && last !== undefined && take(run, first.kind === 'quote' ? first.text : plain(request.slice(first.at, last.end)))) return;
    const before = tokens[at - 1];
    if (before !== undefined && at > 1 && isNamed(before, filling) && take([before], plain(before.text))) return;
  }
  if (isTitle || (nouns.length === 0 && profile.spec.effect !== 'read' && !speaksOf(profile, tokens))) return;
  const shaped = tokens.filter((t) => !filling.used.has(t) && t.kind === 'word' && isNovel(t) && /[-_.\d]/.test(t.text) && /[a-z]/i.test(t.text));
  const [only, ...more] = shaped;
  if (only !== undefined && more.length === 0) take([only], plain(only.text));
}

function lackingIn(profile: Profile, { input }: Filling): Field | undefined {
  const lacking = profile.fields.filter((f) => f.required && !(f.name in input) && f.name !== profile.spec.needs?.input);
  const [field, ...others] = lacking;
  return field?.type === 'string' && field.values.length === 0 && others.length === 0 && !notNames.test(field.name) ? field : undefined;
}

const isNoun = (token: Token, profile: Profile, field: Field): boolean =>
  token.kind === 'word' && (token.word === field.name || [...conceptsOf(token)].some(([concept, sure]) => sure >= 0.8 && profile.nouns.includes(concept)));

/** Something of the tool's group is named: "in IAM". */
const speaksOf = (profile: Profile, tokens: readonly Token[]): boolean => tokens.some((t) => t.kind === 'word' && profile.domains.has(t.word));

const plain = (text: string): string => text.replace(/['’]s$/, '');

/** What nobody would write but as a name. */
const isNamed = (token: Token, { used }: Filling): boolean =>
  !used.has(token) &&
  (token.kind === 'quote' ||
    token.kind === 'version' ||
    token.kind === 'sha' ||
    (token.kind === 'path' && !token.text.includes('/')) ||
    (token.kind === 'word' &&
      isNovel(token) &&
      token.corrected !== true &&
      !everyday.has(token.word) &&
      !states.test(token.word) &&
      /[-_.\d]/.test(token.text)));

function nameAt(tokens: readonly Token[], at: number, filling: Filling): readonly Token[] {
  const token = tokens[at];
  if (token === undefined || filling.used.has(token)) return [];
  const isWord = token.kind === 'word' && isNovel(token) && token.corrected !== true && !everyday.has(token.word) && !generic.has(token.word);
  return isNamed(token, filling) || token.kind === 'number' || isWord ? [token] : [];
}

const ends =
  /^(in|on|for|from|of|by|with|to|at|as|and|due|since|so|because|should|can|could|must|may|is|was|has|now|please|pls|which|that|until|before|after)$/;

/** "milestone Migration wave 1 can be closed": the words up to what goes on with the sentence. */
function titleAt(tokens: readonly Token[], at: number, request: string, { used }: Filling): readonly Token[] {
  const [first] = tokens.slice(at);
  if (first === undefined || used.has(first)) return [];
  if (first.kind === 'quote') return [first];
  const run: Token[] = [];
  for (const token of tokens.slice(at, at + 6)) {
    const last = run.at(-1);
    if (last !== undefined && /[.?!;,]/.test(request.slice(last.end, token.at))) break;
    if (used.has(token) || token.kind === 'mark' || !/^(word|version|number|date)$/.test(token.kind) || ends.test(token.word)) break;
    run.push(token);
  }
  // "close the milestone again": everyday words are no title.
  const isTold = run.some((t) => t.kind !== 'word' || /^[A-Z]/.test(t.text) || isNovel(t));
  const [only] = run;
  const isOther = run.length === 1 && only !== undefined && (isStop(only.word) || lexicon.meanings.has(only.word)) && verbOf(only) !== undefined;
  return isTold && !isOther ? run : [];
}
