import { list } from '../../base/say.ts';
import type { CostItem } from '../../domain/cost/estimate.ts';
import { type Act, actOf, reasonText } from '../../domain/terraform/action.ts';
import { pathText } from '../../domain/terraform/facts/look.ts';
import type { ResourceChange } from '../../domain/terraform/plan-json.ts';
import type { PlanAction } from '../../protocol/tfplan.ts';

const actions: Readonly<Record<Act, PlanAction | undefined>> = {
  create: 'create',
  update: 'update',
  replace: 'replace',
  delete: 'delete',
  forget: 'forget',
  import: 'import',
  read: 'read',
  unknown: 'unknown',
  nothing: undefined,
};

/** What is done to it; `undefined`: nothing. */
export function actionOf({
  actions: said,
  importing,
  previousAddress,
}: Pick<ResourceChange, 'actions' | 'importing' | 'previousAddress'>): PlanAction | undefined {
  return actions[actOf(said)] ?? (importing ? 'import' : previousAddress === undefined ? undefined : 'move');
}

const pathsSaid = 3;

/** The attributes that can't be changed in place, as far as they may be named. */
export const forcedBy = ({
  replacePaths,
  beforeSensitive,
  afterSensitive,
}: Pick<ResourceChange, 'replacePaths' | 'beforeSensitive' | 'afterSensitive'>): readonly string[] =>
  [...new Set(replacePaths.map((path) => pathText(path, beforeSensitive, afterSensitive)))].filter((path) => path !== '');

/** The gist of why, for a line: `forced by engine_version`. */
export function noteOf(change: ResourceChange): string | undefined {
  const forced = forcedBy(change);
  const parts = [
    ...(forced.length > 0 ? [`forced by ${list(some(forced))}`] : [reasonText(change.reason) ?? '']),
    change.deposed === undefined ? '' : 'left over from a replacement that did not finish',
    change.importing && actOf(change.actions) !== 'nothing' ? 'imported first' : '',
    change.previousAddress === undefined ? '' : `was ${change.previousAddress}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join(' · ');
}

const some = (paths: readonly string[]): readonly string[] =>
  paths.length <= pathsSaid ? paths : [...paths.slice(0, pathsSaid - 1), `${paths.length - pathsSaid + 1} more`];

const verbs: Readonly<Partial<Record<PlanAction, string>>> = { replace: 'It is replaced', delete: 'It is deleted', read: 'It is read while applying' };

/** Why Terraform does it, as a sentence, with what the sentence makes superfluous; `undefined` where it does not say. */
export function because(change: ResourceChange): { readonly sentence: string; readonly saysAlso: readonly string[] } | undefined {
  const action = actionOf(change);
  const verb = action === undefined ? undefined : verbs[action];
  const forced = forcedBy(change);
  const reason = reasonText(change.reason);
  if (verb === undefined) return undefined;
  // The same words as in the facts a review states.
  const facts = forced.length > 0 ? `${list(forced.slice(0, pathsSaid))} can’t be changed in place` : reason;
  if (facts === undefined) return undefined;
  const why = forced.length > 0 ? `${list(some(forced))} can’t be changed in place` : facts;
  return { sentence: `${verb} because ${why}.`, saysAlso: [facts] };
}

/** `$14.02 → $28.03 a month`; `undefined` for what costs nothing on either side. */
export function costWords({ before, after, why, unsure }: CostItem): string | undefined {
  if ((before ?? 0) === 0 && (after ?? 0) === 0) return undefined;
  const side = (amount: CostItem['before']): string =>
    amount === undefined
      ? 'nothing'
      : amount === 'unknown'
        ? 'not known'
        : `$${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  const words = before === after ? side(before) : `${side(before)} → ${side(after)}`;
  const isKnown = typeof before === 'number' || typeof after === 'number';
  return [`${words}${isKnown ? ' a month' : ''}`, ...(why === undefined ? [] : [why]), ...(unsure === true ? ['by a price that nothing confirmed'] : [])].join(
    ' · ',
  );
}
