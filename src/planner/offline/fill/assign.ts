import type { Field } from '../fields.ts';
import type { Profile } from '../index.ts';
import { conceptsOf, verbOf } from '../index.ts';
import { environments, numbers } from '../lexicon/common.ts';
import { isMeaningful, isStop, lexicon } from '../lexicon/words.ts';
import { isNovel } from '../read.ts';
import type { Token } from '../token.ts';
import { anyText, isInputWord, isNoun, owned } from './input-words.ts';
import { determiners, everyday, generic, isEnglish, isOnlyName, states, stative, toolsets } from './no-names.ts';
import { branches, isRevision } from './revisions.ts';
import { type Slot, slotOf } from './slots.ts';

/** What was found for the inputs of one tool in one clause. */
export interface Filling {
  readonly input: Record<string, unknown>;
  /** Tokens that became a value. */
  readonly used: Set<Token>;
}

interface Candidate {
  readonly field: Field;
  readonly token: Token;
  readonly value: unknown;
  readonly score: number;
}

/** Gives each value in a clause to the input it fits best; the surest first, each value once. */
export function assign(profile: Profile, tokens: readonly Token[], filling: Filling): void {
  const candidates = profile.fields
    .filter((field) => !(field.name in filling.input) || field.type === 'array')
    .flatMap((field) => candidatesFor(profile, field, tokens, filling))
    .sort((a, b) => b.score - a.score || a.token.at - b.token.at);
  const taken = new Set(Object.keys(filling.input));
  for (const { field, token, value } of candidates) {
    if (filling.used.has(token)) continue;
    if (field.type === 'array') {
      const list = (filling.input[field.name] ?? []) as unknown[];
      if (taken.has(field.name) && list.length === 0) continue;
      filling.input[field.name] = [...list, value];
    } else {
      if (field.name in filling.input) continue;
      filling.input[field.name] = value;
    }
    filling.used.add(token);
  }
  afterVerb(profile, tokens, filling);
  nameNotPlace(profile, tokens, filling);
  for (const field of profile.fields) {
    const list = filling.input[field.name];
    if (field.type === 'array' && Array.isArray(list) && field.name !== 'command' && field.name !== 'args')
      filling.input[field.name] = [...list].sort((a, b) => position(tokens, a) - position(tokens, b));
  }
}

/** "run ls in web-0", "pods of kube-system": where a name must stand it is one, and what many things are in is a place. */
function nameNotPlace(profile: Profile, tokens: readonly Token[], { input }: Filling): void {
  const names = profile.fields.find((f) => f.name === 'name');
  if (names === undefined || !profile.fields.some((f) => f.name === 'namespace')) return;
  if (input.kind === 'namespace' && !('name' in input) && typeof input.namespace === 'string') {
    input.name = input.namespace;
    delete input.namespace;
    return;
  }
  const place = tokens.findIndex((t) => t.text === input.namespace);
  const said = tokens.some((t) => /^(ns|namespaces?)$|^-n$|^--namespace/.test(t.word));
  if (names.required && !('name' in input) && typeof input.namespace === 'string' && !said && place > 0) {
    input.name = input.namespace;
    delete input.namespace;
    return;
  }
  const at = tokens.findIndex((t) => t.text === input.name);
  const many = tokens.some((t, i) => i < at && t.kind === 'word' && lexicon.kinds.has(t.word) && /[^s]s$/.test(t.word));
  if (
    !names.required &&
    profile.spec.effect === 'read' &&
    many &&
    !('namespace' in input) &&
    /^(of|in|from|on|for|at|within|inside)$|s$/.test(tokens[at - 1]?.word ?? '') &&
    !/\d/.test(String(input.name))
  ) {
    input.namespace = input.name;
    delete input.name;
  }
}

/** "sync build", "diff main": what stands right behind the verb is what is done to, whatever else the word may mean. */
function afterVerb(profile: Profile, tokens: readonly Token[], { input, used }: Filling): void {
  const field = profile.fields.find((f) => f.required && f.values.length === 0 && f.type === 'string');
  const slot = field && slotOf(profile.spec.name, field.name);
  const [verb, token] = tokens;
  if (field === undefined || slot === undefined || field.name in input || slot.free !== undefined || verb === undefined || token?.kind !== 'word') return;
  const isOurs =
    [...conceptsOf(token)].some(([concept, sure]) => sure >= 0.8 && profile.name.has(concept)) ||
    lexicon.kinds.has(token.word) ||
    (lexicon.domains.has(token.word) !== (token.word === 'build') &&
      !(profile.domains.has('rules') && (tokens[2] === undefined || isStop(tokens[2].word) || tokens[2].kind === 'mark')));
  if (
    verbOf(verb) === undefined ||
    used.has(token) ||
    isStop(token.word) ||
    generic.has(token.word) ||
    everyday.has(token.word) ||
    token.word in numbers ||
    isOurs ||
    isNoun(token.word.replace(/s$/, ''), slot) ||
    token.text.includes(' ')
  )
    return;
  const value = valueFor(token, field, slot);
  if (value === undefined) return;
  input[field.name] = value;
  used.add(token);
}

const isEveryday = (token: Token, slot: Slot): boolean =>
  !isNovel(token) && !(isRef(slot) && branches.has(token.word)) && token.text === token.text.toLowerCase();

const isPlaceOrName = (slot: Slot): boolean => slot.naming === true || slot.kinds.path !== undefined;

const isItsName = (token: Token, profile: Profile): boolean => [...conceptsOf(token)].some(([concept, sure]) => sure === 1 && profile.name.get(concept) === 1);

/** A branch or a commit; a file is none. */
const isRef = (slot: Slot): boolean => slot.kinds.region !== undefined && slot.kinds.version === 1;

const position = (tokens: readonly Token[], value: unknown): number => tokens.findIndex((t) => t.text.includes(String(value)));

function candidatesFor(profile: Profile, field: Field, tokens: readonly Token[], filling: Filling): readonly Candidate[] {
  const { used } = filling;
  if (field.type === 'boolean' || field.type === 'record' || field.type === 'other' || field.values.length > 0) return [];
  if (!agrees(field, profile, tokens)) return [];
  const slot = slotOf(profile.spec.name, field.name) ?? (field.required && field.type === 'string' ? anyText : undefined);
  if (slot === undefined) return [];
  const primary = profile.fields.find((f) => f.required && f.values.length === 0 && f.type === 'string') === field || slot.naming === true;
  return tokens.flatMap((token, i): Candidate[] => {
    if (used.has(token)) return [];
    if (token.kind === 'word' && i === 0 && verbOf(token) !== undefined) return [];
    const before = tokens[i - 1]?.word ?? '';
    const isCalled = /^(called|named)$/.test(before);
    // "the helm release", "rollout status": words for the kind of thing, or a choice of another input.
    if (token.kind === 'word' && toolsets.has(token.word) && isNoun(tokens[i + 1]?.word ?? '', slot)) return [];
    if (
      token.kind === 'word' &&
      profile.fields.some((f) => (f.required || /^(failOn|sortBy)$/.test(f.name)) && f !== field && f.values.includes(token.word)) &&
      !isCalled
    )
      return [];
    if (token.kind === 'word' && isInputWord(token.word, field, profile, filling) && !isCalled) return [];
    const keeps = /^keeps?$/.test(token.word) && verbOf(tokens[i + 1] ?? token)?.form === 'ing';
    if (token.kind === 'word' && (states.test(token.word) || keeps || (stative.test(token.word) && /[^s]s$/.test(before))) && !isCalled) return [];
    if (token.kind === 'word' && everyday.has(token.word) && (slot.naming === true || isRef(slot) || field.type === 'array' || field.required) && !isCalled)
      return [];
    // "what is the release running with"
    if (slot.naming === true && token.kind === 'word' && verbOf(token)?.form === 'ing' && !isNovel(token) && !isCalled) return [];
    // "my last 3 commits": an amount, and no number of anything.
    if (
      field.name === 'number' &&
      token.kind === 'number' &&
      /^(commits?|files?|lines?|days?|hours?|minutes?|weeks?|pods?|replicas|times)$/.test(tokens[i + 1]?.word ?? '')
    )
      return [];
    // "why does checkout keep restarting": what is asked about, whatever else the word may mean.
    const isAskedAbout =
      slot.naming === true &&
      token.kind === 'word' &&
      /^(does|did|is|was|has)$/.test(before) &&
      /^(why|how|when)$/.test(tokens[i - 2]?.word ?? '') &&
      !isStop(token.word) &&
      !lexicon.kinds.has(token.word) &&
      !toolsets.has(token.word);
    const plain = isAskedAbout && verbOf(token) !== undefined ? slot.kinds.word : baseOf(token, slot, field, profile);
    if (plain === undefined) return [];
    const told = token.kind === 'quote' && tokens.some((t) => t.kind === 'word' && isNoun(t.word, slot));
    // A text is a label or a person only where that is said.
    if (token.kind === 'quote' && /[lL]abels?$|^(un)?assign|^reviewers$/.test(field.name) && !told && !tokens.some((t) => (slot.preps[t.word] ?? 0) >= 3))
      return [];
    if (field.name === 'paths' && profile.domains.has('git') && isRevision(tokens, i)) return [];
    // "the files that changed", "delete the remote branch old", "to a draft": what something did, is, or is to be.
    if (token.kind === 'word' && field.name === 'paths' && verbOf(token)?.form === 'ed') return [];
    if (field.name === 'into' && token.kind === 'word' && isNoun(token.word, slot) && /^(word|path)$/.test(tokens[i + 1]?.kind ?? '')) return [];
    // "which of my pods": what kind of thing it is, and no name.
    if (field.name === 'name' && token.kind === 'word' && lexicon.kinds.has(token.word) && /s$/.test(token.word) && /^(my|our|the|of|which|all)$/.test(before))
      return [];
    if (field.name === 'remote' && /^(branch|branches|tags?|repo|repository)$/.test(token.word)) return [];
    if (/^(un)?assign|^(assignees|reviewers)$/.test(field.name) && profile.fields.some((f) => f.values.includes(token.word))) return [];
    // "label issue 5 as …": what a number stands behind is the thing itself.
    if (token.kind === 'word' && tokens[i + 1]?.kind === 'issue') return [];
    const own = token.kind === 'word' && isNovel(token) && (profile.about.get(token.word) ?? 0) >= 0.4;
    const ours = token.kind === 'word' && lexicon.domains.has(token.word) && !isNovel(token);
    const base = own
      ? plain - 2
      : token.kind === 'word' && (!toolsets.has(token.word) || (slot.kinds.path ?? 0) >= 1.5) && !ours && bareName(tokens, i, slot)
        ? Math.max(plain, (slot.kinds.word ?? 0) - 0.4)
        : plain;
    const value = valueFor(token, field, slot);
    if (value === undefined || (isRef(slot) && token.kind === 'path' && /\.[a-z]{1,5}$|^(docker|make|jenkins|proc|vagrant)file$/i.test(token.text))) return [];
    const cue =
      cues(tokens, i, slot, primary, profile, field.type === 'array' ? 1 : 0.6) +
      (field.name === 'varFiles' && /\.tfvars$/.test(token.text) ? 1.5 : 0) +
      (told && /^(title|body|comment|message|description)$/.test(field.name) ? 1.5 : 0);
    // "the network stack in stacks/network": what is written as a path is the path.
    if (
      token.kind === 'word' &&
      field.name === 'directory' &&
      !profile.domains.has('git') &&
      tokens.some((t) => t.kind === 'path' && t.text.includes('/') && !used.has(t))
    )
      return [];
    // "in dev": where it is for, which is an answer.
    if (field.name === 'out' && token.word in environments && !/^(folder|directory|dir)$/.test(tokens[i + 1]?.word ?? '')) return [];
    // "deploy the chart to staging": where to, and not what the release is called.
    if (field.name === 'release' && token.word in environments && /^(to|in|on|into|for)$/.test(before)) return [];
    // "i need a vpc": what is to be written, not where.
    if (field.name === 'out' && token.kind === 'word' && !/^(in|into|under|inside|within|to|at|out|folder|directory|dir)$/.test(tokens[i - 1]?.word ?? ''))
      return [];
    // A folder in one plain word needs a word that says so.
    if (token.kind === 'word' && (slot.kinds.path ?? 0) >= 1.5 && cue < 0.6) return [];
    // A word of everyday English is no name only because a verb stands before it.
    if (token.kind === 'word' && cue < 1.2 && field.type === 'string' && !field.required && isEveryday(token, slot)) return [];
    // The tool itself is spoken of: "the folder structure", "check my templates".
    if (
      isPlaceOrName(slot) &&
      token.kind === 'word' &&
      !isNovel(token) &&
      !/^(called|named|to|into)$/.test(tokens[i - 1]?.word ?? '') &&
      isItsName(token, profile)
    )
      return [];
    // A word that means something else is a name all the same where a name must stand: "label bug", "release api".
    const isThing =
      isMeaningful(token.word) && tokens.some((t, n) => n > i + 1 && isNovel(t) && /^(of|on|for|in|called|named)$/.test(tokens[n - 1]?.word ?? ''));
    const lenient = token.kind === 'word' && cue >= 2.9 && !isNovel(token) ? (isThing ? -1.2 : 1.2) : 0;
    // "the policy with a typo in its name, secrts-read": English is no name beside what can only be one.
    const english =
      primary &&
      !isCalled &&
      isEnglish(token) &&
      cue < 3.5 &&
      tokens.some((t, n) => isOnlyName(t) && !used.has(t) && !owned(tokens[n - 1]?.word ?? '', profile, slot));
    // "a safety branch named safety-net": what is said to be the name.
    const another =
      primary &&
      !isCalled &&
      token.kind === 'word' &&
      tokens.some((t, n) => /^(called|named)$/.test(tokens[n - 1]?.word ?? '') && isOnlyName(t) && !used.has(t));
    const score = base + cue + lenient + (field.required ? 0.4 : 0) - (english || another ? 1.5 : 0) + (primary && isOnlyName(token) && cue < 2.9 ? 0.6 : 0);
    return score >= (field.required || slot.naming === true ? 0.9 : 1.6) ? [{ field, token, value, score }] : [];
  });
}

/** What is to be added is not what is to be removed: `addLabels`, `removeLabels`, `assign`, `unassign`. */
function agrees(field: Field, profile: Profile, tokens: readonly Token[]): boolean {
  const takes = /^(remove|un)[A-Z]|^un(assign|label)/.test(field.name);
  const hasOther = takes || profile.fields.some((f) => f.name === `un${field.name}` || f.name === field.name.replace(/^add/, 'remove'));
  if (!hasOther || (!takes && !/^(add[A-Z]|assign)/.test(field.name))) return true;
  return takes === tokens.some((t) => verbOf(t)?.is === 'remove' || /^un(assign|label)/.test(t.word));
}

/** "of search", "in deploy": right behind the word for it, and nothing behind it that it could belong to. */
function bareName(tokens: readonly Token[], i: number, slot: Slot): boolean {
  const before = tokens[i - 1];
  const next = tokens[i + 1];
  if (before === undefined || (slot.preps[before.word] ?? 0) < 1.2) return false;
  // "ask sam to review it"
  if (before.word === 'to' && /^(it|them|this|that|the)$/.test(next?.word ?? '') && verbOf(tokens[i] ?? before)?.form === 'base') return false;
  return (
    next === undefined ||
    next.kind === 'mark' ||
    next.kind === 'quote' ||
    (next.kind === 'word' && (isStop(next.word) || (!isNovel(next) && !isMeaningful(next.word))))
  );
}

/** How well the form of a token fits; `undefined`: not at all. */
function baseOf(token: Token, slot: Slot, field: Field, profile: Profile): number | undefined {
  const base = slot.kinds[token.kind];
  if (token.kind === 'number' || (token.kind === 'word' && token.word in numbers && field.type === 'number'))
    return slot.kinds.number === undefined ? undefined : slot.kinds.number;
  if (base === undefined && token.kind === 'sha') return slot.kinds.word === undefined ? undefined : slot.kinds.word - 0.2;
  if (base === undefined) return token.kind === 'quote' && slot.kinds.word !== undefined ? 1 : undefined;
  if (token.kind !== 'word') return base;
  if (field.type === 'number') return undefined;
  if ((isStop(token.word) && token.corrected !== true) || /\s/.test(token.text) || token.word.includes('..')) return undefined;
  if ((determiners.has(token.word) && !toolsets.has(token.word)) || (generic.has(token.word) && token.text !== token.text.toUpperCase())) return undefined;
  if (/^(k8s|helm|terraform)$/.test(token.word) && profile.domains.has('files') && (slot.kinds.path ?? 0) >= 2) return base;
  if (token.word === 'k8s' && (slot.around === 'openFile' || field.name === 'out')) return base;
  if (toolsets.has(token.word)) return base - 4;
  // "two files", "prune branches": an amount, or a switch of the tool.
  if (token.word in numbers || profile.fields.some((f) => f.type === 'boolean' && f.name === token.word.replace(/(al)?ly$/, ''))) return base - 4;
  if (isNovel(token)) return token.corrected === true ? base - 0.8 : base;
  if (token.word === 'infra' && slot.kinds.path !== undefined) return base;
  if (isRef(slot) && branches.has(token.word)) return base;
  const verb = verbOf(token);
  if (verb !== undefined && !verb.nounFirst) return base - 3;
  // What a word means to other tools is nothing to this one: "the layout of services".
  const means = isMeaningful(token.word) && (slot.kinds.path === undefined || [...conceptsOf(token).keys()].some((c) => (profile.about.get(c) ?? 0) >= 0.3));
  // `RELEASE`, `VERSION`: a file in capitals.
  if (field.name === 'path' && /^[A-Z]{3,}$/.test(token.text)) return base + 0.6;
  return means ? base - 2 : base - 0.4;
}

function cues(tokens: readonly Token[], i: number, slot: Slot, primary: boolean, profile: Profile, share = 0.6): number {
  let p = i - 1;
  while (p >= 0 && determiners.has(tokens[p]?.word ?? '') && !(tokens[p]?.word !== undefined && slot.nouns.split(' ').includes(tokens[p]?.word ?? ''))) p--;
  const before = tokens[p];
  const next = tokens[i + 1];
  let score = 0;
  const near = before?.kind === 'word' || before?.kind === 'flag' || before?.kind === 'mark' ? before.word : '';
  const named = near === 'called' || near === 'named' || near === 'name' || near === 'titled';
  if (isNoun(near, slot)) score += 3;
  else if (named && (isNoun(tokens[p - 1]?.word ?? '', slot) || slot.naming === true)) score += 3;
  else if (named && slot.naming !== true && !(near in slot.preps)) score -= 1;
  else if (near in slot.preps) score += slot.preps[near] ?? 0;
  else if (/^(:|being|reading|reads|is|are|=)$/.test(near) && isNoun(tokens[p - 1]?.word ?? '', slot))
    score += /^(is|are)$/.test(near) && tokens[i]?.kind === 'word' && !isNovel(tokens[i] as Token) && !branches.has(tokens[i]?.word ?? '') ? 0 : 3;
  else if (near === ':' && slot.free !== undefined && tokens[i]?.kind === 'quote') score += 2;
  else if ((near === 'and' || near === ',' || near === 'or' || near === '&') && p > 0)
    score += share * Math.max(0, Math.min(3, chained(tokens, p, slot, primary, profile, share)));
  // What stands first is the verb, known or not: "bring develop into my branch".
  else if (near !== '' && primary && (verbOf(before as Token) !== undefined || (p === 0 && i === 1 && isVerbLike(before as Token)))) score += 1;
  else if (
    near !== '' &&
    p === i - 1 &&
    verbOf(before as Token) !== undefined &&
    (slot.kinds.path ?? 0) >= 1.5 &&
    slot.kinds.word !== undefined &&
    (/^(terraform|rules)$/.test([...profile.domains][0] ?? '') || (profile.domains.has('files') && tokens.some((t) => t.kind === 'quote')))
  )
    score += 1.4;
  else if (before === undefined && primary) score += 0.4;
  if (isNoun(near, slot) && p > 0) {
    // "to the bucket clean": what leads to the noun speaks for the value, or against it.
    const led = slot.preps[tokens.slice(0, p).findLast((t) => !determiners.has(t.word))?.word ?? ''] ?? 0;
    score += led < 0 ? led : Math.min(1, led) * 0.3;
  }
  const introduced =
    i === 0 ||
    /^(ns|namespace)$/.test(next?.word ?? '') ||
    /^(the|a|an|my|our|this|that|in|of|to|from|on|for|with|into|at|and|,|within|inside)$/.test(tokens[i - 1]?.word ?? '') ||
    (verbOf(tokens[i - 1] as Token) !== undefined && !/^(can|may|to)$/.test(near));
  // "the stuck pod worker-3", "plan infra ws staging": the word behind it has its own value.
  const taken =
    tokens[i + 2]?.kind === 'word' &&
    isNovel(tokens[i + 2] as Token) &&
    (!isNovel(tokens[i] as Token) || (isOnlyName(tokens[i + 2] as Token) && /^[a-z]+$/.test(tokens[i]?.text ?? '')));
  if (next?.kind === 'word' && isNoun(next.word, slot) && !isNoun(near, slot)) score += taken ? 0 : introduced ? 2.5 : 0.5;
  // "with @dana as reviewer": what somebody is to be.
  else if (next?.word === 'as' && asWhat(tokens, i) !== '') score += isNoun(asWhat(tokens, i), slot) ? 4 : owned(asWhat(tokens, i), profile, slot) ? -3 : 0;
  // "the shop namespace" is no name for anything else.
  else if (next?.kind === 'word' && owned(next.word, profile, slot) && !isNoun(near, slot))
    score -= isShort(next.word) && tokens[i + 2]?.kind === 'word' ? 0 : 1.5;
  if (!isNoun(near, slot) && owned(near, profile, slot)) score -= 2;
  return score;
}

const asWhat = (tokens: readonly Token[], i: number): string => tokens.slice(i + 2).find((t) => !determiners.has(t.word))?.word ?? '';

/** What people write in front of a value only. */
const isShort = (word: string): boolean => /^(ns|ws)$/.test(word);

const isVerbLike = (token: Token): boolean => token.kind === 'word' && !isNovel(token) && !isStop(token.word) && !lexicon.meanings.has(token.word);

/** A value behind "and" is like the one before it. */
const chained = (tokens: readonly Token[], p: number, slot: Slot, primary: boolean, profile: Profile, share: number): number => {
  const before = tokens[p - 1];
  if (before === undefined || p - 1 < 1 || (before.kind === 'word' && !isNovel(before) && share < 1)) return 0;
  return cues(tokens, p - 1, slot, primary, profile, share);
};

/** The value of a token for an input, or `undefined` when it can't be one. */
export function valueFor(token: Token, field: Field, slot: Slot): unknown {
  if (field.type === 'number' || (field.type === 'array' && field.pattern === undefined && slot.kinds.number !== undefined && slot.kinds.word === undefined)) {
    const n =
      token.kind === 'word'
        ? numbers[token.word]
        : token.kind === 'span' && slot.kinds.span !== undefined
          ? secondsIn(token.text, field)
          : Number(token.text.replace(/^[#v]/, ''));
    if (n === undefined || !Number.isInteger(n) || (field.min !== undefined && n < field.min) || (field.max !== undefined && n > field.max)) return undefined;
    return n;
  }
  let text = token.kind === 'user' ? token.text.replace(/^@/, '') : token.kind === 'word' ? token.text.replace(/['’]s$/, '') : token.text;
  if (token.kind === 'path' && /^(directory|out|path|source|destination|paths)$/.test(field.name))
    text = text.replace(/^\.\/(?=.)/, '').replace(/(?<=.)\/+$/, '');
  if (token.kind === 'span') text = text.replace(/(mins?|secs?|hrs?)$/, (unit) => unit[0] ?? '');
  if (token.kind === 'path' && field.name === 'directory' && /\.tfvars$/.test(text)) return undefined;
  // "what the rules found": the ids of rules have capitals or digits.
  if (field.name === 'rules' && !/[A-Z]{2}|\d/.test(text)) return undefined;
  if (field.name === 'version') text = text.replace(/^v(?=\d)/, '');
  if (token.kind === 'path' && /\.ya?ml$/.test(text) !== (field.name === 'valuesFiles') && /^(chart|valuesFiles)$/.test(field.name)) return undefined;
  return field.pattern === undefined || field.pattern.test(text) ? text : undefined;
}

function secondsIn(text: string, field: Field): number {
  const n = Number.parseInt(text, 10);
  const seconds = /m(in)?s?$/.test(text) && !/ms$/.test(text) ? n * 60 : /h/.test(text) ? n * 3600 : n;
  return /Minutes$/.test(field.name) ? Math.ceil(seconds / 60) : seconds;
}
