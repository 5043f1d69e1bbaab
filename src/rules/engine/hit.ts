import type { Replacement } from '../../domain/finding.ts';
import type { Edit } from '../edit.ts';
import type { Span } from '../hcl/syntax.ts';
import type { Problem, Rule } from '../rule.ts';
import type { TextFile } from '../text.ts';
import type { Collector } from './look.ts';
import { type Suppression, suppressedBy } from './suppress.ts';

export interface Subject {
  readonly file: TextFile;
  readonly address: string;
  /** Its header, where a problem without a place of its own is shown. */
  readonly header: Span;
  readonly whole: Span;
  readonly suppressions: readonly Suppression[];
  /** Rule ids that the object itself declares as ignored, with the reason. */
  readonly ignored?: (ids: readonly string[]) => string | undefined;
}

/** Turns what a rule answers into hits. */
export function report(rule: Rule, problems: readonly Problem[], subject: Subject, fix: () => readonly Edit[] | undefined, collector: Collector): void {
  if (problems.length === 0) return;
  const severity = collector.holds(rule, subject.file.path);
  if (severity === undefined) return;
  const edits = collector.attempt(rule, subject.address, fix);
  const from = subject.file.place(subject.whole.start).line;
  const to = subject.file.place(subject.whole.end).line;
  for (const problem of problems) {
    const span = problem.at ?? subject.header;
    const start = subject.file.place(span.start);
    const end = subject.file.place(span.end);
    const also = problem.also ?? rule.also;
    const ids = [rule.id, ...also];
    const by = suppressedBy(subject.suppressions, ids, { line: start.line, from, to }, collector.options.today);
    const finding = {
      rule: rule.id,
      severity,
      file: subject.file.path,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      resource: subject.address,
      message: problem.message,
      fixable: edits !== undefined && edits.length > 0,
      also,
      ...(collector.options.replacements && edits?.length ? replacements(subject.file, edits) : {}),
    };
    collector.add(
      { finding, rule, edits: edits?.length ? edits : undefined, target: `${subject.file.path} ${subject.whole.start}`, blockLine: from },
      by ? by.reason : subject.ignored?.(ids),
    );
  }
}

/** Of a fix within the file; one that reaches into another is left to those who can read that one too. */
function replacements(file: TextFile, edits: readonly Edit[]): { readonly fix?: readonly Replacement[] } {
  if (edits.some((edit) => edit.file !== file.path)) return {};
  return {
    fix: edits.map(({ start, end, text }) => {
      const [from, to] = [file.place(start), file.place(end)];
      return {
        file: file.path,
        line: from.line,
        column: from.column,
        endLine: to.line,
        endColumn: to.column,
        text: file.lineEnd === '\r\n' ? text.replace(/\r?\n/g, '\r\n') : text,
      };
    }),
  };
}

export const problemsOf = (verdict: Problem | readonly Problem[] | undefined): readonly Problem[] =>
  verdict === undefined ? [] : Array.isArray(verdict) ? (verdict as readonly Problem[]) : [verdict as Problem];
