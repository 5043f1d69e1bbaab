import { z } from 'zod';
import { sha256 } from '../../base/hash.ts';
import type { Finding } from '../../domain/finding.ts';

/** Names a finding so that it is the same after lines moved: rule, file and thing, and which of several. `seen` counts within one report. */
export function fingerprint(finding: Finding, seen: Map<string, number>): string {
  const what = `${finding.rule}\n${finding.file}\n${finding.resource}\n${finding.message}`;
  const nth = (seen.get(what) ?? 0) + 1;
  seen.set(what, nth);
  return `${sha256(what).slice(0, 32)}:${nth}`;
}

const schema = z.object({ nimbusBaseline: z.literal(1), findings: z.array(z.object({ print: z.string() })) });

/** The text of a baseline file: what is known today and not to be told again. Paths are relative to the workspace. */
export function baselineText(findings: readonly Finding[]): string {
  const seen = new Map<string, number>();
  const known = findings.map((finding) => ({ print: fingerprint(finding, seen), rule: finding.rule, file: finding.file, resource: finding.resource }));
  return `${JSON.stringify({ nimbusBaseline: 1, findings: known }, null, 2)}\n`;
}

/** The fingerprints in a baseline file, or `undefined` when it is none. */
export function readBaseline(text: string): ReadonlySet<string> | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? new Set(parsed.data.findings.map(({ print }) => print)) : undefined;
  } catch {
    return undefined;
  }
}
