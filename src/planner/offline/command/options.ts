import type { Field } from '../fields.ts';

/** What short options mean by inputs' names, the likeliest first. */
const short: Readonly<Record<string, readonly string[]>> = {
  n: ['namespace', 'limit'],
  f: ['path', 'valuesFiles', 'follow', 'force'],
  l: ['selector'],
  m: ['message'],
  A: ['allNamespaces', 'all'],
  a: ['all'],
  b: ['branch', 'create', 'body'],
  c: ['container'],
  p: ['previous'],
  t: ['title'],
  B: ['base'],
  H: ['head'],
  u: ['setUpstream', 'untracked'],
  s: ['signOff'],
  R: ['recursive', 'repository'],
  L: ['limit'],
};

/** Options whose name is not that of the input they set. */
const other: Readonly<Record<string, string>> = {
  values: 'valuesFiles',
  varFile: 'varFiles',
  var: 'vars',
  target: 'targets',
  filename: 'path',
  kubeContext: 'context',
  chdir: 'directory',
  instanceId: 'instanceIds',
  roleName: 'role',
  policyArn: 'policy',
  repo: 'repository',
  label: 'labels',
  reviewer: 'reviewers',
  assignee: 'assignees',
  maxCount: 'limit',
  history: 'max',
  signoff: 'signOff',
  toRevision: 'revision',
  gracePeriod: 'gracePeriodSeconds',
  fieldSelector: 'fieldSelector',
  file: 'path',
  cached: 'staged',
  includeUntracked: 'untracked',
  backendConfig: 'backendFiles',
  dryrun: 'dryRun',
};

/** Say how something is shown, not what is done; each takes a value. */
const display = new Set([
  'o',
  'output',
  'format',
  'query',
  'sort-by',
  'template',
  'jsonpath',
  'color',
  'json',
  'jq',
  'cli-read-timeout',
  'custom-columns',
  'out',
  'v',
]);

/** Say how much is told or how it looks, or answer questions that are not asked here. */
export const isHarmless = (text: string): boolean => harmless.has(text.replace(/^--?/, '').replace(/=.*$/s, ''));

const harmless = new Set(
  'i t it ti stdin tty q quiet v vv verbose debug no-edit server-side no-color color progress no-progress compact-warnings input interactive no-pager oneline decorate graph stat shortstat p patch w watch wait wait-for-jobs name-only name-status fill no-cli-pager only-show-errors hide-notes show-labels wide no-headers'.split(
    ' ',
  ),
);

export interface Option {
  /** `undefined`: nothing here takes it. */
  readonly field: Field | undefined;
  readonly value: unknown;
  /** The word behind it is its value. */
  readonly takesNext: boolean;
}

/** `--namespace shop`, `-n shop`, `--replicas=3`, `-am "text"`: which inputs it sets. `next`: the word behind it. */
export function optionsOf(text: string, next: string | undefined, fields: readonly Field[]): readonly Option[] {
  const [, dashes = '', rest = ''] = /^(--?)(.*)$/s.exec(text) ?? [];
  const [key = '', given] = rest.split(/=(.*)/s);
  const value = given?.replace(/^(["'])(.*)\1$/s, '$2');
  const field = fieldOf(dashes, key, fields);
  if (field === undefined) {
    const letters = dashes === '-' && given === undefined && /^[a-zA-Z]{2,3}$/.test(key) ? [...key] : [];
    const known = letters.map((letter) => fieldOf('-', letter, fields));
    // "-it": all of them are options, and only the last may take a value.
    if (letters.length > 0 && known.some((f) => f !== undefined) && known.slice(0, -1).every((f) => f === undefined || f.type === 'boolean'))
      return known.flatMap((f, i) => (f === undefined ? [] : [valued(f, undefined, i === letters.length - 1 ? next : undefined)]));
    return [{ field: undefined, value: undefined, takesNext: given === undefined && display.has(key) }];
  }
  return [valued(field, value, next)];
}

function valued(field: Field, given: string | undefined, next: string | undefined): Option {
  if (field.type === 'boolean') return { field, value: given !== 'false' && given !== 'none', takesNext: false };
  const text = given ?? next;
  if (text === undefined) return { field: undefined, value: undefined, takesNext: false };
  const value = field.type === 'number' ? Number(text.replace(/s$/, '')) : text;
  return { field, value, takesNext: given === undefined };
}

function fieldOf(dashes: string, key: string, fields: readonly Field[]): Field | undefined {
  const camel = key.replaceAll(/-(\w)/g, (_, c: string) => c.toUpperCase());
  const names =
    dashes === '-' && key.length === 1
      ? (short[key] ?? [])
      : [camel, ...(other[camel] === undefined ? [] : [other[camel]]), camel.replace(/^to([A-Z])/, (_, c: string) => c.toLowerCase())];
  for (const name of names) {
    const field = fields.find((f) => f.name === name);
    if (field !== undefined) return field;
  }
  return undefined;
}

/** `tier=backend,env=stg`: a comma, and another name. */
export const betweenPairs = /,(?=[A-Za-z][\w./[\]-]*=)/;

/** Puts a value where it belongs: lists grow, records take `key=value`. */
export function setField(input: Record<string, unknown>, field: Field, value: unknown): void {
  const had = input[field.name];
  if (field.type === 'array')
    input[field.name] = [...(Array.isArray(had) ? had : []), ...(typeof value === 'string' && /^[\w.-]+(,[\w.-]+)+$/.test(value) ? value.split(',') : [value])];
  else if (field.type === 'record') {
    for (const one of String(value).split(betweenPairs)) {
      const [, key, text] = /^([^=]+)=(.*)$/s.exec(one) ?? [];
      const before = input[field.name];
      if (key !== undefined && text !== undefined)
        input[field.name] = { ...(typeof before === 'object' ? before : {}), [key]: scalar(text.replace(/^(["'])(.*)\1$/s, '$2')) };
    }
  } else input[field.name] = value;
}

export const scalar = (text: string): string | number | boolean =>
  text === 'true' ? true : text === 'false' ? false : /^-?\d+$/.test(text) && !/^0\d/.test(text) ? Number(text) : text;
