import { count, list } from '../base/say.ts';
import type { EnvironmentName } from '../domain/environment.ts';
import type { Preview } from '../domain/tool.ts';
import type { PolicyLimits } from './policy/schema.ts';

/** What a run changes in all, as far as its steps were seen. */
export interface Toll {
  /** Things outside the workspace. */
  readonly changes: number;
  /** Of those, deleted or replaced. */
  readonly removals: number;
  /** US dollars a month it adds, by environment. */
  readonly monthlyCost: Readonly<Partial<Record<EnvironmentName, number>>>;
}

export const noToll: Toll = { changes: 0, removals: 0, monthlyCost: {} };

/** What is seen of a step, or noted of one that has begun; `impactCount`: where only some of its impacts are. */
type Counted = Pick<Preview, 'impacts' | 'cost' | 'takesBack'> & { readonly impactCount?: number };

export function plusStep(before: Toll, preview: Counted | undefined, environment: EnvironmentName): Toll {
  const changing = (preview?.impacts ?? []).filter(({ operation }) => operation !== 'read');
  const unlisted = Math.max(0, (preview?.impactCount ?? 0) - (preview?.impacts ?? []).length);
  const cost = preview?.cost?.monthlyDelta ?? 0;
  return {
    changes: before.changes + changing.length + unlisted,
    removals:
      before.removals + (preview?.takesBack === true ? 0 : changing.filter(({ operation }) => operation === 'delete' || operation === 'replace').length),
    monthlyCost: cost === 0 ? before.monthlyCost : { ...before.monthlyCost, [environment]: (before.monthlyCost[environment] ?? 0) + cost },
  };
}

/** Why a step may not be done on top of what its run does `before` it, and what would change that; `undefined`: it may. Pure. */
export function overCeiling(
  before: Toll,
  preview: Counted | undefined,
  environment: EnvironmentName,
  limits: PolicyLimits,
): { readonly reasons: readonly string[]; readonly instead: string } | undefined {
  const own = plusStep(noToll, preview, environment);
  const all = plusStep(before, preview, environment);
  const rows: readonly {
    readonly limit: string;
    readonly most: number | undefined;
    of(toll: Toll): number;
    says(n: number): string;
    readonly where?: string;
  }[] = [
    { limit: 'resources', most: limits.resources, of: (toll) => toll.changes, says: (n) => `change ${count(n, 'thing')}` },
    { limit: 'deletions', most: limits.deletions, of: (toll) => toll.removals, says: (n) => `delete or replace ${count(n, 'thing')}` },
    {
      limit: `monthlyCost.${environment}`,
      most: limits.monthlyCost?.[environment],
      of: (toll) => toll.monthlyCost[environment] ?? 0,
      says: (n) => `add about ${Math.round(n)} US dollars a month`,
      where: ` in ${environment}`,
    },
  ];
  // A step that adds nothing of a kind is not stopped for what others did.
  const over = rows.flatMap((row) => (row.most !== undefined && row.of(own) > 0 && row.of(all) > row.most ? [{ ...row, most: row.most }] : []));
  if (over.length === 0) return undefined;
  return {
    reasons: over.map(({ of, says, most, where }) =>
      of(own) > most
        ? `it would ${says(of(own))}, and ${where === undefined ? `${most} at once are the most` : `${most} are the most${where}`}`
        : `with what the run does before it, it would ${says(of(all))}, and ${where === undefined ? `${most} in one run are the most` : `${most} are the most${where}`}`,
    ),
    instead: `Do it in smaller parts, or raise ${list(over.map(({ limit }) => `limits.${limit}`))} in your policy.`,
  };
}
