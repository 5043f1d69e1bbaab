import type { Mark, Operation } from '../../impact.ts';
import type { Path, ResourceChange } from '../plan-json.ts';
import { type Fields, isFields } from '../read.ts';

/** One change, opened up for the facts that are looked for in it. */
export interface Look {
  readonly change: ResourceChange;
  readonly operation: Operation;
  /** What is there is destroyed, be it to make it anew. */
  readonly destroys: boolean;
  /** It exists after applying. */
  readonly leaves: boolean;
  readonly before: Fields;
  readonly after: Fields;
}

/** What was found: a mark and why, said without any value of the plan. */
export interface Fact {
  readonly mark: Mark;
  readonly why: string;
}

export type FactFinder = (look: Look) => readonly Fact[];

/** `undefined` where there is no such value. */
export function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const part of path) {
    if (Array.isArray(at) && typeof part === 'number') at = at[part];
    else if (isFields(at) && typeof part === 'string') at = Object.hasOwn(at, part) ? at[part] : undefined;
    else return undefined;
  }
  return at;
}

/** All values at a dotted path, through every item of lists on the way: `ingress.cidr_blocks`. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  const parts = partsOf(path);
  const first = parts[0] ?? '';
  // Most of what is looked for is not there: nothing is made for that.
  if (!isFields(value) || !Object.hasOwn(value, first)) return none;
  let at: readonly unknown[] = [value[first]];
  for (let n = 1; n < parts.length; n++) {
    const name = parts[n] ?? '';
    const next: unknown[] = [];
    for (const outer of at)
      for (const inner of Array.isArray(outer) ? outer : [outer]) if (isFields(inner) && Object.hasOwn(inner, name)) next.push(inner[name]);
    at = next;
  }
  return at.flatMap((found) => (Array.isArray(found) ? found : [found]));
}

const none: readonly unknown[] = [];

/** The paths that are looked for are few, and each is looked for in every resource. */
function partsOf(path: string): readonly string[] {
  const known = split.get(path);
  if (known !== undefined) return known;
  const parts = path.split('.');
  split.set(path, parts);
  return parts;
}

const split = new Map<string, readonly string[]>();

/** Whether a value at a dotted path is known only after applying. */
export const isUnknown = ({ change }: Look, path: string): boolean => saysTrue(change.afterUnknown, path);

/** Whether a value at a dotted path must not be shown, before or after. */
export const isMasked = ({ change }: Look, path: string): boolean => saysTrue(change.beforeSensitive, path) || saysTrue(change.afterSensitive, path);

/** Of an object that says `true` for a value, or for all that is below it. */
function saysTrue(said: unknown, path: string): boolean {
  let at: readonly unknown[] = [said];
  for (const name of partsOf(path)) {
    if (at.includes(true)) return true;
    at = at.flatMap((outer) => (Array.isArray(outer) ? outer : [outer])).flatMap((inner) => (isFields(inner) ? [inner[name]] : []));
  }
  return at.some((found) => found === true || (Array.isArray(found) && found.includes(true)));
}

/** `root_block_device[0].volume_size`; cut off where a mask begins, as even the keys below it may be secret. */
export function pathText(path: Path, ...masks: readonly unknown[]): string {
  let said = '';
  let under = masks;
  for (const part of path) {
    if (under.includes(true)) return said;
    said += typeof part === 'number' ? `[${part}]` : /^\w+$/.test(part) ? `${said === '' ? '' : '.'}${part}` : `["${part}"]`;
    under = under.map((mask) => valueAt(mask, [part]));
  }
  return said;
}
