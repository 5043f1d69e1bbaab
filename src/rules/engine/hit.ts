import type { Replacement } from '../../domain/finding.ts';
import type { Edit } from '../edit.ts';
import type { Span } from '../hcl/syntax.ts';
import type { Problem, Rule } from '../rule.ts';
import type { Place, TextFile } from '../text.ts';
import type { Collector } from './look.ts';
import { type Suppression, suppressedBy } from './suppress.ts';

export interface Subject {
  readonly file: TextFile;
  readonly address: string;
  /** Its header, where a problem without a place of its own is shown. */
  readonly header: Place;
  readonly whole: Span;
  readonly suppressions: readonly Suppression[];
  /** The suppressions of another file, in which a part of it stands. */
  readonly elsewhere?: (file: TextFile, whole: Place) => readonly Suppression[];
  /** Rule ids that the object itself declares as ignored, with the reason. */
  readonly ignored?: (ids: readonly string[]) => string | undefined;
}

/** Turns what a rule answers into hits. */
export function report(rule: Rule, problems: readonly Problem[], subject: Subject, fix: () => readonly Edit[] | undefined, collector: Collector): void {
  if (problems.length === 0) return;
  let edits: readonly Edit[] | undefined;
  let isAsked = false;
  for (const problem of problems) {
    const span: Place = problem.at ?? subject.header;
    const file = span.file ?? subject.file;
    const severity = collector.holds(rule, file.path);
    if (severity === undefined) continue;
    if (!isAsked) edits = collector.attempt(rule, subject.address, fix);
    isAsked = true;
    const start = file.place(span.start);
    const end = file.place(span.end);
    const own = linesOf(subject.file, subject.whole);
    // Where it stands in another file, as in a patch, the comments there count, and those of the object itself.
    const place = file === subject.file ? own : linesOf(file, span.whole ?? span);
    const also = problem.also ?? rule.also;
    const ids = [rule.id, ...also];
    const { today } = collector.options;
    const by =
      file === subject.file
        ? suppressedBy(subject.suppressions, ids, { line: start.line, ...own }, today)
        : (suppressedBy(subject.elsewhere?.(file, span.whole ?? span) ?? [], ids, { line: start.line, ...place }, today) ??
          suppressedBy(subject.suppressions, ids, { line: own.from, ...own }, today));
    const finding = {
      rule: rule.id,
      severity,
      file: file.path,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      resource: problem.resource ?? subject.address,
      message: problem.message,
      fixable: edits !== undefined && edits.length > 0,
      also,
      ...(collector.options.replacements && edits?.length ? replacements(file, edits) : {}),
    };
    collector.add(
      { finding, rule, edits: edits?.length ? edits : undefined, target: `${subject.file.path} ${subject.whole.start}`, blockLine: place.from },
      by ? by.reason : subject.ignored?.(ids),
    );
  }
}

const linesOf = (file: TextFile, { start, end }: Span): { readonly from: number; readonly to: number } => ({
  from: file.place(start).line,
  to: file.place(end).line,
});

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
