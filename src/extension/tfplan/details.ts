import type { CostItem } from '../../domain/cost/estimate.ts';
import { reachOf } from '../../domain/terraform/blast.ts';
import type { PlanDetails } from '../../protocol/tfplan.ts';
import { attributeDiffs, type Clean, readable } from './diff.ts';
import type { Entry } from './entries.ts';
import type { ReadPlan } from './read-plan.ts';
import { because, costWords } from './words.ts';

/** Shown of one row; the rest is counted. */
const attributesMax = 400;
const dependentsMax = 50;
/** What depends on it is listed. */
const toldElsewhere = /^[\d,]+ resources? depends? on it$/;

/** All that is known of a row, with its values as they are: what {@link detailsOf} makes details of. */
export interface RowFacts {
  readonly row: number;
  readonly entry: Entry;
  /** What depends on it, nearest first; `row`: where it is listed too. */
  readonly dependents: readonly { readonly address: string; readonly row?: number; readonly direct: boolean }[];
  readonly dependentsLeft: number;
  readonly price?: CostItem;
}

/** `undefined`: there is no such row. */
export function rowFacts(read: ReadPlan, entries: readonly Entry[], row: number): RowFacts | undefined {
  const entry = entries[row];
  if (entry === undefined) return undefined;
  const { address, action } = entry;
  const isThere = action !== 'drift' && action !== 'output' && action !== 'invoke';
  const dependents = isThere ? reachOf(read.plan)(address) : [];
  const rows = new Map(entries.flatMap((one, index) => (one.action === 'drift' ? [] : [[one.address, index] as const])));
  const price = isThere ? read.estimate.items.find((item) => item.address === address) : undefined;
  return {
    row,
    entry,
    dependents: dependents.slice(0, dependentsMax).map(({ address: one, distance }) => {
      const at = rows.get(one);
      return { address: one, ...(at === undefined ? {} : { row: at }), direct: distance === 1 };
    }),
    dependentsLeft: Math.max(0, dependents.length - dependentsMax),
    ...(price === undefined ? {} : { price }),
  };
}

/** What a row expands to: why, what differs, what depends on it, what it costs. */
export function detailsOf({ row, entry, dependents, dependentsLeft, price }: RowFacts, clean: Clean): PlanDetails {
  const { address, change, provider } = entry;
  const attributes = change === undefined ? [] : attributeDiffs(change, clean);
  const cost = price === undefined ? undefined : costWords(price);
  return {
    row,
    address,
    why: why(entry),
    attributes: attributes.slice(0, attributesMax),
    attributesLeft: Math.max(0, attributes.length - attributesMax),
    dependents,
    dependentsLeft,
    ...(cost === undefined ? {} : { cost }),
    provider,
  };
}

function why({ change, items }: Entry): readonly string[] {
  const first = change === undefined ? undefined : because(change);
  const reasons = items.flatMap(({ reasons: all }) => all).filter((reason) => !first?.saysAlso.includes(reason) && !toldElsewhere.test(reason));
  return [...(first === undefined ? [] : [first.sentence]), ...new Set(reasons.map((reason) => `${capital(reason)}.`))].concat(
    items.some(({ typed }) => typed !== undefined) ? ['Applying it asks for its address to be typed.'] : [],
  );
}

/** What leaves for the page: without secrets, wherever they stand, and with one word for them all. */
export function sentDetails(details: PlanDetails, clean: Clean): PlanDetails {
  const cleaned = clean(details);
  const side = (name: 'before' | 'after', text: string | undefined) => (text === undefined ? {} : { [name]: readable(text) });
  return { ...cleaned, attributes: cleaned.attributes.map((one) => ({ ...one, ...side('before', one.before), ...side('after', one.after) })) };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
