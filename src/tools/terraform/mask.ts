import { isFields } from '../../domain/terraform/read.ts';

/**
 * A value with what must not be shown replaced by handles. `sensitive` is Terraform's mask: `true` for a whole value, else of the
 * shape of the value.
 */
export function masked(value: unknown, sensitive: unknown, name: string): unknown {
  if (sensitive === true) return `<secret:terraform.${name}>`;
  if (Array.isArray(value)) return value.map((item, i) => masked(item, Array.isArray(sensitive) ? sensitive[i] : undefined, `${name}[${i}]`));
  if (isFields(value)) {
    const mask = isFields(sensitive) ? sensitive : {};
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, mask[key], `${name}.${key}`)]));
  }
  return value;
}

export interface AttributeChange {
  /** `tags.Name`. */
  readonly path: string;
  /** Absent: it was not there, or is known only after applying. */
  readonly before?: unknown;
  readonly after?: unknown;
  readonly unknown?: true;
  /** Another value than before, and neither is told: both are handles. */
  readonly sensitive?: true;
}

/** A value, and Terraform's mask of what in it is sensitive. */
export interface Masked {
  readonly value: unknown;
  readonly sensitive: unknown;
}

/**
 * What differs, leaf by leaf; the paths of `unknown` are known after applying. A sensitive value that is another one is told as
 * changed, by what is behind the masks, and shown on neither side; nor is one that is sensitive on one side alone.
 */
export function differences(name: string, before: Masked, after: Masked, unknown: unknown, path = ''): readonly AttributeChange[] {
  const at = path === '' ? name : `${name}.${path}`;
  // Sensitive on one side is sensitive on both.
  const mask = either(before.sensitive, after.sensitive);
  const sides = [before.value, after.value];
  const [was, is] = sides.map((value) => (isNothing(value) ? undefined : masked(value, mask, at)));
  const beforeToo = was === undefined ? {} : { before: was };
  if (unknown === true) return [{ path, ...beforeToo, unknown: true, ...(mask === true ? { sensitive: true } : {}) }];
  if (mask !== true && [...sides, unknown].some(isFields) && sides.every((value) => isFields(value) || isNothing(value))) {
    const keys = [...sides, unknown].flatMap((value) => (isFields(value) ? Object.keys(value) : []));
    return [...new Set(keys)].flatMap((key) =>
      differences(name, below(before, key), below(after, key), isFields(unknown) ? unknown[key] : undefined, path === '' ? key : `${path}.${key}`),
    );
  }
  if (textOf(before.value) === textOf(after.value)) return [];
  const isHidden = mask === true || textOf(was) === textOf(is);
  return [{ path, ...beforeToo, ...(is === undefined ? {} : { after: is }), ...(isHidden ? { sensitive: true } : {}) }];
}

const textOf = (value: unknown): string => JSON.stringify(value ?? null);
const isNothing = (value: unknown): boolean => value === undefined || value === null;

const below = ({ value, sensitive }: Masked, key: string): Masked => ({
  value: isFields(value) ? value[key] : undefined,
  sensitive: isFields(sensitive) ? sensitive[key] : undefined,
});

/** What either mask hides. */
function either(mask: unknown, other: unknown): unknown {
  if (mask === true || other === true) return true;
  if (Array.isArray(mask) || Array.isArray(other)) {
    const [a, b] = [mask, other].map((one): readonly unknown[] => (Array.isArray(one) ? one : []));
    return Array.from({ length: Math.max(a?.length ?? 0, b?.length ?? 0) }, (_, i) => either(a?.[i], b?.[i]));
  }
  const [a, b] = [mask, other].map((one) => (isFields(one) ? one : {}));
  return Object.fromEntries([...new Set([...Object.keys(a ?? {}), ...Object.keys(b ?? {})])].map((key) => [key, either(a?.[key], b?.[key])]));
}
