import { count, list } from '../../base/say.ts';
import type { Impact, Mark, Operation } from '../impact.ts';
import { actOf, reasonText } from './action.ts';
import { withoutKeys } from './address.ts';
import { dependentsIn } from './blast.ts';
import { access } from './facts/access.ts';
import { data } from './facts/data.ts';
import { exposure } from './facts/exposure.ts';
import { protection } from './facts/guards.ts';
import { kubernetes } from './facts/kubernetes.ts';
import { lessens } from './facts/lessens.ts';
import { type Fact, type FactFinder, type Look, pathText } from './facts/look.ts';
import { whatItHolds } from './holds/what.ts';
import type { ActionInvocation, DeferredChange, PlanJson, ResourceChange } from './plan-json.ts';
import { isFields } from './read.ts';
import { type StatesSeen, wholePlan } from './whole-plan.ts';

/** Each looks for one kind of fact in one change. */
const finders: readonly FactFinder[] = [data, protection, exposure, access, lessens, kubernetes];

/**
 * Everything a plan would do, one item a thing, what is lost first; unchanged resources are left out. Facts alone: how grave they
 * are is for safety to say. No `detail` holds a value of the plan, sensitive or not.
 *
 * An import and a change of the same resource are two items, as Terraform counts them. Drift, deferred changes, provider actions,
 * failed checks and a plan that errored or is not complete are items of their own; those of the plan as a whole have the type
 * `terraform-plan`, and with `states` one of them says when the state is not the one that was last seen.
 */
export function impactsOfPlan(plan: PlanJson, states: StatesSeen = {}): readonly Impact[] {
  const dependents = dependentsIn(plan);
  const impacts = [
    ...plan.changes.flatMap((change) => impactsOf(change, plan, dependents)),
    ...plan.deferred.flatMap((deferred) => deferredImpacts(deferred, plan, dependents)),
    ...plan.actions.map(actionImpact),
    ...plan.drift.map(driftImpact),
    ...wholePlan(plan, states),
  ];
  return unguardedByOthers(impacts)
    .map((impact, index) => ({ impact, index }))
    .sort((a, b) => order(a.impact) - order(b.impact) || a.index - b.index)
    .map(({ impact }) => impact);
}

/** Data that is deleted while the same plan takes a guard away elsewhere: the two together are how data gets lost for good. */
function unguardedByOthers(impacts: readonly Impact[]): readonly Impact[] {
  const guards = impacts.filter((impact) => impact.marks.includes('protection-off'));
  if (guards.length === 0) return impacts;
  return impacts.map((impact) => {
    const elsewhere = guards.find((guard) => guard.address !== impact.address);
    if (elsewhere === undefined || !impact.marks.includes('deletes-data') || impact.marks.includes('protection-off')) return impact;
    const said = `the same plan takes the guard off ${elsewhere.address}`;
    return { ...impact, marks: [...impact.marks, 'protection-off' as const], detail: impact.detail === undefined ? said : `${impact.detail} · ${said}` };
  });
}

type Dependents = (address: string) => number;

function impactsOf(change: ResourceChange, plan: PlanJson, dependents: Dependents): readonly Impact[] {
  const act = actOf(change.actions);
  const impacts: Impact[] = [];
  if (change.importing)
    impacts.push({ address: change.address, type: change.type, operation: 'import', marks: [], detail: 'it exists already and comes under this state' });
  if (act === 'nothing') {
    if (change.previousAddress !== undefined)
      impacts.push({
        address: change.address,
        type: change.type,
        operation: 'update',
        marks: ['moved'],
        detail: `only its address in the state changes: it was ${change.previousAddress}`,
      });
    return impacts;
  }
  if (act === 'unknown') {
    const marks: readonly Mark[] = whatItHolds(change.type) === undefined ? ['unknown'] : ['stateful', 'unknown'];
    impacts.push({ address: change.address, type: change.type, operation: 'update', marks, detail: 'what would be done to it was not understood' });
    return impacts;
  }
  return [...impacts, changeImpact(change, act, plan, dependents)];
}

function changeImpact(change: ResourceChange, operation: Operation, plan: PlanJson, dependents: Dependents): Impact {
  const look: Look = {
    change,
    operation,
    destroys: change.actions.includes('delete'),
    leaves: operation !== 'delete' && operation !== 'forget',
    before: isFields(change.before) ? change.before : {},
    after: isFields(change.after) ? change.after : {},
  };
  const facts = [...finders.flatMap((find) => find(look)), ...codeOf(change, plan), ...(look.destroys ? unguarded(change.address, plan) : [])];
  const moved = change.previousAddress === undefined ? '' : `it was ${change.previousAddress}`;
  const said = [why(look), moved, ...facts.map((fact) => fact.why), ...aboutDependents(look, dependents)].filter((part) => part !== '');
  return {
    address: change.address,
    type: change.type,
    operation,
    marks: unique(facts.map((fact) => fact.mark)),
    ...(said.length > 0 ? { detail: unique(said).join(' · ') } : {}),
  };
}

/** Why it happens, as far as Terraform says. */
function why({ change, operation }: Look): string {
  const parts: string[] = [];
  if (change.deposed !== undefined) parts.push('left over from a replacement that did not finish');
  const paths = change.replacePaths.map((path) => pathText(path, change.beforeSensitive, change.afterSensitive)).filter((path) => path !== '');
  const reason = reasonText(change.reason);
  if (paths.length > 0) parts.push(`${list(unique(paths).slice(0, pathsSaid))} can’t be changed in place`);
  else if (reason !== undefined) parts.push(reason);
  if (operation === 'forget') parts.push('it stays in the world and nobody manages it any more');
  if (operation === 'replace' && change.actions.includes('forget')) parts.push('the old one stays in the world and nobody manages it any more');
  if (operation === 'replace' && change.actions[0] === 'delete') parts.push('the old one goes before the new one is there');
  return parts.join(' · ');
}

const pathsSaid = 3;

function aboutDependents({ change, operation }: Look, dependents: Dependents): readonly string[] {
  if (operation !== 'delete' && operation !== 'replace') return [];
  const number = dependents(change.address);
  return number === 0 ? [] : [`${count(number, 'resource')} ${number === 1 ? 'depends' : 'depend'} on it`];
}

/** A guard that someone switched off outside Terraform, on what is now destroyed. */
function unguarded(address: string, plan: PlanJson): readonly Fact[] {
  const drift = plan.drift.find((change) => change.address === address && actOf(change.actions) === 'update');
  if (drift === undefined || !isFields(drift.before) || !isFields(drift.after)) return [];
  const found = protection({ change: drift, operation: 'update', destroys: false, leaves: true, before: drift.before, after: drift.after });
  return found.map(({ mark, why }) => ({ mark, why: `${why}, outside Terraform` }));
}

/** Code that runs on this machine when it is made, destroyed or read. */
function codeOf(change: ResourceChange, plan: PlanJson): readonly Fact[] {
  if (change.mode === 'data') return change.type === 'external' ? [{ mark: 'runs-code', why: 'it runs a program of the folder' }] : [];
  if (change.actions.length === 1 && change.actions[0] === 'update') return [];
  const provisioners = plan.configuration.resources.get(withoutKeys(change.address))?.provisioners ?? [];
  return provisioners.length === 0 ? [] : [{ mark: 'runs-code', why: `it has ${list(unique(provisioners))} provisioners` }];
}

function deferredImpacts({ reason, change }: DeferredChange, plan: PlanJson, dependents: Dependents): readonly Impact[] {
  const why = `left for a later plan: ${reason.replaceAll('_', ' ')}`;
  const found = impactsOf(change, plan, dependents);
  if (found.length === 0) return [{ address: change.address, type: change.type, operation: 'read', marks: ['deferred'], detail: why }];
  return found.map((impact) => ({
    ...impact,
    marks: [...impact.marks, 'deferred' as const],
    detail: impact.detail === undefined ? why : `${why} · ${impact.detail}`,
  }));
}

const actionImpact = (action: ActionInvocation): Impact => ({
  address: action.address,
  type: action.type,
  operation: 'update',
  marks: ['runs-code'],
  detail: action.trigger === undefined ? 'the provider does this when the plan is applied' : `the provider does this when ${action.trigger} changes`,
});

function driftImpact(change: ResourceChange): Impact {
  const gone = actOf(change.actions) === 'delete';
  const names = isFields(change.before) && isFields(change.after) ? changedNames(change.before, change.after) : [];
  const said = gone
    ? 'it was deleted outside Terraform'
    : `it was changed outside Terraform${names.length === 0 ? '' : `: ${list(names.slice(0, namesSaid))}`}`;
  return { address: change.address, type: change.type, operation: 'read', marks: ['drift'], detail: said };
}

const namesSaid = 6;

const changedNames = (before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): readonly string[] =>
  unique([...Object.keys(before), ...Object.keys(after)]).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));

/** What is lost first, then what changes, then what is only looked at. */
const order = ({ operation, marks }: Impact): number => {
  const by = { delete: 2, replace: 3, forget: 4, update: 5, create: 6, import: 7, read: 8 }[operation];
  if (marks.includes('errored') || marks.includes('unknown')) return 1;
  return marks.includes('deletes-data') || marks.includes('deletes-key') ? by - 2.5 : by;
};

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** How many of what: resources that do not change are in `unchanged`, an import that also changes something counts twice. */
export interface PlanCounts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly forget: number;
  readonly import: number;
  readonly read: number;
  readonly moved: number;
  readonly unchanged: number;
  /** What was not understood. */
  readonly unknown: number;
  readonly drift: number;
  readonly deferred: number;
  /** Outputs whose value changes. */
  readonly outputs: number;
}

export function countsOf(plan: PlanJson): PlanCounts {
  const acts = { create: 0, update: 0, replace: 0, delete: 0, forget: 0, import: 0, read: 0, nothing: 0, unknown: 0 };
  let imports = 0;
  let moved = 0;
  for (const change of plan.changes) {
    acts[actOf(change.actions)] += 1;
    if (change.importing) imports += 1;
    if (change.previousAddress !== undefined) moved += 1;
  }
  const { nothing: unchanged, ...changing } = acts;
  const outputs = plan.outputs.filter((output) => actOf(output.actions) !== 'nothing').length;
  return { ...changing, import: imports, moved, unchanged, drift: plan.drift.length, deferred: plan.deferred.length, outputs };
}
