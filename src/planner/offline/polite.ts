import type { Token } from './token.ts';

const openers = new Set(
  'please kindly hey hi hello ok okay well so now just also first firstly then next finally lastly nimbus alright and but secondly thirdly'.split(' '),
);

/** Ways round a request that only say that it is one, wherever a sentence begins; what follows them is what is wanted. */
const roundabout: readonly RegExp[] = [
  /^(i|we)( would| 'd|'d)? ?(be|am|are|was|were|feel) (\w+ )?(grateful|happy|glad|thankful|pleased|delighted|obliged|wondering|hoping|asking|curious) (if|whether|for you|that|about) ?(you|we|i|someone|somebody|one)? ?(could|would|can|will|might|to)? ?/,
  /^(i'd|id|we'd|i'm|im|we're) (be )?(\w+ )?(grateful|happy|glad|thankful|pleased|delighted|obliged|wondering|hoping|asking|curious) (if|whether|for you|that|about) ?(you|we|i|someone|somebody|one)? ?(could|would|can|will|might|to)? ?/,
  /^(i|we|i'd|we'd) (would )?(appreciate|welcome) (it )?(if|when) (you|we|someone) (could|would|can|will)? ?/,
  /^(i|we) (wonder|wondered|hope|was hoping|were hoping|was wondering) (if|whether|that)? ?(you|we|it) (could|would|can|will|might) /,
  /^(it'd|it would|it will|it might|it is|it's|it may) (be )?(\w+ )?(great|nice|good|lovely|helpful|useful|wonderful|fantastic|perfect|best|cool|kind|possible|time|an idea|a good idea|better) (if|when|that|to|for) ?(you|we|i|me|us|someone)? ?(could|would|can|will|to)? ?/,
  /^(is it|would it be|will it be|it is|it's|it would be) (\w+ )?(possible|okay|ok|feasible|too much trouble|too much) (for you |for us )?(to|that you|if you|if we) (could |would )?/,
  /^(may|might|can|could|shall) (i|we) (kindly )?(ask|trouble|bother|request|beg|get|have|invite) you (kindly )?(to|for) /,
  /^(may|might|can|could) (i|we) (kindly |please )?ask (?=(if|whether|what|which|who|how|where|when|why)\b)/,
  /^(please )?be (so|as) (kind|good|nice) (as )?(to|and) /,
  /^(would|could|will) you (please )?be (so|as) (kind|good|nice) (as )?(to|and) /,
  /^(do|would) (me|us) (a|the) (favou?r|kindness) (and|by|of) /,
  /^(any|is there any|there any|is there a|there a) (chance|way|possibility|option) (that )?(you|we|i|to|for you to|of) ?(could|can|would|might|to)? ?/,
  /^(how) (can|could|do|would|might|should) (i|we|you|one) (best )?/,
  /^(if|when|whenever) (it is|it's|it isn't|it is not|that is|that's|that isn't|you have|you get|you find|you can spare|you don't) ([\w']+ ){0,4}?(trouble|possible|okay|ok|mind|problem|time|moment|minute|chance|bother|asking) ?,? ?/,
  /^(if) you (don't mind|would|could|please|have (a )?(minute|moment|second)) ?,? ?/,
  /^(i|we) (was|were|have been|am|are) (asked|told|supposed|meant|expected|instructed|about|ready) (by [\w ]{1,20}? )?(to|that (i|we) should) /,
  /^(i've|we've) been (asked|told|instructed) (by [\w ]{1,20}? )?to /,
  /^((my|our|the) [\w-]+( [\w-]+)?|they|she|he|somebody|someone|people) (wants?|asked|told|expects?|needs?|would like|says?|said) (me|us|you|that (i|we|you)( should)?) (to )?/,
  /^(i|we) (think|believe|guess|suppose|feel|reckon) (that )?(i|we|you|it's time|it is time) (should|must|could|can|need to|have to|ought to|to) /,
  /^(i|we) (really |just |also |still |now |only |urgently |quickly )*(need|want|have|wish|would like|would love|hope|intend|plan|try|like|ought|must) (to )?(be able )?(to )?(know|find out|learn|understand|be told|see) (?=(if|whether|what|which|who|how|where|when|why)\b)/,
  /^(can|could|would|will) (you|someone|somebody|anyone|anybody) (please |kindly )?(tell|let|show) (me|us)( know)? (?=(if|whether|what|which|who|how|where|when|why)\b)/,
  /^(let|tell) (me|us) (know )?(?=(if|whether|what|which|who|how|where|when|why)\b)/,
  /^(find out|figure out|work out|know|understand|learn|be told) (?=(what|which|who|how|where|when|why)\b)/,
  /^(please )?(to )(?=(show|list|delete|stop|start|give|see|get|make|create|open|check|tell)\b)/,
  /^(you|we) (could|should|might|can|may) (please |also |now |perhaps |maybe )*/,
  /^(i|we) (urgently |really |just )?(need|want|require|would like) (you|that you|for you|somebody|someone) (to )?/,
];

const closers = new Set(['thanks', 'thank', 'cheers', 'please']);

/** The request without the ways round it; offsets stay, so that texts are found where they were. */
export function asked(tokens: readonly Token[]): readonly Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i];
    if (token === undefined) break;
    const before = out.at(-1);
    // The number of a ticket in front: "OPS-12: …", "[OPS-12] …".
    const ticket = before === undefined ? ticketAt(tokens, i) : 0;
    if (ticket > 0) {
      i += ticket;
      continue;
    }
    const skip = before === undefined || (before.kind === 'mark' && /^[.!?;\n,]$/.test(before.text)) || openers.has(before.word) ? roundAt(tokens, i) : 0;
    if (skip > 0) {
      i += skip;
      continue;
    }
    // "Thanks!": a sentence of its own.
    if (closers.has(token.word) && (before === undefined || before.kind === 'mark') && isEnd(tokens, i)) {
      while (i < tokens.length && !/^[.!?]$/.test(tokens[i]?.text ?? '')) i++;
      continue;
    }
    out.push(token);
    i++;
  }
  return out;
}

function ticketAt(tokens: readonly Token[], i: number): number {
  const open = tokens[i]?.word === '[' || tokens[i]?.word === '(' ? 1 : 0;
  if (!/^[A-Z][A-Z0-9]+-\d+$/.test(tokens[i + open]?.text ?? '')) return 0;
  const close = open === 1 && /^[\])]$/.test(tokens[i + 2]?.word ?? '') ? 1 : 0;
  const colon = tokens[i + open + 1 + close]?.word === ':' ? 1 : 0;
  return open === close && open + colon > 0 && tokens.length > i + open + 1 + close + colon ? open + 1 + close + colon : 0;
}

const isEnd = (tokens: readonly Token[], i: number): boolean => {
  const end = tokens.findIndex((t, n) => n >= i && t.kind === 'mark' && /^[.!?]$/.test(t.text));
  return (
    (end < 0 ? tokens.length : end) - i <= 5 &&
    tokens
      .slice(i + 1, end < 0 ? undefined : end)
      .every((t) => t.kind === 'word' && /^(you|a|lot|so|much|in|advance|very|for|the|help|your|again|all)$/.test(t.word))
  );
};

/** How many tokens of a way round begin here; never all there are. */
function roundAt(tokens: readonly Token[], i: number): number {
  const words: string[] = [];
  const ends: number[] = [];
  for (let n = i; n < tokens.length && n < i + 14; n++) {
    const token = tokens[n];
    if (token === undefined || (token.kind !== 'word' && token.word !== ',')) break;
    for (const word of token.kind === 'word' ? token.word.split('_').filter((w) => w !== '') : [token.word]) words.push(word);
    ends.push(words.length);
  }
  const text = `${words.join(' ')} `;
  for (const pattern of roundabout) {
    const found = pattern.exec(text)?.[0].trim();
    if (found === undefined || found === '') continue;
    const count = found.split(/\s+/).length;
    const at = ends.indexOf(count);
    if (at >= 0 && i + at + 1 < tokens.length) return at + 1;
  }
  return 0;
}

/** Without greetings and polite ways round: "could you please", "I'd like you to". */
export function stripped(tokens: readonly Token[]): readonly Token[] {
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
      /^(please|pls|plz|plss|thanks|thx|ty|tnx|cheers|thank|now|then|first|too|afterwards|next|finally|again|you|and|but|for|me|asap|rn)$/.test(
        tokens[end - 1]?.word ?? '',
      ))
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
  /^(make) (a|an|the|another) (?=(dry_run|plan|rollback|restart|commit|push|pull|merge|scan|diff|rollout|checkout|upgrade|deploy) )/,
  /^(do|perform|carry out|execute|run) (a|an|the|another) (?=(dry_run|plan|terraform|rollback|restart|commit|push|pull|merge|git|helm|scan|diff|reboot|sync|rollout|quick|full|real|actual|checkout|upgrade|install|deploy|apply|destroy|lint|download|upload|copy|import|rebase|delete) )(quick |full |real |actual )?/,
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
