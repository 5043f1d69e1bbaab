/** Longer lists and texts than this are cut, so that a page stays readable. */
const itemsMax = 5;
const textMax = 1_500;

/** A value with its long lists and texts cut, and said so. */
export function brief(value: unknown): unknown {
  if (typeof value === 'string') return value.length > textMax ? `${value.slice(0, textMax)}…` : value;
  if (Array.isArray(value)) {
    const shown = value.slice(0, itemsMax).map(brief);
    return value.length > itemsMax ? [...shown, `… and ${value.length - itemsMax} more`] : shown;
  }
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, brief(one)]));
  return value;
}

/** What differs from run to run, and what a reader sees instead; `n` counts the different ones of a kind, from 1. */
const varying: readonly (readonly [RegExp, (n: number, found: string) => string])[] = [
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, () => '2026-01-01T09:00:00Z'],
  // A day alone, as a preview tells when something was made.
  [/\bof \d{4}-\d\d-\d\d(?=\))/g, () => 'of 2026-01-01'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, (n) => `7c9e6679-7425-40de-944b-${String(n).padStart(12, '0')}`],
  [
    /\b(?:i|r|vol|sg|sgr|subnet|vpc|eni|rtb|igw|acl|eipalloc)-[0-9a-f]{8,17}\b/g,
    (n, found) => `${found.split('-')[0]}-0a1b2c3d4e5f6${String(n).padStart(4, '0')}`,
  ],
  // Addresses that AWS gives; outside, those that stand for examples (RFC 5737).
  [/\b10(?:\.\d{1,3}){3}\b(?!\/)/g, (n) => `10.0.1.${n + 9}`],
  [/\b54\.214(?:\.\d{1,3}){2}\b/g, (n) => `203.0.113.${n + 9}`],
  [/\b\w{20}\.\w{3}(?=\.[a-z0-9-]+\.eks\.amazonaws\.com)/g, () => '0A1B2C3D4E5F60718293.gr7'],
  // A pod's last five letters; Kubernetes makes names without vowels.
  [/\b[a-z][a-z0-9-]*-[b-df-hj-np-tv-xz24-9]{8,10}-[b-df-hj-np-tv-xz24-9]{5}\b/g, (n, found) => `${found.slice(0, -5)}x7k2${n}`],
  [/\bA(?:ROA|IDA|NPA|KIA|SIA)[0-9A-Z]{12,}\b/g, (n, found) => `${found.slice(0, 4)}EXAMPLE${String(n).padStart(9, '0')}`],
  // As helm writes it.
  [/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [+-]\d{4} \w+/g, () => '2026-01-01 09:00:00 +0000 UTC'],
  [/\btfplan-[0-9a-f]{20}\b/g, (n) => `tfplan-3f9a1c5b7d2e4f60a8b${n}`],
  [/"localPort":\d{5}\b/g, () => '"localPort":49152'],
  [/\bforward-\d+\b/g, (n) => `forward-${n}`],
  // An age; `250m` of a processor is none.
  [/(?<!"cpu":)"(?:\d+[dhms])+"/g, () => '"12s"'],
  [/\bTerraform \d+\.\d+\.\d+\b/g, () => 'Terraform 1.11.4'],
  [/"elapsedMs":[\d.]+/g, () => '"elapsedMs":12'],
  [/\b(?:127\.0\.0\.1|localhost):\d{4,5}\b/g, () => '127.0.0.1:49152'],
];

/** Without what differs from run to run. `names`: what a reader sees → what it was here. */
export function plain<T>(value: T, names: Readonly<Record<string, string>>): T {
  let text = JSON.stringify(value);
  for (const [shown, real] of Object.entries(names)) text = text.replaceAll(JSON.stringify(real).slice(1, -1), JSON.stringify(shown).slice(1, -1));
  const shown = new Set(Object.keys(names));
  for (const [pattern, instead] of varying) {
    const seen = new Map<string, string>();
    text = text.replaceAll(pattern, (found) => {
      if (shown.has(found)) return found;
      const known = seen.get(found) ?? instead(seen.size + 1, found);
      seen.set(found, known);
      return known;
    });
  }
  return JSON.parse(text) as T;
}
