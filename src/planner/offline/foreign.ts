import type { Clause } from './clauses.ts';
import { headOf, isUnknownVerb } from './head.ts';
import { verbOf } from './index.ts';
import { insides, products, systems, things, undone } from './lexicon/foreign.ts';
import { isStop } from './lexicon/words.ts';
import type { Token } from './token.ts';

/** In front of a name: then the word is what something of ours is called. */
const before =
  /^(called|named|name|namespace|ns|releases?|deployments?|deploy|pods?|statefulsets?|daemonsets?|charts?|buckets?|roles?|branch|branches|tags?|folder|directory|files?|module|repo|repository|remote|labels?|labelled|labeled|workspace|context|profile|secret|configmap|containers?|helm|template|titled|says|saying|for|text|string|word|mention|mentions|contains|containing|matches|matching|like|with|by|-n|-l)$/;
/** The same behind it; a machine, a bucket or an image of another cloud stays another's. */
const behind =
  /^(namespace|ns|releases?|deployments?|pods?|statefulsets?|daemonsets?|charts?|roles?|branch|branches|tags?|folder|directory|files?|module|repo|repository|remote|labels?|workspace|context|profile|secret|configmap|template|policy|of)$/;

const ways = /^(pull|pulling|merge|merging|and|latest|newest|upstream|remote|pr|pull_request)$/;

/** Where something is sent or done: "to npm", "via slack". */
const towards = /^(to|on|onto|via|through|into)$/;

/**
 * Whether a clause is about a system or a thing of others, in words that are ours as well: "spin up an azure vm", "update the
 * grafana dashboard", "publish the package to npm". Where such a word can be the name of something of ours, it is that.
 */
export function isForeignThing(clause: Clause): boolean {
  // "rebase pull", "rebase and merge PR 7", "rebase on the latest": a way to do what there is a tool for.
  if (undone.has(clause.tokens[0]?.word ?? '') && clause.tokens.length > 1 && !clause.tokens.some((t) => ways.test(t.word))) return true;
  const head = headOf(clause);
  const does = head === undefined ? undefined : verbOf(head);
  if (does?.concept === 'search' || does?.concept === 'find') return false;
  const { object, isName } = objectOf(clause, head);
  return clause.tokens.some((token, i) => {
    if (token.kind !== 'word' || token === head) return false;
    const last = clause.tokens[i - 1];
    if (before.test(last?.word ?? '') || behind.test(clause.tokens[i + 1]?.word ?? '')) return false;
    const word = token.word.replace(/s$/, '');
    const isSystem = systems.has(token.word) || systems.has(token.text.toLowerCase());
    if (object.includes(token)) {
      if (isName) return false;
      if (isSystem) return !(does?.concept === 'run' && last === head);
      if (things.has(token.word) || things.has(word)) return true;
      return insides.has(word) && last !== undefined && products.has(last.word);
    }
    return isSystem && towards.test(last?.word ?? '') && does !== undefined && does.is !== 'look';
  });
}

/** What the verb is done to: the words behind it up to the first that joins. One word alone, with no "the", is a name. */
function objectOf({ tokens }: Clause, head: Token | undefined): { readonly object: readonly Token[]; readonly isName: boolean } {
  const start = head === undefined ? (isUnknownVerb(tokens) ? 1 : 0) : tokens.indexOf(head) + 1;
  const object: Token[] = [];
  let isLed = false;
  for (const token of tokens.slice(start)) {
    const leads = object.length === 0 && token.kind === 'word' && isStop(token.word) && !/^(in|on|from|to|for|with|at|of|by)$/.test(token.word);
    isLed ||= leads;
    if (leads) continue;
    if (token.kind !== 'word' || isStop(token.word)) break;
    object.push(token);
  }
  return { object, isName: object.length === 1 && !isLed && head !== undefined };
}
