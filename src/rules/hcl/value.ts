import type { Module } from './module.ts';

/** What an expression comes to. Lists and objects may hold what is not known. */
export type Value = null | boolean | number | string | Unknown | readonly Value[] | { readonly [key: string]: Value };

/** A thing an expression leads to: `aws_s3_bucket.logs`, in one module, perhaps one of its instances. */
export interface Ref {
  readonly module: Module;
  /** `type.name`, `data.type.name` or `var.name`. */
  readonly address: string;
  /** Which instance under `for_each` or `count`; absent: any of them. */
  readonly key?: string | number;
  /** What is read of it: `arn`; empty when it is the thing itself. */
  readonly attribute: string;
}

/** Stands for the parts of a text that are not known. */
export const hole = '\uFFFC';

/** A value that only an apply, or a caller we don't see, decides. Never a finding. */
export class Unknown {
  /** All that went into it. */
  readonly refs: readonly Ref[];
  /** For a text with known parts: the text with a {@link hole} for each that is not. */
  readonly text: string | undefined;
  /** For encoded JSON with unknown parts: what it encodes. */
  readonly decoded: Value | undefined;

  constructor(refs: readonly Ref[] = [], more: { text?: string | undefined; decoded?: Value | undefined } = {}) {
    this.refs = refs;
    this.text = more.text;
    this.decoded = more.decoded;
  }
}

export const nothingKnown = new Unknown();

export const isUnknown = (value: Value | undefined): value is Unknown => value instanceof Unknown;
export const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
export const isObject = (value: Value | undefined): value is { readonly [key: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);

/** Whether all of it is known, to the last leaf. */
export const isWhole = (value: Value): boolean => {
  if (value instanceof Unknown) return false;
  if (isList(value)) return value.every(isWhole);
  if (isObject(value)) return Object.values(value).every(isWhole);
  return true;
};

/** All references in a value, its leaves included. */
export const refsOf = (value: Value | undefined): readonly Ref[] => {
  if (value instanceof Unknown) return value.refs;
  if (isList(value)) return value.flatMap(refsOf);
  if (isObject(value)) return Object.values(value).flatMap(refsOf);
  return [];
};

/** Not known, because of these. */
export const unknownOf = (...values: readonly (Value | undefined)[]): Unknown => {
  const refs = values.flatMap(refsOf);
  return refs.length === 0 ? nothingKnown : new Unknown(refs);
};

/** The language turns `"true"` and `true` into each other; so does this. */
export const asBoolean = (value: Value | undefined): boolean | Unknown | undefined => {
  if (typeof value === 'boolean' || value instanceof Unknown) return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
};

export const asNumber = (value: Value | undefined): number | Unknown | undefined => {
  if (typeof value === 'number' || value instanceof Unknown) return value;
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
};

export const asText = (value: Value | undefined): string | Unknown | undefined => {
  if (typeof value === 'string' || value instanceof Unknown) return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** JSON in a text, with what is unknown left unknown; `undefined` when it is no JSON. */
export function decodeJson(value: Value | undefined): Value | undefined {
  if (value instanceof Unknown) {
    if (value.decoded !== undefined) return value.decoded;
    if (value.text === undefined) return value;
    return parse(value.text, value) ?? value;
  }
  return typeof value === 'string' ? parse(value, nothingKnown) : undefined;
}

function parse(text: string, from: Unknown): Value | undefined {
  try {
    return JSON.parse(text, (_key, inner: unknown) =>
      typeof inner === 'string' && inner.includes(hole) ? new Unknown(from.refs, { text: inner }) : inner,
    ) as Value;
  } catch {
    return undefined;
  }
}
