/**
 * A value as an HCL literal that means exactly that value: quotes, backslashes, control characters and the openings of
 * HCL's own templates (`${`, `%{`) are escaped. `undefined` for what HCL has no literal for (a function, not-a-number).
 */
export function hclLiteral(value: unknown): string | undefined {
  if (value === null) return 'null';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value).replace('e+', 'e') : undefined;
  if (Array.isArray(value)) return join(value.map(hclLiteral), '[', ', ', ']');
  if (typeof value !== 'object') return undefined;
  const pairs = Object.entries(value).map(([key, item]) => {
    const literal = hclLiteral(item);
    return literal === undefined ? undefined : `${quoted(key)} = ${literal}`;
  });
  return pairs.length === 0 ? '{}' : join(pairs, '{ ', ', ', ' }');
}

function join(parts: readonly (string | undefined)[], open: string, between: string, close: string): string | undefined {
  return parts.includes(undefined) ? undefined : `${open}${parts.join(between)}${close}`;
}

const quoted = (text: string): string => `"${text.replace(/[\\"\p{Cc}\u2028\u2029]|[$%](?=\{)/gu, escaped)}"`;

function escaped(found: string): string {
  switch (found) {
    case '\\':
      return '\\\\';
    case '"':
      return '\\"';
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
    case '$':
    case '%':
      return found + found;
    default:
      return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
  }
}
