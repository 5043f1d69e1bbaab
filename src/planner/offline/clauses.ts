import { programOf } from './command/read.ts';
import { verbOf } from './index.ts';
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
  moves: 'none' | 'after-next' | 'before-last';
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
const openers = new Set(
  'please kindly hey hi hello ok okay well so now just also first firstly then next finally lastly nimbus alright and but secondly thirdly'.split(' '),
);

/** Clauses in the order they are to happen. */
export function clausesOf(tokens: readonly Token[]): readonly Clause[] {
  const drafts = arrange(cut(tokens));
  return drafts
    .map((draft): Clause => {
      const kept = stripped(draft.tokens);
      return { tokens: kept, negated: draft.negated, condition: draft.condition, sequenced: draft.sequenced, question: isQuestion(kept) };
    })
    .filter((clause) => clause.tokens.some((t) => t.kind !== 'mark'));
}

const isQuestion = (tokens: readonly Token[]): boolean => {
  const word = tokens[0]?.word ?? '';
  return word === 'do' ? /^(we|i|you|they|these|those|our|my|any)$/.test(tokens[1]?.word ?? '') : questions.has(word);
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
    const after = startAfter(tokens, i, empty, now.tokens);
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
    now.tokens.push(token);
  }
  flush();
  return drafts;
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

  if (subordinate.has(word) || (word === 'as' && tokens[i + 1]?.word === 'soon')) {
    let at = word === 'as' ? i + 3 : i + 1;
    if (/^(before|after)$/.test(word)) while (/^(you|we|i|that|actually)$/.test(tokens[at]?.word ?? '')) at++;
    const condition = !['before', 'after'].includes(word);
    if (condition ? !clauseLike(tokens, at) : !(verbAt(tokens, at, true) || eventLike(tokens, at))) return undefined;
    if (condition && /^(when|how)$/.test(word) && empty && /^(was|were|did|is|are)$/.test(tokens[at]?.word ?? '')) return undefined;
    if (condition && word === 'if' && /^(check|see|show|tell|verify)$/.test(tokens[i - 1]?.word ?? '')) return undefined;
    if (condition && now.some((t) => /^(would|happens|happen)$/.test(t.word)) && now.some((t) => /^(what|which|how)$/.test(t.word))) return undefined;
    if (word === 'before' && verbOf(tokens[at] ?? first)?.form === undefined) return undefined;
    const moves = word === 'before' ? (empty ? 'after-next' : 'none') : empty ? 'none' : 'before-last';
    return { at, negated: false, sequenced: true, moves, condition };
  }

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
    } else if (negators.has(token.word)) negated = true;
    else if (soft.has(token.word)) {
      joint = true;
      sequenced ||= !['and', ',', '&', '+', 'plus', 'also', 'or'].includes(token.word);
    } else if (!between.has(token.word) || (at === i && !(empty && token.word === 'do'))) break;
  }
  if (!joint && !negated) return undefined;
  if (at === i || at >= tokens.length) return undefined;
  const start = tokens[at];
  if (start === undefined) return undefined;
  if (negated)
    return verbAt(tokens, at, true) || (joint && verbOf(start) !== undefined && start.kind === 'word' && tokens[at - 1]?.word !== 'no')
      ? { at, negated, sequenced, moves: 'none', condition: false }
      : undefined;
  if (empty) return undefined;
  return verbAt(tokens, at, false) || (questions.has(start.word) && tokens[at + 1]?.kind === 'word' && !['all', 'any'].includes(start.word))
    ? { at, negated, sequenced, moves: 'none', condition: false }
    : undefined;
}

/** Whether what stands here is meant as something to do, not as the name of a thing. */
function verbAt(tokens: readonly Token[], at: number, anyForm: boolean): boolean {
  const token = tokens[at];
  const verb = token && verbOf(token);
  if (token !== undefined && startsCommand(tokens, at)) return true;
  if (token === undefined || verb === undefined) return false;
  if (token.kind === 'word' && questions.has(token.word) && verb.concept === 'what') return false;
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

/** A subject and something said of it, or "it is done". */
const clauseLike = (tokens: readonly Token[], at: number): boolean =>
  tokens
    .slice(at, at + 8)
    .some(
      (t) =>
        t.kind === 'word' &&
        (verbOf(t) !== undefined || /^(done|passes|pass|passed|green|ready|finished|succeeds|fails|works|possible|needed|necessary)$/.test(t.word)),
    );

/** "after the merge", "after that". */
const eventLike = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.word === 'the' &&
  verbOf(tokens[at + 1] ?? { kind: 'mark', text: '', word: '', at: 0, end: 0 }) !== undefined &&
  /^(,|\.)?$/.test(tokens[at + 2]?.word ?? '');

/** Puts "X after Y" and "before Y, X" in the order they are to happen. */
function arrange(drafts: readonly Draft[]): readonly Draft[] {
  const out: Draft[] = [];
  for (let i = 0; i < drafts.length; i++) {
    const draft = drafts[i];
    if (draft === undefined) continue;
    const next = drafts[i + 1];
    if (draft.moves === 'after-next' && next !== undefined) {
      out.push(next, { ...draft, sequenced: true });
      i++;
    } else if (draft.moves === 'before-last' && out.length > 0) {
      const last = out.pop();
      out.push(draft);
      if (last !== undefined) out.push({ ...last, sequenced: true });
    } else out.push(draft);
  }
  return out;
}

/** Without greetings and polite ways round: "could you please", "I'd like you to". */
function stripped(tokens: readonly Token[]): readonly Token[] {
  let at = 0;
  for (let moved = true; moved; ) {
    moved = false;
    const rest = tokens.slice(at).map((t) => (t.kind === 'word' || t.kind === 'mark' ? t.word : '\u0000'));
    const length = polite.map((p) => p.exec(`${rest.slice(0, 8).join(' ')} `)?.[0]).find((m) => m !== undefined);
    if (length !== undefined) {
      at += length.trim().split(' ').length;
      moved = true;
    } else if (openers.has(rest[0] ?? '') || tokens[at]?.kind === 'mark') {
      at++;
      moved = at < tokens.length;
    }
  }
  let end = tokens.length;
  while (
    end > at &&
    (tokens[end - 1]?.kind === 'mark' ||
      /^(please|thanks|thank|now|then|first|too|afterwards|next|finally|again|you|and|but|for|me)$/.test(tokens[end - 1]?.word ?? ''))
  )
    end--;
  return tokens.slice(at, end);
}

const polite: readonly RegExp[] = [
  /^(can|could|would|will|should|may|might|shall) (you|we|i|u) (please |kindly |also |then |maybe |just |quickly )*/,
  /^(i|we) (want|need|would like|would love|have|wish|wanted|'d like|am trying|are trying|plan|should|must|will|think we should|think you should|am going) (you |us )?to /,
  /^(i'd|id|we'd|i'll|ill|we'll) (really |also )?(like|love|want|need) (you |us )?to /,
  /^(i'd|id|we'd) (like|love) /,
  /^(let's|lets|let us|let me) /,
  /^(run|execute) (?=(kubectl|helm|terraform|tofu|tf|git|aws|gh) )/,
  /^(do|perform|carry out|execute|make|run) (a|an|the|another) (?=(dry_run|plan|terraform|rollback|restart|commit|push|pull|merge|git|helm|scan|diff|reboot|sync|rollout|quick|full|checkout) )(quick |full )?/,
  /^(go ahead|come on) (and )?/,
  /^(help me|help us) (to |with )?/,
  /^(try|remember|make_sure|be sure|dont forget|don't forget|time|it is time|it's time|feel free) to /,
  /^make_sure (you |that you |we )/,
  /^(you (can|may|should|must|need to) )/,
  /^(do the following|the following|as follows|in this order|in order) ?/,
  /^(do you think you could|is it possible to|would it be possible to|would you mind|do you mind|mind) /,
  /^(it would be (great|nice|good) if you could) /,
  /^(get me|show me|give me) (to )?(?=$)/,
];
