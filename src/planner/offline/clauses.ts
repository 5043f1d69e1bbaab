import { withoutAsides } from './asides.ts';
import { programOf } from './command/read.ts';
import { clauseLike, eventLike, pointedOut, undoes } from './conditions.ts';
import { verbOf } from './index.ts';
import { unlisted } from './lists.ts';
import { asked, stripped } from './polite.ts';
import { answered } from './quoted.ts';
import { settled } from './remarks.ts';
import { goneBack, isDictated, nextThing } from './runon.ts';
import type { Token } from './token.ts';

/** One thing that is asked for. */
export interface Clause {
  /** Without connecting and polite words. */
  readonly tokens: readonly Token[];
  /** Asked not to happen. */
  readonly negated: boolean;
  /** What follows it waits for it to hold: "if the tests pass". */
  readonly condition: boolean;
  /** Comes after what was said before it by an order word, so that it must not be moved. */
  readonly sequenced: boolean;
  /** The head is a question: is, which, what … */
  readonly question: boolean;
}

interface Draft {
  tokens: Token[];
  negated: boolean;
  condition: boolean;
  sequenced: boolean;
  /** Where it goes against its neighbour. */
  moves: 'none' | 'after-next' | 'before-last' | 'leads';
}

const hard = new Set(['.', ';', '!', '?', '\n', '→', '|', '—', '–']);
const soft = new Set([
  'and',
  'then',
  'but',
  'plus',
  'also',
  ',',
  '&',
  '+',
  'afterwards',
  'next',
  'finally',
  'lastly',
  'subsequently',
  'thereafter',
  'though',
  'however',
  'or',
]);
const between = new Set([
  'and',
  'then',
  'also',
  'please',
  'just',
  'now',
  'finally',
  'next',
  'lastly',
  'afterwards',
  'only',
  ',',
  'once',
  'so',
  'immediately',
  'directly',
  'quickly',
  'simply',
  'after',
  'that',
  'you',
  'kindly',
  'again',
  'first',
  'to',
  'should',
  'i',
  'we',
  'can',
  'could',
  'lets',
  "let's",
  'maybe',
  'do',
  'want',
  'like',
  "i'd",
  'yet',
  'but',
]);
const negators = new Set(["don't", 'dont', 'not', 'never', 'without', "doesn't", "won't", 'no', 'avoid', 'skip', "shouldn't", "mustn't", 'cannot', 'instead']);
const subordinate = new Set(['before', 'after', 'once', 'when', 'if', 'unless', 'until', 'provided', 'assuming', 'whenever']);
const questions = new Set("what which who whose where when how why is are was were does did has have do whats what's can may any".split(' '));

/** Clauses in the order they are to happen. */
export function clausesOf(tokens: readonly Token[]): readonly Clause[] {
  const drafts = arrange(cut(asked(withoutAsides(unlisted(answered(tokens))))));
  const clauses = drafts
    .map((draft): Clause => {
      const kept = goneBack(stripped(draft.tokens));
      return { tokens: kept, negated: draft.negated || isForLater(kept), condition: draft.condition, sequenced: draft.sequenced, question: isQuestion(kept) };
    })
    .filter((clause) => clause.tokens.some((t) => t.kind !== 'mark'));
  return settled(clauses);
}

/** "installing it can wait" */
const isForLater = (tokens: readonly Token[]): boolean => {
  const words = tokens.map((t) => t.word).join(' ');
  return verbOf(tokens[0] ?? noToken)?.form === 'ing' && /\b(can|may|must|will|should) wait( (for|until) .*)?$| is (for later|not urgent)$/.test(words);
};
const noToken: Token = { kind: 'mark', text: '', word: '', at: 0, end: 0 };

/** "do not touch i-0abc": whatever is named with it stays as it is. */
const leaves = /^(touch|affect|disturb|harm)$/;

const isQuestion = (tokens: readonly Token[]): boolean => {
  const word = tokens[0]?.word ?? '';
  const next = tokens[1]?.word ?? '';
  if (word === 'do') return /^(we|i|you|they|these|those|our|my|any)$/.test(next);
  // "would closing #4 lose its comments?", "would terraform fmt complain?"; "would you", "would be nice" ask for it.
  if (word === 'would') return verbOf(tokens[1] ?? noToken)?.form === 'ing' || /^(terraform|tofu|tf|helm|kubectl|git)$/.test(next);
  return questions.has(word) || /^what'?s_/.test(word);
};

function cut(tokens: readonly Token[]): readonly Draft[] {
  const drafts: Draft[] = [];
  let now: Draft = fresh();
  const flush = (next: Partial<Draft> = {}): void => {
    if (now.tokens.some((t) => t.kind !== 'mark')) drafts.push(now);
    else next = { ...next, negated: next.negated ?? now.negated, moves: next.moves ?? now.moves, condition: next.condition ?? now.condition };
    now = { ...fresh(), ...next };
  };
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === undefined) continue;
    if (token.kind === 'mark' && hard.has(token.text)) {
      flush({ sequenced: true });
      continue;
    }
    const empty = !now.tokens.some((t) => t.kind !== 'mark' && !between.has(t.word));
    if (token.kind === 'number' && empty && /^[.):]$/.test(tokens[i + 1]?.text ?? '')) {
      i++;
      continue;
    }
    const after = isStillText(tokens, i, now.tokens) ? undefined : startAfter(tokens, i, empty, now.tokens);
    if (after !== undefined) {
      flush({ negated: after.negated, sequenced: after.sequenced, moves: after.moves, condition: after.condition });
      i = after.at - 1;
      continue;
    }
    // "before pushing, run the tests": the comma ends what was put first.
    if (token.word === ',' && (now.moves === 'after-next' || now.condition) && now.tokens.length > 0) {
      flush();
      continue;
    }
    // "if it looks good apply it"
    if (
      now.condition &&
      now.tokens.length >= 2 &&
      token.word !== 'run' &&
      verbOf(token)?.nounFirst === false &&
      verbAt(tokens, i, false) &&
      !/^(to|not|can|could|will|would|should|must|we|i|you|they)$/.test(tokens[i - 1]?.word ?? '')
    ) {
      flush({ sequenced: true, condition: false, moves: 'none', negated: false });
      now.tokens.push(token);
      continue;
    }
    if (token.word === 'then' && !empty) {
      flush({ sequenced: true });
      continue;
    }
    // "show me the pull request 57, and after that its checks": done to both.
    const thing = empty ? 0 : nextThing(tokens, i);
    const look = now.tokens.find((t) => verbOf(t)?.form === 'base');
    if (thing > 0 && look !== undefined && verbOf(look)?.is === 'look') {
      flush({ sequenced: true });
      now.tokens.push(look);
      i = thing - 1;
      continue;
    }
    // "stage notes.md commit it with …": dictated, without a word between.
    if (!empty && isDictated(tokens, i)) flush({ sequenced: true });
    now.tokens.push(token);
  }
  flush();
  return drafts;
}

/** What people write that they did to code. */
const written =
  /^(add|fix|remove|update|change|bump|drop|rename|move|refactor|improve|clean|format|use|set|make|document|revert|upgrade|handle|support|allow|avoid|correct|adjust|replace|tidy|simplify|delete|write|test)$/;

/** "saying bump the provider and fix lints": a text without quotes goes on over what is written like it, and ends at what is to be done next. */
function isStillText(tokens: readonly Token[], i: number, now: readonly Token[]): boolean {
  const cue = now.findIndex((t, n) => n > 0 && t.kind === 'word' && /^(saying|says|message|msg)$/.test(t.word));
  if (cue < 0 || !/^(and|,|&)$/.test(tokens[i]?.word ?? '') || now.slice(cue).some((t) => t.kind === 'quote') || cue === now.length - 1) return false;
  const verb = tokens[i + 1];
  const next = tokens[i + 2]?.word ?? '';
  return verb?.kind === 'word' && written.test(verb.word) && !/^(it|them|this|that|the|my|its|a|an)$/.test(next);
}

const fresh = (): Draft => ({ tokens: [], negated: false, condition: false, sequenced: false, moves: 'none' });

interface Start {
  readonly at: number;
  readonly negated: boolean;
  readonly sequenced: boolean;
  readonly moves: Draft['moves'];
  readonly condition: boolean;
}

/** Whether a new clause begins at `i`, and where its own words begin. */
function startAfter(tokens: readonly Token[], i: number, empty: boolean, now: readonly Token[]): Start | undefined {
  const first = tokens[i];
  if (first === undefined || (first.kind !== 'word' && first.kind !== 'mark')) return undefined;
  const word = first.word;
  // "the next commit"
  if (word === 'next' && /^(the|my|our|its|a)$/.test(tokens[i - 1]?.word ?? '')) return undefined;

  if (subordinate.has(word) || (word === 'as' && tokens[i + 1]?.word === 'soon')) {
    let at = word === 'as' ? i + 3 : i + 1;
    const isOurs = /^(once|when)$/.test(word) && /^(you|we) (have|had)|^(you've|we've)/.test(`${tokens[i + 1]?.word} ${tokens[i + 2]?.word}`);
    if (isOurs || /^(before|after)$/.test(word)) while (/^(you|we|i|that|actually|have|has|had|you've|we've|i've|having)$/.test(tokens[at]?.word ?? '')) at++;
    const condition = !['before', 'after'].includes(word) && !isOurs;
    // "even if it is not merged", "undo it if it fails": how it is to be done, not when.
    if (/^(if|when|though)$/.test(word) && (tokens[i - 1]?.word === 'even' || undoes(tokens, i))) return undefined;
    // "fail if there is anything of high severity": how it ends.
    if (/^(if|when)$/.test(word) && /^(fail|fails|exit|exits)$/.test(tokens[i - 1]?.word ?? '')) return undefined;
    // "once into the wrong bucket"
    if (word === 'once' && /^(in|into|to|from|on|at|per|a|more|again)$/.test(tokens[i + 1]?.word ?? '')) return undefined;
    // "wait until deployment web is done": what it waits for is what is asked about.
    if (word === 'until' && now.length === 1 && /^(wait|watch|hold)$/.test(now[0]?.word ?? '')) return undefined;
    // "before I push it": what the speaker does is none of ours.
    if (!condition && tokens[i + 1]?.word === 'i') return { at, negated: false, sequenced: true, moves: 'none', condition: true };
    if (condition ? !clauseLike(tokens, at) : !(verbAt(tokens, at, true) || eventLike(tokens, at))) return undefined;
    if (condition && /^(when|how)$/.test(word) && empty && /^(was|were|did|is|are)$/.test(tokens[at]?.word ?? '')) return undefined;
    if (condition && word === 'if' && /^(check|see|show|tell|verify)$/.test(tokens[i - 1]?.word ?? '')) return undefined;
    if (condition && now.some((t) => /^(would|happens?|changes?)$/.test(t.word)) && now.some((t) => /^(what|which|how)$/.test(t.word))) return undefined;
    if (word === 'before' && verbOf(tokens[at] ?? first)?.form === undefined) return undefined;
    const moves = word === 'before' ? (empty ? 'after-next' : 'none') : empty ? (condition ? 'none' : 'leads') : 'before-last';
    return { at, negated: false, sequenced: true, moves, condition };
  }

  // "upgrade or install web"
  if (
    word === 'or' &&
    /^(install|create)$/.test(tokens[i + 1]?.word ?? '') &&
    now.some((t) => verbOf(t)?.concept === 'upgrade' || verbOf(t)?.concept === 'update')
  )
    return undefined;
  // "everything that is not running": what a thing is like.
  if (word === 'not' && /^(is|are|was|were|isn't|be)$/.test(tokens[i - 1]?.word ?? '') && verbOf(tokens[i + 1] ?? first)?.form === 'ing') return undefined;
  let at = i;
  let negated = false;
  let joint = false;
  let sequenced = false;
  for (; at < tokens.length; at++) {
    const token = tokens[at];
    if (token === undefined) break;
    const near = `${token.word} ${tokens[at + 1]?.word ?? ''}`;
    if (/^(instead of|rather than)$/.test(near)) {
      negated = true;
      at++;
    } else if (/^(don't|dont|not) (forget|hesitate|only)$/.test(near)) {
      at += tokens[at + 2]?.word === 'to' ? 2 : 1;
    } else if (/^(no need|nothing to)$/.test(near)) {
      negated = true;
      at += tokens[at + 2]?.word === 'to' ? 2 : 1;
    } else if (near === 'followed by') {
      joint = sequenced = true;
      at++;
    } else if (token.word === 'so' && /^(please|can|could|would|will|kindly)$/.test(tokens[at + 1]?.word ?? '')) joint = sequenced = true;
    else if (negators.has(token.word)) negated = true;
    else if (soft.has(token.word)) {
      joint = true;
      sequenced ||= !['and', ',', '&', '+', 'plus', 'also', 'or'].includes(token.word);
    } else if (!between.has(token.word) || (at === i && !(empty && token.word === 'do'))) break;
  }
  if (!joint && !negated) return undefined;
  if (at === i || at >= tokens.length) return undefined;
  const start = tokens[at];
  if (start === undefined) return undefined;
  // "between branch develop and branch main"
  const pair = now.findLastIndex((t) => /(^|_)between$/.test(t.word));
  if (
    !negated &&
    word === 'and' &&
    pair >= 0 &&
    !now.slice(pair).some((t) => t.word === 'and') &&
    (verbOf(start)?.nounFirst !== false || start.word === 'branch')
  )
    return undefined;
  if (negated)
    return verbAt(tokens, at, true) ||
      leaves.test(start.word) ||
      (joint && verbOf(start) !== undefined && start.kind === 'word' && tokens[at - 1]?.word !== 'no')
      ? { at, negated, sequenced, moves: 'none', condition: false }
      : undefined;
  if (empty || (isYesNo(now) && verbOf(start)?.is !== 'look' && !/^(then|please)$/.test(tokens[at - 1]?.word ?? ''))) return undefined;
  return verbAt(tokens, at, false) || (questions.has(start.word) && /^(word|path)$/.test(tokens[at + 1]?.kind ?? '') && !['all', 'any'].includes(start.word))
    ? { at, negated, sequenced, moves: 'none', condition: false }
    : undefined;
}

/** "did somebody log in and change it": one question. */
const isYesNo = (tokens: readonly Token[]): boolean => {
  const words = tokens.filter((t) => t.kind === 'word');
  return /^(did|does|has|have|was|were)$/.test(words[0]?.word ?? '') && words[1]?.word !== 'you';
};

/** Whether what stands here is meant as something to do, not as the name of a thing. */
function verbAt(tokens: readonly Token[], at: number, anyForm: boolean): boolean {
  const token = tokens[at];
  const verb = token && verbOf(token);
  if (token !== undefined && startsCommand(tokens, at)) return true;
  if (token === undefined || verb === undefined) return false;
  if (token.kind === 'word' && questions.has(token.word) && verb.concept === 'what') return false;
  if (verb.form === 'ed' && anyForm && /^(have|has|had|having|you've|we've)$/.test(tokens[at - 1]?.word ?? '')) return true;
  if (verb.form === 'ing') return anyForm || !['running', 'pending', 'failing', 'stopping', 'existing'].includes(token.word);
  if (verb.form !== 'base') return false;
  if (!verb.nounFirst) return true;
  const next = tokens[at + 1];
  if (next === undefined || next.kind !== 'word') return true;
  return (
    /^(the|a|an|my|our|its|it|this|that|them|these|those|to|into|in|on|from|for|with|and|all|everything|again|against|pull|only|as|of|but|then)$/.test(
      next.word,
    ) || verbOf(next) === undefined
  );
}

/** `kubectl get`, `terraform plan`: a program with what it is to do. */
const startsCommand = (tokens: readonly Token[], at: number): boolean => {
  const next = tokens[at + 1];
  return (
    programOf(tokens.slice(at, at + 1)) !== undefined &&
    next?.kind === 'word' &&
    (verbOf(next)?.form === 'base' || /^(s3|iam|ec2|eks|rds|sts|pr|issue|status|log|stash|state)$/.test(next.word))
  );
};

/** Puts "X after Y" and "before Y, X" in the order they are to happen. */
function arrange(drafts: readonly Draft[]): readonly Draft[] {
  const out: Draft[] = [];
  for (let i = 0; i < drafts.length; i++) {
    const said = drafts[i];
    if (said === undefined) continue;
    // “after applying it, validate it”
    const draft = drafts[i - 1]?.moves === 'leads' ? { ...said, sequenced: true } : said;
    const next = drafts[i + 1];
    if (draft.moves === 'after-next' && next !== undefined) {
      out.push(next, { ...draft, sequenced: true });
      i++;
    } else if (draft.moves === 'before-last' && out.length > 0) {
      const last = out.pop();
      out.push(draft.condition || last === undefined ? draft : { ...draft, tokens: [...pointedOut(draft.tokens, last.tokens)] });
      if (last !== undefined) out.push({ ...last, sequenced: true });
    } else out.push(draft);
  }
  return out;
}
