import type { Risk } from './effect.ts';

export type Severity = 'info' | Risk;
export const severities: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

/** Something a rule found. Lines and columns count from 1; the end is exclusive. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** Relative to the folder that was scanned, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Its address: `aws_s3_bucket.logs`, `Deployment/default/web`. */
  readonly resource: string;
  /** What is wrong here and what would be right, in one sentence. */
  readonly message: string;
  readonly fixable: boolean;
  /** Ids under which other scanners report this very finding: `CKV_AWS_19`. */
  readonly also: readonly string[];
  /** What would fix it, where that was asked for: replaced one and all, on the text as it was scanned. */
  readonly fix?: readonly Replacement[];
  /** Of one that stands at a value of a Helm chart: the line of the template that takes it. */
  readonly template?: { readonly file: string; readonly line: number };
}

export const gravestFirst = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || a.file.localeCompare(b.file) || a.line - b.line);

/** A stretch of a file to be replaced; lines and columns count from 1, the end is exclusive, an empty stretch inserts. */
export interface Replacement {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

export interface ScanReport {
  /** Files read. */
  readonly files: number;
  readonly findings: readonly Finding[];
  /** Findings that were fixed in this scan. */
  readonly fixed: number;
  /** Findings kept quiet by a comment, with its reason. */
  readonly suppressed: readonly (Finding & { readonly reason: string })[];
  /** What could not be read or followed, said plainly. */
  readonly notes: readonly string[];
  readonly elapsedMs: number;
}
