/** Where a step's input takes a value from an earlier step: `${steps.<id>.output.<path>}`. */
export interface Reference {
  readonly stepId: string;
  /** Keys below the step's output; empty: the whole output. */
  readonly path: readonly string[];
}

const pattern = /\$\{steps\.([\w-]+)\.output((?:\.[\w-]+)*)\}/g;
/** Looks meant as a reference but is not one: a typing mistake a person should hear of. */
const attempt = /\$\{\s*steps\b[^}]*\}?/g;

/** Every reference in an input, in order of appearance, with the path in the input where it stands. */
export function referencesIn(input: unknown): readonly (Reference & { readonly at: string })[] {
  const found: (Reference & { readonly at: string })[] = [];
  eachText(input, '', (text, at) => {
    for (const m of text.matchAll(pattern)) found.push({ stepId: m[1] ?? '', path: m[2] ? m[2].slice(1).split('.') : [], at });
  });
  return found;
}

const whole = new RegExp(`^${pattern.source}$`);

/** Texts that look like a reference and are not one. */
export function brokenReferencesIn(input: unknown): readonly { readonly text: string; readonly at: string }[] {
  const found: { text: string; at: string }[] = [];
  eachText(input, '', (text, at) => {
    for (const [attempted] of text.matchAll(attempt)) if (!whole.test(attempted)) found.push({ text: attempted, at });
  });
  return found;
}

/**
 * The input with its references filled in from outputs by step id. A text that is one reference alone becomes the
 * value itself, whatever its type. Throws for a value that is not there: {@link referencesIn} was checked before.
 */
export function resolveReferences(input: unknown, outputs: ReadonlyMap<string, unknown>): unknown {
  if (typeof input === 'string') {
    const found = [...input.matchAll(pattern)];
    if (found.length === 1 && found[0]?.[0] === input) return lookUp(found[0], outputs);
    return input.replaceAll(pattern, (...m) => String(lookUp(m as unknown as RegExpMatchArray, outputs)));
  }
  if (Array.isArray(input)) return input.map((item) => resolveReferences(item, outputs));
  if (input !== null && typeof input === 'object')
    return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, resolveReferences(value, outputs)]));
  return input;
}

/** The same input with each reference to a step that has another in its place pointing at that. */
export function redirectReferences(input: unknown, instead: ReadonlyMap<string, string>): unknown {
  if (typeof input === 'string')
    return input.replaceAll(pattern, (all, id: string) => (instead.has(id) ? all.replace(`.${id}.`, () => `.${instead.get(id)}.`) : all));
  if (Array.isArray(input)) return input.map((item) => redirectReferences(item, instead));
  if (input !== null && typeof input === 'object')
    return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, redirectReferences(value, instead)]));
  return input;
}

function lookUp(match: RegExpMatchArray, outputs: ReadonlyMap<string, unknown>): unknown {
  const stepId = match[1] ?? '';
  let value = outputs.get(stepId);
  for (const key of (match[2] ?? '').split('.').filter(Boolean)) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key))
      throw new RangeError(`step ${stepId} has no output ${(match[2] ?? '').slice(1)}`);
    value = (value as Record<string, unknown>)[key];
  }
  if (value === undefined) throw new RangeError(`step ${stepId} has no output`);
  return value;
}

/** The texts in a value that may hold a reference, and where each stands. */
function eachText(value: unknown, at: string, see: (text: string, at: string) => void): void {
  if (typeof value === 'string') {
    if (value.includes('${')) see(value, at);
  } else if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (mayHold(value[i])) eachText(value[i], `${at}[${i}]`, see);
  } else if (value !== null && typeof value === 'object')
    for (const key of Object.keys(value)) {
      const item = (value as Record<string, unknown>)[key];
      if (mayHold(item)) eachText(item, at === '' ? key : `${at}.${key}`, see);
    }
}

const mayHold = (value: unknown): boolean => (typeof value === 'string' ? value.includes('${') : value !== null && typeof value === 'object');
