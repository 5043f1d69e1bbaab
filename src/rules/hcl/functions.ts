import { asNumber, asText, hole, isList, isObject, isUnknown, isWhole, nothingKnown, Unknown, unknownOf, type Value } from './value.ts';

type Call = (args: readonly Value[]) => Value;

/** A call of one of the language's functions. Those not in here, and those whose arguments must be whole and aren't, are unknown. */
export function callFunction(name: string, args: readonly Value[]): Value {
  const partly = onPartlyKnown[name];
  if (partly) return partly(args);
  const whole = onWhole[name];
  if (!whole || !args.every(isWhole)) return unknownOf(...args);
  return whole(args);
}

const listOf = (value: Value | undefined): readonly Value[] | undefined => (isList(value) ? value : isObject(value) ? Object.values(value) : undefined);
const same = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whole members are compared; members that are not known are kept, as they may differ from all. */
const distinct = (values: readonly Value[]): Value[] =>
  values.filter((value, index) => !isWhole(value) || values.findIndex((other) => isWhole(other) && same(other, value)) === index);

/** These go on with what is known of their arguments. */
const onPartlyKnown: Readonly<Record<string, Call>> = {
  merge: (args) => {
    if (!args.every((arg) => isObject(arg) || arg === null)) return unknownOf(...args);
    return Object.assign({}, ...args.filter(isObject)) as Value;
  },
  concat: (args) => (args.every(isList) ? args.flat() : unknownOf(...args)),
  flatten: ([list]) => (isList(list) ? flat(list) : unknownOf(list)),
  compact: ([list]) => (isList(list) ? list.filter((item) => item !== '' && item !== null) : unknownOf(list)),
  distinct: ([list]) => (isList(list) ? distinct(list) : unknownOf(list)),
  toset: ([list]) => (isList(list) ? distinct(list) : unknownOf(list)),
  tolist: ([list]) => (isList(list) ? list : unknownOf(list)),
  tomap: ([map]) => (isObject(map) ? map : unknownOf(map)),
  sensitive: ([value]) => value ?? nothingKnown,
  nonsensitive: ([value]) => value ?? nothingKnown,
  ephemeralasnull: ([value]) => unknownOf(value),
  values: ([map]) =>
    isObject(map)
      ? Object.keys(map)
          .sort()
          .map((key) => map[key] ?? null)
      : unknownOf(map),
  keys: ([map]) => (isObject(map) ? Object.keys(map).sort() : unknownOf(map)),
  one: ([list]) => (isList(list) && list.length < 2 ? (list[0] ?? null) : unknownOf(list)),
  length: ([value]) => {
    if (typeof value === 'string') return [...value].length;
    return isList(value) ? value.length : isObject(value) ? Object.keys(value).length : unknownOf(value);
  },
  element: ([list, index]) => {
    const at = asNumber(index);
    if (!isList(list) || typeof at !== 'number' || list.length === 0) return unknownOf(list, index);
    return list[((at % list.length) + list.length) % list.length] ?? nothingKnown;
  },
  lookup: ([map, key, otherwise]) => {
    if (!isObject(map) || typeof key !== 'string') return unknownOf(map, key, otherwise);
    return Object.hasOwn(map, key) ? (map[key] ?? null) : (otherwise ?? nothingKnown);
  },
  coalesce: (args) => {
    for (const arg of args) {
      if (isUnknown(arg)) return unknownOf(...args);
      if (arg !== null && arg !== '') return arg;
    }
    return nothingKnown;
  },
  zipmap: ([keys, values]) => {
    if (!isList(keys) || !isList(values) || !keys.every((key) => typeof key === 'string')) return unknownOf(keys, values);
    return Object.fromEntries(keys.map((key, index) => [String(key), values[index] ?? nothingKnown]));
  },
  join: ([separator, list]) => {
    if (typeof separator !== 'string' || !isList(list)) return unknownOf(separator, list);
    const pieces = list.map(asText);
    if (pieces.every((piece) => typeof piece === 'string')) return pieces.join(separator);
    return new Unknown(unknownOf(list).refs, { text: pieces.map((piece) => (typeof piece === 'string' ? piece : hole)).join(separator) });
  },
  format: ([pattern, ...args]) => format(pattern, args),
  jsonencode: ([value]) => (value !== undefined && isWhole(value) ? JSON.stringify(value) : new Unknown(unknownOf(value).refs, { decoded: value })),
};

/** These need every argument whole. */
const onWhole: Readonly<Record<string, Call>> = {
  lower: ([text]) => on(text, (t) => t.toLowerCase()),
  upper: ([text]) => on(text, (t) => t.toUpperCase()),
  title: ([text]) => on(text, (t) => t.replace(/\b\w/g, (c) => c.toUpperCase())),
  trimspace: ([text]) => on(text, (t) => t.trim()),
  chomp: ([text]) => on(text, (t) => t.replace(/[\r\n]+$/, '')),
  trimprefix: ([text, prefix]) => on(text, (t) => (typeof prefix === 'string' && t.startsWith(prefix) ? t.slice(prefix.length) : t)),
  trimsuffix: ([text, suffix]) => on(text, (t) => (typeof suffix === 'string' && t.endsWith(suffix) ? t.slice(0, -suffix.length) : t)),
  startswith: ([text, prefix]) => on(text, (t) => t.startsWith(String(prefix))),
  endswith: ([text, suffix]) => on(text, (t) => t.endsWith(String(suffix))),
  strcontains: ([text, part]) => on(text, (t) => t.includes(String(part))),
  substr: ([text, from, length]) => on(text, (t) => t.slice(Number(from), Number(length) < 0 ? undefined : Number(from) + Number(length))),
  split: ([separator, text]) => on(text, (t) => t.split(String(separator))),
  replace: ([text, what, by]) => on(text, (t) => (/^\/.*\/$/.test(String(what)) ? nothingKnown : t.replaceAll(String(what), String(by)))),
  tostring: ([value]) => asText(value) ?? null,
  tonumber: ([value]) => asNumber(value) ?? null,
  tobool: ([value]) => (value === 'true' ? true : value === 'false' ? false : (value ?? null)),
  jsondecode: ([text]) => on(text, parseJson),
  contains: ([list, value]) => listOf(list)?.some((item) => value !== undefined && same(item, value)) ?? nothingKnown,
  reverse: ([list]) => (isList(list) ? list.toReversed() : nothingKnown),
  sort: ([list]) => (isList(list) ? list.map(String).sort() : nothingKnown),
  slice: ([list, from, to]) => (isList(list) ? list.slice(Number(from), Number(to)) : nothingKnown),
  range: (args) => range(args.map(Number)),
  setunion: (args) => distinct(args.flatMap((arg) => listOf(arg) ?? [])),
  setsubtract: ([a, b]) => (isList(a) && isList(b) ? a.filter((item) => !b.some((other) => same(item, other))) : nothingKnown),
  setintersection: ([a, b]) => (isList(a) && isList(b) ? a.filter((item) => b.some((other) => same(item, other))) : nothingKnown),
  min: (args) => Math.min(...args.map(Number)),
  max: (args) => Math.max(...args.map(Number)),
  ceil: ([value]) => Math.ceil(Number(value)),
  floor: ([value]) => Math.floor(Number(value)),
  abs: ([value]) => Math.abs(Number(value)),
  alltrue: ([list]) => isList(list) && list.every((item) => item === true || item === 'true'),
  anytrue: ([list]) => isList(list) && list.some((item) => item === true || item === 'true'),
};

const on = (text: Value | undefined, work: (text: string) => Value): Value => {
  const known = asText(text);
  return typeof known === 'string' ? work(known) : nothingKnown;
};

const flat = (list: readonly Value[]): Value[] => list.flatMap((item) => (isList(item) ? flat(item) : [item]));

function parseJson(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return nothingKnown;
  }
}

function range(numbers: readonly number[]): Value {
  const [from, to, step] = numbers.length === 1 ? [0, numbers[0] ?? 0, 1] : [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 1];
  const size = Math.ceil((to - from) / step);
  if (!Number.isFinite(size) || size > 1024) return nothingKnown;
  return Array.from({ length: Math.max(0, size) }, (_, index) => from + index * step);
}

/** `%s` and `%d` only: what names are made with. */
function format(pattern: Value | undefined, args: readonly Value[]): Value {
  if (typeof pattern !== 'string' || /%[^sdv%]/.test(pattern)) return unknownOf(pattern, ...args);
  let next = 0;
  let whole = true;
  const text = pattern.replace(/%([sdv%])/g, (_all, verb: string) => {
    if (verb === '%') return '%';
    const piece = asText(args[next++]);
    if (typeof piece === 'string') return piece;
    whole = false;
    return hole;
  });
  return whole ? text : new Unknown(unknownOf(...args).refs, { text });
}
