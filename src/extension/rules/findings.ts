import type { ScanReport, Severity } from '../../domain/finding.ts';
import { severities } from '../../domain/finding.ts';
import type { FileFindings, Found } from './worker/messages.ts';

/** Where a file is: in a workspace folder, by its path in it. */
export interface Place {
  /** Absolute. */
  readonly root: string;
  readonly path: string;
}

export interface FoundIn extends Place {
  readonly found: Found;
}

/** All findings there are, by file: the one place every view reads. */
export class Findings {
  readonly #byRoot = new Map<string, Map<string, FileFindings>>();
  readonly #notes = new Map<string, Map<string, readonly string[]>>();

  put(root: string, file: FileFindings): void {
    const files = this.#byRoot.get(root) ?? new Map<string, FileFindings>();
    this.#byRoot.set(root, files);
    if (file.found.length === 0 && file.version === undefined) files.delete(file.path);
    else files.set(file.path, file);
  }

  note(root: string, unit: string, notes: readonly string[]): void {
    const units = this.#notes.get(root) ?? new Map<string, readonly string[]>();
    this.#notes.set(root, units);
    if (notes.length === 0) units.delete(unit);
    else units.set(unit, notes);
  }

  forget(root: string): void {
    this.#byRoot.delete(root);
    this.#notes.delete(root);
  }

  of({ root, path }: Place): FileFindings | undefined {
    return this.#byRoot.get(root)?.get(path);
  }

  /** Those that are told: not kept quiet, and grave enough. */
  *told(from: Severity): Generator<FoundIn> {
    const least = severities.indexOf(from);
    for (const [root, files] of this.#byRoot)
      for (const [path, { found }] of files)
        for (const one of found) if (one.quiet === undefined && severities.indexOf(one.severity) >= least) yield { root, path, found: one };
  }

  notesOf(root: string): readonly string[] {
    return [...(this.#notes.get(root)?.values() ?? [])].flat();
  }

  get roots(): readonly string[] {
    return [...this.#byRoot.keys()];
  }

  /** As a scan of that folder would report it. Paths are relative to it; with more than one folder, to none: `prefix` tells them apart. */
  report(roots: readonly string[], files: number, prefix: (root: string) => string): ScanReport {
    const all = roots.flatMap((root) => [...(this.#byRoot.get(root)?.values() ?? [])].flatMap(({ found }) => found.map((one) => plain(one, prefix(root)))));
    all.sort((a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.rule, b.rule));
    return {
      files,
      findings: all.filter(({ reason }) => reason === undefined).map(({ reason: _, ...finding }) => finding),
      suppressed: all.flatMap(({ reason, ...finding }) => (reason === undefined ? [] : [{ ...finding, reason }])),
      fixed: 0,
      notes: roots.flatMap((root) => this.notesOf(root)),
      elapsedMs: 0,
    };
  }
}

function plain({ edits: _edits, blockLine: _line, quiet, ...finding }: Found, prefix: string) {
  const { template } = finding;
  return { ...finding, file: `${prefix}${finding.file}`, ...(template ? { template: { ...template, file: `${prefix}${template.file}` } } : {}), reason: quiet };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** "3 high, 2 low", gravest first; empty for none. */
export function bySeverity(found: Iterable<{ readonly severity: Severity }>): string {
  const counts = new Map<Severity, number>();
  for (const { severity } of found) counts.set(severity, (counts.get(severity) ?? 0) + 1);
  return severities
    .toReversed()
    .flatMap((severity) => (counts.has(severity) ? [`${counts.get(severity)} ${severity}`] : []))
    .join(', ');
}
