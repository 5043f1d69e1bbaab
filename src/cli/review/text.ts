import { count, list } from '../../base/say.ts';
import type { Estimate } from '../../domain/cost/estimate.ts';
import type { Operation } from '../../domain/impact.ts';
import type { PlanCounts } from '../../domain/terraform/impacts.ts';
import { reachWords } from '../../protocol/reach-words.ts';
import type { PlanItem, PlanReview } from '../../safety/terraform/classify.ts';

type Paint = (how: 'red' | 'green' | 'yellow' | 'dim' | 'bold', text: string) => string;

/** Items shown one by one; of what is low the rest is counted. */
const itemsShown = 80;

const marks: Readonly<Record<Operation, string>> = { read: '○', create: '+', update: '▲', replace: '✖', delete: '✖', forget: '▲', import: '+' };

/** A review of a Terraform plan as a person reads it: the answer, what it does, what it costs, what else it reaches. */
export function planReviewText(review: PlanReview, estimate: Estimate, paint: Paint): string {
  const { decision, risk, environment, items, counts, blastRadius } = review;
  const lines = [
    `${paint(decision === 'allow' ? 'green' : decision === 'deny' ? 'red' : 'yellow', decision)}, risk ${risk} · environment ${environment.name}: ${environment.because}`,
    `  ${countsText(counts)}`,
    ...review.reasons.filter((reason) => !items.some((item) => reason.startsWith(`${item.address}:`))).map((reason) => `  ${reason}`),
    '',
  ];
  const width = Math.min(60, Math.max(0, ...items.slice(0, itemsShown).map((item) => item.address.length)));
  for (const item of items.slice(0, itemsShown)) lines.push(...itemLines(item, width, paint));
  if (items.length > itemsShown) lines.push(`  … and ${count(items.length - itemsShown, 'more', 'more')}: ${restText(items.slice(itemsShown))}`);
  if (items.length > 0) lines.push('');
  lines.push(...costLines(estimate));
  const { dependents } = blastRadius;
  const { says, named, more } = reachWords(dependents.map((one) => one.address));
  lines.push(dependents.length === 0 ? 'reaches nothing beyond what it changes' : `reaches ${says}: ${list(named)}${more > 0 ? ', …' : ''}`);
  return lines.join('\n');
}

function itemLines(item: PlanItem, width: number, paint: Paint): readonly string[] {
  const answer = item.typed === undefined ? item.decision : `${item.decision}: type “${item.typed}”`;
  const how = item.risk === 'critical' ? 'red' : item.risk === 'high' ? 'yellow' : 'dim';
  const head = `  ${marks[item.operation]} ${item.operation.padEnd(7)}  ${item.address.padEnd(width)}  ${paint(how, item.risk.padEnd(8))}  ${item.decision === 'allow' ? 'allow' : answer}`;
  // What is low says it all by being listed, unless something about it is special.
  const isPlain = item.risk === 'low' && item.marks.every((mark) => mark === 'stateful');
  return isPlain ? [head] : [head, paint('dim', `      ${item.reasons.join(' · ')}`)];
}

function countsText(counts: PlanCounts): string {
  const parts = [
    ...(['create', 'update', 'replace', 'delete', 'forget', 'import', 'read'] as const)
      .filter((name) => counts[name] > 0)
      .map((name) => `${counts[name]} to ${name}`),
    ...(['moved', 'drift', 'deferred', 'unknown', 'unchanged'] as const)
      .filter((name) => counts[name] > 0)
      .map((name) => `${counts[name]} ${name === 'drift' ? 'changed outside' : name}`),
  ];
  return parts.length === 0 ? 'no resource in it changes' : parts.join(', ');
}

function restText(items: readonly PlanItem[]): string {
  const by = new Map<string, number>();
  for (const item of items) by.set(`${item.risk} ${item.operation}`, (by.get(`${item.risk} ${item.operation}`) ?? 0) + 1);
  return list([...by].map(([what, number]) => `${number} ${what}`));
}

function costLines({ cost, items }: Estimate): readonly string[] {
  const money =
    cost.monthlyDelta === undefined
      ? 'cost: nothing in it could be priced'
      : `cost: ${signed(cost.monthlyDelta)} ${cost.currency} a month by list prices of ${cost.asOf}`;
  const unpriced = items.filter((item) => item.after === 'unknown' || item.before === 'unknown');
  const named = [...new Set(unpriced.map((item) => item.type))].slice(0, 5);
  const more = named.length < new Set(unpriced.map((item) => item.type)).size ? ', …' : '';
  const unknown = cost.unpriced === 0 ? '' : `: what those cost is not known (${list(named)}${more})`;
  const unsure = items.filter((item) => item.unsure === true && item.after !== 'unknown').length;
  return [`${money} · ${cost.priced} priced, ${cost.unpriced} unpriced${unknown}${unsure === 0 ? '' : ` · ${unsure} by prices that nothing confirmed`}`];
}

const signed = (amount: number): string => `${amount < 0 ? '−' : '+'}${Math.abs(amount).toFixed(2)}`;
