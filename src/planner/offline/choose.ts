import type { Questionnaire } from '../../domain/question.ts';
import type { Clause } from './clauses.ts';
import { commandIn } from './command/read.ts';
import type { PlanContext } from './context.ts';
import type { Doubt } from './doubt.ts';
import { fill } from './fill/fill.ts';
import { headOf, isUnknownVerb } from './head.ts';
import { contentOf, type Index, type Profile, verbOf } from './index.ts';
import { isGiven, type Match } from './match.ts';
import { isNovel } from './read.ts';
import type { Token } from './token.ts';

/** A step on its way: what was asked, the tool for it, its input so far. */
export interface Rough {
  readonly clause: Clause;
  readonly profile: Profile;
  readonly input: Record<string, unknown>;
  /** The text it comes from; of a command that was handed over, the command. */
  readonly request: string;
  /** What of the clause became a value of the input. */
  readonly used?: ReadonlySet<Token>;
  readonly doubt?: Doubt | undefined;
}

export interface Around {
  readonly index: Index;
  readonly context: PlanContext;
  readonly questionnaires: ReadonlyMap<string, Questionnaire>;
}

/** "list the workspaces, select blue": what is chosen in one is not what the other leaves to the tool. */
export const sameChoices = (a: Rough, b: Rough): boolean =>
  a.profile.fields.every((f) => f.name !== 'action' || (a.input.action ?? f.fallback) === (b.input.action ?? f.fallback));

/** A command line leaves no doubt which tool is meant. */
export function asCommand(clause: Clause, index: Index): Match | undefined {
  const found = commandIn(clause.tokens, index);
  return found === undefined ? undefined : { profile: found.profile, score: 1 };
}

/** How many of the best are looked at closer, and how near to the best they must be. */
const closer = { most: 6, share: 0.7 };

/** Of the tools that fit the words nearly as well, the one that has a use for every value and lacks none. */
export function fitting(
  matches: readonly Match[],
  clause: Clause,
  request: string,
  { context, questionnaires }: Around,
  given: ReadonlySet<string> = new Set(),
): Match | undefined {
  const [top] = matches;
  if (top === undefined) return undefined;
  const points = clause.tokens.length <= 1 || clause.tokens.some((t) => /^(it|its|that|this|them|these|those)$/.test(t.word));
  const near = matches.filter((m) => m.score >= top.score * closer.share).slice(0, closer.most);
  // Nothing but a verb fits: then what it is done to must be a value the tool takes.
  const verbOnly = contentOf(clause.tokens).every((t) => t.kind === 'word' && (verbOf(t) !== undefined || isNovel(t)));
  // A verb that changes something is no reason to look at it.
  const head = headOf(clause);
  const does = head === undefined || clause.question || head !== clause.tokens[0] ? undefined : verbOf(head);
  const unknown = isUnknownVerb(clause.tokens);
  const changes = does !== undefined && does.is !== 'look' && does.form === 'base' && !does.nounFirst;
  const judged = near.map((m) => {
    const { input, used } = fill(m.profile, clause, request, context, questionnaires.get(m.profile.spec.name));
    const lacking =
      points && given.size === 0
        ? 0
        : m.profile.fields.filter(
            (f) =>
              f.required &&
              !(f.name in input) &&
              !(points && isGiven(f.name, given)) &&
              f.name !== m.profile.spec.needs?.input &&
              !(f.type === 'string' && freeText.test(f.name)),
          ).length;
    const left = clause.tokens.filter(
      (t) => !used.has(t) && (isNovel(t) ? t.corrected !== true && (m.profile.about.get(t.word) ?? 0) < 0.3 : valueKinds.has(t.kind)),
    ).length;
    const typed = clause.tokens.filter((t) => !used.has(t) && telling.has(t.kind)).length;
    return {
      profile: m.profile,
      ...(m.guess === undefined ? {} : { guess: m.guess }),
      complete:
        !unknown &&
        lacking === 0 &&
        left === 0 &&
        typed === 0 &&
        !(changes && isLook(m.profile)) &&
        clause.tokens.some((t) => used.has(t) && t.kind !== 'flag'),
      score:
        m.score *
        (1 - 0.14 * Math.min(3, lacking)) *
        (1 - (verbOnly || m.profile.spec.name === 'terraform.destroy' ? 0.35 : 0.08) * Math.min(2, left)) *
        (typed > 0 ? 0.7 : 1),
    };
  });
  return judged.reduce((x, y) => (y.score > x.score ? y : x));
}

const isLook = ({ spec }: Profile): boolean => spec.effect === 'read' || spec.effect === 'plan';

const freeText = /^(title|message|content|body|out)$/;
/** Values that say by their form what they are: a tool that has no use for one is not meant. */
export const telling = new Set(['s3', 'id', 'address', 'arn', 'action', 'issue', 'url']);
export const valueKinds = new Set([
  'path',
  'quote',
  'command',
  'number',
  'issue',
  'id',
  's3',
  'arn',
  'address',
  'action',
  'url',
  'cidr',
  'pair',
  'user',
  'version',
  'ports',
]);

export const rough = (clause: Clause, profile: Profile, request: string, { context, questionnaires }: Around): Rough => ({
  clause,
  profile,
  request,
  ...fill(profile, clause, request, context, questionnaires.get(profile.spec.name)),
});
