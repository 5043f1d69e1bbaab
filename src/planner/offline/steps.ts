import { effectOfCall } from '../../domain/tool.ts';
import { absorbs, extend, isChoiceOf, setsChoice } from './absorb.ts';
import { asksOnly, asksWhatItIs, muses } from './asking.ts';
import { background, type Heard } from './belongs.ts';
import { type Around, asCommand, fitting, type Rough, rough, sameChoices } from './choose.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { isForeign } from './command/read.ts';
import { guarded } from './conditions.ts';
import { coordinated } from './coordinated.ts';
import { doubtOf } from './doubt.ts';
import { slotOf } from './fill/slots.ts';
import { isForeignThing } from './foreign.ts';
import { handedOver } from './handed.ts';
import { headOf } from './head.ts';
import { conceptsOf, type Profile, verbOf } from './index.ts';
import { featuresOf } from './learn.ts';
import { isKnown } from './lexicon/words.ts';
import { type Hints, type Match, match } from './match.ts';
import { folders, pointed, wellKnownFiles } from './pointing.ts';
import { isNovel, read } from './read.ts';
import { likeliest, type Parts, type Reading, readings, type Uncut } from './readings.ts';
import { isOutside, isProgramTest } from './scope.ts';
import { doneTo, namesNothing } from './sounder.ts';
import { leavesBe, sparesOther } from './spared.ts';
import { isPointing, selectedThing, toolsetAround } from './surroundings.ts';
import type { Token } from './token.ts';
import { wantsMore } from './wish.ts';

export interface Found {
  readonly steps: readonly Rough[];
  /** What the steps go on from: the look at what is selected. */
  readonly from: Rough | undefined;
  /** Tools that are asked not to be used. */
  readonly forbidden: ReadonlySet<string>;
  /** Asked for, but no tool is known for it. */
  readonly unclear: readonly { readonly text: string; readonly nearest: string | undefined }[];
  /** Asked for, and nothing that any tool works on. */
  readonly outside: readonly string[];
  /** Said, but nothing to do. */
  readonly passedOver: readonly string[];
}

/** A clause whose best tool fits less than this is not understood. */
const enough = 0.38;

/** A clause whose best tool fits this well is about something of ours, whatever its words. */
const sure = 0.65;

/** One that changes something outside needs to fit better: a wrong guess there costs more than a question. */
const enoughToChange = 0.42;
/** A tool that takes all that was said, and lacks nothing, needs to fit the words less. */
const enoughOf = ({ profile, complete }: Match): number => (changes(profile) ? enoughToChange : enough) - (complete === true ? 0.15 : 0);
const changes = (profile: Profile): boolean => profile.spec.effect === 'change' || profile.spec.effect === 'destroy';

/** Finds a tool for each clause that asks for something, and fills its input from it. */
export function findSteps(request: string, around: Around): Found {
  const { clauses, from } = clausesIn(request, around);
  const parts = inParts(clauses, from, request, around);
  const steps = likeliest(uncut(request, around), parts, request, around);
  if (steps === undefined) return parts;
  // All of it is one step: nothing is left to be unclear.
  const isWhole = !steps.every((s, i) => s.profile === parts.steps[i]?.profile) || steps.length !== parts.steps.length;
  if (isWhole) return { ...parts, steps, unclear: [], outside: [], passedOver: [] };
  // What was unclear by itself, and says what the step is done to.
  const said = new Set(parts.steps.flatMap((s) => Object.values(s.input)));
  const taken = steps.flatMap((s) => Object.values(s.input).filter((v) => typeof v === 'string' && !said.has(v)));
  return { ...parts, steps, unclear: parts.unclear.filter(({ text }) => !taken.some((value) => text.includes(String(value)))) };
}

function inParts(clauses: readonly Clause[], from: Rough | undefined, request: string, around: Around): Found & { readonly heard: readonly Heard[] } {
  const all = walk(clauses, new Set(), request, around, from);
  // One part has nothing beside it.
  if (all.heard.length < 2) return all;
  const aside = background(all.heard, request, wholly(clauses, around));
  // What asks for nothing is heard once more as what it is: without it the rest may fit other tools.
  if (aside.size === 0) return all;
  // "the deployment web was rolled out last night. restart it": what "it" is was said in passing.
  const inPassing = all.heard.findLast((h) => aside.has(h.clause) && h.step !== undefined)?.step;
  const points = clauses.some((c) => !aside.has(c) && c.tokens.some(isPointing));
  return walk(clauses, aside, request, around, from ?? (points ? inPassing : undefined));
}

/** Every clause as though it asked for something, and what it would ask for: what tells background is fitted on these. */
export function heardIn(request: string, around: Around): { readonly heard: readonly Heard[]; readonly whole: ReadonlyMap<string, number> } {
  const { clauses, from } = clausesIn(request, around);
  return { heard: walk(clauses, new Set(), request, around, from).heard, whole: wholly(clauses, around) };
}

/** What part by part was made of a request, and the readings of it in one: what chooses between them is fitted on these. */
export function readIn(request: string, around: Around): { readonly parts: Parts; readonly all: readonly Reading[] } {
  const { clauses, from } = clausesIn(request, around);
  const parts = inParts(clauses, from, request, around);
  return { parts, all: readings(uncut(request, around), parts, request, around) };
}

/** How likely each tool is meant by all that is said, read in one. */
function wholly(clauses: readonly Clause[], { index }: Around): ReadonlyMap<string, number> {
  const tokens = clauses.filter((c) => !c.negated).flatMap((c) => c.tokens);
  const question = clauses[0]?.question === true;
  return index.guess(featuresOf(tokens, headOf({ tokens, question }), question, isNovel));
}

function uncut(request: string, { index, context }: Around): Uncut {
  const tokens = folders(wellKnownFiles(pointed(read(request, index.words), context), context));
  return { tokens, clauses: clausesOf(tokens) };
}

function clausesIn(request: string, around: Around): { readonly clauses: readonly Clause[]; readonly from: Rough | undefined } {
  const { index, context } = around;
  const tokens = read(request, index.words);
  const cut = guarded(clausesOf(folders(wellKnownFiles(pointed(tokens, context), context))));
  return { clauses: cut.flatMap((clause) => coordinated(clause, around, request, toolsetAround(context))), from: selectedThing(tokens, around) };
}

function walk(
  all: readonly Clause[],
  aside: ReadonlySet<Clause>,
  request: string,
  around: Around,
  from: Rough | undefined,
): Found & { readonly heard: readonly Heard[] } {
  const { index, context } = around;
  let clauses = all;
  const heard: Heard[] = [];
  const steps: Rough[] = [];
  const forbidden = new Set<string>();
  const unclear: { text: string; nearest: string | undefined }[] = [];
  const passedOver: string[] = [];
  const outside: string[] = [];
  const hint = toolsetAround(context);
  // What remarks spoke of: "release web is broken, roll it back".
  let remarked: readonly Token[] = [];
  const notKnown = (clause: Clause, nearest: Match | undefined): void => {
    unclear.push({ text: textOf(clause, request), nearest: nearest?.profile.spec.name });
    heard.push({ clause, match: nearest, step: undefined });
  };
  const plan = (clause: Clause, of: Match, step: Rough): void => {
    steps.push(step);
    heard.push({ clause, match: of, step });
  };
  const so = (): readonly Rough[] => (steps.length > 0 || from === undefined ? steps : [from]);
  const hints = (): Hints => ({ around: hint, tool: so().at(-1)?.profile, given: givenBy(so()) });
  const best = (clause: Clause): Match | undefined =>
    asCommand(clause, index) ?? fitting(match(clause, index, hints()), clause, request, around, givenBy(so()));

  for (let i = 0; i < clauses.length; i++) {
    const clause = clauses[i];
    if (clause === undefined) continue;
    const last = steps.at(-1);
    const text = textOf(clause, request);
    if (aside.has(clause) || isWhereabouts(clause)) {
      passedOver.push(`“${text}” was read as background; nothing is planned for it.`);
      remarked = [...remarked, ...clause.tokens];
      if (last !== undefined) steps.splice(-1, 1, told(last, clause, around));
      continue;
    }
    const found = best(clause);
    if (clauses.length > 1 && leavesBe(clause)) {
      passedOver.push(`“${text}”: nothing is done to that.`);
      continue;
    }
    if (asksWhatItIs(clause) || muses(clause, request)) {
      unclear.push({ text, nearest: undefined });
      continue;
    }
    if (!clause.negated && isForeign(clause.tokens) && asCommand(clause, index) === undefined) {
      unclear.push({ text, nearest: undefined });
      continue;
    }
    if (clause.negated) {
      if (last !== undefined && sparesOther(clause, found, last, around)) {
        passedOver.push(`“${text}”: nothing is done to that.`);
        continue;
      }
      if (found !== undefined && found.score >= enough * 0.8 && !(last !== undefined && switchesOff(last, clause, around)))
        for (const m of match(clause, index, hints())) if (m.score >= found.score * 0.8 && m.profile.spec.effect !== 'read') forbidden.add(m.profile.spec.name);
      if (last !== undefined) refill(steps, { ...last.clause, tokens: [...last.clause.tokens, ...negation(clause)] }, around);
      continue;
    }
    // "OPS-6: decommission. Terminate i-0abc.": a heading says what comes.
    const following = clauses[i + 1];
    if (found?.profile.spec.effect === 'destroy' && last === undefined && clause.tokens.length === 1 && following?.sequenced === true && from === undefined) {
      const ahead = best(following);
      if (ahead?.profile.spec.effect === 'destroy' && headOf(following) !== undefined && following.tokens.length > 1) continue;
    }
    if (clause.condition) {
      // "tell me when it is running": each step is done only when it is.
      if (
        last !== undefined &&
        /^(it|they|that|this|everything|all of (it|them)) (is|are|has|have|was|were) (\w+ )?(running|up|ready|done|finished|completed?|through|available|started|stopped)$/i.test(
          text,
        )
      ) {
        passedOver.push(`“${text}”: each step waits until it is.`);
        continue;
      }
      const waits = /^(wait|pause|sleep)$/.test(clauses[i + 1]?.tokens[0]?.word ?? '');
      if (!waits && found !== undefined && found.score >= enough && (found.profile.spec.effect === 'read' || found.profile.spec.effect === 'plan'))
        steps.push(rough(clause, found.profile, request, around));
      else passedOver.push(`“${text}” is not checked by this plan; look before approving.`);
      continue;
    }
    const takesTime = last !== undefined && /^(wait|allow)$/.test(clause.tokens[0]?.word ?? '') && absorbs(last, clause);
    if (!takesTime && /^(wait|pause|sleep)$/.test(clause.tokens[0]?.word ?? '') && !waitsFor(clause, found) && !clause.tokens.some((t) => t.kind === 'id')) {
      passedOver.push(`“${text}”: a plan does not wait by the clock; each step waits until the one before it is done.`);
      continue;
    }
    if (last !== undefined && toldAnyway(last, text)) continue;
    // "squash and merge PR 7": a choice of what follows.
    const next = clauses[i + 1];
    if (next !== undefined && clause.tokens.length === 1 && isChoiceOf(clause, best(next)?.profile)) {
      clauses = [...clauses.slice(0, i + 1), { ...next, tokens: [...next.tokens, ...clause.tokens] }, ...clauses.slice(i + 2)];
      continue;
    }
    if (isProgramTest(clause) || (asCommand(clause, index) === undefined && isForeignThing(clause))) {
      outside.push(text);
      continue;
    }
    if (
      (found !== undefined || clause.question) &&
      asCommand(clause, index) === undefined &&
      so().length === 0 &&
      (found?.score ?? 0) < sure &&
      isOutside(clause, index)
    ) {
      outside.push(text);
      heard.push({ clause, match: undefined, step: undefined });
      continue;
    }
    if (last !== undefined && (absorbs(last, clause) || setsChoice(last, clause) || extend(last, clause, around, (found?.score ?? 0) >= sure))) {
      refill(steps, { ...last.clause, tokens: [...last.clause.tokens, ...clause.tokens] }, around);
      continue;
    }
    const through = handedOver(clause, found?.profile, request, around, (command) => findSteps(command, around).steps);
    if (through.length > 0) {
      steps.push(...through);
      continue;
    }
    if (found === undefined || found.score < enoughOf(found)) {
      // No verb at all: more words for the step before.
      if (last !== undefined && headOf(clause) === undefined) refill(steps, { ...last.clause, tokens: [...last.clause.tokens, ...clause.tokens] }, around);
      else notKnown(clause, found);
      continue;
    }
    if (asCommand(clause, index) === undefined && wantsMore(clause, found.profile.spec)) {
      notKnown(clause, found);
      continue;
    }
    const step = recalled(rough(clause, found.profile, request, around), remarked, around);
    // A question changes nothing: "can PR 7 be merged?", "why did web restart?".
    if (asksOnly(clause) && !isLook(effectOf(step))) {
      const checking: Rough = { ...step, input: { ...step.input, check: true } };
      if (step.profile.fields.some((f) => f.name === 'check') && isLook(effectOf(checking))) {
        plan(clause, found, checking);
        continue;
      }
      const looking = match(clause, index, hints()).filter((m) => isLook(m.profile.spec.effect) && m.score >= 0.3);
      const instead = fitting(looking, clause, request, around, givenBy(so()));
      if (instead !== undefined) plan(clause, instead, rough(clause, instead.profile, request, around));
      else notKnown(clause, found);
      continue;
    }
    // "upgrade web and set image.tag=2": more about the same thing.
    if (last?.profile === step.profile && !clause.sequenced && adds(step, last)) {
      refill(steps, { ...last.clause, tokens: [...last.clause.tokens, ...clause.tokens] }, around);
      continue;
    }
    // "drain node-4, ignore daemonsets", "uninstall web, allow ten minutes": how it is done, and no second thing to do it to.
    if (last?.profile === step.profile && !clause.sequenced && !isLook(effectOf(step)) && asCommand(clause, index) === undefined && namesNothing(step)) {
      const more = rough({ ...last.clause, tokens: [...last.clause.tokens, ...clause.tokens] }, last.profile, last.request, around);
      if (doneTo(last).length > 0 && JSON.stringify(doneTo(more)) === JSON.stringify(doneTo(last))) {
        steps.splice(-1, 1, more);
        continue;
      }
    }
    const isSure = isLook(effectOf(step)) || asCommand(clause, index) !== undefined;
    plan(clause, found, isSure ? step : { ...step, doubt: doubtOf(clause, step, step.used ?? new Set(), match(clause, index, hints()), so().length === 0) });
  }
  return { heard, from, steps: steps.filter((s) => !forbidden.has(s.profile.spec.name) || explicit(s, clauses)), forbidden, unclear, outside, passedOver };
}

/** "… and show me the result", "… and show me what would change", "… and tell me when it is running": what a run tells of each step. */
const toldAnyway = ({ profile }: Rough, text: string): boolean =>
  /^(show|tell|give|print|display|see|let)( \w+)*? (results?|outcome|what happened|how it went|summary)$/i.test(text) ||
  /^(tell|let|notify|inform|ping)( \w+){0,2} (when|once|as soon as) (it|they|that|this|all|everything)\b/i.test(text) ||
  (profile.spec.effect === 'plan' &&
    /^(show|tell|give|see|let)( \w+){0,2} what( it| that| this)?( would| will| is going to)? (changes?|happens?|do|does)( there)?$/i.test(text));

/** "I am in week3/terraform": where somebody is, and nothing to do. */
const isWhereabouts = ({ tokens }: Clause): boolean =>
  /^((i|we) (am|are)|i'm|im|we're) (currently |now |still )?(in|at|on|inside|using|under)\b/.test(tokens.map((t) => t.word).join(' ')) &&
  !tokens.some((t) => verbOf(t)?.form === 'base' && verbOf(t)?.nounFirst === false);

/** With what a remark named, where the step itself does not say. */
function recalled(step: Rough, remarked: readonly Token[], around: Around): Rough {
  if (remarked.length === 0) return step;
  const said = rough({ ...step.clause, tokens: remarked }, step.profile, step.request, around).input;
  const taken = step.profile.fields.filter((field) => {
    const slot = slotOf(step.profile.spec.name, field.name);
    // What is told in passing is mostly no name.
    if (typeof said[field.name] === 'string' && isKnown(String(said[field.name]).toLowerCase())) return false;
    return field.name in said && !(field.name in step.input) && (field.required || slot?.scope === true || slot?.naming === true || field.name === 'kind');
  });
  return { ...step, input: { ...Object.fromEntries(taken.map(({ name }) => [name, said[name]])), ...step.input } };
}

/** With what is said of it afterwards: "… in the same namespace, which is staging-etl". */
function told(step: Rough, clause: Clause, around: Around): Rough {
  const start = clause.tokens.findIndex((t) => !/^(which|that|it|it's|is|are|was)$/.test(t.word));
  return recalled(step, [...step.clause.tokens, ...clause.tokens.slice(Math.max(0, start))], around);
}

/** What was said or made so far that is still spoken of: all of the last step's toolset. */
function givenBy(steps: readonly Rough[]): ReadonlySet<string> {
  const last = steps.at(-1);
  if (last === undefined) return new Set();
  const [toolset] = last.profile.spec.name.split('.');
  return new Set([...steps.filter((s) => s.profile.spec.name.split('.')[0] === toolset).flatMap((s) => Object.keys(s.input)), ...last.profile.outputs]);
}

/** With what is left to the tool. */
export function effectOf({ profile, input }: Rough): string {
  const given = Object.fromEntries(profile.fields.flatMap((f) => (f.fallback === undefined ? [] : [[f.name, f.fallback]])));
  return effectOfCall(profile.spec, { ...given, ...input });
}

const isLook = (effect: string): boolean => effect === 'read' || effect === 'plan';

/** A tool that tells how far something is waits for it as well. */
const waitsFor = (clause: Clause, found: Match | undefined): boolean =>
  found !== undefined &&
  clause.tokens.some((t) => ['rollout', 'workload'].some((c) => (conceptsOf(t).get(c) ?? 0) >= 0.8)) &&
  found.score >= enough &&
  found.profile.fields.some((f) => f.name === 'action' && f.values.includes('status'));

/** It names nothing of its own to be done to but what was not named yet, and says nothing against what was said. */
const adds = (step: Rough, last: Rough): boolean =>
  sameChoices(step, last) &&
  Object.values(step.input).some((value) => !isEmpty(value)) &&
  step.profile.fields.some((f) => f.required) &&
  step.profile.fields.every((f) => !(f.required && f.name in step.input && f.name in last.input)) &&
  Object.entries(step.input).every(([key, value]) => !(key in last.input) || isEmpty(value) || JSON.stringify(value) === JSON.stringify(last.input[key]));

const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

function refill(steps: Rough[], clause: Clause, around: Around): void {
  const last = steps.pop();
  if (last !== undefined) steps.push(rough(clause, last.profile, last.request, around));
}

/** "… without waiting": how the step before is done, and nothing that is not to be done. */
function switchesOff(last: Rough, clause: Clause, around: Around): boolean {
  const { input } = rough({ ...last.clause, tokens: [...last.clause.tokens, ...negation(clause)] }, last.profile, last.request, around);
  return Object.entries(input).some(([key, value]) => value === false && last.input[key] !== false);
}

/** "without waiting": for the switches of the step before. */
function negation(clause: Clause): readonly Token[] {
  const [first] = clause.tokens;
  return first === undefined ? [] : [{ kind: 'word', text: 'without', word: 'without', at: first.at, end: first.at }, ...clause.tokens];
}

/** A step that was asked for in its own words stays, whatever was forbidden beside it: "merge PR 3 but don't merge main". */
const explicit = (step: Rough, clauses: readonly Clause[]): boolean =>
  clauses.some((c) => !c.negated && c === step.clause && c.tokens.length > 2 && !clauses.some((n) => n.negated && n.tokens.length <= 3));

export const textOf = (clause: Clause, request: string): string =>
  request.slice(Math.min(...clause.tokens.map((t) => t.at)), Math.max(...clause.tokens.map((t) => t.end)));
