import type { Effect } from '../../domain/effect.ts';
import type { Rough } from './choose.ts';
import type { Clause } from './clauses.ts';
import { headOf } from './head.ts';
import { conceptsOf, contentOf, type Profile, verbOf } from './index.ts';
import { isStop, type Meanings } from './lexicon/words.ts';
import type { Match } from './match.ts';
import { isNovel } from './read.ts';
import type { Token } from './token.ts';

/** Why a step that changes something may not be what was meant; it is asked about instead of being taken for granted. */
export interface Doubt {
  /** How likely another tool was meant, 0 to 1. */
  readonly chance: number;
  /** The tool that fits next best. */
  readonly other: string | undefined;
  /** Values that were said and that the step has no place for. */
  readonly left: readonly Token[];
}

/** How likely a tool must be the wrong one to be asked about; what can't be taken back is asked about sooner. */
const asked: Readonly<Partial<Record<Effect, number>>> = { write: 0.5, change: 0.5, destroy: 0.4 };

/**
 * By how much each sign speaks for the wrong tool: fitted by a logistic regression on all examples of tools that change
 * something, each planned by what was learned without it (docs/decisions/2026-11-21-offline-planner.md).
 */
const weights = { always: -2.23, score: -0.8, guess: -1.9, rival: 3.86, strange: 1.14, foreignVerb: 0.37, noVerb: -0.25, name: 0.12 };

/** Values whose form says that they are some; a number may be part of a story. */
const telling = new Set(['path', 'id', 's3', 'arn', 'address', 'pair', 'quote', 'url', 'sha', 'issue', 'user', 'action', 'cidr', 'ports', 'command']);

/** `undefined`: the step is what was asked for, as far as can be told. */
export function doubtOf(clause: Clause, { profile, input }: Rough, used: ReadonlySet<Token>, matches: readonly Match[], isFirst: boolean): Doubt | undefined {
  const { effect } = profile.spec;
  const limit = asked[effect];
  if (limit === undefined) return undefined;
  const own = matches.find((m) => m.profile === profile);
  const rival = matches.find((m) => m.profile !== profile);
  // "clean up": what, is not said, nor that it is what this tool is called for.
  const [only, ...more] = contentOf(clause.tokens);
  const isVague =
    isFirst && only !== undefined && more.length === 0 && used.size === 0 && ![...conceptsOf(only)].some(([c, w]) => w === 1 && profile.name.get(c) === 1);
  // "stop A, the other one, B, stays": one of the two is not to be touched.
  const isSpared =
    clause.tokens.some((t, i) => /^(stays?|remains?)$/.test(t.word) || (t.word === 'other' && tokensAt(clause, i + 1) === 'one')) &&
    Object.values(input).some((v) => Array.isArray(v) && v.length > 1);
  const chance = isVague || isSpared ? 1 : own === undefined ? 0 : chanceOf(clause, profile, used, own, rival);
  // What a questionnaire takes up, or a plan that comes before, is not told here.
  const takes = !profile.fields.some((f) => f.name === 'answers') && profile.spec.needs === undefined;
  const left = takes ? clause.tokens.filter((t) => telling.has(t.kind) && !used.has(t) && !/^\.\w+$/.test(t.text)) : [];
  if (chance < limit && left.length === 0) return undefined;
  return { chance, other: chance < limit ? undefined : (rival?.profile.spec.name ?? 'nothing else'), left };
}

/**
 * A step by how likely its tool is the right one, all readings of the request weighed against each other, 0 to 1. What is vague
 * by itself stays so.
 */
export function weighed(step: Rough, right: number, other: string | undefined): Rough {
  const { effect } = step.profile.spec;
  const limit = asked[effect];
  if (limit === undefined || step.doubt?.chance === 1 || (step.doubt?.other !== undefined && right < enoughFor(effect))) return step;
  const left = step.doubt?.left ?? [];
  if (1 - right >= limit) return { ...step, doubt: { chance: 1 - right, other: other ?? 'nothing else', left } };
  return { ...step, doubt: left.length === 0 ? undefined : { chance: 1 - right, other: undefined, left } };
}

/** How likely a tool must be the right one that nothing is asked where its own words left it open. */
const enoughFor = (effect: Effect): number => (effect === 'destroy' ? 1 : 0.85);

const tokensAt = ({ tokens }: Clause, i: number): string | undefined => tokens[i]?.word;

function chanceOf(clause: Clause, profile: Profile, used: ReadonlySet<Token>, own: Match, rival: Match | undefined): number {
  const head = headOf(clause);
  const rest = contentOf(clause.tokens).filter((t) => !used.has(t) && t !== head && t.kind === 'word' && !isStop(t.word));
  const strange = rest.filter((t) => !isNovel(t) && best(conceptsOf(t), profile.about) < 0.2).length;
  const names = rest.some((t) => isNovel(t) && t.corrected !== true && (profile.about.get(t.word) ?? 0) < 0.3);
  const verb = head === undefined || verbOf(head) === undefined ? undefined : best(conceptsOf(head), profile.verbs);
  const sum =
    weights.always +
    weights.score * own.score +
    weights.guess * Math.sqrt(own.guess ?? 0) +
    weights.rival * Math.min(1.2, (rival?.score ?? 0) / Math.max(0.01, own.score)) +
    weights.strange * Math.min(2, strange) +
    (verb === undefined ? weights.noVerb : verb < 0.3 ? weights.foreignVerb : 0) +
    (names ? weights.name : 0);
  return 1 / (1 + Math.exp(-sum));
}

function best(meanings: Meanings, about: ReadonlyMap<string, number>): number {
  let found = 0;
  for (const [concept, sure] of meanings) found = Math.max(found, sure * (about.get(concept) ?? 0));
  return found;
}
