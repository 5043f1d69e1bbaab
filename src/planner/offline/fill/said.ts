import type { Profile } from '../index.ts';
import { numbers } from '../lexicon/common.ts';
import { isStop } from '../lexicon/words.ts';
import { isNovel } from '../read.ts';
import type { Token } from '../token.ts';

interface Place {
  readonly nouns: RegExp;
  /** What leads to it; of anything else it is what the request is about. */
  readonly leads: RegExp;
  readonly fits?: RegExp;
  readonly of?: RegExp;
}

/** Where and as whom something is done, by the input's name. */
const places: Readonly<Record<string, Place>> = {
  namespace: { nouns: /^(namespace|ns)$/, leads: /^(in|within|inside|into|from|under|,)$/ },
  profile: { nouns: /^profile$/, leads: /^(with|using|use|under|via|through|by|in|for|on|as|from|,)$/, of: /^aws\./ },
  workspace: { nouns: /^(workspace|ws)$/, leads: /^(in|for|of|against|with|using|within|inside|on|,)$/, of: /^terraform\.(?!workspace)/ },
  context: { nouns: /^(context|cluster)$/, leads: /^(in|on|using|with|against|from|via|,)$/, of: /^(kubernetes|helm)\./ },
  repository: { nouns: /^(repo|repository)$/, leads: /^(in|of|on|for|from|at|to|,)$/, fits: /^([\w.-]+\/)?[\w.-]+$/, of: /^github\./ },
};

export interface Told {
  readonly field: string;
  readonly value: string;
  readonly tokens: readonly Token[];
}

/** "in the namespace shop", "using the ops-eu profile", ", ns shop": what is said with its own word, and so is nothing else. */
export function told(profile: Profile, tokens: readonly Token[]): readonly Told[] {
  const found: Told[] = [];
  for (const [field, place] of Object.entries(places)) {
    if (!profile.fields.some((f) => f.name === field && f.type === 'string') || place.of?.test(profile.spec.name) === false) continue;
    for (let i = 0; i < tokens.length; i++) {
      const one = toldAt(tokens, i, place);
      if (one === undefined) continue;
      found.push({ field, ...one });
      break;
    }
  }
  return found;
}

/** The word for a place at `i`, with its name beside it and what leads to both. */
function toldAt(tokens: readonly Token[], i: number, place: Place): Omit<Told, 'field'> | undefined {
  if (tokens[i]?.kind !== 'word' || !place.nouns.test(tokens[i]?.word ?? '')) return undefined;
  for (const isBehind of [true, false]) {
    let at = isBehind ? i + 1 : i - 1;
    if (isBehind) while (/^(called|named|:|=|is)$/.test(tokens[at]?.word ?? '')) at++;
    const name = tokens[at];
    if (name === undefined || !isName(name) || place.fits?.test(name.text) === false) continue;
    let start = (isBehind ? i : at) - 1;
    while (/^(the|my|our|a|this|that|aws|kubernetes|k8s|kube|terraform|github)$/.test(tokens[start]?.word ?? '')) start--;
    if (!place.leads.test(tokens[start]?.word ?? '')) continue;
    return { value: name.text, tokens: tokens.slice(start, Math.max(i, at) + 1) };
  }
  return undefined;
}

const isName = (token: Token): boolean =>
  token.kind === 'quote' ||
  ((token.kind === 'path' || token.kind === 'version') && !/^[./]|\/$/.test(token.text)) ||
  (token.kind === 'word' && !isStop(token.word) && !(token.word in numbers) && isNovel(token) && !/\s/.test(token.text));
