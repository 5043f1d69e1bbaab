import { count } from '../../base/say.ts';
import type { Impact, Mark, Operation } from '../impact.ts';
import { actOf } from './action.ts';
import type { PlanJson } from './plan-json.ts';
import { isKnownProvider, moduleOrigin } from './trust.ts';

/** A state as it was seen once. A plan carries neither lineage nor serial: who made the plan knows them. */
export interface StateSeen {
  readonly lineage?: string | undefined;
  readonly serial?: number | undefined;
  /** Managed resource instances in it. */
  readonly resources?: number | undefined;
}

export interface StatesSeen {
  /** The state the plan was made from; what the plan says of it stands in for what is missing. */
  readonly now?: StateSeen | undefined;
  /** The state of this place when it was seen last; absent where it never was. */
  readonly last?: StateSeen | undefined;
  /** Of an empty state: what tells that the state of this root is another one, to follow "but". */
  readonly elsewhere?: string | undefined;
  /** An empty state is right: all of the configuration was made here, or what it makes is made on this machine. */
  readonly isNew?: boolean | undefined;
}

/** Things that are true of the plan as a whole, each an item of its own. */
export const wholePlan = (plan: PlanJson, states: StatesSeen): readonly Impact[] => [
  ...standing(plan),
  ...plan.checks
    .filter((check) => check.status === 'fail' || check.status === 'error')
    .map(
      (check): Impact => ({
        address: check.address,
        type: 'terraform-check',
        operation: 'read',
        marks: ['check-failed'],
        detail: 'a check of the configuration does not hold',
      }),
    ),
  ...stateImpacts(plan, states),
  ...codeImpacts(plan),
];

const aboutPlan = (operation: Operation, mark: Mark, detail: string): Impact => ({ address: 'plan', type: 'terraform-plan', operation, marks: [mark], detail });

function standing(plan: PlanJson): readonly Impact[] {
  if (plan.errored) return [aboutPlan('read', 'errored', 'planning failed half-way: this is not all it would do')];
  if (plan.complete !== false) return [];
  return [
    aboutPlan('read', 'incomplete', 'it is a part only (-target, or changes left for later): another plan is needed to get to what the configuration says'),
  ];
}

/** Makes so many things that a wrong state is the likelier reason than a new start. */
const createsMany = 10;
const deletesMany = 5;

/** Whether the state is the one it should be: with an old or an empty one, Terraform makes all that exists a second time. */
function stateImpacts(plan: PlanJson, { now = {}, last, elsewhere, isNew }: StatesSeen): readonly Impact[] {
  const creates = plan.changes.filter((change) => change.mode === 'managed' && actOf(change.actions) === 'create').length;
  const deletes = plan.changes.filter((change) => change.mode === 'managed' && actOf(change.actions) === 'delete').length;
  const resources = now.resources ?? plan.prior.resources;
  const impacts: Impact[] = [];
  if (deletes >= deletesMany && deletes * 2 >= resources)
    impacts.push(
      aboutPlan(
        'delete',
        'cascades',
        deletes >= resources ? 'everything this state manages is deleted' : `${count(deletes, 'resource')} of ${resources} are deleted`,
      ),
    );
  const stale = staleness(now, resources, last);
  if (stale !== undefined) {
    const also = creates === 0 ? '' : `, and the plan makes ${count(creates, 'resource')} that may exist already`;
    impacts.push(aboutPlan(creates === 0 ? 'read' : 'create', 'stale-state', `${stale}${also}`));
  } else if (resources === 0 && creates > 0 && elsewhere !== undefined) {
    impacts.push(
      aboutPlan('create', 'empty-state', `the state is empty, but ${elsewhere}; the plan makes ${count(creates, 'resource')} that may exist already`),
    );
  } else if ((last === undefined || last.resources === 0) && resources === 0 && creates >= createsMany && isNew !== true) {
    impacts.push(
      aboutPlan(
        'create',
        'empty-state',
        `the state is empty, and was never seen with anything in it: right for a first time, and else everything is made twice (${count(creates, 'resource')})`,
      ),
    );
  }
  return impacts;
}

/** Why the state is not the one that was last seen; `undefined` where it is that one, or a later one. */
function staleness(now: StateSeen, resources: number, last: StateSeen | undefined): string | undefined {
  if (last === undefined) return undefined;
  const other = now.lineage !== undefined && last.lineage !== undefined && now.lineage !== last.lineage;
  if (other)
    return resources === 0 ? 'the state is new, and another was here before' : 'the state is not a later version of the one last seen here, it is another';
  if (now.serial !== undefined && last.serial !== undefined && now.serial < last.serial)
    return `the state is older than the one last seen here (${now.serial}, and it was ${last.serial})`;
  const had = last.resources ?? 0;
  const isLater = now.serial !== undefined && last.serial !== undefined && now.serial > last.serial;
  // A later serial with fewer resources is someone's own destroy.
  if (!isLater && had > 0 && resources * 2 < had) return `the state knows ${count(resources, 'resource')}, and it was ${had} when last seen`;
  return undefined;
}

/** What runs code on this machine, or comes from where nobody looked. */
function codeImpacts(plan: PlanJson): readonly Impact[] {
  const { configuration } = plan;
  const impacts: Impact[] = [];
  for (const provider of configuration.providers)
    if (!isKnownProvider(provider))
      impacts.push({
        address: provider,
        type: 'terraform-provider',
        operation: 'read',
        marks: ['runs-code', 'unknown'],
        detail: 'a provider that is not well known: it is a program, and runs here with your credentials',
      });
  for (const [address, { source, versionConstraint }] of configuration.modules) {
    const origin = moduleOrigin(source, versionConstraint);
    if (origin.from === 'this folder') continue;
    const fixed = origin.fixed ? 'at a fixed version' : 'at no fixed version: it may be another next time';
    impacts.push({
      address,
      type: 'terraform-module',
      operation: 'read',
      marks: origin.fixed ? [] : ['unknown'],
      detail: `a module from ${origin.source}, ${fixed}`,
    });
  }
  const later = new Set(plan.changes.filter((change) => actOf(change.actions) === 'read').map((change) => change.type));
  for (const [address, resource] of configuration.resources)
    if (resource.mode === 'data' && resource.type === 'external' && !later.has('external'))
      impacts.push({ address, type: 'external', operation: 'read', marks: ['runs-code'], detail: 'it ran a program of the folder while planning' });
  return impacts;
}
