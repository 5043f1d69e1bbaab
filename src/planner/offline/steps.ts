import { effectOfCall } from '../../domain/tool.ts';
import { absorbs, extend, isChoiceOf, setsChoice } from './absorb.ts';
import { asksOnly, asksWhatItIs, isRemark, muses } from './asking.ts';
import { type Around, asCommand, fitting, type Rough, rough } from './choose.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { isForeign } from './command/read.ts';
import { guarded } from './conditions.ts';
import { doubtOf } from './doubt.ts';
import { slotOf } from './fill/slots.ts';
import { isForeignThing } from './foreign.ts';
import { handedOver } from './handed.ts';
import { headOf } from './head.ts';
import { conceptsOf, contentOf, type Profile, verbOf } from './index.ts';
import { meaningsOf } from './lexicon/words.ts';
import { type Hints, type Match, match } from './match.ts';
import { folders, pointed, wellKnownFiles } from './pointing.ts';
import { isNovel, read } from './read.ts';
import { isOutside, isProgramTest } from './scope.ts';
import { leavesBe, sparesOther } from './spared.ts';
import { selectedThing, toolsetAround } from './surroundings.ts';
import type { Token } from './token.ts';

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

/** Finds a tool for each clause and fills its input from it. */
export function findSteps(request: string, around: Around): Found {
  const { index, context } = around;
  const steps: Rough[] = [];
  const forbidden = new Set<string>();
  const unclear: { text: string; nearest: string | undefined }[] = [];
  const passedOver: string[] = [];
  const outside: string[] = [];
  const hint = toolsetAround(context);
  const tokens = read(request, index.words);
  const from = selectedThing(tokens, around);
  let clauses = guarded(clausesOf(folders(wellKnownFiles(pointed(tokens, context), context))));
  clauses = clauses.flatMap((clause) => coordinated(clause, around, request, hint));
  // What remarks spoke of: "release web is broken, roll it back".
  let remarked: readonly Token[] = [];
  const remark = (clause: Clause, text: string): void => {
    passedOver.push(`“${text}” was read as a remark; nothing is planned for it.`);
    remarked = [...remarked, ...clause.tokens];
  };
  const so = (): readonly Rough[] => (steps.length > 0 || from === undefined ? steps : [from]);
  const hints = (): Hints => ({ around: hint, tool: so().at(-1)?.profile, given: givenBy(so()) });
  const best = (clause: Clause): Match | undefined =>
    asCommand(clause, index) ?? fitting(match(clause, index, hints()), clause, request, around, givenBy(so()));

  for (let i = 0; i < clauses.length; i++) {
    const clause = clauses[i];
    if (clause === undefined) continue;
    const last = steps.at(-1);
    const found = best(clause);
    const text = textOf(clause, request);
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
    if (clause.condition) {
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
    if (steps.length > 0 && /^(show|tell|give|print|display|see|let)( \w+)*? (results?|outcome|what happened|how it went|summary)$/.test(text)) continue;
    // "squash and merge PR 7": a choice of what follows.
    const next = clauses[i + 1];
    if (next !== undefined && clause.tokens.length === 1 && isChoiceOf(clause, best(next)?.profile)) {
      clauses = [...clauses.slice(0, i + 1), { ...next, tokens: [...next.tokens, ...clause.tokens] }, ...clauses.slice(i + 2)];
      continue;
    }
    if (isRemark(clause) && clauses.length > 1) {
      remark(clause, text);
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
      const head = headOf(clause);
      const verb = head === undefined ? undefined : verbOf(head);
      if (last !== undefined && (head === undefined || verb?.form !== 'base' || head !== clause.tokens[0])) {
        if (head === undefined) refill(steps, { ...last.clause, tokens: [...last.clause.tokens, ...clause.tokens] }, around);
        else remark(clause, text);
      } else if (
        clauses.length > 1 &&
        steps.length === 0 &&
        i < clauses.length - 1 &&
        (verb === undefined || head !== clause.tokens[0] || contentOf(clause.tokens).length === 0)
      )
        remark(clause, text);
      else unclear.push({ text, nearest: found?.profile.spec.name });
      continue;
    }
    const step = recalled(rough(clause, found.profile, request, around), remarked, around);
    // A question changes nothing: "can PR 7 be merged?", "why did web restart?".
    if (asksOnly(clause) && !isLook(effectOf(step))) {
      const looking = match(clause, index, hints()).filter((m) => isLook(m.profile.spec.effect) && m.score >= 0.3);
      const instead = fitting(looking, clause, request, around, givenBy(so()));
      if (instead !== undefined) steps.push(rough(clause, instead.profile, request, around));
      else unclear.push({ text, nearest: found.profile.spec.name });
      continue;
    }
    // "upgrade web and set image.tag=2": more about the same thing.
    if (last?.profile === step.profile && !clause.sequenced && adds(step, last)) {
      refill(steps, { ...last.clause, tokens: [...last.clause.tokens, ...clause.tokens] }, around);
      continue;
    }
    const isSure = isLook(effectOf(step)) || asCommand(clause, index) !== undefined;
    steps.push(isSure ? step : { ...step, doubt: doubtOf(clause, step, step.used ?? new Set(), match(clause, index, hints()), so().length === 0) });
  }
  return { from, steps: steps.filter((s) => !forbidden.has(s.profile.spec.name) || explicit(s, clauses)), forbidden, unclear, outside, passedOver };
}

/** With what a remark named, where the step itself does not say. */
function recalled(step: Rough, remarked: readonly Token[], around: Around): Rough {
  if (remarked.length === 0) return step;
  const said = rough({ ...step.clause, tokens: remarked }, step.profile, step.request, around).input;
  const taken = step.profile.fields.filter((field) => {
    const slot = slotOf(step.profile.spec.name, field.name);
    return field.name in said && !(field.name in step.input) && (field.required || slot?.scope === true || slot?.naming === true || field.name === 'kind');
  });
  return { ...step, input: { ...Object.fromEntries(taken.map(({ name }) => [name, said[name]])), ...step.input } };
}

/** What was said or made so far that is still spoken of: all of the last step's toolset. */
function givenBy(steps: readonly Rough[]): ReadonlySet<string> {
  const last = steps.at(-1);
  if (last === undefined) return new Set();
  const [toolset] = last.profile.spec.name.split('.');
  return new Set([...steps.filter((s) => s.profile.spec.name.split('.')[0] === toolset).flatMap((s) => Object.keys(s.input)), ...last.profile.outputs]);
}

/** With what is left to the tool. */
function effectOf({ profile, input }: Rough): string {
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

/** It names nothing of its own to be done to, and says nothing against what was said. */
const adds = (step: Rough, last: Rough): boolean =>
  Object.keys(step.input).length > 0 &&
  step.profile.fields.some((f) => f.required) &&
  step.profile.fields.every((f) => !(f.required && f.name in step.input)) &&
  Object.keys(step.input).every((key) => !(key in last.input) || JSON.stringify(step.input[key]) === JSON.stringify(last.input[key]));

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

/** "list the buckets and the instances", "restart web and api": several things asked for with one verb. */
function coordinated(clause: Clause, around: Around, request: string, hint: string | undefined): readonly Clause[] {
  if (clause.negated || clause.condition || asCommand(clause, around.index) !== undefined) return [clause];
  const head = headOf(clause);
  const joints = clause.tokens.flatMap((t, i) => (/^(and|,|&|plus|also)$/.test(t.word) && i > 0 && i < clause.tokens.length - 1 ? [i] : []));
  if (head === undefined || joints.length === 0) return [clause];
  const find = (c: Clause): Match | undefined => fitting(match(c, around.index, { around: hint }), c, request, around);
  const whole = find(clause);
  if (whole === undefined) return [clause];
  for (const joint of joints) {
    const start = clause.tokens[joint + 1]?.word === 'and' ? joint + 2 : joint + 1;
    const tail = clause.tokens.slice(start);
    const left: Clause = { ...clause, tokens: clause.tokens.slice(0, joint) };
    const headAt = clause.tokens.indexOf(head);
    // "…, ns shop": where, not what else.
    if (isWhere(tail) || isOnly(tail) || (clause.question && tail.length === 1 && tail[0]?.kind === 'word' && !isNovel(tail[0]))) continue;
    const right: Clause = { ...clause, tokens: [...clause.tokens.slice(0, headAt + 1), ...tail] };
    if (
      headAt >= joint ||
      left.tokens.length === 0 ||
      tail.length === 0 ||
      /^(not|no|never|without)$/.test(tail[0]?.word ?? '') ||
      isListed(clause.tokens, joint)
    )
      continue;
    const l = find(left);
    const r = find(right);
    if (l === undefined || r === undefined) continue;
    const meant = contentOf(tail).some((t) => t.kind === 'word' && conceptsOf(t).size > 0);
    if (l.profile !== r.profile) {
      if (
        meant &&
        tail.every((t) => t.kind !== 'quote') &&
        l.score >= 0.55 &&
        r.score >= 0.55 &&
        l.score + r.score > whole.score * 1.7 &&
        distinct(tail, r.profile, l.profile)
      )
        return [left, ...coordinated(right, around, request, hint)];
      continue;
    }
    if (l.profile !== whole.profile) continue;
    // "upgrade web from charts/web, keep the current values": a switch of the same step.
    const switched = switchesOf(rough(clause, whole.profile, request, around));
    const before = switchesOf(rough(left, l.profile, request, around));
    if (switched.some((name) => !before.includes(name)) && switchesOf(rough({ ...clause, tokens: tail }, r.profile, request, around)).length > 0) continue;
    const wholly = JSON.stringify(rough(clause, whole.profile, request, around).input);
    const a = rough(left, l.profile, request, around).input;
    const b = rough(right, r.profile, request, around).input;
    const differs = Object.keys(b).filter((key) => key in a && JSON.stringify(a[key]) !== JSON.stringify(b[key]));
    const single = differs.filter((key) => !Array.isArray(b[key]) && typeof b[key] !== 'object');
    if (single.length > 0 && single.some((key) => !wholly.includes(JSON.stringify(b[key])))) return [left, ...coordinated(right, around, request, hint)];
  }
  return [clause];
}

/** "… and report only" */
const isOnly = (tokens: readonly Token[]): boolean => /^(only )?(report|look|read|check|show)( it| them)?( only)?$/.test(tokens.map((t) => t.word).join(' '));

/** "ns shop", "in the shop namespace", "region eu-west-1": nothing but a place. */
const isWhere = (tokens: readonly Token[]): boolean =>
  /^(((in|on|for|from|with) )?(the )?(ns|namespace|ws|workspace|context|cluster|region|profile|folder|directory|dir|repo|repository|account)( is| called|:)? [\w./-]+|(in|on|for|from) (the )?[\w./-]+ (ns|namespace|workspace|cluster|context|region|profile)|(in|on) [\w./-]+)$/.test(
    tokens.map((t) => t.word).join(' '),
  );

const switchesOf = ({ profile, input }: Rough): readonly string[] => profile.fields.filter((f) => f.type === 'boolean' && f.name in input).map((f) => f.name);

/** "labels ops and infra": the second of several of a kind. */
const isListed = (tokens: readonly Token[], joint: number): boolean => /^(labels?|reviewers?|assignees?|tags?)$/.test(tokens[joint - 2]?.word ?? '');

/** Whether what follows an "and" speaks of the other tool and not of this one. */
const distinct = (tail: readonly Token[], of: Profile, than: Profile): boolean => {
  const about = (profile: Profile): number =>
    contentOf(tail).reduce((sum, t) => sum + Math.max(0, ...[...meaningsIn(t)].map((c) => profile.about.get(c) ?? 0)), 0);
  return about(of) > about(than) + 0.3;
};
const meaningsIn = (token: Token): Iterable<string> =>
  token.kind === 'word' ? [token.word, token.word.replace(/s$/, ''), ...(meaningsOf(token.word)?.keys() ?? [])] : [];
