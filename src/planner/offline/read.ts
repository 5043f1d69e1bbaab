import { distance } from '../../base/nearest.ts';
import { plainWords, stopWords } from './lexicon/common.ts';
import { notMisspelt } from './lexicon/english.ts';
import { isKnown, isStop, lexicon } from './lexicon/words.ts';
import { written } from './spoken.ts';
import { type Token, tokenize } from './token.ts';

/** Words of the tools: those of their names and summaries are their own; those of their examples are known, names among them. */
export interface Vocabulary {
  readonly own: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
}

/** After these a name stands, whatever it looks like. */
const naming = new Set(
  'called named namespace ns context cluster bucket role chart branch workspace profile container user group label labels titled title message instance database db pod deployment service statefulset daemonset cronjob configmap secret ingress node remote forward folder directory app as -n'.split(
    ' ',
  ),
);

/** A request as tokens with meaning: spelling corrected, set phrases joined, separable verbs put together. `words`: what tools add to the vocabulary. */
export const read = (request: string, words: Vocabulary): readonly Token[] => meant(written(tokenize(request)), words);

/** The same of what is tokens already. */
export const meant = (tokens: readonly Token[], words: Vocabulary): readonly Token[] => joined(apart(shortened(spelled(tokens, words))));

/** "restart deploy api", "logs of deploy web": where a thing must stand, what is short for one is one. */
function shortened(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, i) => {
    const before = tokens[i - 1];
    const next = tokens[i + 1];
    if (token.kind !== 'word' || token.word !== 'deploy' || before?.kind !== 'word' || next?.kind !== 'word' || isStop(next.word)) return token;
    const verb = lexicon.verbs.get(before.word);
    const stands = verb?.form === 'base' && !/^(can|may|do|have)$/.test(before.word);
    return stands || /^(of|for|from|in|on|until|is|are|has|was|did|does|why|my|our|this|that|into|replicas|pods|status|history)$/.test(before.word)
      ? { ...token, word: 'deployment' }
      : token;
  });
}

function spelled(tokens: readonly Token[], words: Vocabulary): readonly Token[] {
  const out: Token[] = [];
  for (const [i, token] of tokens.entries()) out.push(spelledOne(token, i, tokens, out.at(-1), words));
  return out;
}

function spelledOne(token: Token, i: number, tokens: readonly Token[], last: Token | undefined, words: Vocabulary): Token {
  if (token.kind !== 'word') return token;
  const word = token.word.replace(/'s$/, '');
  if (isKnown(token.word)) return token;
  if (words.known.has(token.word)) return { ...token, taught: words.own.has(token.word) };
  if (isKnown(word) || words.known.has(word)) return { ...token, word, taught: words.own.has(word) };
  if (word.length < 4 || /[\d_]/.test(word) || (word.includes('-') && !startsPhrase(word))) return { ...token, word };
  const before = previousWord(tokens, i);
  if (notMisspelt.has(word) || (before !== undefined && naming.has(before))) return { ...token, word };
  const fixed = correct(word, words, starts(last));
  return fixed === undefined ? { ...token, word } : { ...token, word: fixed, corrected: true };
}

const startsPhrase = (word: string): boolean => /^(pull|merge|port|roll|dry|shut|re)-/.test(word);

function previousWord(tokens: readonly Token[], i: number): string | undefined {
  const before = tokens[i - 1];
  return before?.word === 'the' || before?.word === 'a' ? undefined : before?.word;
}

/** Where a verb is expected: at the start of a request or a clause. */
function starts(before: Token | undefined): boolean {
  return (
    before === undefined ||
    before.kind === 'mark' ||
    /^(and|then|please|to|don't|dont|not|also|just|you|i|first|finally|but|without|kubectl|helm|git|terraform|tofu|tf|lets|let's)$/.test(before.word)
  );
}

let vocabularies: { readonly words: Vocabulary; readonly list: readonly string[]; readonly once: ReadonlyMap<string, string> } | undefined;
const memory = new Map<string, string | undefined>();

/** The word that was most likely meant. A verb where none is expected needs to be closer, since names stand there. */
function correct(word: string, words: Vocabulary, atStart: boolean): string | undefined {
  if (vocabularies?.words !== words) {
    const single = [...lexicon.meanings.keys()].filter((w) => /^[a-z]{4,}$/.test(w));
    vocabularies = {
      words,
      once: new Map([...lexicon.verbs].filter(([w, v]) => v.form === 'base' && /^[a-z]{3,}$/.test(w)).map(([w]) => [once(w), w])),
      list: [
        ...new Set([
          ...single,
          ...lexicon.particles.keys(),
          ...[...lexicon.phrases.values()].flat(2),
          ...[...stopWords].filter((w) => /^[a-z]{4,}$/.test(w)),
          ...words.own,
        ]),
      ].filter((w) => w.length >= 4),
    };
    memory.clear();
  }
  const key = `${atStart ? '^' : ''}${word}`;
  if (memory.has(key)) return memory.get(key);
  // "runn", "appply": a letter too many.
  const plain = once(word);
  const doubled = plain === word ? undefined : vocabularies.once.get(plain);
  if (doubled !== undefined) {
    memory.set(key, doubled);
    return doubled;
  }
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of vocabularies.list) {
    if (Math.abs(candidate.length - word.length) > 2) continue;
    const edits = distance(word, candidate);
    if (edits > allowed(word, candidate, edits, atStart)) continue;
    const cost = edits - (candidate[0] === word[0] ? 0.3 : 0) - (candidate.at(-1) === word.at(-1) ? 0.15 : 0) - (sorted(candidate) === sorted(word) ? 0.5 : 0);
    if (cost < least) {
      least = cost;
      best = candidate;
    }
  }
  if (memory.size > 2_000) memory.clear();
  memory.set(key, best);
  return best;
}

function allowed(word: string, candidate: string, edits: number, atStart: boolean): number {
  const long = Math.min(word.length, candidate.length);
  if (long <= 4) return atStart || sorted(word) === sorted(candidate) ? 1 : 0;
  if (long === 5) return 1;
  if (edits === 2 && word[0] !== candidate[0]) return 1;
  return long <= 6 ? (atStart ? 2 : 1) : 2;
}

const once = (word: string): string => word.replaceAll(/(.)\1+/g, '$1');
const sorted = (word: string): string => [...word].sort().join('');

/** `turn the server off` → `turn..off the server`. */
function apart(tokens: readonly Token[]): readonly Token[] {
  const out = [...tokens];
  for (let i = 0; i < out.length; i++) {
    const verb = out[i];
    const particles = verb?.kind === 'word' ? lexicon.particles.get(verb.word) : undefined;
    if (verb === undefined || particles === undefined) continue;
    for (let j = i + 1; j < out.length && j <= i + 10; j++) {
      const next = out[j];
      if (next === undefined || (next.kind === 'mark' && next.word !== '-')) break;
      if (next.kind !== 'word') continue;
      if ((/^check/.test(verb.word) && /^(that|if|whether)$/.test(next.word)) || (j > i + 1 && /^(and|then)$/.test(next.word))) break;
      if (!particles.has(next.word)) continue;
      if (j > i + 1 && !ends(out[j + 1])) continue;
      out[i] = { ...verb, word: `${verb.word}..${next.word}`, ...(j === i + 1 ? { end: next.end } : {}) };
      out.splice(j, 1);
      break;
    }
  }
  return out;
}

/** Whether a particle in front of this belongs to a verb before it: nothing it could belong to comes. */
const ends = (token: Token | undefined): boolean =>
  token === undefined ||
  token.kind === 'mark' ||
  token.kind === 'number' ||
  /^(one|two|three|a|again|immediately|completely|entirely|and|then|to|in|on|from|for|at|by|with|please|now|but|again|so|if|of|before|after|using|terraform|tf)$/.test(
    token.word,
  );

function joined(tokens: readonly Token[]): readonly Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) continue;
    const phrase =
      token.kind === 'word'
        ? lexicon.phrases.get(token.word)?.find((words) => words.every((word, n) => tokens[i + n]?.kind === 'word' && tokens[i + n]?.word === word))
        : undefined;
    const last = phrase === undefined ? undefined : tokens[i + phrase.length - 1];
    if (phrase === undefined || last === undefined) {
      const before = out.at(-1)?.word === 'number' ? out.at(-2) : out.at(-1);
      const counted = token.kind === 'number' && /^(pull_request|pr|issue|ticket|bug|merge_request|mr|pull_requests|prs|issues)$/.test(before?.word ?? '');
      if (counted) {
        out.push({ ...token, kind: 'issue' });
        continue;
      }
      const split = token.kind === 'word' && token.word.includes('-') ? token.word.replaceAll('-', '_') : undefined;
      out.push(
        split !== undefined && (lexicon.meanings.has(split) || lexicon.phrases.get(split.split('_')[0] ?? '')?.some((p) => p.join('_') === split))
          ? { ...token, word: split }
          : token,
      );
      continue;
    }
    out.push({
      kind: 'word',
      text: tokens
        .slice(i, i + phrase.length)
        .map((t) => t.text)
        .join(' '),
      word: phrase.join('_'),
      at: token.at,
      end: last.end,
    });
    i += phrase.length - 1;
  }
  return out;
}

/** A word that nobody but a namer would write: not ours, not English. */
export const isNovel = (token: Token): boolean =>
  token.kind === 'word' && token.taught !== true && (token.corrected === true || (!isKnown(token.word) && !plainWords.has(token.word)));
