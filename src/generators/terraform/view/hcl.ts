/** A value as Terraform writes it. An {@link Expression} goes in as it is; everything else is data and is quoted. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value } | Expression;

/** Terraform code of ours, such as `var.name`. **Invariant:** never made from what a person typed. */
export class Expression {
  readonly code: string;
  constructor(code: string) {
    this.code = code;
  }
}

export const code = (text: string): Expression => new Expression(text);

/**
 * A text as a quoted literal that means exactly that text: no template, no escape and no second line can come of it.
 * Source of the escapes: https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function quote(text: string): string {
  const escaped = text
    .toWellFormed()
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    // Doubling is enough for one sign, but `$$${` would read as an escape and then a template: all but the last by number.
    .replace(/([$%])+\{/g, (run) => `${[...run.slice(0, -2)].map(byNumber).join('')}${run.at(-2)}${run.slice(-2)}`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g, byNumber);
  return `"${escaped}"`;
}

const byNumber = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A value at the given depth: lists on one line, objects one key a line, as a person would and as `terraform fmt` leaves it. */
export function write(value: Value, depth = 0): string {
  if (value instanceof Expression) return value.code;
  if (typeof value === 'string') return quote(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return writeList(value, depth);
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  return `{\n${assign(
    entries.map(([key, inner]) => [/^[A-Za-z_][\w-]*$/.test(key) ? key : quote(key), inner]),
    depth + 1,
  )}\n${indent(depth)}}`;
}

function writeList(values: readonly Value[], depth: number): string {
  const items = values.map((item) => write(item, depth + 1));
  const oneLine = `[${items.join(', ')}]`;
  if (oneLine.length <= 100 && !oneLine.includes('\n')) return oneLine;
  return `[\n${items.map((item) => `${indent(depth + 1)}${item},\n`).join('')}${indent(depth)}]`;
}

/** Assignments one a line, equals signs aligned as `terraform fmt` does: only neighbours whose value fits on one line. */
export function assign(entries: readonly (readonly [name: string, value: Value])[], depth = 0): string {
  const lines = entries.map(([name, value]) => ({ name, text: write(value, depth) }));
  const isLong = (text: string) => text.includes('\n');
  return lines
    .map(({ name, text }, at) => {
      if (isLong(text)) return `${indent(depth)}${name} = ${text}`;
      let first = at;
      while (first > 0 && !isLong(lines[first - 1]?.text ?? '')) first--;
      let end = at;
      while (end < lines.length && !isLong(lines[end]?.text ?? '')) end++;
      const width = Math.max(...lines.slice(first, end).map((line) => columns(line.name)));
      return `${indent(depth)}${name}${' '.repeat(width - columns(name))} = ${text}`;
    })
    .join('\n');
}

/** `terraform fmt` counts what a person sees as one sign, so that an emoji is one column. */
const columns = (name: string): number => (/^[\x20-\x7e]*$/.test(name) ? name.length : [...signs.segment(name)].length);
const signs = new Intl.Segmenter('en', { granularity: 'grapheme' });

const indent = (depth: number): string => '  '.repeat(depth);
const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
