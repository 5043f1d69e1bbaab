import { shorten } from '../../base/say.ts';
import { pathText } from '../../domain/terraform/facts/look.ts';
import type { Path, ResourceChange } from '../../domain/terraform/plan-json.ts';
import { isFields } from '../../domain/terraform/read.ts';
import type { AttributeDiff } from '../../protocol/tfplan.ts';

/** Takes secrets out of a value; what is under a key whose name says secret counts as one. */
export type Clean = <T>(value: T) => T;

/** A value longer than this is cut in the middle, characters. */
const textMax = 4_000;
/** Values in values; more is no resource. */
const depthMax = 40;

export const sensitiveText = '(sensitive)';
export const unknownText = '(known after apply)';

type Sides = Pick<ResourceChange, 'before' | 'after' | 'afterUnknown' | 'beforeSensitive' | 'afterSensitive' | 'replacePaths'>;

interface At {
  readonly path: Path;
  readonly before: unknown;
  readonly after: unknown;
  readonly unknown: unknown;
  readonly masks: readonly [before: unknown, after: unknown];
  /** Inside a text that holds JSON: its keys stand in no mask. */
  readonly said?: string;
}

/**
 * What differs, leaf by leaf, what forces a replacement first: JSON in a text (a policy) is gone into, a list of plain values is one
 * leaf. What is sensitive is told as changed and never shown, and nothing below it is named.
 */
export function attributeDiffs(change: Sides, clean: Clean): readonly AttributeDiff[] {
  const found: { readonly diff: AttributeDiff; readonly path: Path }[] = [];
  const take = (at: At, before: string | undefined, after: string | undefined): void => {
    const path = `${pathText(at.path, change.beforeSensitive, change.afterSensitive)}${at.said ?? ''}`;
    found.push({
      path: at.path,
      diff: {
        path,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
        ...(change.replacePaths.some((forced) => reaches(forced, at.path)) ? { forces: true as const } : {}),
      },
    });
  };
  const text = (at: At, value: unknown): string | undefined => {
    if (value === null || value === undefined) return undefined;
    const key = at.said === undefined ? at.path.findLast((part) => typeof part === 'string') : /([^.[\]]+)(?:\[\d+\])*$/.exec(at.said)?.[1];
    return writtenOut(clean({ [String(key ?? 'value')]: value })[String(key ?? 'value')]);
  };
  const visit = (at: At, depth: number): void => {
    const { before, after, unknown, masks } = at;
    if (masks.includes(true)) {
      if (unknown !== true && same(before, after)) return;
      take(at, isNothing(before) ? undefined : sensitiveText, unknown === true ? unknownText : isNothing(after) ? undefined : sensitiveText);
      return;
    }
    if (unknown === true) {
      take(at, text(at, before), unknownText);
      return;
    }
    const inner = depth < depthMax ? within(at) : undefined;
    if (inner !== undefined) for (const next of inner) visit(next, depth + 1);
    else if (!same(before, after)) take(at, text(at, before), text(at, after));
  };
  visit({ path: [], before: change.before, after: change.after, unknown: change.afterUnknown, masks: [change.beforeSensitive, change.afterSensitive] }, 0);
  return found.map(({ diff }) => diff).sort((a, b) => Number(b.forces ?? false) - Number(a.forces ?? false) || byName.compare(a.path, b.path));
}

const byName = new Intl.Collator('en', { numeric: true });

/** The attributes that differ, by their outermost names: what a search looks in. */
export function changedNames({ before, after, afterUnknown }: Pick<ResourceChange, 'before' | 'after' | 'afterUnknown'>): readonly string[] {
  const [b, a, u] = [before, after, afterUnknown].map((side) => (isFields(side) ? side : {}));
  return [...new Set([...Object.keys(b ?? {}), ...Object.keys(a ?? {}), ...Object.keys(u ?? {})])].filter(
    (name) => holdsTrue(u?.[name], 0) || !same(b?.[name], a?.[name]),
  );
}

const holdsTrue = (value: unknown, depth: number): boolean =>
  value === true || (depth < depthMax && typeof value === 'object' && value !== null && Object.values(value).some((inner) => holdsTrue(inner, depth + 1)));

/** What is below two values, where both have something below them or are not there; `undefined`: it is a leaf. */
function within(at: At): readonly At[] | undefined {
  const { before, after, unknown, masks } = at;
  const sides = [before, after].filter((side) => !isNothing(side));
  if (sides.every(isFields) && (sides.length > 0 || isFields(unknown))) return keysOf(before, after, unknown).map((key) => below(at, key));
  if (sides.every(Array.isArray) && sides.length > 0 && !(sides as unknown[][]).every(isPlain)) {
    const length = Math.max(...(sides as unknown[][]).map((side) => side.length));
    return Array.from({ length }, (_, index) => below(at, index));
  }
  if (sides.length !== 2 || masks.some((mask) => mask !== undefined && mask !== false && mask !== null && !isEmpty(mask))) return undefined;
  const [one, other] = sides.map(jsonIn);
  if (one === undefined || other === undefined) return undefined;
  return [{ ...at, before: one, after: other, unknown: undefined, said: at.said ?? '' }].flatMap((json) => within(json) ?? []);
}

function below(at: At, part: string | number): At {
  const [before, after, unknown, maskBefore, maskAfter] = [at.before, at.after, at.unknown, ...at.masks].map((side) =>
    side === true ? true : Array.isArray(side) || isFields(side) ? (side as Readonly<Record<string | number, unknown>>)[part] : undefined,
  );
  const said = typeof part === 'number' ? `[${part}]` : /^\w+$/.test(part) ? `.${part}` : `["${part}"]`;
  return {
    ...at,
    before,
    after,
    unknown,
    masks: [maskBefore, maskAfter],
    ...(at.said === undefined ? { path: [...at.path, part] } : { said: `${at.said}${said}` }),
  };
}

const keysOf = (...sides: readonly unknown[]): readonly string[] => [...new Set(sides.flatMap((side) => (isFields(side) ? Object.keys(side) : [])))];
const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined;
const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;
const isPlain = (values: readonly unknown[]): boolean => values.every((value) => typeof value !== 'object' || value === null);

/** What a text says, where it is a JSON object or list. */
function jsonIn(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** Whether two values are the same; what is empty and what is not there are, as Terraform takes them for it. */
function same(a: unknown, b: unknown): boolean {
  if (a === b || (isNothing(a) && isNothing(b))) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, i) => same(value, b[i]));
  return keysOf(a, b).every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}

/** One of them is the other, or around it. */
const reaches = (forced: Path, path: Path): boolean => {
  const length = Math.min(forced.length, path.length);
  return length > 0 && forced.slice(0, length).every((part, i) => part === path[i]);
};

/** The redactor's word for a secret, as this page says it. */
export const readable = (text: string): string => text.replaceAll(/<secret:[^<>]*>/g, sensitiveText);

function writtenOut(value: unknown): string {
  // A value that is a secret as a whole is none that is written in quotes.
  if (typeof value === 'string' && readable(value) === sensitiveText) return sensitiveText;
  const whole = readable(typeof value === 'string' && value.includes('\n') ? value : JSON.stringify(value));
  return whole.length <= textMax ? whole : `${shorten(whole, textMax)} (${whole.length.toLocaleString('en-US')} characters in all)`;
}
