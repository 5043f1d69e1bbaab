import type { Finding, Replacement } from '../../domain/finding.ts';
import type { Edit } from '../edit.ts';
import type { Block } from '../hcl/block.ts';
import type { Span } from '../hcl/syntax.ts';
import { sketched } from '../hcl/write.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Problem, Rule } from '../rule.ts';
import type { Place, TextFile } from '../text.ts';
import type { Collector } from './look.ts';
import { type Suppression, suppressedBy } from './suppress.ts';

export interface Subject {
  readonly file: TextFile;
  readonly address: string;
  /** What it is in Terraform. */
  readonly block?: Block;
  /** What it is in Kubernetes. */
  readonly object?: KubernetesObject;
  /** Its header, where a problem without a place of its own is shown. */
  readonly header: Place;
  readonly whole: Span;
  readonly suppressions: readonly Suppression[];
  /** The suppressions of another file, in which a part of it stands. */
  readonly elsewhere?: (file: TextFile, whole: Place) => readonly Suppression[];
  /** Rule ids that the object itself declares as ignored, with the reason. */
  readonly ignored?: (ids: readonly string[]) => string | undefined;
  /** Its lines, once somebody asked. */
  lines?: Lines;
}

interface Lines {
  readonly from: number;
  readonly to: number;
}

/** Turns what a rule answers into hits. */
export function report(rule: Rule, problems: readonly Problem[], subject: Subject, fix: () => readonly Edit[] | undefined, collector: Collector): void {
  if (problems.length === 0) return;
  const { options } = collector;
  const replaces = collector.attempt(rule, subject.address, () => fixReplaces(rule, subject)) ?? true;
  let edits: readonly Edit[] | undefined;
  let isAsked = false;
  for (const problem of problems) {
    const span: Place = problem.at ?? subject.header;
    const file = span.file ?? subject.file;
    const severity = collector.holds(rule, file.path);
    if (severity === undefined) continue;
    if (!isAsked && rule.fix) {
      // Mostly it only matters whether there is one.
      edits = collector.attempt(rule, subject.address, options.edits || options.replacements ? fix : () => sketched(fix));
      if (edits?.length === 0) edits = undefined;
    }
    isAsked = true;
    const start = file.place(span.start);
    const end = file.place(span.end);
    const also = problem.also ?? rule.also;
    const finding: Finding = {
      rule: rule.id,
      severity,
      file: file.path,
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      resource: problem.resource ?? subject.address,
      message: problem.message,
      fixable: edits !== undefined,
      also,
      ...(options.replacements && edits && !replaces ? replacements(file, edits) : undefined),
    };
    const own = ownLines(subject);
    const blockLine = file === subject.file ? own.from : file.place((span.whole ?? span).start).line;
    const suppressed = whyQuiet(rule, also, subject, span, start.line, options.today);
    collector.add({
      finding,
      rule,
      edits: options.edits ? edits : undefined,
      replaces,
      suppressed,
      target: `${subject.file.path} ${subject.whole.start}`,
      blockLine,
    });
  }
}

function fixReplaces(rule: Rule, { block, object }: Subject): boolean {
  if (typeof rule.fixReplaces !== 'function') return rule.fixReplaces ?? false;
  if (rule.language === 'terraform') return block === undefined || rule.fixReplaces(block);
  return rule.language !== 'kubernetes' || object === undefined || rule.fixReplaces(object);
}

/** The reason of what keeps a finding quiet: a comment, or what the object itself declares. */
function whyQuiet(rule: Rule, also: readonly string[], subject: Subject, span: Place, line: number, today: string): string | undefined {
  const file = span.file ?? subject.file;
  const { suppressions, ignored } = subject;
  if (file === subject.file && suppressions.length === 0 && ignored === undefined) return undefined;
  const ids = [rule.id, ...also];
  const own = ownLines(subject);
  // Where it stands in another file, as in a patch, the comments there count, and those of the object itself.
  const by =
    file === subject.file
      ? suppressedBy(suppressions, ids, { line, ...own }, today)
      : (suppressedBy(subject.elsewhere?.(file, span.whole ?? span) ?? [], ids, { line, ...linesOf(file, span.whole ?? span) }, today) ??
        suppressedBy(suppressions, ids, { line: own.from, ...own }, today));
  return by ? by.reason : ignored?.(ids);
}

function ownLines(subject: Subject): Lines {
  subject.lines ??= linesOf(subject.file, subject.whole);
  return subject.lines;
}

const linesOf = (file: TextFile, { start, end }: Span): Lines => ({
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
