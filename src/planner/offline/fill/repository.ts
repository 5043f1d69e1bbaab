import type { Profile } from '../index.ts';
import { verbOf } from '../index.ts';
import { numbers } from '../lexicon/common.ts';
import { isStop } from '../lexicon/words.ts';
import { isNovel } from '../read.ts';
import type { Token } from '../token.ts';
import type { Filling } from './assign.ts';
import { branches } from './revisions.ts';

type Has = (name: string) => boolean;

/** What is said of branches, people and numbers in ways of their own. */
export function repository(profile: Profile, tokens: readonly Token[], request: string, filling: Filling, has: Has): void {
  const [toolset] = profile.domains;
  if (toolset === 'git') {
    remoteBranch(tokens, filling, has);
    commitAlone(tokens, filling, has);
    stashEntry(tokens, filling, has);
    if (has('commits')) lastCommit(tokens, filling);
  }
  if (has('author') || has('assignee')) people(tokens, filling, has);
  if (has('reviewers')) reviewing(tokens, filling, has);
  if (has('notIn')) lacking(tokens, filling);
  if (has('addLabels')) labelled(tokens, filling);
  if (has('addLabels') || has('labels') || has('label')) labelsNamed(tokens, filling, has);
  if (has('unassign')) takenOff(tokens, filling);
  if (has('assignees') || has('assign')) assigned(tokens, filling, has);
  if (has('number')) spelledNumber(tokens, filling);
  if (has('regex') && has('text')) expression(tokens, request, filling);
}

/** "pull from origin/develop": a remote and its branch. */
function remoteBranch(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  if (!has('remote') || !has('branch') || has('from')) return;
  const token = tokens.find((t) => t.kind === 'path' && /^(origin|upstream)\/\w/.test(t.text) && !used.has(t));
  const [, remote, branch] = /^(\w+)\/(.+)$/.exec(token?.text ?? '') ?? [];
  if (token === undefined || 'branch' in input || 'remote' in input) return;
  Object.assign(input, { remote, branch });
  used.add(token);
}

/** "go to commit abc1234": no branch is checked out, but that commit. */
function commitAlone(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  if (!has('create') || !has('paths') || 'from' in input) return;
  const token = tokens.find((t, i) => !used.has(t) && (t.kind === 'sha' || (tokens[i - 1]?.word === 'commit' && t.kind === 'word' && isNovel(t))));
  if (token === undefined) return;
  input.from = token.text;
  used.add(token);
}

/** "undo my last commit with a new one". */
function lastCommit(tokens: readonly Token[], { input }: Filling): void {
  const names = tokens.some((t) => t.kind === 'sha');
  if (!names && tokens.some((t, i) => t.word === 'commit' && /^(last|latest|newest|previous|recent)$/.test(tokens[i - 1]?.word ?? '')))
    input.commits = ['HEAD'];
}

/** `stash@{1}`. */
function stashEntry(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  const token = tokens.find((t) => /^stash@\{\d+\}$/.test(t.text));
  if (!has('stash') || token === undefined) return;
  input.stash = Number(/\d+/.exec(token.text)?.[0]);
  used.add(token);
}

const wrote =
  /^(committed|commit|changed|pushed|wrote|written|opened|open|filed|file|reported|report|raised|raise|submitted|submit|created|create|made|authored|contributed|did|done|do|been|has|merged|checked)$/;

/** "which PRs did alice open", "everything dana committed", "what is lee working on". */
function people(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  for (const [i, token] of tokens.entries()) {
    if (used.has(token) || !(token.kind === 'user' || isNovel(token))) continue;
    const before = tokens[i - 1]?.word ?? '';
    const next = tokens[i + 1]?.word ?? '';
    const name = token.kind === 'user' ? token.text.slice(1) : token.text.replace(/['’]s$/, '');
    if (has('assignee') && !('assignee' in input) && (next === 'working' || /^(has|have)$/.test(next) === (tokens[i + 2]?.word === 'to') || before === 'for')) {
      if (next === 'working' || (/^(has|have)$/.test(next) && tokens[i + 2]?.word === 'to')) {
        input.assignee = name;
        used.add(token);
        return;
      }
    }
    const isPerson = token.kind === 'word' && /^[A-ZÀ-Þ][a-zà-ÿ]+$/.test(token.text);
    const authors =
      (isPerson &&
        /^(of|by|from)$/.test(before) &&
        tokens.slice(Math.max(0, i - 4), i).some((t) => /^(commits?|changes|work|history|prs?|pull_requests?|issues?|log)$/.test(t.word))) ||
      (isPerson && /^(did|has|have|what|which)$/.test(before)) ||
      (/^(did|has|have|what|everything|all|that|which|commits|prs|pull_requests|issues|was)$/.test(before) && wrote.test(next)) ||
      /['’]s$/.test(token.text);
    if (has('author') && !('author' in input) && authors) {
      input.author = name;
      used.add(token);
      return;
    }
  }
}

/** "drop bob from the reviewers", "bob need not review it any more". */
const isTakenOff = (tokens: readonly Token[]): boolean => {
  const text = tokens.map((t) => t.word).join(' ');
  return (
    (verbOf(tokens[0] ?? mark)?.is === 'remove' && /\b(review\w*)\b/.test(text)) ||
    /^(take|pull) .* (off|from|out)\b|\b(no longer|not|n't|doesn't|don't|needn't) (need |have |has |should )?(to )?(be )?(ask(ed)?|review)|\bwithdraw\b|\bun-?request\w*|\bcancel\b/.test(
      text,
    )
  );
};
const mark: Token = { kind: 'mark', text: '', word: '', at: 0, end: 0 };

/** "have nina and omar review it". */
function reviewing(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  if (has('remove') && !('remove' in input) && isTakenOff(tokens)) {
    const people = tokens.filter((t, i) => i > 0 && !used.has(t) && (t.kind === 'user' || (isNovel(t) && /^[A-Za-zÀ-ɏ][\w-]*$/.test(t.text))));
    if (people.length === 0) return;
    input.remove = people.map((t) => t.text.replace(/^@|['’]s$/g, ''));
    for (const t of people) used.add(t);
    return;
  }
  const end = tokens.findIndex((t) => /^(review|reviews|look|approve)$/.test(t.word));
  const start = tokens.findIndex((t, i) => i < end && /^(have|let|get|ask)$/.test(t.word));
  if (end < 0 || start < 0 || 'reviewers' in input) return;
  const names = tokens.slice(start + 1, end).filter((t) => !used.has(t) && (t.kind === 'user' || isNovel(t)));
  if (names.length === 0) return;
  input.reviewers = names.map((t) => t.text.replace(/^@/, ''));
  for (const t of names) used.add(t);
}

/** "commits on feature/x which main does not have", "which are not in release/1". */
function lacking(tokens: readonly Token[], { input, used }: Filling): void {
  const left = tokens.find(
    (t, i) =>
      /^(in|on|part|merged|into)$/.test(tokens[i - 1]?.word ?? '') &&
      tokens.slice(Math.max(0, i - 5), i).some((w) => /^(not|isn't|isnt|aren't|arent|missing|never|hasn't|haven't)$/.test(w.word)) &&
      (t.kind === 'path' || t.kind === 'version' || t.kind === 'sha' || branches.has(t.word) || isNovel(t)),
  );
  if (left !== undefined && !used.has(left) && !('notIn' in input)) {
    input.notIn = left.text;
    used.add(left);
    return;
  }
  const at = tokens.findIndex(
    (t, i) =>
      i > 0 &&
      !used.has(t) &&
      (t.kind === 'path' || t.kind === 'version' || branches.has(t.word) || isNovel(t)) &&
      /^(doesn't|doesnt|does|lacks|hasn't|has|misses|is)$/.test(tokens[i + 1]?.word ?? ''),
  );
  const token = tokens[at];
  const says = tokens
    .slice(at + 1, at + 4)
    .map((t) => t.word)
    .join(' ');
  if (token === undefined || !/^(doesn't|doesnt|does not|does n't|lacks|hasn't|has not|misses|is missing)\b/.test(says) || 'notIn' in input) return;
  input.notIn = token.text;
  used.add(token);
}

/** "label 5 as bug", "tag #40 with security and urgent", "swap label todo for doing". */
function labelled(tokens: readonly Token[], { input, used }: Filling): void {
  const swap = /^(swap|replace|exchange|change)$/.test(tokens[0]?.word ?? '') ? tokens.findIndex((t) => /^labels?$/.test(t.word)) : -1;
  const by = swap < 0 ? -1 : tokens.findIndex((t, i) => i > swap && /^(for|with|by|to)$/.test(t.word));
  const [old, new_] = [tokens[swap + 1], tokens[by + 1]];
  if (swap >= 0 && by === swap + 2 && old !== undefined && new_ !== undefined) {
    Object.assign(input, { removeLabels: [old.text], addLabels: [new_.text] });
    for (const t of [old, new_]) used.add(t);
    return;
  }
  const isState = tokens.some((t, i) => /^(ready|draft|done|closed|open|approved)$/.test(t.word) && tokens[i - 1]?.word !== 'label');
  if (!/^(label|tag|mark|flag)$/.test(tokens[0]?.word ?? '') || 'addLabels' in input || (/^(mark|flag)$/.test(tokens[0]?.word ?? '') && isState)) return;
  let at = tokens.findIndex((t) => /^(as|with)$/.test(t.word)) + 1;
  if (at === 0) at = tokens.findIndex((t) => t.kind === 'issue' || t.kind === 'number') + 1;
  const found: string[] = [];
  for (; at > 0 && at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined || /^(in|on|of|for|please|saying|but|take|without)$/.test(token.word) || verbOf(token)?.is === 'remove') break;
    if (/^(a|an|the|label|labels|and|,|&)$/.test(token.word)) continue;
    if (!/^(word|quote)$/.test(token.kind)) break;
    found.push(token.text);
    used.add(token);
  }
  if (found.length > 0) input.addLabels = found;
}

/** "with labels security and urgent", "take the label urgent off", "remove the labels old and stale": what stands behind the word, by what is done to it. */
function labelsNamed(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  for (let i = 0; i < tokens.length; i++) {
    const isVerb = i === 0 && tokens[i]?.word === 'label';
    if (!/^(labels?|labelled|labeled)$/.test(tokens[i]?.word ?? '') || isVerb) continue;
    const led = tokens.slice(0, i).findLast((t) => verbOf(t) !== undefined && !/^labels?$/.test(t.word));
    const taken = tokens.slice(0, i).some((t) => /^(take|took|pull)$/.test(t.word)) && tokens.some((t) => /^(off|away|from)$/.test(t.word));
    const removes = taken || (led !== undefined && verbOf(led)?.is === 'remove');
    const name = removes ? ['removeLabels'] : ['addLabels', 'labels', 'label'];
    const field = name.find(has);
    if (field === undefined || field in input) continue;
    const found: string[] = [];
    for (let at = i + 1; at < tokens.length; at++) {
      const token = tokens[at];
      if (token === undefined) break;
      const joins = /^(and|,|&|:)$/.test(token.word);
      if (joins && (found.length > 0 || token.word === ':') && isLabel(tokens[at + 1], used)) continue;
      if (!isLabel(token, used) || (found.length > 0 && !/^(and|,|&|:)$/.test(tokens[at - 1]?.word ?? ''))) break;
      found.push(token.text);
    }
    if (found.length === 0) continue;
    input[field] = field === 'label' ? found[0] : found;
    for (const token of tokens.slice(i + 1)) if (found.includes(token.text)) used.add(token);
  }
}

const isLabel = (token: Token | undefined, used: ReadonlySet<Token>): boolean =>
  token !== undefined &&
  !used.has(token) &&
  (token.kind === 'quote' ||
    token.kind === 'path' ||
    (token.kind === 'word' && !isStop(token.word) && !/^(issue|pr|pull_request|again|off|away|take|title|body|called|saying)$/.test(token.word)));

/** "for nina", "give it to mara", "assign kim", "put lena in charge", "to lena instead of tom". */
function assigned(tokens: readonly Token[], { input, used }: Filling, has: Has): void {
  const field = has('assignees') ? 'assignees' : 'assign';
  const isPerson = (i: number): boolean => {
    const token = tokens[i];
    return token !== undefined && !used.has(token) && (token.kind === 'user' || (isNovel(token) && /^[A-Za-zÀ-ɏ][\w-]*$/.test(token.text)));
  };
  const name = (i: number): string => (tokens[i]?.text ?? '').replace(/^@|['’]s$/g, '');
  const take = (to: string, i: number): void => {
    const token = tokens[i];
    if (token === undefined || to in input) return;
    const names = [i];
    for (let at = i + 1; /^(and|,|&)$/.test(tokens[at]?.word ?? '') && isPerson(at + 1); at += 2) names.push(at + 1);
    input[to] = names.map(name);
    for (const n of names) {
      const one = tokens[n];
      if (one !== undefined) used.add(one);
    }
  };
  for (let i = 1; i < tokens.length; i++) {
    if (!isPerson(i)) continue;
    const before = tokens
      .slice(Math.max(0, i - 4), i)
      .map((t) => t.word)
      .join(' ');
    if (has('unassign') && /\b(instead_of|instead of|rather than|not)$/.test(before)) take('unassign', i);
    else if (
      /(^| )(assign|reassign|assigned)( it| this| that)?( to)?$|\b(give|hand|pass|hands?) (it|this|that)( over)? to$|\bassignees?( is| are| :)?$/.test(
        before,
      ) ||
      (/^(in_charge|in|on|responsible)$/.test(tokens[i + 1]?.word ?? '') &&
        /^(charge|it|case)$/.test(tokens[i + 2]?.word ?? '') &&
        /\b(put|make)$/.test(before)) ||
      (has('assignees') && has('title') && !has('head') && /(^| )for$/.test(before))
    )
      take(field, i);
  }
}

/** "take bob off issue 8". */
function takenOff(tokens: readonly Token[], { input, used }: Filling): void {
  if ('unassign' in input || tokens.some((t) => /^labels?$/.test(t.word))) return;
  const removes = tokens.some((t) => verbOf(t)?.is === 'remove') || (/^(take|pull)$/.test(tokens[0]?.word ?? '') && tokens.some((t) => t.word === 'off'));
  const token = removes
    ? tokens.find((t, i) => i > 0 && !used.has(t) && (t.kind === 'user' || (isNovel(t) && (verbOf(tokens[i - 1] as Token) !== undefined || i === 1))))
    : undefined;
  if (token === undefined) return;
  input.unassign = [token.text.replace(/^@/, '')];
  used.add(token);
}

/** "pull request thirty three". */
function spelledNumber(tokens: readonly Token[], { input, used }: Filling): void {
  if ('number' in input) return;
  const at = tokens.findIndex((t, i) => t.word in numbers && /^(pull_request|pr|issue|ticket|bug|merge_request|mr|number)$/.test(tokens[i - 1]?.word ?? ''));
  const [tens, ones] = [tokens[at], tokens[at + 1]];
  if (at < 0 || tens === undefined) return;
  const n = numbers[tens.word] ?? 0;
  const more = ones === undefined ? undefined : numbers[ones.word];
  const both = n >= 20 && more !== undefined && more > 0 && more < 10;
  const said = both ? n + more : n;
  if (said < 1) return;
  input.number = said;
  used.add(tens);
  if (both && ones !== undefined) used.add(ones);
}

/** "the regular expression AKIA[0-9A-Z]{16}": all up to the next space. */
function expression(tokens: readonly Token[], request: string, { input, used }: Filling): void {
  if ('text' in input || tokens.some((t) => t.kind === 'quote' || t.kind === 'command')) return;
  const at = tokens.findIndex((t) => /^(regex|regexp|expression|pattern)$/.test(t.word));
  const first = tokens[at + 1];
  if (at < 0 || first === undefined || /^(in|search|to|for)$/.test(first.word)) return;
  const text = /^\S+/.exec(request.slice(first.at))?.[0].replace(/[,;]$|(?<!\\)\.$/, '');
  if (text === undefined) return;
  input.text = text;
  for (const token of tokens) if (token.at >= first.at && token.end <= first.at + text.length) used.add(token);
}
