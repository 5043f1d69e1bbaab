import type { ColumnKind } from './table.ts';

/** Nothing is there: shown as a dash, sorted last. */
export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** A value as one line of text, exact: numbers, times and addresses as they are, lists joined, what is deeper as JSON. */
export function plain(value: unknown): string {
  if (isEmpty(value)) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => one === null || typeof one !== 'object')) return value.map(plain).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A value as it is shown in its cell; `plain` says it exactly. */
export function shown(value: unknown, kind: ColumnKind): string {
  if (isEmpty(value)) return '';
  switch (kind) {
    case 'number':
      return typeof value === 'number' ? amounts.format(value) : plain(value);
    case 'bytes':
      return typeof value === 'number' ? bytes(value) : plain(value);
    case 'time':
      return localTime(plain(value));
    case 'yes-no':
      return value === true ? 'yes' : value === false ? 'no' : plain(value);
    default:
      return summary(value);
  }
}

/** `3 entries` for what is deeper than a list of words; the first line of a long text. */
function summary(value: unknown): string {
  if (Array.isArray(value) && value.some((one) => one !== null && typeof one === 'object'))
    return value.length === 1 ? summary(value[0]) : `${value.length} entries`;
  if (!Array.isArray(value) && value !== null && typeof value === 'object')
    return Object.entries(value)
      .filter(([, inner]) => !isEmpty(inner))
      .map(([key, inner]) => `${key}: ${Array.isArray(inner) && inner.length > 3 ? `${inner.length} entries` : plain(inner)}`)
      .join(', ');
  const text = plain(value);
  return /^[\da-f]{40}([\da-f]{24})?$/.test(text) ? text.slice(0, hashShown) : text.replace(/\s*\n[\s\S]*$/, ' …');
}

/** Made once: making one costs more than a thousand numbers. */
const amounts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

/** Of a commit's or a file's hash: enough to tell it from the others. */
const hashShown = 10;

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** In thousands, as storage is sold: `1.2 MB`. */
function bytes(n: number): string {
  let size = n;
  let unit = 0;
  while (Math.abs(size) >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 || size >= 99.5 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

const formats = new Map<boolean, Intl.DateTimeFormat>();

/** `21 Nov 2026, 10:43` in the reader's own time. */
function localTime(iso: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(iso);
  let format = formats.get(isDay);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', isDay ? { dateStyle: 'medium', timeZone: 'UTC' } : { dateStyle: 'medium', timeStyle: 'short' });
    formats.set(isDay, format);
  }
  return format.format(at);
}

/** `2d4h`, `15m`, `3y20d`: in seconds. `undefined`: it is none. */
export function ageSeconds(text: string): number | undefined {
  if (!/^(\d+[smhdy])+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, n, unit] of text.matchAll(/(\d+)([smhdy])/g)) sum += Number(n) * (secondsOf[unit ?? ''] ?? 0);
  return sum;
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, y: 31_536_000 };
