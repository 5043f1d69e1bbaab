import type { Cost } from '../impact.ts';
import { actOf } from '../terraform/action.ts';
import { withoutKeys } from '../terraform/address.ts';
import { valuesAt } from '../terraform/facts/look.ts';
import type { PlanJson, ResourceChange } from '../terraform/plan-json.ts';
import { type Fields, isFields, text } from '../terraform/read.ts';
import { type Price, priceOf } from './price.ts';
import { asOf } from './prices.ts';

/** One resource that changes, with what it costs a month before and after; `unknown` is never counted as nothing. */
export interface CostItem {
  readonly address: string;
  readonly type: string;
  /** `undefined`: it does not exist then. */
  readonly before: number | 'unknown' | undefined;
  readonly after: number | 'unknown' | undefined;
  /** Why there is no price. */
  readonly why?: string;
  /** One of its prices is from memory alone. */
  readonly unsure?: true;
}

export interface Estimate {
  /** What applying adds, or saves, by what could be priced. */
  readonly cost: Cost;
  readonly items: readonly CostItem[];
  /** All of the plan's resources after applying, unchanged ones too. */
  readonly monthly: { readonly amount: number; readonly priced: number; readonly unpriced: number };
}

/**
 * What a plan would add to the bill, from list prices that are kept offline. A resource is priced when both its sides are: those that
 * are not are counted and never guessed; without a single price there is no `monthlyDelta`. `region` is where the plan's provider acts
 * when the plan does not say so itself, as with AWS_REGION. Pure.
 */
export function costOfPlan(plan: PlanJson, region?: string): Estimate {
  const items: CostItem[] = [];
  const monthly = { amount: 0, priced: 0, unpriced: 0 };
  const disks = launchTemplateDisks(plan);
  for (const change of plan.changes) {
    if (change.mode !== 'managed') continue;
    const act = actOf(change.actions);
    const item = itemOf(change, plan, disks, plan.providerRegion ?? region);
    if (typeof item.after === 'number') {
      monthly.amount += item.after;
      monthly.priced += 1;
    } else if (item.after === 'unknown') monthly.unpriced += 1;
    if (act !== 'nothing' && act !== 'read' && !(act === 'forget')) items.push(item);
  }
  const priced = items.filter((item) => item.before !== 'unknown' && item.after !== 'unknown');
  const delta = priced.reduce((total, { before, after }) => total + numberOf(after) - numberOf(before), 0);
  return {
    cost: {
      ...(priced.length === 0 ? {} : { monthlyDelta: cents(delta) }),
      currency: 'USD',
      priced: priced.length,
      unpriced: items.length - priced.length,
      asOf,
    },
    items,
    monthly: { ...monthly, amount: cents(monthly.amount) },
  };
}

const numberOf = (value: CostItem['before']): number => (typeof value === 'number' ? value : 0);

const cents = (amount: number): number => Math.round(amount * 100) / 100;

function itemOf(change: ResourceChange, plan: PlanJson, disks: ReadonlyMap<string, number>, region: string | undefined): CostItem {
  const diskGiB = change.type === 'aws_eks_node_group' ? diskOf(change, plan, disks) : undefined;
  const side = (values: unknown): Price | undefined =>
    isFields(values) ? priceOf({ type: change.type, values, region: regionOf(values, region), diskGiB }) : undefined;
  const before = side(change.before);
  const after = change.actions.includes('forget') && !change.actions.includes('create') ? before : side(change.after);
  const why = [after, before].find((price) => price !== undefined && 'unknown' in price);
  const unsure = [after, before].some((price) => price !== undefined && 'monthly' in price && price.unsure === true);
  return {
    address: change.address,
    type: change.type,
    before: amount(before),
    after: amount(after),
    ...(why !== undefined && 'unknown' in why ? { why: why.unknown } : {}),
    ...(unsure ? { unsure: true as const } : {}),
  };
}

const amount = (price: Price | undefined): CostItem['before'] => (price === undefined ? undefined : 'unknown' in price ? 'unknown' : cents(price.monthly));

/** Its own region, the one in its zone or its ARN, else the provider's. */
function regionOf(values: Fields, otherwise: string | undefined): string | undefined {
  const own = text(values.region);
  if (own !== undefined) return own;
  const zone = /^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/.exec(text(values.availability_zone) ?? '')?.[1];
  if (zone !== undefined) return zone;
  const arn = text(values.arn)?.split(':')[3];
  return arn !== undefined && arn !== '' ? arn : otherwise;
}

/** Size of the first disk in each launch template, by address. */
function launchTemplateDisks(plan: PlanJson): ReadonlyMap<string, number> {
  const disks = new Map<string, number>();
  for (const change of plan.changes) {
    if (change.type !== 'aws_launch_template') continue;
    const gib = valuesAt(change.after, 'block_device_mappings.ebs.volume_size')[0];
    if (typeof gib === 'number') disks.set(change.address, gib);
  }
  return disks;
}

/** Of the launch template a node group refers to: the one with the same key, else the only one. */
function diskOf(change: ResourceChange, plan: PlanJson, disks: ReadonlyMap<string, number>): number | undefined {
  const references = plan.configuration.resources.get(withoutKeys(change.address))?.references ?? [];
  const reference = references.find((one) => one.startsWith('aws_launch_template.'));
  if (reference === undefined) return undefined;
  const [type = '', name = ''] = withoutKeys(reference).split('.');
  const key = change.address.endsWith(']') ? change.address.slice(change.address.lastIndexOf('[')) : '';
  const within = change.module === '' ? '' : `${change.module}.`;
  return disks.get(`${within}${type}.${name}${key}`) ?? disks.get(`${within}${type}.${name}`);
}
