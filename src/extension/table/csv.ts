import { plain } from '../../protocol/table-cell.ts';

/**
 * RFC 4180: a header, lines that end with CRLF, quotes where they are needed. A text that a spreadsheet would run as a
 * formula gets an apostrophe in front, which shows it as text; numbers stay numbers.
 */
export const csv = (titles: readonly string[], rows: readonly (readonly unknown[])[]): string => lines(titles, rows, ',', '\r\n', quoted);

/** Columns by tabs: what a terminal, a chat and a spreadsheet all take. Exact as in {@link csv}, a cell on one line. */
export const tabbed = (titles: readonly string[], rows: readonly (readonly unknown[])[]): string =>
  lines(titles, rows, '\t', '\n', (text) => text.replaceAll(/\s*[\r\n\t]+\s*/g, ' '));

function lines(titles: readonly string[], rows: readonly (readonly unknown[])[], comma: string, end: string, field: (text: string) => string): string {
  const line = (cells: readonly string[]): string => cells.map(field).join(comma) + end;
  return line(titles.map(harmless)) + rows.map((row) => line(row.map(cell))).join('');
}

const cell = (value: unknown): string => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : harmless(plain(value)));

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Programs take the wide forms of these for the narrow ones, and look past blanks and line ends in front: owasp.org, "CSV Injection". */
const harmless = (text: string): string => (/^[\s\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text);
