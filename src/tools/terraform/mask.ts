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
}

/** What differs between two masked values, leaf by leaf; the paths of `unknown` are known after applying. */
export function differences(before: unknown, after: unknown, unknown: unknown, path = ''): readonly AttributeChange[] {
  if (unknown === true) return [{ path, ...(before === undefined || before === null ? {} : { before }), unknown: true }];
  if (isFields(before) || isFields(after) || isFields(unknown)) {
    const [b, a, u] = [before, after, unknown].map((value) => (isFields(value) ? value : {}));
    if ((isFields(before) || before === undefined || before === null) && (isFields(after) || after === undefined || after === null))
      return [...new Set([...Object.keys(b ?? {}), ...Object.keys(a ?? {}), ...Object.keys(u ?? {})])].flatMap((key) =>
        differences(b?.[key], a?.[key], u?.[key], path === '' ? key : `${path}.${key}`),
      );
  }
  if (JSON.stringify(before ?? null) === JSON.stringify(after ?? null)) return [];
  return [{ path, ...(before === undefined || before === null ? {} : { before }), ...(after === undefined || after === null ? {} : { after }) }];
}
