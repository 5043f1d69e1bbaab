import { posix } from 'node:path';
import { lower } from '../base/say.ts';
import { isLookOnly, type Risk, worstRisk } from '../domain/effect.ts';

import type { Environment } from '../domain/environment.ts';
import type { Impact } from '../domain/impact.ts';
import type { Decision, Plan, Step } from '../domain/plan.ts';
import type { Preview } from '../domain/tool.ts';
import { noToll, overCeiling, plusStep, type Toll } from './ceilings.ts';
import { environmentOf } from './environment.ts';
import { decide, destroys, limitsOf, type Policies } from './policy/decide.ts';
import { defaultPolicy } from './policy/default.ts';
import { type Subject, type Weighed, wantsLooksSeen } from './policy/match.ts';
import { weigh } from './weigh.ts';

/** What safety knows about where a step would act. */
export interface Circumstances {
  /** The person trusts the folder. */
  readonly trusted: boolean;
  /** `plan`: only tools of effect `read` and `plan` exist. */
  readonly mode: 'plan' | 'act';
  /** Default: what ships alone. */
  readonly policies?: Policies;
  /** What the person said, or their profile. */
  readonly environment?: Environment;
  /** What earlier stages of the run changed: ceilings hold over all of them. */
  readonly before?: Toll;
  /** Facts of the place that must hold (account, context, …), because the profile in use says so; `because` names it. */
  readonly pinned?: { readonly facts: Readonly<Record<string, string>>; readonly because: string };
}

/** What ships, with nothing over it. */
export const shippedPolicies: Policies = { shipped: defaultPolicy, workspaceTrusted: false, broken: [] };

/** Whether a rule that holds goes by what the preview of a look tells: none of them may begin unseen then. */
export const looksAreSeen = ({ policies: { user, workspace, profile } = shippedPolicies }: Pick<Circumstances, 'policies'>): boolean =>
  [user, workspace, profile].some((file) => file?.rules.some(wantsLooksSeen));

/** A plan as far as it could be looked at. */
export interface Seen {
  readonly plan: Plan;
  readonly previews: ReadonlyMap<string, Preview>;
  /** Steps that can be decided only when others have run. */
  readonly later: ReadonlySet<string>;
  /** Steps that come after one that changes something: that nothing is left for them to do is not known yet. */
  readonly provisional: ReadonlySet<string>;
}

/** A decision for every step of a plan; `done`: steps that have ended. Pure. */
export function reviewPlan(
  { plan, previews, later, provisional }: Seen,
  done: ReadonlySet<string>,
  circumstances: Circumstances,
): ReadonlyMap<string, Decision> {
  let before = circumstances.before ?? noToll;
  return new Map(
    plan.steps.map((step): [string, Decision] => {
      if (done.has(step.id)) return [step.id, { kind: 'allow', risk: 'low', reasons: ['it is done already'] }];
      const preview = previews.get(step.id);
      const decision = review(step, preview, { ...circumstances, before }, provisional.has(step.id));
      before = withStep(before, step, preview, circumstances);
      const isLater = decision.kind !== 'deny' && later.has(step.id);
      return [
        step.id,
        isLater ? { kind: 'later', risk: decision.risk, reasons: ['it is shown, and asked about, once what it is made of is there'] } : decision,
      ];
    }),
  );
}

/** What a run changes with this step, too. `preview`: as seen, or as noted of one that has begun. */
export function withStep(
  before: Toll,
  step: Pick<Step, 'effect' | 'input'>,
  preview: (Pick<Preview, 'impacts' | 'cost' | 'takesBack' | 'target'> & { readonly impactCount?: number }) | undefined,
  { environment }: Pick<Circumstances, 'environment'>,
): Toll {
  if (isLookOnly(step.effect)) return before;
  return plusStep(before, preview, environmentOf({ given: environment, target: preview?.target, input: step.input }).name);
}

/**
 * The gate: what may be done, and on whose word. Pure.
 *
 * **Invariant:** safety never calls a tool.
 *
 * `isProvisional`: it was looked at before an earlier step of its plan runs that may change what it touches.
 */
export function review(step: Step, preview: Preview | undefined, circumstances: Circumstances, isProvisional = false): Decision {
  if (!circumstances.trusted && (step.effect !== 'read' || step.needsTrust)) {
    const why = step.effect === 'read' ? `${step.tool} runs what the folder’s own settings say` : `${step.tool} does more than read`;
    return { kind: 'deny', risk: step.risk, reasons: [`the folder is not trusted and ${why}`], instead: 'Trust the folder if you know where it comes from.' };
  }
  if (circumstances.mode === 'plan' && !isLookOnly(step.effect)) {
    return { kind: 'deny', risk: step.risk, reasons: [`${step.tool} does not exist in plan mode`], instead: 'Leave plan mode to run it.' };
  }
  const isLook = isLookOnly(step.effect);
  const environment = environmentOf({ given: circumstances.environment, target: preview?.target, input: step.input });
  const changes = (preview?.impacts ?? []).map((impact): Weighed => ({ impact, ...weigh(impact, environment.name) }));
  const risk = riskOf(step, environment, changes);
  const policies = circumstances.policies ?? shippedPolicies;

  const elsewhere = isLook ? undefined : otherPlace(preview, circumstances);
  if (elsewhere !== undefined) return { kind: 'deny', risk, ...elsewhere };
  const over = isLook ? undefined : overCeiling(circumstances.before ?? noToll, preview, environment.name, limitsOf(policies));
  if (over !== undefined) return { kind: 'deny', risk, ...over };

  const subject: Subject = {
    tool: step.tool,
    effect: step.effect,
    environment: environment.name,
    facts: preview?.target?.facts ?? (isLook ? factsIn(step.input) : {}),
    changes,
    paths: (preview?.files ?? []).filter((file) => file.action !== 'unchanged').map((file) => posix.normalize(file.path)),
  };
  const { answer, reasons: said } = decide(subject, policies);
  // Only a rule that somebody wrote can ask about a look: the effect itself and what ships let every one go ahead.
  if (isLook && answer === 'allow') return { kind: 'allow', risk: 'low', reasons: [whatFor(step, undefined)] };
  const reasons = [
    whatFor(step, preview),
    ...(environment.name === 'prod' ? [`production: ${environment.because}`] : []),
    ...said,
    ...aboutState(changes),
    ...worstOf(changes),
    ...(isLook ? [] : [undoReason(preview)]),
  ];
  // A rule can refuse it all the same. The executor looks again, and refuses what would be otherwise by then.
  const isIdle = !isLook && preview?.changesNothing === true && !isProvisional && changes.length + subject.paths.length === 0;
  if (isIdle && answer !== 'deny') return { kind: 'allow', risk: 'low', reasons: [idle(preview)] };
  switch (answer) {
    case 'allow':
      return { kind: 'allow', risk, reasons: said.length > 0 ? said : reasons };
    case 'confirm':
      return { kind: 'confirm', risk, reasons, instead: whatChanges(subject) };
    case 'type':
      return { kind: 'confirm', risk, reasons, typed: nameToType(step, preview), instead: whatChanges(subject) };
    case 'deny':
      return {
        kind: 'deny',
        risk,
        reasons: said,
        instead:
          policies.broken.length > 0
            ? 'Correct the policy: nimbus policy check shows what is wrong with it.'
            : 'Change what the rule objects to, or, if the rule is wrong, the policy that holds it.',
      };
  }
}

/** What would make it ask for less; the floor under every policy is said where it holds. */
function whatChanges({ effect, environment, changes }: Subject): string {
  if (isLookOnly(effect)) return 'Looks are asked about only where a rule of a policy says so: `effect` in that rule can name what it is meant for.';
  if (changes.some(({ risk }) => risk === 'critical'))
    return 'Nothing changes that it wants its name typed: it is critical. What it would do can be made smaller.';
  if (environment === 'prod' && effect !== 'write')
    return 'Nothing changes that it is asked about: it acts on production. A rule of your policy can make a plain yes enough.';
  if (destroys({ effect, changes })) return 'Nothing changes that it is asked about: it destroys something. A rule of your policy can make a plain yes enough.';
  return 'A rule of your policy with `answer: allow` would let it go ahead unasked, unless this folder’s policy or the profile asks.';
}

/** The profile in use names a place, and this is another. */
function otherPlace(preview: Preview | undefined, { pinned }: Circumstances): { readonly reasons: readonly string[]; readonly instead: string } | undefined {
  const facts = preview?.target?.facts ?? {};
  const wrong = Object.entries(pinned?.facts ?? {}).filter(([fact, value]) => facts[fact] !== undefined && facts[fact] !== value);
  if (pinned === undefined || wrong.length === 0) return undefined;
  return {
    reasons: wrong.map(([fact, value]) => `it would act on ${fact} ${facts[fact]}, but ${pinned.because} is for ${fact} ${value}`),
    instead: 'Switch to the profile of that place, or change where the step acts.',
  };
}

function riskOf(step: Step, environment: Environment, changes: readonly Weighed[]): Risk {
  if (changes.length > 0) return worstRisk(changes.map((change) => change.risk));
  return environment.name === 'prod' && step.effect === 'change' ? 'critical' : step.risk;
}

function whatFor(step: Step, preview: Preview | undefined): string {
  if (preview !== undefined) {
    const what = `${lower(preview.summary)}${preview.target === undefined ? '' : ` (${preview.target.label})`}`;
    return isAboutNothing(preview) ? `as far as was seen, there is ${what}` : `it would ${what}`;
  }
  return {
    read: 'it only looks',
    plan: 'it computes and leaves nothing behind',
    write: 'it writes files in the workspace',
    change: 'it changes something outside the workspace',
    destroy: 'it removes or replaces something outside the workspace',
  }[step.effect];
}

/** Facts of a place that inputs name by the same word. */
const factsNamed = ['account', 'region', 'context', 'namespace', 'workspace', 'remote', 'branch', 'repository'] as const;

/** Of a look nothing is known but what it says itself: few have a preview. What it leaves out (a context in use) is not known. */
function factsIn(input: unknown): Readonly<Record<string, string>> {
  const given = new Map(Object.entries(input ?? {}));
  return Object.fromEntries(
    factsNamed.flatMap((fact) => {
      const value: unknown = given.get(fact);
      return typeof value === 'string' ? [[fact, value]] : [];
    }),
  );
}

/** "Nothing to push: origin/main was at abc when last seen". */
const isAboutNothing = ({ summary }: Preview): boolean => /^Nothing to /.test(summary);

const idle = (preview: Preview): string => (isAboutNothing(preview) ? `there is ${lower(preview.summary)}` : 'it would change nothing');

/** What tells that the state is the wrong one: nothing else of the plan means what it says then. */
const aboutState = (changes: readonly Weighed[]): readonly string[] =>
  changes.flatMap(({ impact }) => (impact.marks.includes('empty-state') && impact.detail !== undefined ? [impact.detail] : []));

/** Why it is as grave as it is: the gravest changes, a few of them by name. */
function worstOf(changes: readonly Weighed[]): readonly string[] {
  const worst = worstRisk(changes.map((change) => change.risk));
  if (worst === 'low') return [];
  const found = changes.filter((change) => change.risk === worst && change.reasons.length > 0);
  const named = found.slice(0, 3).map(({ impact, reasons }) => `${impact.address}: ${reasons.join(', ')}`);
  return found.length > 3 ? [...named, `and ${found.length - 3} more as grave`] : named;
}

/** What a person must type: the one thing that goes, else the place, else the one file, else what is done. */
function nameToType(step: Step, preview: Preview | undefined): string {
  const gone = (preview?.impacts ?? []).filter((impact: Impact) => impact.operation === 'delete' || impact.operation === 'replace');
  // A branch or a tag by its name alone, as where it is overwritten.
  if (gone.length === 1 && gone[0] !== undefined) return gone[0].address.replace(/^refs\/(heads|tags)\//, '');
  const facts = preview?.target?.facts ?? {};
  const files = (preview?.files ?? []).filter(({ action }) => action !== 'unchanged');
  const only = files.length === 1 ? posix.normalize(files[0]?.path ?? '') : undefined;
  return rootModule(step, facts) ?? facts.context ?? facts.repository ?? facts.account ?? facts.branch ?? facts.program ?? only ?? step.tool;
}

/** A root module as a person knows it: by its folder, and its workspace where it is one of several: `live/prod`, `shop/blue`. */
function rootModule({ input }: Step, { workspace, directory, folder }: Readonly<Record<string, string>>): string | undefined {
  if (workspace === undefined) return undefined;
  const given: unknown = new Map(Object.entries(input ?? {})).get('directory');
  const path = posix.join(directory ?? (typeof given === 'string' ? given : '.'), '.').replace(/\/$/, '');
  const names = [path === '.' ? folder : path, workspace === 'default' ? undefined : workspace].filter((name) => name !== undefined);
  return names.join('/') || workspace;
}

function undoReason(preview: Preview | undefined): string {
  if (preview === undefined) return 'whether it can be undone is known only when it runs';
  if (preview.undo === 'nothing-changed') return 'there is nothing to undo';
  return 'impossible' in preview.undo ? `it can’t be undone: ${preview.undo.impossible}` : 'it can be undone';
}
