import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { z } from 'zod';
import { sha256 } from '../../src/base/hash.ts';
import type { Tool } from '../../src/domain/tool.ts';

/**
 * Hostile texts for every text a tool takes in, and a judge of what then reached the program in its place: the text as one
 * argument, where a harmless one stood, or nothing at all.
 *
 *     for (const { input, value, place } of hostileInputs(tool.input, sample)) …run the tool on a recorder…
 *     expect(escapes(baseline, recorded(log), place.benign, value, roots)).toEqual([]);
 */

/** Where a text goes into an input: `varFiles[0]`; a key of a record: `vars.{name}`. */
export interface Place {
  readonly name: string;
  /** The same for all entries of a list or record: `varFiles.[]`, `vars.{}`, `vars.*`. */
  readonly kind: string;
  readonly path: readonly (string | number)[];
  readonly isKey: boolean;
  /** What the sample has there. */
  readonly benign: string;
}

export interface HostileInput {
  readonly place: Place;
  readonly value: string;
  readonly input: unknown;
  /** Which kind of hostile text it is: of `shell`, `paths`… */
  readonly sort: string;
  /** How it stands there: `alone`, `before` or `after` the harmless one… */
  readonly form: string;
}

/** Attempts that leave this file behind have run something. */
export const escapedFile = 'nimbus-escaped';

const options = ['-', '--', '-h', '--help', '-o', '-x=y', '--output=nimbus-escaped', '-out=nimbus-escaped', '-chdir=/', '-c', '-e', '-f/etc/passwd'];
const programs = [
  ...[
    '-auto-approve',
    '-destroy',
    '-target=a.b',
    '-state=nimbus-escaped',
    '-var=a=b',
    '-var-file=/etc/passwd',
    '-backend-config=a=b',
    '-lock=false',
    '-replace=a.b',
  ],
  ...['--kubeconfig=/etc/passwd', '--context=other', '--namespace=kube-system', '--all', '--force', '--post-renderer=sh', '--values=/etc/passwd'],
  ...['--upload-pack=touch nimbus-escaped', '--exec=sh', '--endpoint-url=http://example.com', '--profile=other', '--pre=sh', '--config=/etc/passwd'],
];
const shell = [
  ...['; touch nimbus-escaped', '&& touch nimbus-escaped', '| touch nimbus-escaped', '$(touch nimbus-escaped)', '`touch nimbus-escaped`', '> nimbus-escaped'],
  ...[
    "'; touch nimbus-escaped; '",
    '"; touch nimbus-escaped; "',
    '& touch nimbus-escaped &',
    '<(touch nimbus-escaped)',
    '$HOME',
    '${HOME}',
    '${IFS}x',
    '%PATH%',
  ],
  ...['*', '?', '[a-z]', '{a,b}', '~', '~root', '!!', '\\', "'", '"', '#', '$', '(', ')', '<', '>', '|', ' ', '\t', '^', '%', '@file', '@/etc/passwd', '='],
];
const paths = [
  ...['..', '../', '../outside', '../../../../etc/passwd', 'a/../../outside', './../outside', '/', '/etc/passwd', '//etc/passwd', '~/x', '..\\..\\outside'],
  ...[
    'C:\\Windows',
    'C:/Windows',
    '\\\\host\\share',
    'file:///etc/passwd',
    'http://example.com/x',
    '....//....//etc',
    '%2e%2e%2foutside',
    '.%00./',
    'a/./b',
    'a//b',
  ],
  ...['.git/config', '.terraform', '/proc/self/environ', '/dev/stdin', 'con', 'nul', '.'],
];
const lines = ['\n', '\r\n', '\r', '\n-x', '\r\n--force', '\n; touch nimbus-escaped\n', '\v', '\f', '\u0085', '\u2028-x', '\u2029'];
const controls = ['\0', '\0-x', '\u0001', '\u0007', '\b', '\u001b[31m', '\u001b]0;x\u0007', '\u007f', '\u009b', '\ufeff', '\ufffe', '\ud800', '\udc00x'];
const lookAlikes = [
  ...[
    '\u2010x',
    '\u2011-force',
    '\u2013destroy',
    '\u2014',
    '\u2212x',
    '\ufe63x',
    '\uff0dx',
    '\uff0d\uff0dhelp',
    '\u2024\u2024/',
    '\uff0e\uff0e/outside',
    '\u2215etc',
    '\uff0fetc',
  ],
  ...[
    '\u202e-x',
    '\u202a',
    '\u2066x',
    '\u200b-x',
    '\u200d',
    '\u00a0-x',
    '\u3000-x',
    '\uff1b id',
    '\uff5c id',
    '\uff04(id)',
    '\u037e',
    'e\u0301',
    '\u0430ws',
    'I\u0307',
    '\u{1d11e}',
  ],
];
const others = [
  ...[
    '',
    '${steps.a.output.b}',
    '${steps.',
    '{{ .Values.x }}',
    '{{7*7}}',
    '%s%n',
    '<script>alert(1)</script>',
    '"}',
    "{'a'}",
    '[]',
    '{}',
    'null',
    'true',
    '-0',
    '0',
    '1e9',
  ],
  ...['__proto__', 'constructor', 'toString', 'a'.repeat(5000), '🦊', '<secret:token>', "' OR 1=1 --", '*/ /*'],
];

const sorts: Readonly<Record<string, readonly string[]>> = { options, programs, shell, paths, lines, controls, lookAlikes, others };

/** As they are. */
export const hostileTexts: readonly string[] = Object.values(sorts).flat();

export interface SampleOptions {
  /** The sample holds some of the texts; other samples hold the others. */
  readonly isPart?: boolean;
  /** Of a path also the last name alone is replaced. */
  readonly namesInPaths?: boolean;
  /** Texts beside {@link hostileTexts}. */
  readonly more?: readonly string[];
  /** Which texts come first, for {@link spread}: another one for each tool. */
  readonly seed?: string;
}

/** The sample with one text replaced, for every text the schema takes and every hostile one: alone, after the harmless one, and before it. */
export function* hostileInputs(schema: z.ZodType, sample: object, options?: SampleOptions): Generator<HostileInput> {
  const all = Object.entries({ ...sorts, more: options?.more ?? [] });
  for (const place of textPlaces(schema, sample, options)) {
    const { benign } = place;
    const folder = options?.namesInPaths && benign.includes('/') ? benign.slice(0, benign.lastIndexOf('/') + 1) : undefined;
    for (const [sort, texts] of all)
      for (const text of turned(texts, options?.seed === undefined ? 0 : numberOf(`${options.seed} ${place.name} ${sort}`))) {
        const seen = new Set<string>();
        for (const [form, value] of [
          ['alone', text],
          ['after', benign + text],
          ['before', text + benign],
          ['after a space', `${benign} ${text}`],
          ['on a line of its own', `${benign}\n${text}`],
          ...(folder === undefined ? [] : [['name in a path', folder + text] as const]),
        ] as const) {
          if (seen.has(value)) continue;
          seen.add(value);
          yield { place, value, sort, form, input: replaced(sample, place, value) };
        }
      }
  }
}

const turned = <T>(list: readonly T[], by: number): readonly T[] => [...list.slice(by % list.length), ...list.slice(0, by % list.length)];
const numberOf = (text: string): number => Number.parseInt(sha256(text).slice(0, 8), 16);

/**
 * Says of each hostile input that a schema takes whether the tool is given it. To every place go `alone` texts of every sort as
 * they are, and one of every sort in each other form; which ones depends on the seed, so that tools and places try different
 * ones. `NIMBUS_FUZZ=full` gives a tool all of them.
 */
export function spread(alone = 3): (hostile: HostileInput) => boolean {
  const isFull = process.env.NIMBUS_FUZZ === 'full';
  const given = new Map<string, number>();
  return ({ place, sort, form }) => {
    const what = `${place.name} ${sort} ${form}`;
    const before = given.get(what) ?? 0;
    given.set(what, before + 1);
    return isFull || before < (form === 'alone' ? alone : 1);
  };
}

/**
 * All texts a schema takes in, as they stand in a sample. Throws when the sample lacks one, so that no input is forgotten:
 * every optional text is there, every list and record has an entry.
 */
export function textPlaces(schema: z.ZodType, sample: unknown, { isPart = false }: SampleOptions = {}): readonly Place[] {
  const found: Place[] = [];
  const walk = (s: z.ZodType, value: unknown, path: readonly (string | number)[], kind: readonly string[]): void => {
    const def = s._zod.def as unknown as Definition;
    const name = path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`), '');
    const lacks = () => new Error(`the sample has nothing at ${name || 'its root'}, which takes text`);
    switch (def.type) {
      case 'object':
        for (const [key, inner] of Object.entries(def.shape)) {
          const own = (value as Record<string, unknown> | undefined)?.[key];
          if (own !== undefined || (takesText(inner) && !isPart)) walk(inner, own, [...path, key], [...kind, key]);
        }
        return;
      case 'optional':
      case 'nullable':
      case 'default':
      case 'prefault':
      case 'readonly':
      case 'catch':
      case 'nonoptional':
        walk(def.innerType, value, path, kind);
        return;
      case 'pipe':
        walk(def.in, value, path, kind);
        return;
      case 'lazy':
        if (typeof value === 'string') found.push({ name, kind: kind.join('.'), path, isKey: false, benign: value });
        return;
      case 'array':
        if (!Array.isArray(value) || value.length === 0) {
          if (takesText(def.element) && !isPart) throw lacks();
          return;
        }
        for (const [i, item] of value.entries()) walk(def.element, item, [...path, i], [...kind, '[]']);
        return;
      case 'record': {
        const entries = Object.entries((value as object | undefined) ?? {});
        if (entries.length === 0 && !isPart) throw lacks();
        for (const [key, item] of entries) {
          if (takesText(def.keyType)) found.push({ name: `${name}.{${key}}`, kind: [...kind, '{}'].join('.'), path: [...path, key], isKey: true, benign: key });
          walk(def.valueType, item, [...path, key], [...kind, '*']);
        }
        return;
      }
      case 'union':
        walk(def.options.find((option) => option.safeParse(value).success) ?? fail(lacks()), value, path, kind);
        return;
      case 'string':
      case 'unknown':
      case 'any':
        if (typeof value === 'string') found.push({ name, kind: kind.join('.'), path, isKey: false, benign: value });
        else if ((value === undefined || def.type === 'string') && !isPart) throw lacks();
        return;
    }
  };
  walk(schema, sample, [], []);
  return found;
}

interface Definition {
  readonly type: string;
  readonly shape: Readonly<Record<string, z.ZodType>>;
  readonly innerType: z.ZodType;
  readonly element: z.ZodType;
  readonly keyType: z.ZodType;
  readonly valueType: z.ZodType;
  readonly options: readonly z.ZodType[];
  readonly in: z.ZodType;
}

/** Texts of tools that no sample puts to the test: each must be in one that its schema takes. */
export function untried(tools: readonly Pick<Tool, 'name' | 'input'>[], samples: Readonly<Record<string, object | readonly object[]>>): readonly string[] {
  return tools.flatMap(({ name, input }) => {
    const own = [samples[name] ?? []].flat();
    const tried = new Set(
      own.flatMap((sample) => (input.safeParse(sample).success ? textPlaces(input, sample, { isPart: true }) : [])).map(({ kind }) => kind),
    );
    return textsOf(input).flatMap((text) => (tried.has(text) ? [] : [`${name} ${text}`]));
  });
}

/** All texts a schema takes: `vars.{}` is a key of a record, `files.[].path` a field of what a list holds. */
function textsOf(schema: z.ZodType, path: readonly string[] = []): readonly string[] {
  const def = schema._zod.def as unknown as Definition;
  switch (def.type) {
    case 'string':
    case 'unknown':
    case 'any':
      return [path.join('.')];
    case 'object':
      return Object.entries(def.shape).flatMap(([key, inner]) => textsOf(inner, [...path, key]));
    case 'array':
      return textsOf(def.element, [...path, '[]']);
    case 'record':
      return [...textsOf(def.keyType, [...path, '{}']), ...textsOf(def.valueType, [...path, '*'])];
    case 'union':
      return [...new Set(def.options.flatMap((option) => textsOf(option, path)))];
    case 'pipe':
      return textsOf(def.in, path);
    default:
      return def.innerType === undefined ? [] : textsOf(def.innerType, path);
  }
}

export function takesText(schema: z.ZodType): boolean {
  const def = schema._zod.def as unknown as Definition;
  switch (def.type) {
    case 'string':
    case 'unknown':
    case 'any':
      return true;
    case 'object':
      return Object.values(def.shape).some(takesText);
    case 'array':
      return takesText(def.element);
    case 'record':
      return takesText(def.keyType) || takesText(def.valueType);
    case 'union':
      return def.options.some(takesText);
    case 'pipe':
      return takesText(def.in);
    default:
      return def.innerType !== undefined && takesText(def.innerType);
  }
}

function fail(error: Error): never {
  throw error;
}

function replaced(sample: unknown, { path, isKey }: Pick<Place, 'path' | 'isKey'>, value: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(sample)) return sample.map((item, i) => (i === key ? replaced(item, { path: rest, isKey }, value) : item));
  const entries = Object.entries(sample as object);
  if (isKey && rest.length === 0) return Object.fromEntries(entries.map(([k, item]) => [k === key ? value : k, item]));
  return Object.fromEntries(entries.map(([k, item]) => [k, k === key ? replaced(item, { path: rest, isKey }, value) : item]));
}

/** One start of the recorder. */
export interface Recorded {
  readonly cwd: string;
  readonly args: readonly string[];
}

/** A program that writes down how it was started, then does what `answer` (lines of sh; the arguments are `$1`, `$2`…) says. */
export function recorder(path: string, answer: string): { readonly program: string; calls(): readonly Recorded[]; forget(): void } {
  const log = `${path}.calls`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\nprintf '%s\\0' "$#" "$PWD" "$@" >> '${log}'\n${answer}\n`, { mode: 0o755 });
  return {
    program: path,
    calls: () => parseCalls(log),
    forget: () => rmSync(log, { force: true }),
  };
}

function parseCalls(log: string): readonly Recorded[] {
  let text: string;
  try {
    text = readFileSync(log, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const words = text.split('\0');
  const calls: Recorded[] = [];
  for (let at = 0; at + 1 < words.length; ) {
    const count = Number(words[at]);
    calls.push({ cwd: words[at + 1] ?? '', args: words.slice(at + 2, at + 2 + count) });
    at += 2 + count;
  }
  return calls;
}

/**
 * What is wrong with how a text reached the program, compared with how the harmless one did; empty when it reached it as
 * itself, in its place, or not at all. `plain` takes out of arguments what differs from call to call anyway.
 */
export function escapes(
  baseline: readonly Recorded[],
  calls: readonly Recorded[],
  benign: string,
  value: string,
  { roots, plain = (text) => text }: { readonly roots: readonly string[]; readonly plain?: (text: string) => string },
): readonly string[] {
  const problems: string[] = [];
  for (const call of calls) {
    if (!roots.some((root) => isWithin(root, call.cwd))) problems.push(`started in ${call.cwd}`);
    const like = baseline.filter((b) => b.args[0] === call.args[0] && b.args.length === call.args.length);
    if (like.some((b) => isLike(b.args, call.args))) continue;
    problems.push(`started with ${JSON.stringify(call.args)}`);
  }
  return problems;

  function isLike(before: readonly string[], now: readonly string[]): boolean {
    const end = before.indexOf('--');
    return now.every((arg, i) => {
      const old = before[i] ?? '';
      if (plain(arg) === plain(old)) return true;
      if (!old.includes(benign) || plain(arg) !== plain(old.replaceAll(benign, () => value))) return false;
      return old.startsWith('-') || !arg.startsWith('-') || (end >= 0 && end < i);
    });
  }
}

/** A text that is in no sample: where it turns up in a request is the place of the input that had it. */
export const marker = 'zz-mark';

/** The sample with {@link marker} in one place; the sample as it is where only other texts do there. */
export function marked(schema: z.ZodType, sample: object, place: Place): { readonly input: unknown; readonly benign: string } {
  const input = replaced(sample, place, marker);
  return schema.safeParse(input).success ? { input, benign: marker } : { input: sample, benign: place.benign };
}

/**
 * Whether a body, or what else has parts, is the harmless one with the text in its place: the same parts under the same names, and
 * the text nowhere but where the harmless one stood, exactly as given.
 */
export function isLikeBody(before: unknown, now: unknown, benign: string, value: string): boolean {
  if (typeof before === 'string') return now === before || (before.includes(benign) && now === before.replaceAll(benign, () => value));
  if (before === null || typeof before !== 'object' || now === null || typeof now !== 'object') return before === now;
  if (Array.isArray(before) !== Array.isArray(now)) return false;
  const [old, fresh] = [Object.entries(before), Object.entries(now)];
  return (
    old.length === fresh.length &&
    old.every(([key, part]) => fresh.some(([name, other]) => isLikeBody(key, name, benign, value) && isLikeBody(part, other, benign, value)))
  );
}

/** `..x` is a name like any other. */
export const isWithin = (root: string, path: string): boolean => {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`);
};

/** Where a hostile text left {@link escapedFile}, of the folders it could have. */
export const leftBehind = (folders: readonly string[]): readonly string[] =>
  folders.map((folder) => join(folder, escapedFile)).filter((path) => readable(path));

function readable(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
