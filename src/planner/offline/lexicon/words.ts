import { environments, numbers, plainWords, stopWords } from './common.ts';
import { kubernetesKinds, nouns } from './nouns.ts';
import { irregular, nounFirst, type VerbClass, verbs } from './verbs.ts';

/** What a word may stand for, with how surely (0 to 1). */
export type Meanings = ReadonlyMap<string, number>;

export interface VerbForm {
  readonly concept: string;
  readonly is: VerbClass;
  readonly form: 'base' | 's' | 'ing' | 'ed';
  /** More often a name for a thing. */
  readonly nounFirst: boolean;
}

interface Lexicon {
  readonly meanings: ReadonlyMap<string, Meanings>;
  /** Verbs in every form, by the concept they stand for first. */
  readonly verbs: ReadonlyMap<string, VerbForm>;
  /** Phrases by their first word, the longest first. */
  readonly phrases: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** `turn` → `off`, …: particles that may stand apart from their verb. */
  readonly particles: ReadonlyMap<string, ReadonlySet<string>>;
  /** Toolsets and groups a word names. */
  readonly domains: ReadonlyMap<string, readonly string[]>;
  readonly kinds: ReadonlyMap<string, string>;
}

export const lexicon: Lexicon = build();

export const meaningsOf = (word: string): Meanings | undefined => lexicon.meanings.get(word);
export const isStop = (word: string): boolean => stopWords.has(word);
/** A word of ours or everyday English: never taken for a misspelling. */
export const isKnown = (word: string): boolean =>
  lexicon.meanings.has(word) || stopWords.has(word) || plainWords.has(word) || word in numbers || plainWords.has(word.replace(/s$/, ''));
/** Whether a word by itself says something a tool could be chosen by. */
export const isMeaningful = (word: string): boolean => lexicon.meanings.has(word);

function build(): Lexicon {
  const meanings = new Map<string, Map<string, number>>();
  const verbForms = new Map<string, VerbForm>();
  const phrases = new Map<string, string[][]>();
  const particles = new Map<string, Set<string>>();
  const domains = new Map<string, string[]>();
  const kinds = new Map<string, string>();

  const learn = (word: string, concept: string, near: Readonly<Record<string, number>> = {}): void => {
    const known = meanings.get(word) ?? new Map<string, number>();
    for (const [c, weight] of [[concept, 1] as const, ...Object.entries(near)]) known.set(c, Math.max(known.get(c) ?? 0, weight));
    meanings.set(word, known);
  };
  const phrase = (words: readonly string[]): void => {
    const [first = ''] = words;
    phrases.set(
      first,
      [...(phrases.get(first) ?? []), [...words]].sort((a, b) => b.length - a.length),
    );
  };

  for (const [concept, { is, words, near }] of Object.entries(verbs))
    for (const said of words.split(' ')) {
      const parts = said.split(/_|\.\./);
      for (const form of formsOf(parts[0] ?? '')) {
        if (form in environments && form !== parts[0]) continue;
        const key = said.includes('..') ? `${form}..${parts.slice(1).join('_')}` : [form, ...parts.slice(1)].join('_');
        learn(key, concept, near);
        const base = parts[0] ?? '';
        const shape = form === base ? 'base' : form.endsWith('ing') ? 'ing' : form.endsWith('ed') || irregular[base]?.includes(form) === true ? 'ed' : 's';
        if (!verbForms.has(key)) verbForms.set(key, { concept, is, form: shape, nounFirst: parts.length === 1 && nounFirst.has(base) });
        if (said.includes('..')) particles.set(form, new Set([...(particles.get(form) ?? []), parts.slice(1).join('_')]));
        else if (parts.length > 1) phrase([form, ...parts.slice(1)]);
      }
    }
  for (const [concept, { words, near, of }] of Object.entries(nouns))
    for (const said of words.split(' ')) {
      const parts = said.split('_');
      for (const form of [parts, [...parts.slice(0, -1), plural(parts.at(-1) ?? '')]]) {
        const key = form.join('_');
        learn(key, concept, near);
        if (of !== undefined) domains.set(key, [...new Set([...(domains.get(key) ?? []), of])]);
        if (parts.length > 1) phrase(form);
      }
    }
  for (const [kind, words] of Object.entries(kubernetesKinds))
    for (const said of words.split(' '))
      for (const form of [said, plural(said)]) {
        if (!kinds.has(form)) kinds.set(form, kind);
        // Any kind is like another to a tool that takes them all.
        learn(form, meanings.has(form) ? ([...(meanings.get(form)?.keys() ?? [])][0] ?? 'kubeobject') : 'kubeobject', { kubeobject: 0.85 });
      }
  for (const extra of [
    ['best', 'practices'],
    ['dry', 'run'],
    ['not', 'planned'],
    ['all', 'namespaces'],
    ['every', 'namespace'],
    ['who', 'am', 'i'],
  ])
    phrase(extra);
  return { meanings, verbs: verbForms, phrases, particles, domains, kinds };
}

/** A verb in the forms a request has: delete, deletes, deleting, deleted. Nouns first keep their plural to themselves. */
function formsOf(verb: string): readonly string[] {
  if (!/^[a-z]{2,}$/.test(verb)) return [verb];
  const stem = /[^aeiou]e$|[aeu]e$/.test(verb)
    ? verb.slice(0, -1)
    : /^(?:\w*[^aeiou])?[aeiou][bdglmnprt]$/.test(verb) &&
        !/(open|cover|list|deploy|render|alter|order|render|filter|enumer|discover|edit|commit|audit)$/.test(verb)
      ? verb + verb.at(-1)
      : verb === 'commit' || verb === 'submit' || verb === 'permit'
        ? `${verb}t`
        : verb;
  const past = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${stem}ed`;
  return [verb, ...(nounFirst.has(verb) ? [] : [plural(verb)]), `${stem}ing`, past, ...(irregular[verb] ?? [])];
}

export function plural(noun: string): string {
  if (/(s|x|ch|sh|z)$/.test(noun)) return `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
