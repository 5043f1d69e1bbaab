import type { Clause } from './clauses.ts';
import { headOf, isNaming, isUnknownVerb, passiveOf, removedIn } from './head.ts';
import { conceptsOf, contentOf, type Index, type Profile, verbOf } from './index.ts';
import { akin } from './inherit.ts';
import { featuresOf } from './learn.ts';
import { isStop, lexicon, type Meanings } from './lexicon/words.ts';
import { isNovel } from './read.ts';
import type { Token } from './token.ts';

export interface Match {
  /** Every value that was said has a place in its input, and none it can't be without is missing. */
  readonly complete?: boolean;
  readonly profile: Profile;
  /** 0 to 1. */
  readonly score: number;
  /** How sure it is by what the examples teach alone, 0 to 1. */
  readonly guess?: number;
}

/** What else speaks for a tool. */
export interface Hints {
  /** The tool of the step before. */
  readonly tool?: Profile | undefined;
  /** Names of what that step was given and of what it makes. */
  readonly given?: ReadonlySet<string>;
  /** Toolset of the open file or the folder. */
  readonly around: string | undefined;
}

interface Weighted {
  readonly token: Token;
  readonly meanings: Meanings;
  readonly weight: number;
}

/** Tools by how well they fit a clause, best first; all of them that fit at all. */
export function match(clause: Pick<Clause, 'tokens' | 'question'>, index: Index, hints: Hints): readonly Match[] {
  const content = weigh(clause.tokens, index);
  const total = content.reduce((sum, t) => sum + t.weight, 0);
  if (total === 0 && !clause.tokens.some((t) => t.kind === 'word' && index.words.known.has(t.word))) return [];
  const head = headOf(clause);
  const [first] = clause.tokens;
  const named = clause.tokens.flatMap((t) => (t.kind === 'word' ? [...(lexicon.domains.get(t.word) ?? [])] : []));
  const facts: Facts = {
    content,
    total,
    head: head === undefined ? undefined : conceptsOf(head),
    headIs: (clause.question || isNaming(clause.tokens)) && passiveOf(clause.tokens) === undefined ? 'look' : head && verbOf(head)?.is,
    domains: [...new Set(named)],
    removes: clause.tokens.some((t) => verbOf(t)?.is === 'remove'),
    object: removedIn(clause.tokens, head),
    made: madeIn(clause.tokens, head),
    created: createdIn(clause.tokens, head, index),
    hasValue: clause.tokens.some(
      (t) =>
        isNovel(t) ||
        /^(it|its|that|this)$/.test(t.word) ||
        ['path', 'id', 's3', 'arn', 'issue', 'address', 'number', 'quote', 'command', 'pair'].includes(t.kind),
    ),
    plural: clause.tokens.some(
      (t) =>
        t.kind === 'word' &&
        /s$/.test(t.word) &&
        lexicon.meanings.has(t.word) &&
        lexicon.meanings.has(t.word.replace(/(es|s)$/, '')) &&
        verbOf(t)?.form !== 's',
    ),
    typed: clause.tokens.some((t) => ['id', 's3', 'arn', 'issue', 'address', 'action'].includes(t.kind)),
    lone: clause.tokens.some((t, i) => isNovel(t) && !/^(profile|region|account|with|using|as)$/.test(clause.tokens[i - 1]?.word ?? '')),
    unnamed:
      !clause.tokens.some(
        (t) =>
          (t.kind === 'word' &&
            (lexicon.kinds.has(t.word) ||
              isNovel(t) ||
              lexicon.domains.get(t.word)?.includes('kubernetes') === true ||
              /^(it|its|that|this|them)$/.test(t.word))) ||
          t.kind === 'path',
      ) && hints.tool === undefined,
    unknownVerb:
      first !== undefined &&
      first.kind === 'word' &&
      !clause.question &&
      clause.tokens.length > 1 &&
      !index.words.known.has(first.word) &&
      ((head === undefined && !lexicon.meanings.has(first.word) && !isStop(first.word) && first.corrected !== true) || isUnknownVerb(clause.tokens)),
    folder: clause.tokens.some((t) => t.kind === 'path' && conceptsOf(t).get('<folder>') === 1),
    number: clause.tokens.some((t) => t.kind === 'issue' || t.kind === 'number' || /^(it|its|that|this)$/.test(t.word)),
    bare: content.every((t) => t.token === head) && clause.tokens.length <= 3,
    hints,
    points: clause.tokens.some((t) => /^(it|its|that|this|them|these|those|there|original)$/.test(t.word)),
  };
  const guess = index.guess(featuresOf(clause.tokens, head, clause.question, isNovel));
  return [...index.profiles.values()]
    .filter(({ spec }) => spec.says.length > 0 && (spec.onlyWith === undefined || speaksOf(spec.onlyWith, clause.tokens)))
    .map((profile) => ({
      profile,
      guess: guess.get(profile.spec.name) ?? 0,
      score:
        (0.45 * scoreOf(profile, facts, index) + 0.55 * (guess.get(profile.spec.name) ?? 0) ** 0.5) *
        hintsFit(profile, facts) *
        (facts.unknownVerb ? ((guess.get(profile.spec.name) ?? 0) > 0.9 ? 0.9 : 0.6) : 1) *
        doubt(profile, facts, guess.get(profile.spec.name) ?? 0),
    }))
    .filter((m) => m.score > 0.05)
    .sort((a, b) => b.score - a.score || (a.profile.spec.name < b.profile.spec.name ? -1 : 1));
}

/** "pods with the label x": what something has is not what is to be done. */
const speaksOf = (stems: readonly string[], tokens: readonly Token[]): boolean =>
  tokens.some(
    (token, i) =>
      !/^(with|by|having|whose|matching)$/.test(tokens[i - 1]?.word ?? '') &&
      stems.some((stem) => token.word.split('_').some((word) => word.startsWith(stem)) || token.text.toLowerCase().startsWith(stem)),
  );

interface Facts {
  readonly content: readonly Weighted[];
  readonly total: number;
  readonly head: Meanings | undefined;
  readonly headIs: 'look' | 'make' | 'alter' | 'remove' | undefined;
  readonly domains: readonly string[];
  readonly removes: boolean;
  readonly object: Meanings | undefined;
  /** What is to be created, where a tool creates just that. */
  readonly created: string | undefined;
  /** The kind of object that is to be created. */
  readonly made: string | undefined;
  readonly hasValue: boolean;
  readonly plural: boolean;
  /** A verb alone, or with a pronoun: what it is about was said before. */
  readonly bare: boolean;
  /** Something that says by its form what it is. */
  readonly typed: boolean;
  readonly number: boolean;
  /** Something stands beside "in" or "of" that only a more particular tool could take. */
  readonly lone: boolean;
  /** No name and no word of what it is a name of. */
  readonly unnamed: boolean;
  /** It begins with a word that should be a verb and is none we know. */
  readonly unknownVerb: boolean;
  /** A path that has no ending. */
  readonly folder: boolean;
  readonly hints: Hints;
  /** Speaks of something that was said before. */
  readonly points: boolean;
}

function weigh(tokens: readonly Token[], index: Index): readonly Weighted[] {
  return contentOf(tokens).flatMap((token) => {
    if (/^(can|may)$/.test(token.word) && token !== tokens[0]) return [];
    const meanings = conceptsOf(token);
    let weight = 0;
    for (const [concept, sure] of meanings) weight = Math.max(weight, sure * index.rarity(concept));
    if (weight === 0) return [];
    // A word no tool knows says little of which one is meant.
    const strange = ![...meanings.keys()].some((c) => [...index.profiles.values()].some((p) => p.about.has(c)));
    const form = verbOf(token)?.concept === 'what' ? 0.5 : 1;
    return [{ token, meanings, weight: (strange ? 0.15 * weight : token.corrected ? 0.7 * weight : weight) * form }];
  });
}

function scoreOf(profile: Profile, facts: Facts, index: Index): number {
  let covered = 0;
  for (const { meanings, weight } of facts.content)
    covered += weight * Math.max(best(meanings, profile.about), meanings === facts.head ? 0.9 * best(meanings, profile.verbs) : 0);
  if (covered === 0) return 0;
  const coverage = covered / facts.total;

  let name = 0;
  let nameTotal = 0;
  for (const [concept, weight] of profile.name) {
    if (weight < 1) continue;
    const rarity = index.rarity(concept);
    nameTotal += rarity;
    name += rarity * Math.max(0, ...facts.content.map((t) => t.meanings.get(concept) ?? 0));
  }
  return (
    (0.7 * coverage + 0.3 * (nameTotal === 0 ? 0 : name / nameTotal)) *
    verbFits(profile, facts) *
    domainFits(profile, facts) *
    valuesFit(profile, facts) *
    nounFits(profile, facts) *
    strangers(profile, facts)
  );
}

function best(meanings: Meanings, about: ReadonlyMap<string, number>): number {
  let found = 0;
  for (const [concept, sure] of meanings) found = Math.max(found, sure * (about.get(concept) ?? 0));
  return found;
}

const looks = (profile: Profile): boolean => profile.spec.effect === 'read' || profile.spec.effect === 'plan';

/** Something is to be done, and the tool only looks: the examples need to speak clearly for it. */
function doubt(profile: Profile, { head, headIs, made, created }: Facts, sure: number): number {
  // "create an iam user ci with the policy reader": what stands behind the verb is made, and not what it is made with.
  if (created !== undefined && profile.verbs.get('create') === 1 && profile.nouns.length > 0 && !profile.nouns.includes(created)) return 0.5;
  // "create the cronjob nightly": a tool that creates something else is not meant.
  if (made !== undefined && made !== 'job' && profile.spec.name === 'kubernetes.createJob') return 0.3;
  if (head === undefined || headIs === undefined || headIs === 'look' || sure > 0.75) return 1;
  return best(head, profile.verbs) >= 0.3 || best(head, profile.about) >= 0.5 ? 1 : looks(profile) ? 0.6 : 0.8;
}

function verbFits(profile: Profile, { head, headIs, removes, object }: Facts): number {
  const own = [...profile.verbs.keys()].map((concept) => lexicon.verbs.get(concept)?.is);
  if (own.length > 0 && own.every((is) => is === 'remove') && !removes) return 0.3;
  if (head === undefined || headIs === undefined) return looks(profile) ? 1 : headIs === 'look' && profile.spec.effectOf === undefined ? 0.5 : 0.95;
  let compatible = 0;
  for (const [concept, sure] of head) compatible = Math.max(compatible, sure * (profile.verbs.get(concept) ?? 0));
  if (compatible >= 0.3) return (0.7 + 0.3 * compatible) * (takesAway(profile, object) ? 1 : 0.4);
  if (headIs === 'look') return looks(profile) ? 0.7 : profile.spec.effectOf === undefined ? 0.3 : 0.55;
  return looks(profile) ? 0.4 : 0.5;
}

function domainFits(profile: Profile, { domains, content }: Facts): number {
  if (domains.length === 0) return 1;
  const own = domains.filter((d) => profile.domains.has(d) || profile.name.has(d)).length;
  if (own === domains.length) return 1.1;
  // What the tool itself talks of is its business as well.
  if (content.some((t) => t.token.kind === 'address') && (profile.about.get('<address>') ?? 0) >= 0.3) return 1;
  const known = content.every((t) => !lexicon.domains.has(t.token.word) || best(t.meanings, profile.about) >= 0.5);
  return known ? 1 : own > 0 ? 0.75 : 0.45;
}

/** "create the cronjob nightly": the kind that stands right behind the verb. */
function madeIn(tokens: readonly Token[], head: Token | undefined): string | undefined {
  if (head === undefined || verbOf(head)?.concept !== 'create') return undefined;
  const rest = tokens.slice(tokens.indexOf(head) + 1).filter((t) => !/^(the|a|an|new|my|our|another|this|one)$/.test(t.word));
  return rest[0]?.kind === 'word' && rest[1]?.word !== 'from' ? lexicon.kinds.get(rest[0].word) : undefined;
}

function createdIn(tokens: readonly Token[], head: Token | undefined, { profiles }: Index): string | undefined {
  if (head === undefined || verbOf(head)?.concept !== 'create') return undefined;
  const thing = tokens
    .slice(tokens.indexOf(head) + 1)
    .find((t) => !/^(the|a|an|new|my|our|another|this|one|iam|s3|aws|github|git|private|empty)$/.test(t.word));
  if (thing?.kind !== 'word') return undefined;
  const meant = [...conceptsOf(thing)].filter(([, sure]) => sure === 1).map(([concept]) => concept);
  return meant.find((concept) => [...profiles.values()].some((p) => p.verbs.get('create') === 1 && p.nouns.includes(concept)));
}

/** "remove the label old from pod web-1": what is to go is the label, and a tool that removes pods is not meant. */
const takesAway = (profile: Profile, object: Meanings | undefined): boolean => object === undefined || best(object, profile.about) >= 0.65;

/** What is said and has nothing to do with a tool speaks against it. */
function strangers(profile: Profile, { content, head, unknownVerb }: Facts): number {
  let factor = unknownVerb ? (looks(profile) ? 0.72 : 0.5) : 1;
  for (const { meanings, token } of content) {
    if (meanings === head || best(meanings, profile.about) >= 0.2 || (token.kind === 'word' && (verbOf(token)?.is === 'look' || token.corrected === true)))
      continue;
    if (token.kind === 'word' ? lexicon.meanings.has(token.word) : [...meanings.keys()].some((c) => /^<(i|sg|vpc|s3|arn|issue|address|action)>$/.test(c)))
      factor *= token.kind === 'word' ? 0.93 : 0.82;
  }
  return Math.max(0.7 * (unknownVerb ? 0.7 : 1), factor);
}

/** The thing in the name of a tool is spoken of, or understood. */
function nounFits(profile: Profile, { content, bare, typed, hints, head }: Facts): number {
  if (bare) return hints.tool !== undefined && profile.nouns.some((n) => index(hints.tool).has(n)) ? 1.1 : 1;
  if (typed || profile.nouns.length === 0) return 1;
  return profile.nouns.some((noun) => content.some((t) => (t.meanings.get(noun) ?? 0) >= 0.5)) ? 1 : head?.get('create') === 1 ? 0.6 : 0.82;
}
const index = (profile: Profile | undefined): ReadonlySet<string> => new Set(profile?.nouns ?? []);

function valuesFit(profile: Profile, { hasValue, plural, number, folder, lone, unnamed }: Facts): number {
  if (!number && looks(profile) && profile.fields.some((f) => f.required && f.type === 'number')) return plural ? 0.7 : 0.85;
  const needs = profile.fields.some((f) => f.required && f.values.length === 0 && f.type !== 'boolean');
  if (!hasValue && needs && looks(profile)) return plural ? 0.75 : 0.9;
  if (hasValue && !needs && looks(profile) && !plural) return 0.95;
  if (folder && (profile.about.get('<file>') ?? 0) >= 0.5 && (profile.about.get('<folder>') ?? 0) < 0.56) return 0.7;
  if (hasValue && looks(profile) && !needs && lone && profile.fields.every((f) => f.type !== 'string' || /^(region|profile)$/.test(f.name))) return 0.85;
  if (unnamed && profile.fields.some((f) => f.required && f.name === 'name')) return 0.85;
  return 1;
}

function hintsFit(profile: Profile, { hints, domains, bare, points }: Facts): number {
  const before =
    hints.tool !== undefined && domains.every((d) => profile.domains.has(d)) && isNear(profile, hints.tool)
      ? (bare ? 1.7 : points ? 1.4 : 1.12) *
        ((bare || points) && takesUp(profile, hints) ? 1.3 : 1) *
        (points && goesOn(profile, hints.tool, hints.given) ? 1.5 : 1)
      : 1;
  // "install the chart and run its tests": what belongs to a release is nothing of Terraform's.
  const apart = points && hints.tool !== undefined && domains.length === 0 && !areAkin(profile, hints.tool) ? 0.75 : 1;
  return before * apart * (hints.around !== undefined && profile.domains.has(hints.around) && domains.length === 0 ? 1.08 : 1);
}

/** Of what is generated, the toolset that works on it. */
const toolsetOf = ({ spec }: Profile): string => spec.name.replace(/^generate\./, '').split('.')[0] ?? '';
/** Toolsets that one and the same thing may be of; files, and what is run, may be of any. */
const areAkin = (a: Profile, b: Profile): boolean =>
  [toolsetOf(a), toolsetOf(b)].some((toolset) => /^(files|shell|templates|rules)$/.test(toolset)) || akin(toolsetOf(a), toolsetOf(b));

/** It is about the same kind of thing, an issue and not a pull request, and takes what was said of that. */
const goesOn = ({ nouns, fields }: Profile, before: Profile, given: Hints['given']): boolean =>
  nouns.some((noun) => before.nouns.includes(noun)) && fields.some((f) => f.required && isGiven(f.name, given));

/** Of the same toolset, and of the same group where it has groups. */
const isNear = (profile: Profile, before: Profile): boolean =>
  [...before.domains].every((d) => profile.domains.has(d)) || profile.domains.has(before.spec.name.split('.').at(-1) ?? '');

/** Under this name, or as one of several. */
export const isGiven = (name: string, given: ReadonlySet<string> | undefined): boolean => given?.has(name) === true || given?.has(`${name}s`) === true;

/** All it can't be without was said or made by the step before, and it is about the same kind of thing. */
const takesUp = (profile: Profile, { tool, given }: Hints): boolean =>
  tool !== undefined &&
  profile.fields.every((f) => !f.required || f.values.length > 0 || isGiven(f.name, given)) &&
  (profile.nouns.length === 0 || tool.nouns.length === 0 || profile.nouns.some((noun) => tool.nouns.includes(noun)) || tool.spec.effect === 'read');
