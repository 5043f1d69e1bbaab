import type { Clause } from './clauses.ts';
import type { Index } from './index.ts';
import { environments } from './lexicon/common.ts';
import { nouns } from './lexicon/nouns.ts';
import { isStop, lexicon } from './lexicon/words.ts';
import type { Token } from './token.ts';

/** Words of tools that people use of everything under the sun. */
const everyday = new Set(
  'show list get describe read write search find add create delete open close start stop run put copy comment edit set test import drive merge record send tell say answer ask give take make watch follow wait check see look change update order book move save store share post call sync render can may will fix release draft cut build file'.split(
    ' ',
  ),
);

/** Things everybody has and nobody keeps in a repository or a cluster. */
const anything = new Set(
  'create changes label test content what user identity image box port state value key account text work resource object history prefix values'.split(' '),
);

/** What services are called and how they are: said of nothing else here. */
const services = new Set(
  'api frontend backend gateway auth login checkout cart catalog billing payment payments cache proxy worker workers orders web app application healthy unhealthy crashing crashed failing broken deployed running replicas latency sidecar cron scheduler endpoint nginx redis kafka grafana prometheus postgres traefik readme changelog license documentation'.split(
    ' ',
  ),
);

/**
 * Whether nothing in a clause is of the kind that any tool works on, so that whatever fits best fits by accident: "who won the
 * election", "send an email to the team".
 */
export function isOutside(clause: Clause, index: Index): boolean {
  const tokens = clause.tokens.filter((t) => t.kind !== 'mark');
  if (tokens.some((t) => isOurs(t, index))) return false;
  // "where do we use fetchUser", "run npm test": what is meant is a text or a program, whatever it is.
  const words = tokens.map((t) => t.word).join(' ');
  if (/\bwhere\b.*\b(use|used|call|called|defined?|mention|mentioned|set|import|imported|reference|referenced|configured?)\b/.test(words)) return false;
  if (/^(run|execute|exec|launch|search|grep|hunt|look\.\.for)\b/.test(words)) return false;
  const strange = tokens.filter(
    (t) => t.kind === 'word' && !isStop(t.word) && !everyday.has(t.word) && !lexicon.verbs.has(t.word) && !index.words.known.has(t.word),
  );
  const looksNamed = strange.some((t) => /[-_\d]|[a-z][A-Z]/.test(t.text));
  if (looksNamed) return false;
  const calculates = /^(what|how|calculate|compute|solve)$/.test(tokens[0]?.word ?? '') && tokens.filter((t) => t.kind === 'number').length >= 2;
  return calculates || (strange.length > 0 && (clause.question || strange.length > 1 || tokens.length > 2));
}

/** Tests of a program, not of infrastructure: nothing here runs them, unless the program that does is named. */
export const isProgramTest = ({ tokens }: Clause): boolean =>
  /\b(run|execute|start|launch)\b.*\b(unit|integration|e2e|smoke|regression|frontend|backend) tests?\b|\btests? (with|using|via|through) (npm|yarn|pnpm|jest|vitest|pytest|make|maven|gradle|cargo)\b/.test(
    tokens.map((t) => t.word).join(' '),
  );

function isOurs(token: Token, index: Index): boolean {
  if (token.kind === 'quote' || token.kind === 'number' || token.kind === 'version') return false;
  if (token.kind !== 'word') return true;
  if (lexicon.domains.has(token.word) || lexicon.kinds.has(token.word)) return true;
  if (everyday.has(token.word)) return false;
  if (token.word in environments || services.has(token.word)) return true;
  const verb = lexicon.verbs.get(token.word);
  if (verb !== undefined) return token.word.includes('..') || (!everyday.has(verb.concept) && verb.concept !== 'what');
  return [...(lexicon.meanings.get(token.word)?.keys() ?? [token.word])].some((concept) => !anything.has(concept) && isNamed(concept, index));
}

/** A tool is named after it, or takes it. */
const isNamed = (concept: string, index: Index): boolean =>
  lexicon.meanings.has(concept) || concept in nouns || [...index.profiles.values()].some((p) => p.name.has(concept));

/** What a person may ask for instead. */
export const whatThereIs =
  'It is nothing Nimbus does. Nimbus works on repositories (git, GitHub), files, Terraform, Kubernetes, Helm, AWS and best-practice rules: “what would terraform change in infra?”, “restart deployment web”; `nimbus tools list` shows all of it.';
