import type { Questionnaire } from '../../domain/question.ts';
import { referencesIn } from '../../domain/reference.ts';
import { issueInWords } from '../../domain/schema-issue.ts';
import type { Tool, ToolSpec } from '../../domain/tool.ts';
import { dependenciesOf } from '../check.ts';
import type { DraftStep } from '../draft.ts';
import { completeStep, hashSteps } from '../make.ts';
import { type Answers, type PlanAnswer, type PlanQuestion, yes } from './answer.ts';
import { eachById, formOf, isOpen, toolsMeant, unasked, withToolsMeant, withValues } from './answered.ts';
import { cautions } from './caution.ts';
import { checksOfFilesFirst, checksOfStateFirst } from './checks-first.ts';
import { type Around, type Rough, rough, sameChoices } from './choose.ts';
import { unreadOptions } from './command/read.ts';
import type { PlanContext } from './context.ts';
import { refusalOf } from './danger.ts';
import { indexOf, type Profile, verbOf } from './index.ts';
import { inherit, type Named } from './inherit.ts';
import { whatThereIs } from './scope.ts';
import { selected } from './selected.ts';
import { effectOf, findSteps, textOf } from './steps.ts';
import { isSupposed } from './supposed.ts';

/** Longer requests are not read: a request is a few sentences; data goes into files. */
export const requestCharsMax = 4_000;

/**
 * A request in plain English → steps, questions for what is missing, or a reasoned refusal. Pure and deterministic: no model, no
 * network, no clock. All it knows of tools it reads from `specs`; `questionnaires` are by tool (`generate.terraform`); `answers`
 * are to questions that it asked of the very same request.
 */
export function planRequest(
  request: string,
  { openFile, ...given }: PlanContext,
  specs: ReadonlyMap<string, ToolSpec>,
  questionnaires: ReadonlyMap<string, Questionnaire> = new Map(),
  answers: Answers = new Map(),
): PlanAnswer {
  const open = openFile ?? (given.folder === undefined ? undefined : `${given.folder}/`);
  const context: PlanContext = { ...given, ...(open === undefined ? {} : { openFile: open }) };
  const goal = request.trim().replaceAll(/\s+/g, ' ').slice(0, 200);
  const nothing = { goal, hash: hashSteps([]), steps: [], questions: [], warnings: [] };
  if (goal === '') return { ...nothing, questions: [{ id: 'request', label: 'What is to be done?', why: 'The request is empty.' }] };
  if (request.length > requestCharsMax)
    return {
      ...nothing,
      questions: [
        { id: 'request', label: 'Which part of this is to be done?', why: `It is ${request.length} characters long; ${requestCharsMax} are the most.` },
      ],
    };
  const refusal = refusalOf(request);
  if (refusal !== undefined) return { ...nothing, refused: refusal };

  const index = indexOf(specs);
  const around = { index, context, questionnaires };
  const found = findSteps(request, around);
  if (found.steps.length === 0 && found.unclear.length === 0 && found.outside.length > 0) return { ...nothing, refused: { reason: whatThereIs } };
  const asked = withNeeds(withToolsMeant(withIds(checksOfStateFirst(found.steps)), answers, around), around, found.forbidden);
  const steps = merged(checksOfFilesFirst(selected(goingOn(withValues(asked, answers), found.from, context.selected?.isMeant), context)));
  const unclear = [...found.unclear, ...found.outside.map((text) => ({ text, nearest: undefined }))];
  const questions: PlanQuestion[] = unclear.map(({ text, nearest }, i) => ({
    id: i === 0 ? 'request' : `request${i + 1}`,
    label: `What is meant by “${text}”?`,
    why: nearest === undefined ? 'No tool is known for it. `nimbus tools list` shows what there is.' : `No tool fits it well; the nearest is ${nearest}.`,
  }));
  const warnings: string[] = [];
  for (const step of steps) {
    const caution = cautions(step, context);
    questions.push(...unread(step, warnings));
    if (caution.refusal !== undefined) return { ...nothing, refused: { reason: caution.refusal } };
    const asked = [...missing(step), ...caution.questions, ...doubted(step, around)];
    questions.push(...asked, ...(asked.length === 0 ? supposed(step) : []));
  }
  if (steps.length === 0 && questions.length === 0)
    questions.push({ id: 'request', label: 'What is to be done?', why: `Nothing in “${goal}” is something to do.` });
  const complete = depend(steps).map((draft) => ({ ...completeStep(draft, specOf(specs, draft.tool)), dependsOn: dependenciesOf(draft) }));
  const numbered = eachById(questions);
  warnings.push(...unasked(answers, steps, numbered));
  const remaining = numbered.filter((question) => isOpen(question, answers));
  return {
    goal,
    hash: hashSteps(complete),
    steps: complete,
    questions: remaining,
    warnings: [...guessed(steps), ...warnings, ...found.passedOver, ...unrunnable(steps)],
  };
}

/** With what was said or selected before. */
const goingOn = (steps: readonly Named[], from: Rough | undefined, isMeant?: boolean): readonly Named[] =>
  from === undefined ? inherit(steps) : inherit([{ ...from, id: 'selected' }, ...steps], isMeant).slice(1);

const specOf = (specs: ReadonlyMap<string, ToolSpec>, name: string): ToolSpec => {
  const spec = specs.get(name);
  if (spec === undefined) throw new Error(`planned ${name}, which is no tool`);
  return spec;
};

/** Verbs that were misspelt, as they were read: a person should see a guess before saying yes. */
function guessed(steps: readonly Named[]): readonly string[] {
  const words = steps.flatMap((s) => s.clause.tokens.filter((t) => t.corrected === true && verbOf(t) !== undefined));
  return [...new Set(words.map((t) => `“${t.text}” was read as “${t.word.replaceAll(/_|\.\./g, ' ')}”.`))];
}

/** Options of a command line that the tool has nothing for: of one that only looks they are left out, and said; of another they are asked about. */
function unread(step: Named, warnings: string[]): readonly PlanQuestion[] {
  const options = unreadOptions(step.profile, step.clause.tokens);
  if (options.length === 0) return [];
  const tool = step.profile.spec.name;
  if (step.profile.spec.effect === 'read' || step.profile.spec.effect === 'plan') {
    warnings.push(`${options.join(', ')}: ${tool} has nothing for it; it is left out.`);
    return [];
  }
  return [
    {
      id: `${step.id}.options`,
      label: `Go on without ${options.join(', ')}?`,
      why: `${tool} has nothing for it, and leaving it out may not be what was meant.`,
      answer: { choices: [yes] },
    },
  ];
}

/** A change that may not be what was meant is asked about: a wrong one is worse than a question. */
function doubted(step: Named, around: Around): readonly PlanQuestion[] {
  const { doubt, id, profile, clause, request } = step;
  if (doubt === undefined) return [];
  const tool = profile.spec.name;
  if (doubt.other !== undefined)
    return [
      {
        id: `${id}.meant`,
        label: `Is ${tool} what “${textOf(clause, request)}” means?`,
        why: `${profile.spec.summary} The words fit ${doubt.other} nearly as well.`,
        answer: { choices: toolsMeant(step, around) },
      },
    ];
  return [
    {
      id: `${id}.left`,
      label: `Go on without ${doubt.left.map((t) => t.text).join(', ')}?`,
      why: `It was said, and ${tool} would run without it.`,
      answer: { choices: [yes] },
    },
  ];
}

/** A change that is only spoken of, "should we delete it?", is asked about. */
function supposed(step: Named): readonly PlanQuestion[] {
  if (/^(read|plan)$/.test(effectOf(step)) || !isSupposed(step)) return [];
  const label = `Is “${textOf(step.clause, step.request)}” to be done?`;
  return [{ id: `${step.id}.wanted`, label, why: `It is spoken of, and may not be asked for. ${step.profile.spec.summary}`, answer: { choices: [yes] } }];
}

/** What can be planned, but not run here. */
export function unrunnable(steps: readonly Named[]): readonly string[] {
  const names = new Set(steps.filter((s) => typeof (s.profile.spec as Partial<Tool>).run !== 'function').map((s) => s.profile.spec.name));
  return [...names].map((name) => `${name} can be planned but not run yet: this Nimbus has no adapter for it.`);
}

function withIds(steps: readonly Rough[]): Named[] {
  const used = new Map<string, number>();
  return steps.map((step) => ({ ...step, id: fresh(step.profile, used) }));
}

function fresh(profile: Profile, used: Map<string, number>): string {
  const verb = profile.spec.name.split('.').at(-1) ?? 'step';
  const n = (used.get(verb) ?? 0) + 1;
  used.set(verb, n);
  return n === 1 ? verb : `${verb}${n}`;
}

/** Puts in front of a step what it can't be without: the plan that an apply applies. */
function withNeeds(steps: readonly Named[], around: Around, forbidden: ReadonlySet<string>): readonly Named[] {
  const out: Named[] = [];
  for (const step of steps) {
    const needs = step.profile.spec.needs;
    const needed = needs === undefined ? undefined : around.index.profiles.get(needs.tool);
    if (needs === undefined || needed === undefined || forbidden.has(needs.tool) || needs.input in step.input) {
      out.push(step);
      continue;
    }
    let before = out.findLast(
      (s) => s.profile === needed && (s.input.directory === step.input.directory || s.input.directory === undefined || step.input.directory === undefined),
    );
    if (before === undefined) {
      const used = new Map(steps.map((s) => [s.id, 1]));
      const shared = Object.fromEntries(Object.entries(step.input).filter(([key]) => needed.fields.some((f) => f.name === key)));
      // "apply infra with prod.tfvars": what only the plan can take was said of the apply.
      const { input } = rough(step.clause, needed, step.request, around);
      const said = Object.fromEntries(Object.entries(input).filter(([key]) => !step.profile.fields.some((f) => f.name === key)));
      before = { id: fresh(needed, used), profile: needed, clause: { ...step.clause, tokens: [] }, request: step.request, input: { ...said, ...shared } };
      out.push(before);
    }
    const directory = step.input.directory ?? before.input.directory;
    if (directory !== undefined && before.input.directory === undefined) before.input.directory = directory;
    const { varFiles: _kept, ...rest } = step.input;
    out.push({ ...step, input: { ...rest, [needs.input]: `\${steps.${before.id}.output.${needs.output}}` } });
  }
  return out;
}

/** Without asking the same twice when nothing changed between. */
function merged(steps: readonly Named[]): readonly Named[] {
  const out: Named[] = [];
  for (const step of steps) {
    const key = JSON.stringify([step.profile.spec.name, step.input]);
    const from = out.findLastIndex((s) => s.profile.spec.effect !== 'read' && s.profile.spec.effect !== 'plan');
    if (out.slice(from + 1).some((s) => JSON.stringify([s.profile.spec.name, s.input]) === key)) continue;
    const before = out.at(-1);
    // "make a branch fix/a and switch to it": one step makes it and goes there.
    if (before !== undefined && isBranchMade(before, step)) {
      out.pop();
      const { action: _made, name: _name, ...rest } = before.input;
      out.push({ ...step, id: before.id === 'branch' ? step.id : before.id, input: { ...rest, ...step.input, create: true } });
      continue;
    }
    const both = before === undefined ? undefined : asOne(before, step);
    if (both !== undefined) {
      out.splice(-1, 1, both);
      continue;
    }
    const alike = before !== undefined && before.profile === step.profile && sameChoices(before, step);
    if (alike && within(before.input, step.input)) out.pop();
    else if (alike && within(step.input, before.input)) continue;
    out.push(step);
  }
  return out;
}

/** "a vpc with two zones, and a database with backups": answers to one questionnaire, unless they are for different folders. */
function asOne(before: Named, step: Named): Named | undefined {
  const [first, second] = [before.input.answers, step.input.answers];
  if (before.profile !== step.profile || !isRecord(first) || !isRecord(second)) return undefined;
  if (before.input.out !== undefined && step.input.out !== undefined && before.input.out !== step.input.out) return undefined;
  const answers = { ...first };
  for (const [id, value] of Object.entries(second)) {
    const given = answers[id];
    if (Array.isArray(given) && Array.isArray(value)) answers[id] = [...new Set([...given, ...value])];
    else if (given === undefined) answers[id] = value;
    // Two of a kind: not one answer.
    else if (JSON.stringify(given) !== JSON.stringify(value)) return undefined;
  }
  return { ...before, input: { ...before.input, ...step.input, answers } };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isBranchMade = (before: Named, step: Named): boolean =>
  before.profile.spec.name === 'git.branch' &&
  before.input.action === 'create' &&
  step.profile.spec.name === 'git.checkout' &&
  step.input.branch === before.input.name &&
  !('paths' in step.input);

/** Says nothing that the other does not say as well: "issue 64 is a duplicate, close it". */
const within = (less: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(less).every(([key, value]) => JSON.stringify(more[key]) === JSON.stringify(value));

/** What is missing or wrong in an input, as questions. */
export function missing(step: Named): readonly PlanQuestion[] {
  const parsed = step.profile.spec.input.safeParse(step.input);
  if (parsed.success) return [];
  const referring = new Set(referencesIn(step.input).map((r) => r.at));
  const seen = new Set<string>();
  return parsed.error.issues.flatMap((issue): readonly PlanQuestion[] => {
    const path = issue.path.map(String).join('.');
    const name = String(issue.path[0] ?? '');
    if (referring.has(path) || seen.has(name)) return [];
    seen.add(name);
    const field = step.profile.fields.find((f) => f.name === name);
    const id = name === '' ? step.id : `${step.id}.${name}`;
    const label =
      field === undefined || field.description === '' ? `${name === '' ? step.profile.spec.summary : name}?` : `${field.description.replace(/[.:;].*$/s, '')}?`;
    const given = name === '' ? undefined : step.input[name];
    const answer = field === undefined ? undefined : formOf(field);
    return [
      {
        id,
        label,
        why:
          given === undefined
            ? `${step.profile.spec.name} needs ${name === '' ? issueInWords(issue) : 'it'}, and the request does not say.`
            : `${JSON.stringify(given)} does not fit: ${issueInWords(issue)}.`,
        ...(answer === undefined ? {} : { answer }),
      },
    ];
  });
}

/** Reads run side by side; a change waits for all before it; what follows a change waits for it. */
export function depend(steps: readonly Named[]): readonly DraftStep[] {
  let change: string | undefined;
  const since: string[] = [];
  return steps.map((step) => {
    const looks = step.profile.spec.effect === 'read' || step.profile.spec.effect === 'plan';
    const dependsOn = looks ? (change === undefined ? [] : [change]) : since.length > 0 ? [...since] : change === undefined ? [] : [change];
    const draft: DraftStep = { id: step.id, tool: step.profile.spec.name, input: step.input, dependsOn, reason: reasonOf(step) };
    if (looks) since.push(step.id);
    else {
      change = step.id;
      since.length = 0;
    }
    return draft;
  });
}

const reasonOf = (step: Named): string =>
  step.clause.tokens.length === 0 ? 'Shows what would change; exactly this plan is what is applied.' : `You asked: “${textOf(step.clause, step.request)}”.`;
