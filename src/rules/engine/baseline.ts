import { sha256 } from '../../base/hash.ts';
import type { Finding } from '../../domain/finding.ts';

/** Names a finding so that it is the same after lines moved: rule, file and thing, and which of several. `seen` counts within one report. */
export function fingerprint(finding: Finding, seen: Map<string, number>): string {
  // One at a value of a Helm chart is found in its template.
  const what = `${finding.rule}\n${finding.template?.file ?? finding.file}\n${finding.resource}\n${finding.message}`;
  const nth = (seen.get(what) ?? 0) + 1;
  seen.set(what, nth);
  return `${sha256(what).slice(0, 32)}:${nth}`;
}

/** The text of a baseline file: what is known today and not to be told again. Paths are relative to the workspace. */
export function baselineText(findings: readonly Finding[]): string {
  const seen = new Map<string, number>();
  const known = findings.map((finding) => ({ print: fingerprint(finding, seen), rule: finding.rule, file: finding.file, resource: finding.resource }));
  return `${JSON.stringify({ nimbusBaseline: 1, findings: known }, null, 2)}\n`;
}

/** The fingerprints in a baseline file, or `undefined` when it is none. */
export function readBaseline(text: string): ReadonlySet<string> | undefined {
  try {
    const kept = JSON.parse(text) as { readonly nimbusBaseline?: unknown; readonly findings?: unknown } | null;
    if (kept?.nimbusBaseline !== 1 || !Array.isArray(kept.findings)) return undefined;
    const prints = kept.findings.map((finding: { readonly print?: unknown } | null) => finding?.print);
    return prints.every((print) => typeof print === 'string') ? new Set(prints) : undefined;
  } catch {
    return undefined;
  }
}
