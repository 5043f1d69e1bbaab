import type { Rough } from './choose.ts';
import { headOf } from './head.ts';
import { verbOf } from './index.ts';

const who = '(?:i|we|you|they|he|she|one|somebody|someone)';

/** What leads to a verb that is spoken of, and may not be asked for. */
const leads: readonly RegExp[] = [
  // "should we delete it?", "would it hurt to drain node-4?"
  new RegExp(`\\b(?:should|shall) ${who}\\b[^,]*$`, 'i'),
  /\b(?:would|will|does|is) it (?:hurt|break|matter|help|harm|be (?:safe|bad|risky|wise|ok|okay|a problem)|safe|risky|wise|dangerous)\b[^,]*$/i,
  // "suppose we scaled web to zero", "had we destroyed it"
  new RegExp(`\\b(?:suppos(?:e|ing)|imagin(?:e|ing)|hypothetically|theoretically|in theory|let'?s say|what if|say ${who}|had ${who})\\b`, 'i'),
  new RegExp(`\\bif ${who}(?: (?:were to|would|had|just|ever|now|really))* $`, 'i'),
  // "I was about to merge it", "show me how to remove it"
  new RegExp(`\\b${who}(?: was| were)(?: just| almost| only)? (?:about|tempted|going|thinking) (?:to|of|about)\\b[^,]*$`, 'i'),
  /\b(?:show|tell|explain|teach|remind|describe)(?: to)?(?: me| us)? how\b[^,]*$/i,
  // "nobody should apply it", "nothing is to be deleted"
  /\b(?:nobody|no ?one|none of (?:us|you|them)|nothing)\b(?: here| else)? (?:should|shall|must|may|can|will|is|has|gets|needs|ought)\b[^,;]*$/i,
];

/** "I could delete it, but show me its logs". */
const couldBut = /\b(?:i|we) (?:could|might|may)(?: also| just)? $/i;

/**
 * Whether a step's verb is only spoken of: what would be, what one might or nobody should do. `request`: the step's own; what is
 * quoted in it does not count.
 */
export function isSupposed({ clause, profile, request }: Rough): boolean {
  // "show me how to remove it": not what leads to it.
  const own = clause.tokens.find((t) => {
    const verb = verbOf(t);
    return verb !== undefined && verb.is !== 'look' && (profile.verbs.get(verb.concept) ?? 0) >= 0.3;
  });
  const verb = own ?? headOf(clause) ?? clause.tokens[0];
  if (verb === undefined) return false;
  const text = request.replaceAll('’', "'").replaceAll(/"[^"]*"|`[^`]*`|“[^”]*”/g, (quoted) => ' '.repeat(quoted.length));
  const start = Math.max(...[...'.!?;\n'].map((mark) => text.lastIndexOf(`${mark}${mark === '\n' ? '' : ' '}`, verb.at - 1))) + 1;
  const led = text.slice(start, verb.at);
  const rest = text.slice(verb.at).split(/[.!?;\n](?:\s|$)/, 1)[0] ?? '';
  return leads.some((lead) => lead.test(led)) || (couldBut.test(led) && /\bbut\b/i.test(rest));
}
