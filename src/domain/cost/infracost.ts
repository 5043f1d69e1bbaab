import { failed, type Outcome, ok } from '../failure/failure.ts';
import { infracostUnreadable } from '../failure/terraform-plan.ts';
import type { Cost } from '../impact.ts';
import { isFields, records, text } from '../terraform/read.ts';

export const howToGetInfracost =
  'Install infracost (https://www.infracost.io/docs/) and sign in with infracost auth login, or leave --prices out: the offline table is used then.';

/** Makes infracost price a plan as JSON, at an absolute path. It asks its own service for prices and sends it types and sizes of what is in the plan. */
export const infracostArgs = (path: string): readonly string[] => ['breakdown', '--path', path, '--format', 'json', '--no-color'];

/**
 * What `infracost breakdown --format json` answers to a plan. A resource that it knows and has no sum for, because that depends on
 * use, is unpriced, as is one that it does not know; free ones are priced. Source: https://www.infracost.io/docs/features/cli_commands/
 */
export function readInfracost(output: string): Outcome<Cost> {
  let value: unknown;
  try {
    value = JSON.parse(output);
  } catch {
    return failed(infracostUnreadable('it is not JSON'));
  }
  if (!isFields(value) || !Array.isArray(value.projects)) return failed(infracostUnreadable('it has no projects'));
  if (value.currency !== 'USD') return failed(infracostUnreadable(`its prices are in ${text(value.currency) ?? 'no currency'}, and ceilings are in USD`));
  const summary = isFields(value.summary) ? value.summary : {};
  const resources = records(value.projects).flatMap((project) => records(isFields(project.breakdown) ? project.breakdown.resources : undefined));
  const open = resources.filter((resource) => amount(resource.monthlyCost) === undefined).length;
  const priced = resources.length - open + count(summary.totalNoPriceResources);
  const delta = amount(value.diffTotalMonthlyCost);
  return ok({
    ...(delta === undefined || priced === 0 ? {} : { monthlyDelta: Math.round(delta * 100) / 100 }),
    currency: 'USD',
    priced,
    unpriced: open + count(summary.totalUnsupportedResources),
    asOf: (text(value.timeGenerated) ?? '').slice(0, 10),
  });
}

/** Numbers are written as texts; nothing and `null` are unknown, not zero. */
function amount(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
