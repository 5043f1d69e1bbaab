import { withoutSecretData } from './secret-manifest.ts';
import { withoutPairedValues } from './secret-pairs.ts';

/** What stands in a text in the place of a secret. */
export const placeholder = (name: string): string => `<secret:${name}>`;
const placeholderPattern = /<secret:[^<>]*>/;

/** Whether a value, at any depth, holds a secret that was taken out. */
export const holdsPlaceholder = (value: unknown): boolean =>
  typeof value === 'string'
    ? placeholderPattern.test(value)
    : Array.isArray(value)
      ? value.some(holdsPlaceholder)
      : value !== null && typeof value === 'object' && Object.values(value).some(holdsPlaceholder);

/** Known values shorter than this would be found everywhere. */
const knownLengthMin = 6;

/**
 * Takes secrets out of what leaves the runtime: journal, events, messages, logs, reports, what a model sees. By what is
 * known (values told to {@link hide}, a Kubernetes Secret's data), by the names of keys, and by the formats of well-known
 * credentials. Digests and ids stay as they are. It may take out too much; it is not asked to be undone.
 */
export class Redactor {
  readonly #known = new Map<string, string>();
  #pattern: RegExp | undefined;

  /** `env`: variables whose names say they are secret are known from the start, but for those that hold a path. */
  constructor(env: Readonly<Record<string, string | undefined>> = {}) {
    for (const [name, value] of Object.entries(env)) if (value !== undefined && isSecretName(name) && !value.startsWith('/')) this.hide(name, value);
  }

  /**
   * From now on this value, as it is, in base64 (alone or within more), in hexadecimal, in JSON and in an address, is
   * `<secret:name>`; and so is each word of one of several lines that looks like a secret by itself, as it may be printed indented.
   */
  hide(name: string, value: string): void {
    if (value.length < knownLengthMin || this.#known.has(value)) return;
    for (const form of new Set([value, ...encoded(value), encodeURIComponent(value), JSON.stringify(value).slice(1, -1), ...words(value)]))
      if (!this.#known.has(form)) this.#known.set(form, name);
    this.#pattern = undefined;
  }

  text(text: string): string {
    let clean = text;
    if (this.#known.size > 0) {
      this.#pattern ??= new RegExp(
        [...this.#known.keys()]
          .sort((a, b) => b.length - a.length)
          .map(literally)
          .join('|'),
        'g',
      );
      clean = clean.replaceAll(this.#pattern, (value) => placeholder(this.#known.get(value) ?? 'known'));
    }
    return byFormat(withoutSecretData(clean, placeholder));
  }

  /** A copy of the value with its texts redacted, at every depth; what is not text is kept. */
  value<T>(value: T): T {
    return this.#value(value, undefined, new Map(), true) as T;
  }

  /** The same for what is written out at once and then forgotten: the parts with nothing to take out are those of the value itself. */
  shared<T>(value: T): T {
    return this.#value(value, undefined, new Map(), false) as T;
  }

  /** `done`: texts seen before, as in a long list the same ones come again and again. */
  #value(value: unknown, key: string | undefined, done: Map<string, string>, copies: boolean): unknown {
    if (typeof value === 'string') return key !== undefined && isSecretName(key) && looksLikeValue(value) ? placeholder(key) : this.#text(value, done);
    if (value === null || typeof value !== 'object') return value;
    if (!Array.isArray(value)) return this.#object(value as Readonly<Record<string, unknown>>, done, copies);
    let clean: unknown[] | undefined = copies ? [] : undefined;
    for (let at = 0; at < value.length; at++) {
      const redacted = this.#value(value[at], nameBefore(value, at, key) ?? key, done, copies);
      if (clean === undefined && redacted !== value[at]) clean = value.slice(0, at);
      clean?.push(redacted);
    }
    return clean ?? value;
  }

  #object(value: Readonly<Record<string, unknown>>, done: Map<string, string>, copies: boolean): unknown {
    const isKubernetesSecret = value.kind === 'Secret';
    const named = namedBeside(value);
    const names = Object.keys(value);
    // What has a nature of its own (a URL, a date) would tell itself in its own way.
    const isPlain = Object.getPrototypeOf(value) === Object.prototype;
    let clean: Record<string, unknown> | undefined = copies || !isPlain ? {} : undefined;
    for (let at = 0; at < names.length; at++) {
      const name = names[at] ?? '';
      const inner = value[name];
      const isData = isKubernetesSecret && (name === 'data' || name === 'stringData') && inner !== null && typeof inner === 'object';
      const isPin = typeof inner === 'number' && passwordName.test(name);
      if (clean === undefined && !isPin && (typeof inner === 'number' || typeof inner === 'boolean')) continue;
      const redacted = isData
        ? Object.fromEntries(Object.keys(inner).map((entry) => [entry, placeholder(entry)]))
        : isPin
          ? placeholder(name)
          : this.#value(inner, named?.value === name ? named.name : name, done, copies);
      if (clean === undefined && redacted !== inner) {
        clean = {};
        for (const before of names.slice(0, at)) put(clean, before, value[before]);
      }
      if (clean) put(clean, name, redacted);
    }
    return clean ?? value;
  }

  #text(text: string, done: Map<string, string>): string {
    if (text.length > rememberedLengthMax) return this.text(text);
    const known = done.get(text);
    if (known !== undefined) return known;
    const clean = this.text(text);
    if (done.size < rememberedMax) done.set(text, clean);
    return clean;
  }
}

/** A variable of a container, a parameter of a template, a tag: its name stands beside it. */
function namedBeside(object: Readonly<Record<string, unknown>>): { readonly value: string; readonly name: string } | undefined {
  const value =
    object.value !== undefined ? 'value' : object.Value !== undefined ? 'Value' : object.ParameterValue !== undefined ? 'ParameterValue' : undefined;
  if (value === undefined) return undefined;
  const name = [object.name, object.key, object.Name, object.Key, object.ParameterKey].find((one) => typeof one === 'string' && isSecretName(one));
  return typeof name === 'string' ? { value, name } : undefined;
}

/** The name that the text at `at` of a list under `key` is given by the one before it: `--password` and its value, a tag and its value. */
function nameBefore(list: readonly unknown[], at: number, key: string | undefined): string | undefined {
  const [before, value] = [list[at - 1], list[at]];
  if (typeof before !== 'string' || typeof value !== 'string') return undefined;
  if (key === 'tags' && at === 1 && list.length === 2) return isSecretName(before) ? before : undefined;
  const option = /^--?([\w-]+)$/.exec(before)?.[1];
  return option !== undefined && !value.startsWith('-') && isSecretName(option) ? option : undefined;
}

function put(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}

const rememberedLengthMax = 300;
const rememberedMax = 20_000;

/** In base64, where it stands alone and where more stands around it, for addresses too, and in hexadecimal. */
function encoded(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  // Three bytes are four signs: what is certain of it hangs on how many bytes come before, and the signs at both ends are shared with others.
  const within = [0, 1, 2].map((before) => {
    const whole = Math.floor((before + bytes.length) / 3) * 4;
    return Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .slice(before === 0 ? 0 : 4, whole);
  });
  const forms = [bytes.toString('base64'), ...within.filter((form) => form.length >= withinLengthMin)];
  return [...forms, ...forms.map((form) => form.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')), bytes.toString('hex')];
}
const withinLengthMin = 8;

/** Of a value of several lines. */
const words = (value: string): readonly string[] =>
  value.includes('\n') ? value.split(/[\s"']+/).filter((word) => word.length >= wordLengthMin && /\d/.test(word) && /[a-z]/i.test(word)) : [];
const wordLengthMin = 16;

/** The last words of names whose values are secret. */
const secretWords = new Set(
  'password passwd pwd passphrase secret token apikey accesskey secretkey privatekey clientsecret credential credentials authorization cookie connectionstring signingkey accountkey'.split(
    ' ',
  ),
);
/** Whose value is secret though it is a number. */
const passwordName = /(^|[a-z0-9_.-])(password|passwd|passphrase)$/i;
/** Names that end like one and say nothing secret. */
const harmless = /(page|next|continue|continuation|idempotency|client_?request|cancel(lation)?|csrf)[_-]?tokens?$|^secret_?name$|^(old)?pwd$/i;

const namesJudged = new Map<string, boolean>();
const namesJudgedMax = 2_000;

/** `db_password`, `AWS_SECRET_ACCESS_KEY`, `githubToken`. */
export function isSecretName(name: string): boolean {
  let is = namesJudged.get(name);
  if (is === undefined) {
    is = judgeName(name);
    if (namesJudged.size < namesJudgedMax) namesJudged.set(name, is);
  }
  return is;
}

function judgeName(name: string): boolean {
  if (harmless.test(name)) return false;
  const parts = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const last = parts.at(-1) ?? '';
  return (
    secretWords.has(last) || secretWords.has(`${parts.at(-2) ?? ''}${last}`) || /^[a-z]{0,12}passwords?$/.test(last) || (last === 'pass' && parts.length > 1)
  );
}

/** Not a reference, a name of a place, a switch or a placeholder. */
const looksLikeValue = (value: string): boolean =>
  value.length >= 4 && !/^(\$\{.*\}|<.*>|arn:[\w:/.-]+|true|false|null|none|var\.[\w.]+|local\.[\w.]+|data\.[\w.]+|random_\w+\.[\w.]+)$/i.test(value);

/**
 * Formats of credentials, as their issuers describe them: a fixed beginning and a length. **Invariant:** each of them takes time in
 * proportion to the text: what tools print comes from anywhere, and none begins where another try of itself has read on.
 */
const formats: readonly (readonly [string, RegExp])[] = [
  ['private-key', /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|$)/g],
  ['aws-access-key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['github-token', /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,})\b/g],
  ['gitlab-token', /\bglpat-[\w-]{20,}/g],
  ['slack-token', /\bxox[abeprs]-[\w-]{10,}/g],
  ['stripe-key', /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}\b/g],
  ['api-key', /\bsk-[A-Za-z0-9_-]{20,}/g],
  ['google-key', /\bAIza[\w-]{35}\b/g],
  ['npm-token', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['pypi-token', /\bpypi-[\w-]{40,}/g],
  ['google-token', /\bya29\.[\w-]{20,}/g],
  ['vault-token', /\bhv[sb]\.[\w-]{20,}/g],
  ['terraform-token', /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{40,}/g],
  ['slack-webhook', /(?<=hooks\.slack\.com\/services\/)[\w/]{20,}/g],
  ['sendgrid-key', /\bSG\.[\w-]{16,32}\.[\w-]{32,}/g],
  ['digitalocean-token', /\bdo[opr]_v1_[0-9a-f]{40,}/g],
  ['age-key', /\bAGE-SECRET-KEY-1[0-9A-Z]{40,}/g],
  ['signature', /(?<=[?&](?:X-Amz-Signature|X-Goog-Signature|sig)=)[\w%+/=-]{10,}/g],
  ['jwt', /(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g],
];

const assigned =
  /((?<!<)\b[\w.-]{0,64}(?:password|passwd|passphrase|[_-]pass|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|client[_-]?secret)["']?[ \t]*(?:=>?|:)[ \t]*)(?:"((?:[^"\\\n]|\\.){4,})(?:"|$)|'([^'\n]{4,})'|([^\s"'<>,;(){}[\]]{4,}))/gi;

/** After an option and a blank, or in JSON that stands in JSON. */
const inText =
  /(--?([\w-]{0,40}(?:password|passwd|passphrase|secret|token|api-?key|access-?key))[ \t]+(?=[^\s-])|\b([\w.-]{0,64}(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key))(?:\\+")?[ \t]*[:=][ \t]*\\+")([^\s"'\\<>]{4,})/gi;

/** In YAML, a value on the line below its key; in XML, between tags. A key below that key is no value, nor is a list of it. */
const below =
  /(^[ \t+-]*["']?([\w.-]{0,64}(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key))["']?[ \t]*:[ \t]*(?:[|>][+-]?\d?)?[ \t]*\r?\n[ \t+]+)(?![\w.-]+["']?[ \t]*:(?:\s|$)|-[ \t]|[{[<#])(\S[^\n]{3,})/gim;
const tagged =
  /(<(?:[\w-]{1,64}:)?([\w.-]{0,64}(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key))>\s{0,200})([^<\s][^<\n]{3,}?)(?=\s{0,200}<\/)/gi;

/** Sixty-four bytes in base64, as keys of storage accounts are; a digest of that length says of what sort it is. */
const longKey = /(?<![A-Za-z0-9+/=]|sha512-|sha512:)[A-Za-z0-9+/]{86}==(?![A-Za-z0-9+/=])/g;

/** Something of each format, of names that are assigned to, and of addresses: a text without any of it need not be gone through for each. */
const suspicious =
  /-----BEGIN|AKIA|ASIA|AIza|gh[pousr]_|github_pat_|glpat-|xox|[rs]k_|sk-|npm_|pypi-|eyJ|:\/|Bearer|Basic|passw|passphrase|[_-]pass|secret|token|(?:api|access|account|private)[_-]?key|ya29|hv[sb]\.|atlasv1|hooks\.slack|SG\.|do[opr]_v1_|[?&](?:X-\w+-Signature|sig)=/i;
const longWord = /[A-Za-z0-9/+]{40}/;

function byFormat(text: string): string {
  if (!suspicious.test(text) && !longWord.test(text)) return text;
  let clean = withoutPairedValues(text, (name, value) =>
    isSecretName(name) && looksLikeValue(value) && !placeholderPattern.test(value) ? placeholder(name) : undefined,
  );
  for (const [name, pattern] of formats) clean = clean.replaceAll(pattern, placeholder(name));
  clean = clean.replaceAll(
    /(\b[a-z][a-z0-9+.-]{0,30}:\/(?:\/(?=[^\s/@])|(?=[^\s/:@]*:)))(?:[^\s/:@]*:[^\s/@]+|[^\s/:@]{16,})@/gi,
    `$1${placeholder('credentials')}@`,
  );
  clean = clean.replaceAll(
    /\b(Authorization["']?\s*[:=]\s*["']?)?(Bearer|Basic)\s+[\w.~+/=-]{8,}/g,
    (_all, head: string | undefined, scheme: string) => `${head ?? ''}${scheme} ${placeholder('authorization')}`,
  );
  clean = clean.replaceAll(/\b(Authorization["']?\s*[:=]\s*["']?token\s+)[\w.~+/=-]{8,}/gi, `$1${placeholder('authorization')}`);
  clean = clean.replaceAll(inText, (all: string, head: string, option: string | undefined, key: string | undefined, value: string) => {
    const name = option ?? key ?? '';
    const prose = option !== undefined && /^[a-z]+[.,!?]?$/i.test(value);
    return isSecretName(name) && looksLikeValue(value) && !placeholderPattern.test(value) && !prose ? `${head}${placeholder(name)}` : all;
  });
  clean = clean.replaceAll(assigned, (all: string, head: string, double?: string, single?: string, bare?: string) => {
    const value = double ?? single ?? bare ?? '';
    const name = /([\w.-]+)["']?\s*(?:=>?|:)\s*$/.exec(head)?.[1] ?? 'value';
    if (!isSecretName(name) || !looksLikeValue(value) || placeholderPattern.test(value)) return all;
    // A word after a colon may be prose ("token: expired"); a value is quoted, assigned, or has digits or signs in it.
    if (bare !== undefined && head.trimEnd().endsWith(':') && /^[a-z]+[.!?]?$/i.test(bare)) return all;
    return all.slice(0, all.lastIndexOf(value)) + placeholder(name) + all.slice(all.lastIndexOf(value) + value.length);
  });
  clean = clean.replaceAll(below, (all: string, head: string, name: string, value: string) =>
    isSecretName(name) && looksLikeValue(value) && !placeholderPattern.test(value) ? `${head}${placeholder(name)}` : all,
  );
  clean = clean.replaceAll(tagged, (all: string, head: string, name: string, value: string) =>
    isSecretName(name) && looksLikeValue(value) && !placeholderPattern.test(value) ? `${head}${placeholder(name)}` : all,
  );
  clean = clean.replaceAll(longKey, (value) => (isMixed(value) ? placeholder('key') : value));
  return clean.replaceAll(/(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g, (value) => (isMixed(value) ? placeholder('key') : value));
}

/** Forty characters as an AWS secret key has them: capitals, small letters and digits well mixed. A digest is of one case, a path has few digits. */
const isMixed = (value: string): boolean =>
  count(/[A-Z]/g, value) >= 6 && count(/[a-z]/g, value) >= 6 && count(/[0-9]/g, value) >= 1 && count(/\//g, value) <= 3;
const count = (pattern: RegExp, text: string): number => text.match(pattern)?.length ?? 0;
const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
