import { alternatives, fieldsOf, type JsonSchema, typeWords, valuesOf } from './schema.ts';

/** Something that could be written where the cursor is. */
export interface Offer {
  readonly label: string;
  readonly kind: 'key' | 'tool' | 'value' | 'step' | 'reference';
  /** On the line, beside the label. */
  readonly detail: string;
  /** Markdown. */
  readonly docs: string;
  /** As a VS Code snippet: `$` and `}` of its own are escaped. */
  readonly insert: string;
  /** What is there already and goes: columns on the cursor's line. */
  readonly from: number;
  readonly sort: string;
}

export type Bare = Omit<Offer, 'from'>;

/** In the order given, kinds of keys (needed ones) first. */
export const placed = (offers: readonly Bare[], from: number): readonly Offer[] =>
  offers.map((offer, i) => ({ ...offer, from, sort: offer.sort + String(i).padStart(4, '0') }));

/** The keys of a map that are not `there` yet, those it needs first. */
export const keyOffers = (schema: JsonSchema, there: ReadonlySet<string>): readonly Bare[] =>
  [...fieldsOf(schema)]
    .filter(([name]) => !there.has(name))
    .map(([name, { schema: field, isRequired }]) => ({
      label: name,
      kind: 'key',
      detail: `${typeWords(field)}${isRequired ? ', needed' : ''}`,
      docs: docsOf(field),
      insert: `${name}:${startOf(field)}`,
      sort: isRequired ? '0' : '1',
    }));

export const valueOffers = (schema: JsonSchema): readonly Bare[] => valuesOf(schema).map((text) => valueOffer(text));

export const valueOffer = (text: string, detail = '', docs = ''): Bare => ({
  label: text,
  kind: 'value',
  detail,
  docs,
  insert: escapeSnippet(needsQuotes(text) ? JSON.stringify(text) : text),
  sort: '',
});

/** Markdown about a field. */
export function docsOf(schema: JsonSchema): string {
  const fallback = schema.default === undefined || isEmpty(schema.default) ? '' : `Default: \`${JSON.stringify(schema.default)}\``;
  return [schema.description ?? '', fallback].filter((part) => part !== '').join('\n\n');
}

/** What follows the colon: a line of its own for maps and lists of maps. */
function startOf(schema: JsonSchema): string {
  const all = alternatives(schema);
  if (all.every((one) => one.type === 'array' && one.items !== undefined && alternatives(one.items).every(isMap))) return '\n  - $0';
  return all.every((one) => isMap(one) && (one.properties !== undefined || one.propertyNames !== undefined)) ? '\n  $0' : ' $0';
}

const isMap = ({ type }: JsonSchema): boolean => type === 'object';
const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;
const needsQuotes = (text: string): boolean => !/^[A-Za-z_./][\w./ -]*$|^\d+$/.test(text) && text !== 'true' && text !== 'false';
export const escapeSnippet = (text: string): string => text.replaceAll(/[\\$}]/g, (c) => `\\${c}`);

/** Names of the keys that are in the map a key is being typed into; the file may be broken. */
export function keysBeside(lines: readonly string[], line: number, column: number): ReadonlySet<string> {
  const text = lines[line] ?? '';
  const inline = openBrace(text.slice(0, column));
  if (inline !== -1) return new Set(keysInside(text.slice(inline + 1)));
  const own = leadOf(text);
  const at = Math.min(own.column, column);
  const found = new Set<string>();
  const note = (i: number): void => {
    const key = /^["']?([\w-]+)["']?\s*:/.exec((lines[i] ?? '').slice(at))?.[1];
    if (key !== undefined && i !== line) found.add(key);
  };
  for (let i = line; i >= 0; i--) {
    const { column: c, dash } = i === line ? { column: at, dash: own.dash } : leadOf(lines[i] ?? '');
    if (isBlank(lines[i]) && i !== line) continue;
    if (c < at) break;
    if (c === at) note(i);
    if (dash !== undefined && dash < at && c === at) break;
  }
  for (let i = line + 1; i < lines.length; i++) {
    if (isBlank(lines[i])) continue;
    const { column: c, dash } = leadOf(lines[i] ?? '');
    if (c < at || (dash !== undefined && dash < at)) break;
    if (c === at) note(i);
  }
  return found;
}

const isBlank = (text = ''): boolean => text.trim() === '' || text.trimStart().startsWith('#');

/** Where a line's own words begin, after dashes; and where its first dash is. */
function leadOf(text: string): { readonly column: number; readonly dash?: number } {
  const [lead = '', space = '', dashes = ''] = /^(\s*)((?:-(?:\s+|$))*)/.exec(text) ?? [];
  return { column: lead.length, ...(dashes === '' ? {} : { dash: space.length }) };
}

/** The `{` that is open at the end of a text; -1: none. */
function openBrace(before: string): number {
  const open: number[] = [];
  for (let i = 0; i < before.length; i++) {
    if (before[i] === '{' && before[i - 1] !== '$') open.push(i);
    else if (before[i] === '}') open.pop();
  }
  return open.at(-1) ?? -1;
}

/** Keys up to the `}` that closes the map the text begins in, those of maps inside it not among them. */
function keysInside(text: string): readonly string[] {
  let depth = 0;
  let flat = '';
  for (const c of text) {
    if (c === '}' && depth === 0) break;
    if (c === '{' || c === '[') depth++;
    else if (c === '}' || c === ']') depth--;
    else if (depth === 0) flat += c;
  }
  return [...flat.matchAll(/(?:^|,)\s*["']?([\w-]+)["']?\s*:/g)].map(([, key = '']) => key);
}
