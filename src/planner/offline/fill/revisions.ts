import { numbers } from '../lexicon/common.ts';
import { lexicon } from '../lexicon/words.ts';
import { isNovel } from '../read.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';

/** Branches that are English words. */
export const branches = new Set('main master develop trunk head dev staging production release next qa hotfix nightly uat stable beta'.split(' '));

const prefixed =
  /^(origin|upstream|refs|feature|features|feat|bugfix|bug|hotfix|fix|fixes|chore|release|releases|refactor|experiment|exp|spike|topic|wip|dependabot|renovate|support|v\d[\w.]*)\//;

/** A branch, tag or commit, by its form or because it is called one. */
export function isRevision(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i];
  if (token === undefined) return false;
  if (token.kind === 'sha' || token.kind === 'version') return true;
  const before = tokens[i - 1]?.word ?? '';
  const named = /^(branch|branches|tag|tags|commit|commits|revision)$/.test(before) || /^(branch|tag)$/.test(tokens[i + 1]?.word ?? '');
  if (token.kind === 'path') return !/\.[a-z]\w{0,5}$/i.test(token.text) && (prefixed.test(token.word) || (named && !token.text.endsWith('/')));
  if (token.kind !== 'word') return false;
  if (branches.has(token.word)) return !/^(the|a|an)$/.test(before) || named;
  return named && isNovel(token) && !lexicon.verbs.has(token.word);
}

/** "between A and B", "from A to B", "compare A with B"; "A compared to B" and "how A differs from B" have the older side last. */
export function sides(tokens: readonly Token[], { input, used }: Filling): void {
  if ('from' in input || 'to' in input) return;
  const at = tokens.flatMap((_, i) => (isRevision(tokens, i) && !used.has(tokens[i] as Token) ? [i] : []));
  const put = (name: 'from' | 'to', i: number | undefined): void => {
    const token = i === undefined ? undefined : tokens[i];
    if (token === undefined) return;
    input[name] = token.text;
    used.add(token);
  };
  const [first, second] = at;
  if (first === undefined) {
    if (tokens.some((t, i) => t.word === 'commit' && /^(last|latest|previous|newest|recent)$/.test(tokens[i - 1]?.word ?? '')) && !sinceLast(tokens)) {
      input.from = 'HEAD~1';
      input.to = 'HEAD';
    }
    return;
  }
  const between = tokens
    .slice(first + 1, second ?? first + 1)
    .map((t) => t.word)
    .join(' ');
  if (second === undefined) put('from', first);
  else if (isOlder(tokens[first], tokens[second])) {
    put('from', first);
    put('to', second);
  } else if (isOlder(tokens[second], tokens[first])) {
    put('from', second);
    put('to', first);
  } else if (
    /\b(compared|comparison|relative|opposed|differs?|different|changed|changes|new|vs|versus|against|has|have|not|since|over)\b/.test(between) &&
    !isPair(tokens, first)
  ) {
    put('from', second);
    put('to', first);
  } else {
    put('from', first);
    put('to', second);
  }
}

/** "the diff against the last commit" is of the files as they are. */
const sinceLast = (tokens: readonly Token[]): boolean => tokens.some((t) => /^(since|against|with|to|from|after|staged|vs|versus)$/.test(t.word));

const isPair = (tokens: readonly Token[], first: number): boolean => /^(compare|between|diff|from)$/.test(tokens[first - 1]?.word ?? '');

/** Which of two is older where their forms tell: `HEAD~3` and `HEAD`, `v1.8.0` and `v1.9.0`. */
function isOlder(a: Token | undefined, b: Token | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const back = (token: Token): number | undefined => (/^(HEAD|@)((~\d*|\^)*)$/.test(token.text) ? steps(token.text) : undefined);
  const [x, y] = [back(a), back(b)];
  if (x !== undefined && y !== undefined) return x > y;
  if (a.kind !== 'version' || b.kind !== 'version') return false;
  const parts = (token: Token): readonly number[] => token.text.replace(/^v/, '').split(/[.+-]/).map(Number);
  const [old, young] = [parts(a), parts(b)];
  const at = old.findIndex((n, i) => n !== young[i]);
  return at >= 0 && (old[at] ?? 0) < (young[at] ?? 0);
}

/** How many commits `HEAD~2^` goes back. */
const steps = (text: string): number => [...text.matchAll(/~(\d*)|\^/g)].reduce((sum, [mark, n]) => sum + (mark === '^' || n === '' ? 1 : Number(n)), 0);

/**
 * "two commits ago", "the commit before last", "the previous version": commits counted from where one is, as a token like another;
 * with what it stands for.
 */
export function countedBack(tokens: readonly Token[]): readonly Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const found = backAt(tokens, i);
    const [token, last] = [tokens[i], tokens[i + (found?.length ?? 1) - 1]];
    if (token === undefined || last === undefined) break;
    if (found === undefined) out.push(token);
    else {
      const text = `HEAD~${found.back}`;
      out.push({ kind: 'sha', text, word: text.toLowerCase(), at: token.at, end: last.end });
      i += found.length - 1;
    }
  }
  return out;
}

function backAt(tokens: readonly Token[], i: number): { readonly back: number; readonly length: number } | undefined {
  const words = tokens.slice(i, i + 4).map((t) => t.word);
  const n = tokens[i]?.kind === 'number' ? Number(tokens[i]?.text) : /^an?$/.test(words[0] ?? '') ? 1 : numbers[words[0] ?? ''];
  if (n !== undefined && n > 0 && /^(commits?|revisions?|versions?)$/.test(words[1] ?? '') && /^(ago|back|earlier|before)$/.test(words[2] ?? ''))
    return { back: n, length: 3 };
  return undefined;
}
